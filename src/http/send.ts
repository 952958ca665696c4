/** From an answer to what goes over the wire: formatted, compressed where it pays, written in one piece. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { operationOutcome } from "../fhir/operation-outcome.ts";
import type { Version } from "../fhir/version.ts";
import type { Awaitable } from "../terminology/util/awaitable.ts";
import { internalError } from "../terminology/issues/issue.ts";
import type { Answer } from "./fhir-request.ts";
import { MEDIA_TYPES, type Format } from "./negotiate.ts";
import { writeTogether } from "./turn.ts";

/** The wanted form of an answer. */
export interface Form {
  format: Format;
  pretty: boolean;
}

export interface Rendered {
  status: number;
  /** Name, value, name, value... */
  head: string[];
  body: string;
}

/** Ready to be written, or kept and written again. */
export interface Wire {
  status: number;
  head: string[];
  /** One character a byte. */
  body: string;
}

const UNWRITABLE = JSON.stringify(operationOutcome([internalError()]));

/** Smaller answers are sent as they are: compressing takes longer than it saves. */
const COMPRESS_FROM = 8_192;

export function render(answer: Answer, { format, pretty }: Form, version: Version): Awaitable<Rendered> {
  const { status, resource, headers } = answer;
  const head: string[] = [];
  for (const name in headers) head.push(name, headers[name]!);
  if (!resource) return { status, head, body: "" };
  head.push("Content-Type", MEDIA_TYPES[format]);
  if (format === "json")
    return { status, head, body: JSON.stringify(resource, undefined, pretty ? 2 : undefined) };
  return xml(resource, version, pretty).then((body) => ({ status, head, body }));
}

/** XML's tables are read at first use: most servers never need them. */
async function xml(resource: object, version: Version, pretty: boolean): Promise<string> {
  const { formatXml } = await import("../fhir/xml/xml.ts");
  return formatXml(resource, version.name, pretty);
}

export function toWire({ status, head, body }: Rendered, asked: IncomingHttpHeaders): Awaitable<Wire> {
  if (status === 304 || status === 204) return { status, head, body: "" };
  if (body.length >= COMPRESS_FROM && takesGzip(asked)) {
    head.push("Content-Encoding", "gzip");
    return gzipped(body).then((bytes) => measured(status, head, bytes));
  }
  const plain = Buffer.byteLength(body) === body.length;
  return measured(status, head, plain ? body : Buffer.from(body).toString("latin1"));
}

function measured(status: number, head: string[], body: string): Wire {
  head.push("Content-Length", String(body.length));
  return { status, head, body };
}

export function takesGzip(asked: IncomingHttpHeaders): boolean {
  const encodings = asked["accept-encoding"];
  return typeof encodings === "string" && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(encodings);
}

async function gzipped(body: string): Promise<string> {
  const { gzip } = await import("node:zlib");
  return (await promisify(gzip)(body)).toString("latin1");
}

/** Sends with the other answers of this turn. `common` are the headers that every answer has, in the same flat form. */
export function send(req: IncomingMessage, res: ServerResponse, wire: Wire, common: string[]): void {
  writeTogether(() => write(req, res, wire, common));
}

function write(
  req: IncomingMessage,
  res: ServerResponse,
  { status, head, body }: Wire,
  common: string[],
): void {
  try {
    res.writeHead(status, common.concat(head));
  } catch {
    // A header that Node refuses: the others of this turn are written all the same, and this caller is answered.
    res.writeHead(500, ["Content-Type", MEDIA_TYPES.json]).end(UNWRITABLE);
    return;
  }
  // As one string with the head, which makes it one write.
  if (req.method === "HEAD" || body === "") res.end();
  else res.end(body, "latin1");
}
