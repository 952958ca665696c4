/** An answer that is sent as it is made, no faster than the caller takes it. Whoever hangs up is no longer worked for. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Indenter } from "../fhir/indent.ts";
import { JSON_NOTATION, type Notation } from "../terminology/resources/notation.ts";
import { othersFirst, Turns, yieldToOthers } from "../terminology/util/in-turns.ts";
import { codeOf } from "../terminology/util/reason.ts";
import type { WorkBudget } from "../terminology/util/work-budget.ts";
import type { Answer, Pieces } from "./fhir-request.ts";
import { MEDIA_TYPES } from "./negotiate.ts";
import { begin, type Form, takesGzip } from "./send.ts";

/** So many characters are made before anything is sent. What ends before is small: it has a length, and may be kept. */
const BEGINNING = 262_144;
/** Bytes that wait for the caller to take them. */
const WAITING = 65_536;

/** The beginning of an answer; `rest`: there is more. */
interface Begun {
  text: string;
  rest?: AsyncIterator<string>;
}

/** Is there more than the beginning? */
export const isLong = (begun: Begun | undefined): begun is Required<Begun> => begun?.rest !== undefined;

interface Making {
  form: Form;
  work: WorkBudget;
}

/** Makes the beginning. What fails until then is answered as any failure. */
export async function beginning(pieces: Pieces, { form, work }: Making): Promise<Begun> {
  const rest = pieces(await notationOf(form))[Symbol.asyncIterator]();
  let text = "";
  while (text.length < BEGINNING) {
    const piece = await rest.next();
    if (piece.done) return { text };
    work.wrote(piece.value.length);
    text += piece.value;
    await work.giveWay();
  }
  return { text, rest };
}

/** XML's tables are read at first use: most servers never need them. */
async function notationOf({ format, pretty, version }: Form): Promise<Notation> {
  if (format === "json") return JSON_NOTATION;
  const { xmlNotation } = await import("../fhir/xml/xml.ts");
  return xmlNotation(version.name, pretty);
}

interface Sending extends Making {
  begun: Required<Begun>;
  /** Headers besides the answer's own. */
  head: string[];
}

/** Resolves when all has been sent, or nobody takes it any more. Rejects where a piece can't be made. */
export async function sendPieces(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers }: Pick<Answer, "status" | "headers">,
  { begun, form: { format, pretty }, head, work }: Sending,
): Promise<void> {
  for (const name in headers) head.push(name, headers[name]!);
  head.push("Content-Type", MEDIA_TYPES[format]);
  const zip = takesGzip(req.headers);
  if (zip) head.push("Content-Encoding", "gzip");
  // Where memory is scarce, no further one is begun.
  await yieldToOthers(work);
  begin(res, status, head);
  work.hasAnswered = true;
  if (req.method === "HEAD") return void res.end();
  const pieces = taken(begun, work);
  // XML is made as it is wanted.
  return sendThrough(res, format === "json" && pretty ? indented(pieces) : pieces, zip);
}

async function sendThrough(res: ServerResponse, pieces: AsyncIterable<string>, zip: boolean): Promise<void> {
  const text = Readable.from(pieces, { objectMode: false, highWaterMark: WAITING });
  const { createGzip } = await import("node:zlib");
  try {
    await (zip ? pipeline(text, createGzip({ level: 4 }), res) : pipeline(text, res));
  } catch (failure) {
    if (codeOf(failure) !== "ERR_STREAM_PREMATURE_CLOSE") throw failure;
  }
}

/** Each piece is made when those before have been taken. */
async function* taken({ text, rest }: Required<Begun>, work: WorkBudget): AsyncGenerator<string> {
  yield text;
  for await (const piece of { [Symbol.asyncIterator]: () => rest }) {
    if (work.isStopped) throw work.tooMuch();
    work.wrote(piece.length);
    work.goesOn();
    if (piece !== "") yield piece;
    await work.giveWay();
  }
}

async function* indented(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  const indenter = new Indenter();
  const turns = new Turns(othersFirst);
  for await (const piece of pieces)
    for (let at = 0; at < piece.length; at += WAITING) {
      await turns.giveWay();
      yield indenter.indent(piece.slice(at, at + WAITING));
    }
}
