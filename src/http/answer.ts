/** Writes a resource as the answer, in the caller's format and version. */
import type { Request, Response } from "express";
import type { Version } from "../fhir/versions.ts";
import { answerFormat, MEDIA_TYPES } from "./negotiate.ts";

/** `resource` is R5-shaped. */
export async function answer(
  req: Request,
  res: Response,
  version: Version,
  status: number,
  resource: object,
): Promise<void> {
  const query = queryOf(req);
  const format = answerFormat(req, query);
  const out = version.resourceOut(resource);
  const pretty = query.get("_pretty") === "true";
  const body =
    format === "xml" ? await xml(out, version) : JSON.stringify(out, undefined, pretty ? 2 : undefined);
  res.status(status).type(MEDIA_TYPES[format]);
  res.send(body);
}

/** XML's tables are read at first use: most servers never need them. */
async function xml(resource: object, version: Version): Promise<string> {
  const { formatXml } = await import("../fhir/xml.ts");
  return formatXml(resource, version.name);
}

/** The query string; Express's own parser is left aside: FHIR needs names like `url:contains` and repeats as they are. */
export function queryOf(req: Request): URLSearchParams {
  const at = req.originalUrl.indexOf("?");
  return new URLSearchParams(at < 0 ? "" : req.originalUrl.slice(at + 1));
}
