/** The body of an HTTP request: read within the limit, unpacked, decoded and parsed. */
import { isAscii } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Readable, Transform } from "node:stream";
import type { Version } from "../fhir/version.ts";
import { parseJson } from "../fhir/json.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { bodyTooLarge, emptyBody, TerminologyError } from "../terminology/issues/issue.ts";
import {
  incompleteBody,
  malformedEncodedBody,
  notUtf8,
  unsupportedEncoding,
} from "../terminology/issues/http.ts";
import { HttpError } from "./http-error.ts";
import { bodyFormat } from "./negotiate.ts";
import { Query } from "./query.ts";

const NOTHING = Buffer.alloc(0);
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Form fields, or a resource of the request's version. `limit` is in bytes, after unpacking.
 * @throws TerminologyError structure (malformed), not-supported (415), required (no body), too-long (413).
 */
export function readBody(req: IncomingMessage, version: Version, limit: number): Awaitable<Query | object> {
  const format = bodyFormat(req.headers, version);
  if (Number(req.headers["content-length"]) > limit) throw new TerminologyError(bodyTooLarge(limit));
  return after(readBytes(req, limit), (bytes) => parse(decode(bytes), format, version));
}

function readBytes(req: IncomingMessage, limit: number): Awaitable<Buffer> {
  const encoding = req.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity") return unpacked(req, encoding).then((stream) => collect(req, stream, limit));
  // A small body mostly comes together with the headers: to listen for it would take longer than to compute the answer.
  return req.complete && !req.destroyed && req.readableLength <= limit
    ? ((req.read() as Buffer | null) ?? NOTHING)
    : collect(req, req, limit);
}

function parse(
  text: string,
  format: ReturnType<typeof bodyFormat>,
  version: Version,
): Awaitable<Query | object> {
  if (format === "form") return Query.parse(text);
  if (/^\s*$/.test(text)) throw new TerminologyError(emptyBody());
  if (format === "json") return parseJson(text);
  // XML's tables are read at first use: most servers never need them.
  return import("../fhir/xml/xml.ts").then(({ parseXml }) => parseXml(text, version.name));
}

type Unpacker = () => Transform;

async function unpacked(req: IncomingMessage, encoding: string): Promise<Readable> {
  const { createGunzip, createInflate, createBrotliDecompress } = await import("node:zlib");
  const unpackers: Record<string, Unpacker> = {
    gzip: () => createGunzip(),
    deflate: () => createInflate(),
    br: () => createBrotliDecompress(),
  };
  const unpacker = unpackers[encoding]?.();
  if (!unpacker) throw new HttpError(415, unsupportedEncoding(encoding));
  req.once("close", () => {
    if (!req.complete) unpacker.destroy();
  });
  return req.pipe(unpacker);
}

function collect(req: IncomingMessage, stream: Readable, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // It may be gone since its headers were read; then none of the events below comes any more.
    if (stream.destroyed) return reject(new TerminologyError(incompleteBody()));
    const chunks: Buffer[] = [];
    let size = 0;
    let complete = false;
    stream.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      reject(new TerminologyError(bodyTooLarge(limit)));
      // The rest is read and dropped: who still sends would not see the answer if the connection broke.
      if (stream !== req) req.unpipe().resume();
      stream.removeAllListeners("data").resume();
    });
    stream.once("end", () => {
      complete = true;
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    stream.once("error", () =>
      reject(new TerminologyError(stream === req ? incompleteBody() : malformedEncodedBody())),
    );
    stream.once("close", () => {
      // Errors are slow to make: not for every body that came as it should.
      if (!complete) reject(new TerminologyError(incompleteBody()));
    });
  });
}

function decode(bytes: Buffer): string {
  // Nearly all bodies are, and that is quicker to check than to decode.
  if (isAscii(bytes)) return bytes.toString("latin1");
  try {
    return utf8.decode(bytes);
  } catch {
    throw new TerminologyError(notUtf8());
  }
}
