/** The style sheet, the icon and the small scripts, from `resources/web`. */
import { readFileSync } from "node:fs";
import type { RequestHandler } from "express";

const TYPES: ReadonlyMap<string, string> = new Map([
  ["style.css", "text/css; charset=utf-8"],
  ["page.js", "text/javascript; charset=utf-8"],
  ["forms.js", "text/javascript; charset=utf-8"],
  ["icon.svg", "image/svg+xml"],
]);
const folder = new URL("../../resources/web/", import.meta.url);
const kept = new Map<string, Buffer>();

/** Without what is there for whoever reads the file alone: indentation, lines of comment, in a style sheet blanks at signs. */
const compact = (file: string, text: string): string => {
  const lines = text.replace(/^\s*(?:\/\/.*)?\n?/gm, "");
  return file.endsWith(".css")
    ? lines.replace(/("[^"]*")|\s*([{};,])\s*|(:)\s+/g, (_, quoted?: string, sign?: string, colon?: string) =>
        String(quoted ?? sign ?? colon),
      )
    : lines;
};

export const assets: RequestHandler<{ file: string }> = (req, res, next) => {
  const { file } = req.params;
  const type = TYPES.get(file);
  if (type === undefined) return next();
  let bytes = kept.get(file);
  if (!bytes)
    kept.set(file, (bytes = Buffer.from(compact(file, readFileSync(new URL(file, folder), "utf8")))));
  res.set({
    "Content-Type": type,
    "Cache-Control": "public, max-age=3600",
    "X-Content-Type-Options": "nosniff",
  });
  res.end(req.method === "HEAD" ? undefined : bytes);
};
