/** The body of an HTTP request: read within the limit, unpacked, decoded and parsed. */
import { isAscii } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable, Transform } from "node:stream";
import { parseJson, parseJsonList } from "../fhir/json.ts";
import type { Version } from "../fhir/version.ts";
import {
  bodyTooLarge,
  emptyBody,
  incompleteBody,
  malformedBody,
  malformedEncodedBody,
  notUtf8,
  tooManyPieces,
  unsupportedEncoding,
  unsupportedMediaType,
} from "../terminology/issues/http.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import { unsupportedPatch } from "../terminology/issues/patch.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { isNode } from "../terminology/util/json-object.ts";
import type { HttpRequestMessage } from "./handler.ts";
import { HttpError } from "./http-error.ts";
import { ACCEPT_PATCH, JSON_PATCH, JsonPatch } from "./json-patch.ts";
import type { HeldBytes, Load } from "./load.ts";
import { type BodyFormat, bodyFormat, canBeRead } from "./negotiate.ts";
import { Query } from "./query.ts";

const NOTHING = Buffer.alloc(0);
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Bytes of a form, which is taken apart at a stretch: no resource can stand in it, and no search is a tenth as long. */
const LONGEST_FORM = 250_000;

/** Small pieces of a body, each of which costs some 2 us: as programs and networks part bodies, there are few of them. */
const MOST_SMALL_PIECES = 100_000;
const SMALL = 1_000;

/** To be called with each piece of a body. @throws TerminologyError too-long (413): too many of them are small. */
export function countSmallPieces(): (piece: Buffer) => void {
  let count = 0;
  return ({ length }) => {
    if (length < SMALL && ++count > MOST_SMALL_PIECES)
      throw new TerminologyError(tooManyPieces(MOST_SMALL_PIECES, SMALL));
  };
}

/** What bodies may take, each and together. */
export interface BodyLimits {
  /** Bytes of one body, after unpacking. */
  bodyLimit: number;
  /** All bodies together. */
  load: Load;
}

/**
 * Form fields, or a resource of the request's version. `answer`: where it goes, until when the body counts.
 * @throws TerminologyError structure (malformed), not-supported (415), required (no body), too-long (413).
 */
export function readBody(
  req: HttpRequestMessage,
  version: Version,
  { bodyLimit, load }: BodyLimits,
  answer: ServerResponse,
): Awaitable<Query | object> {
  requirePatchFormat(req);
  const format = bodyFormat(req.headers, version);
  const limit = format === "form" ? Math.min(bodyLimit, LONGEST_FORM) : bodyLimit;
  if (format === "json-patch" && req.method !== "PATCH")
    throw new HttpError(415, unsupportedMediaType(JSON_PATCH));
  // An earlier middleware may set `req.body` without having read anything; the stream knows.
  if (req.readableEnded)
    return isEmpty(req) ? parse("", format, version) : readBefore(req.body, format, version, limit);
  if (Number(req.headers["content-length"]) > limit) throw new TerminologyError(bodyTooLarge(limit));
  return after(readBytes(req, limit, load, answer), (bytes) => parse(decode(bytes), format, version));
}

/** @throws HttpError 415: the body of a PATCH is of no type that can be read */
function requirePatchFormat({ method, headers: { "content-type": type } }: HttpRequestMessage): void {
  if (method === "PATCH" && type !== undefined && !canBeRead(type))
    throw new HttpError(415, unsupportedPatch(type), ACCEPT_PATCH);
}

/** Of nothing, json() makes an empty object; a body that no header announces has ended before it is asked for. */
const isEmpty = ({ headers, body }: HttpRequestMessage): boolean =>
  headers["content-length"] === "0" ||
  (body === undefined &&
    headers["content-length"] === undefined &&
    headers["transfer-encoding"] === undefined);

function readBytes(
  req: IncomingMessage,
  limit: number,
  load: Load,
  answer: ServerResponse,
): Awaitable<Buffer> {
  const collecting = (stream: Readable): Promise<Buffer> => {
    if (isAnswered(answer)) throw new TerminologyError(incompleteBody());
    return collect(req, stream, new Pieces(limit, load.holdBody()), answer);
  };
  const encoding = req.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity") return unpacked(req, encoding).then(collecting);
  // A small body mostly comes together with the headers: to listen for it would take longer than to compute the answer.
  return req.complete && !req.destroyed && req.readableLength <= limit
    ? ((req.read() as Buffer | null) ?? NOTHING)
    : collecting(req);
}

/** Node drops what is left of the body then, without an end. */
export const isAnswered = (answer: ServerResponse): boolean => answer.writableEnded || answer.closed;

function parse(text: string, format: BodyFormat, version: Version): Awaitable<Query | object> {
  if (format === "form") return Query.parse(text);
  if (/^\s*$/.test(text)) throw new TerminologyError(emptyBody());
  if (format === "json") return parseJson(text);
  if (format === "json-patch") return after(parseJsonList(text), (operations) => new JsonPatch(operations));
  // XML's tables are read at first use: most servers never need them.
  return import("../fhir/xml/xml.ts").then(({ parseXmlInTurns }) => parseXmlInTurns(text, version.name));
}

