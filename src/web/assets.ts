/** The style sheet, the icon and the small scripts, from `resources/web`. */
import { readFileSync } from "node:fs";
import type { RequestHandler } from "express";

const TYPES: ReadonlyMap<string, string> = new Map([
  ["style.css", "text/css; charset=utf-8"],
  ["page.js", "text/javascript; charset=utf-8"],
  ["icon.svg", "image/svg+xml"],
]);
const folder = new URL("../../resources/web/", import.meta.url);
const kept = new Map<string, Buffer>();

export const assets: RequestHandler<{ file: string }> = (req, res, next) => {
  const { file } = req.params;
  const type = TYPES.get(file);
  if (type === undefined) return next();
  let bytes = kept.get(file);
  if (!bytes) kept.set(file, (bytes = readFileSync(new URL(file, folder))));
  res.set({
    "Content-Type": type,
    "Cache-Control": "public, max-age=3600",
    "X-Content-Type-Options": "nosniff",
  });
  res.end(req.method === "HEAD" ? undefined : bytes);
};
