/** From an answer to what goes out: formatted, compressed where it pays, sent in one piece. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Version } from "../fhir/version.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import type { Answer } from "./fhir-request.ts";
import { type Format, MEDIA_TYPES } from "./negotiate.ts";
import { ResponseWithCommonHeaders } from "./response.ts";
import { writeInTurn } from "./turn.ts";

/** The wanted form of an answer. */
export interface Form {
  format: Format;
  pretty: boolean;
  version: Version;
}

/** Ready to be sent, or kept and sent again. */
export interface WrittenAnswer {
  status: number;
  /** Name, value, name, value... */
  head: string[];
  /** One character a byte. */
  body: string;
}

/** Smaller answers are sent as they are: compressing takes longer than it saves. */
const COMPRESS_FROM = 8_192;

/** An answer in the wanted form (`text`: which it has already), for a caller that sent the headers `asked`. `head`: headers besides the answer's own. */
export function written(
  answer: Answer & { text?: string },
  form: Form,
  asked: IncomingHttpHeaders,
  head: string[],
): Awaitable<WrittenAnswer> {
  const { status, resource, headers } = answer;
  for (const name in headers) head.push(name, headers[name]!);
  if (!(resource ?? answer.text) || status === 304 || status === 204) return { status, head, body: "" };
  head.push("Content-Type", MEDIA_TYPES[form.format]);
  return after(answer.text ?? formatted(resource!, form), (text) => packed(text, asked, { status, head }));
}

const formatted = (resource: object, form: Form): Awaitable<string> =>
  form.format === "json"
    ? JSON.stringify(resource, undefined, form.pretty ? 2 : undefined)
    : xml(resource, form);

/** XML's tables are read at first use: most servers never need them. */
async function xml(resource: object, { version, pretty }: Form): Promise<string> {
  const { formatXmlInTurns } = await import("../fhir/xml/xml.ts");
  return formatXmlInTurns(resource, version.name, { pretty });
}

function packed(
  text: string,
  asked: IncomingHttpHeaders,
  { status, head }: Omit<WrittenAnswer, "body">,
): Awaitable<WrittenAnswer> {
  if (text.length >= COMPRESS_FROM && takesGzip(asked)) return gzipped(text, { status, head });
  const body = Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString("latin1");
  head.push("Content-Length", String(body.length));
  return { status, head, body };
}

/** By Accept-Encoding, as sent (RFC 9110, 12.5.3). */
export function takesGzip(asked: IncomingHttpHeaders): boolean {
  const encodings = asked["accept-encoding"];
  return typeof encodings === "string" && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(encodings);
}

async function gzipped(text: string, { status, head }: Omit<WrittenAnswer, "body">): Promise<WrittenAnswer> {
  const [{ gzip }, { promisify }] = await Promise.all([import("node:zlib"), import("node:util")]);
  const body = (await promisify(gzip)(text)).toString("latin1");
  head.push("Content-Encoding", "gzip", "Content-Length", String(body.length));
  return { status, head, body };
}

/**
 * Sends it with the other answers of this turn, its head too: heads written one after the other cost 1.2 us less each.
 * `refused`: Node refuses a header; nothing has been sent then.
 */
export function send(
  req: IncomingMessage,
  res: ServerResponse,
  { status, head, body }: WrittenAnswer,
  refused: (thrown: unknown) => void,
): void {
  writeInTurn(() => {
    // Meanwhile it was answered that it took too long.
    if (res.headersSent) return;
    try {
      begin(res, status, head);
    } catch (thrown) {
      return refused(thrown);
    }
    // As one string with the head, which makes it one write.
    if (req.method === "HEAD" || body === "") res.end();
    else res.end(body, "latin1");
  });
}

/** @throws Error: Node refuses a header; nothing has been sent then. */
export function begin(res: ServerResponse, status: number, head: string[]): void {
  // In another's app the head may be watched by middlewares that know no flat lists.
  if (res.writeHead === ResponseWithCommonHeaders.prototype.writeHead) res.writeHead(status, head);
  else setHead(res, status, head);
}

function setHead(res: ServerResponse, status: number, head: readonly string[]): void {
  const names = head.filter((_, i) => i % 2 === 0);
  try {
    for (const [i, name] of names.entries()) res.setHeader(name, head[2 * i + 1]!);
    res.statusCode = status;
  } catch (refused) {
    for (const name of names) res.removeHeader(name);
    throw refused;
  }
}