/** What an earlier middleware left of the body, unpacked already: bytes, text, a resource or a form's fields. */
function readBefore(
  body: unknown,
  format: BodyFormat,
  version: Version,
  limit: number,
): Awaitable<Query | object> {
  if (body instanceof Uint8Array || typeof body === "string") {
    if (body.length > limit) throw new TerminologyError(bodyTooLarge(limit));
    return parse(typeof body === "string" ? body : decode(Buffer.from(body)), format, version);
  }
  if (!isNode(body) || format === "xml") throw new Error(BODY_IS_GONE);
  if (format === "form") return new Query(fields(body));
  if (format === "json-patch" && Array.isArray(body)) return new JsonPatch(body);
  if (Array.isArray(body) || format === "json-patch")
    throw new TerminologyError(malformedBody("it is not an object"));
  return body;
}

const BODY_IS_GONE =
  "an earlier middleware has read the request's body and left it neither as bytes, text nor JSON in req.body; mount Ossicle before it";

/** Names may come with lists, and with what a parser has made of brackets. */
function fields(form: object, prefix = ""): [string, string][] {
  return Object.entries(form).flatMap(([key, value]: [string, unknown]) => {
    const name = prefix === "" ? key : `${prefix}[${key}]`;
    if (Array.isArray(value)) return value.map((one): [string, string] => [name, String(one)]);
    return isNode(value) ? fields(value, name) : [[name, String(value)]];
  });
}

type Unpacker = () => Transform;

async function unpacked(req: IncomingMessage, encoding: string): Promise<Readable> {
  const { createGunzip, createInflate, createBrotliDecompress } = await import("node:zlib");
  const unpackers = new Map<string, Unpacker>([
    ["gzip", () => createGunzip()],
    ["deflate", () => createInflate()],
    ["br", () => createBrotliDecompress()],
  ]);
  const unpacker = unpackers.get(encoding)?.();
  if (!unpacker) throw new HttpError(415, unsupportedEncoding(encoding));
  req.once("close", () => {
    if (!req.complete) unpacker.destroy();
  });
  return req.pipe(unpacker);
}

function collect(
  req: IncomingMessage,
  stream: Readable,
  pieces: Pieces,
  answer: ServerResponse,
): Promise<Buffer> {
  const collecting = new Promise<Buffer>((resolve, reject) => {
    // It may be gone since its headers were read; then none of the events below comes any more.
    if (stream.destroyed) return reject(new TerminologyError(incompleteBody()));
    let complete = false;
    const stop = (why: unknown): void => {
      reject(why);
      dropRest(req, stream);
    };
    takeEach(stream, (piece) => pieces.add(piece), stop);
    takeEach(req, countSmallPieces(), stop);
    stream.once("end", () => {
      complete = true;
      resolve(pieces.whole);
    });
    stream.once("error", () =>
      reject(new TerminologyError(stream === req ? incompleteBody() : malformedEncodedBody())),
    );
    // Errors are slow to make: not for every body that came as it should.
    const over = (): void => (complete ? undefined : stop(new TerminologyError(incompleteBody())));
    stream.once("close", over);
    answer.once("close", () => {
      pieces.release();
      over();
    });
  });
  collecting.catch(pieces.release);
  return collecting;
}

/** Each piece as it comes; what `take` throws goes to `stop`. */
function takeEach(stream: Readable, take: (piece: Buffer) => void, stop: (why: unknown) => void): void {
  stream.on("data", (piece: Buffer) => {
    try {
      take(piece);
    } catch (refused) {
      stop(refused);
    }
  });
}

/** So many small pieces are put together: each keeps the whole packet that it came in. */
const SMALL_TOGETHER = 1_000;

/** What has come of a body, as far as it may. */
class Pieces {
  private readonly pieces: Buffer[] = [];
  private small: Buffer[] = [];
  private size = 0;
  private readonly limit: number;
  private readonly held: HeldBytes;
  readonly release: () => void;

  constructor(limit: number, held: HeldBytes) {
    this.limit = limit;
    this.held = held;
    this.release = held.release;
  }

  /**
   * @throws TerminologyError too-long (413).
   * @throws HttpError 503: all bodies together are too much.
   */
  add(piece: Buffer): void {
    this.size += piece.length;
    if (this.size > this.limit) throw new TerminologyError(bodyTooLarge(this.limit));
    this.held.upTo(this.size);
    if (piece.length >= SMALL) this.gather();
    (piece.length < SMALL ? this.small : this.pieces).push(piece);
    if (this.small.length >= SMALL_TOGETHER) this.gather();
  }

  private gather(): void {
    if (this.small.length > 0) this.pieces.push(Buffer.concat(this.small));
    this.small = [];
  }

  get whole(): Buffer {
    this.gather();
    return this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces);
  }
}

/** It is still read: who sends would not see the answer if the connection broke. */
function dropRest(req: IncomingMessage, stream: Readable): void {
  if (stream !== req) req.unpipe();
  for (const dropped of new Set([req, stream])) dropped.removeAllListeners("data").resume();
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
