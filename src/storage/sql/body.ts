/** A whole resource as bytes: JSON, deflated. */
import { deflateRaw, deflateRawSync, inflateRaw, inflateRawSync } from "node:zlib";
import { promisify } from "node:util";
import type { Resource } from "../../terminology/model.ts";

/** Above this, another thread does it. */
const SMALL = 200_000;
const LEVEL = { level: 4 };

export async function deflated(resource: object): Promise<Uint8Array> {
  return deflatedText(JSON.stringify(resource));
}

export async function deflatedText(json: string): Promise<Uint8Array> {
  const bytes = Buffer.from(json);
  return bytes.length < SMALL ? deflateRawSync(bytes, LEVEL) : promisify(deflateRaw)(bytes, LEVEL);
}

export async function inflated(body: Uint8Array): Promise<Resource> {
  const bytes = body.length < SMALL / 4 ? inflateRawSync(body) : await promisify(inflateRaw)(body);
  return JSON.parse(bytes.toString("utf8")) as Resource;
}
