/** Which format does the caller send and want? From `_format`, `Accept` and `Content-Type` (FHIR R5 http.html#mime-type). */
import type { Request } from "express";
import { notAcceptable, TerminologyError, unsupportedMediaType } from "../terminology/issues.ts";

export type Format = "json" | "xml";

const FORMATS: Record<string, Format> = {
  json: "json",
  "application/json": "json",
  "application/fhir+json": "json",
  "text/json": "json",
  xml: "xml",
  "application/xml": "xml",
  "application/fhir+xml": "xml",
  "text/xml": "xml",
};

export const MEDIA_TYPES: Record<Format, string> = {
  json: "application/fhir+json; charset=utf-8",
  xml: "application/fhir+xml; charset=utf-8",
};

/**
 * The format of the answer; JSON where the caller takes anything.
 * @throws TerminologyError not-supported, which becomes 406.
 */
export function answerFormat(req: Request, query: URLSearchParams): Format {
  const wanted = query.get("_format");
  if (wanted !== null) {
    // A `+` in a query string reads as a space: `application/fhir+json` often arrives so.
    const format = FORMATS[wanted.split(";")[0]!.trim().replace(" ", "+")];
    if (!format) throw new TerminologyError(notAcceptable("_format", wanted));
    return format;
  }
  const accept = req.headers.accept;
  if (accept === undefined || accept === "" || accept === "*/*") return "json";
  for (const type of byQuality(accept)) {
    if (type === "*/*" || type === "application/*" || type === "text/html") return "json";
    if (FORMATS[type]) return FORMATS[type];
  }
  throw new TerminologyError(notAcceptable("Accept", accept));
}

function byQuality(accept: string): string[] {
  const ranges = accept.split(",").map((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim());
    const q = parameters.find((p) => p.startsWith("q="));
    return { type: type.toLowerCase(), quality: q ? Number(q.slice(2)) : 1 };
  });
  return ranges
    .filter((r) => r.quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map((r) => r.type);
}

/**
 * The format of the body.
 * @throws TerminologyError not-supported, which becomes 415.
 */
export function bodyFormat(req: Request): Format | "form" {
  const type = (req.headers["content-type"] ?? "application/fhir+json").split(";")[0]!.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") return "form";
  const format = FORMATS[type];
  if (!format) throw new TerminologyError(unsupportedMediaType(type));
  return format;
}

/** `Prefer: handling=strict` */
export function isStrict(req: Request): boolean {
  return /\bhandling\s*=\s*strict\b/i.test(req.get("prefer") ?? "");
}
