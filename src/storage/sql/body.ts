/** A whole resource as bytes: JSON in lines, deflated. */
import { promisify } from "node:util";
import { deflateRaw, deflateRawSync, inflateRaw, inflateRawSync } from "node:zlib";
import type { Resource } from "../../terminology/model.ts";
import { linesOf, resourceOf } from "./json-lines.ts";

/** Above this, another thread does it. */
const SMALL = 200_000;
const LEVEL = { level: 4 };

/** A resource as bytes. */
export async function deflated(resource: object): Promise<Uint8Array> {
  return deflatedText((await linesOf(resource)).join("\n"));
}

/** Text as bytes; in another thread where it is long. */
export async function deflatedText(json: string): Promise<Uint8Array> {
  const bytes = Buffer.from(json);
  return bytes.length < SMALL ? deflateRawSync(bytes, LEVEL) : promisify(deflateRaw)(bytes, LEVEL);
}

/** The resource again. */
export async function inflated(body: Uint8Array): Promise<Resource> {
  return resourceOf(await inflatedText(body));
}

/** The text of a body: JSON in lines. */
export async function inflatedText(body: Uint8Array): Promise<string> {
  const bytes = body.length < SMALL / 4 ? inflateRawSync(body) : await promisify(inflateRaw)(body);
  return bytes.toString("utf8");
}

/** What the row of a resource holds besides the rows of its concepts or mappings. */
export interface StoredText {
  /** JSON; of a long resource without rows its first line. */
  header: string;
  /** Deflated; of a long one, and of one that has rows and came as a whole. */
  body: Uint8Array | null;
}

/** Are concepts or mappings of the type kept as rows? */
export const hasRows = (type: string): boolean => type === "CodeSystem" || type === "ConceptMap";

/** A resource that has no rows. */
export async function withoutRows(resource: object): Promise<StoredText> {
  const lines = await linesOf(resource);
  return { header: lines[0]!, body: lines.length > 1 ? await deflatedText(lines.join("\n")) : null };
}

/** The text of the whole resource, or of one with rows all but these: a line, or several. */
export async function textOf(type: string, { header, body }: StoredText): Promise<string> {
  return body && !hasRows(type) ? inflatedText(body) : header;
}
