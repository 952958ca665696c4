/** The body of a request as a FHIR object (of the request's version), or as form fields. */
import type { Request } from "express";
import { parseJson } from "../fhir/json.ts";
import type { Version } from "../fhir/versions.ts";
import { emptyBody, TerminologyError } from "../terminology/issues.ts";
import { bodyFormat } from "./negotiate.ts";

/**
 * `req.body` is the text that `express.text` has read within the body limit.
 * @throws TerminologyError structure (malformed), not-supported (415), required (no body).
 */
export async function readBody(req: Request, version: Version): Promise<object | URLSearchParams> {
  const format = bodyFormat(req);
  const text = typeof req.body === "string" ? req.body : "";
  if (format === "form") return new URLSearchParams(text);
  if (text.trim() === "") throw new TerminologyError(emptyBody());
  if (format === "json") return parseJson(text);
  const { parseXml } = await import("../fhir/xml.ts");
  return parseXml(text, version.name);
}
