/**
 * Which format and FHIR version does the caller send and want? From `_format`, `Accept` and `Content-Type`
 * (FHIR R5 http.html, "Content Types and encodings" and "FHIR Version Parameter").
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Handling } from "../fhir/operations/parameters.ts";
import type { FhirVersion, Version } from "../fhir/version.ts";
import {
  notAcceptable,
  unsupportedCharset,
  unsupportedMediaType,
  wrongFhirVersion,
} from "../terminology/issues/http.ts";
import { type Issue } from "../terminology/issues/issue.ts";
import { Lru } from "../terminology/util/lru.ts";
import { HttpError } from "./http-error.ts";
import { JSON_PATCH } from "./json-patch.ts";
import type { Query } from "./query.ts";

export type Format = "json" | "xml";

/**
 * `+fhir` is what DSTU2 called them, which servers are encouraged to take (R4 http.html, "Content Types and encodings").
 * A Map: callers' words are looked up in it, and an object knows words of its own (`constructor`).
 */
const FORMATS: ReadonlyMap<string, Format> = new Map([
  ["json", "json"],
  ["application/json", "json"],
  ["application/fhir+json", "json"],
  ["application/json+fhir", "json"],
  ["text/json", "json"],
  ["xml", "xml"],
  ["application/xml", "xml"],
  ["application/fhir+xml", "xml"],
  ["application/xml+fhir", "xml"],
  ["text/xml", "xml"],
]);
/** Ranges that take JSON among others; a browser that gets here may read JSON. */
const ANY = new Set(["*/*", "application/*", "text/*", "text/html", "application/xhtml+xml"]);

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: "application/fhir+json; charset=utf-8",
  xml: "application/fhir+xml; charset=utf-8",
};

/** The same few headers come again and again; what is refused is not kept. By FHIR version, "" for any. */
type Kept<F> = Map<FhirVersion | "", Lru<string, F>>;
const keptAccept: Kept<Format> = new Map();
const keptContentType: Kept<BodyFormat> = new Map();
const KEPT = 200;

function keptFormat<F>(
  kept: Kept<F>,
  version: FhirVersion | "",
  header: string,
  read: (header: string) => F,
): F {
  let formats = kept.get(version);
  if (!formats) kept.set(version, (formats = new Lru("formats", KEPT)));
  const known = formats.get(header);
  if (known !== undefined) return known;
  const format = read(header);
  formats.set(header, format);
  return format;
}

/**
 * The format of the answer; JSON where the caller takes anything. `_format` goes before `Accept`.
 * Without `version` any fhirVersion will do: metadata is where a caller learns which one is spoken.
 * @throws HttpError 406
 */
export function answerFormat(
  headers: IncomingHttpHeaders,
  query: Query,
  version: Version | undefined,
): Format {
  const wanted = query.get("_format");
  // A `+` in a query string reads as a space: `application/fhir+xml` often arrives so.
  if (wanted !== undefined)
    return formatOf("_format", wanted.replace("fhir ", "fhir+").replace(" fhir", "+fhir"), version);
  const { accept } = headers;
  if (accept === undefined || accept === "*/*" || accept === "") return "json";
  return keptFormat(keptAccept, version?.name ?? "", accept, (text) => formatOf("Accept", text, version));
}

function formatOf(source: string, text: string, version: Version | undefined): Format {
  let mismatch: Issue | undefined;
  const ranges = rangesOf(text);
  const refusesJson = ranges.some(({ type, quality }) => quality === 0 && FORMATS.get(type) === "json");
  const any: Format = refusesJson ? "xml" : "json";
  for (const { type, parameters } of byQuality(ranges)) {
    const format = FORMATS.get(type) ?? (ANY.has(type) ? any : undefined);
    if (!format) continue;
    const asked = parameters.get("fhirversion");
    if (asked === undefined || !version || speaks(version, asked)) return format;
    mismatch ??= wrongFhirVersion(source, asked, version.fhirVersion);
  }
  throw new HttpError(406, mismatch ?? notAcceptable(source, text));
}

/** `4.0` and `4.0.1` are the same version. */
function speaks({ fhirVersion }: Version, asked: string): boolean {
  return asked === fhirVersion || fhirVersion.startsWith(`${asked}.`);
}

interface MediaType {
  type: string;
  /** Names in lower case. */
  parameters: Map<string, string>;
}

interface Range extends MediaType {
  /** 0: not wanted. */
  quality: number;
}

const rangesOf = (text: string): Range[] =>
  text
    .split(",")
    .map(parseMediaType)
    .map((range) => ({ ...range, quality: Number(range.parameters.get("q") ?? 1) }));

const byQuality = (ranges: readonly Range[]): Range[] =>
  ranges.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);

function parseMediaType(text: string): MediaType {
  const [type = "", ...rest] = text.split(";").map((part) => part.trim());
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const at = parameter.indexOf("=");
    const value = parameter.slice(at + 1).trim();
    if (at > 0) parameters.set(parameter.slice(0, at).trim().toLowerCase(), value.replace(/^"(.*)"$/, "$1"));
  }
  return { type: type.toLowerCase(), parameters };
}

/** A form's fields, and the operations of a PATCH, are no resources. */
export type BodyFormat = Format | "form" | "json-patch";

const OTHER_BODIES = new Map<string, BodyFormat>([
  ["application/x-www-form-urlencoded", "form"],
  [JSON_PATCH, "json-patch"],
]);

/**
 * The format of the body; FHIR JSON where nothing is said.
 * @throws HttpError 415
 */
export function bodyFormat(headers: IncomingHttpHeaders, version: Version): BodyFormat {
  const header = headers["content-type"];
  if (header === undefined) return "json";
  return keptFormat(keptContentType, version.name, header, (text) => bodyFormatOf(text, version));
}

/** Is it a type that a body may have, whatever else its header says? */
export function canBeRead(header: string): boolean {
  const { type } = parseMediaType(header);
  return OTHER_BODIES.has(type) || FORMATS.has(type);
}

function bodyFormatOf(header: string, version: Version): BodyFormat {
  const { type, parameters } = parseMediaType(header);
  const format = OTHER_BODIES.get(type) ?? FORMATS.get(type);
  if (!format) throw new HttpError(415, unsupportedMediaType(type));
  const charset = parameters.get("charset")?.toLowerCase() ?? "utf-8";
  if (charset !== "utf-8" && charset !== "utf8" && charset !== "us-ascii") {
    throw new HttpError(415, unsupportedCharset(charset));
  }
  const asked = parameters.get("fhirversion");
  if (asked !== undefined && !speaks(version, asked)) {
    throw new HttpError(415, wrongFhirVersion("Content-Type", asked, version.fhirVersion));
  }
  return format;
}

/** `Prefer: handling`; lenient where nothing is said. */
export function handlingOf(headers: IncomingHttpHeaders): Handling {
  const prefer = headers.prefer;
  const isStrict = prefer !== undefined && /\bhandling\s*=\s*strict\b/i.test(String(prefer));
  return isStrict ? "strict" : "lenient";
}
