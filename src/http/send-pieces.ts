/** An answer that is sent as it is made, no faster than the caller takes it. Who hangs up is no longer worked for. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { WorkBudget } from "../terminology/util/work-budget.ts";
import type { Answer } from "./fhir-request.ts";
import { MEDIA_TYPES } from "./negotiate.ts";
import { begin, takesGzip } from "./send.ts";

/** So many characters are made before anything is sent. What ends before is small: it has a length, and may be kept. */
const BEGINNING = 65_536;

/** The beginning of an answer; `rest`: there is more. */
export interface Begun {
  text: string;
  rest?: AsyncIterator<string>;
}

export const isLong = (begun: Begun | undefined): begun is Required<Begun> => begun?.rest !== undefined;

/** Makes the beginning. What fails until then is answered as any failure. */
export async function beginning(pieces: AsyncIterable<string>, work: WorkBudget): Promise<Begun> {
  const rest = pieces[Symbol.asyncIterator]();
  let text = "";
  while (text.length < BEGINNING) {
    const { done, value } = await rest.next();
    if (done) return { text };
    work.wrote(value.length);
    text += value;
    await work.giveWay();
  }
  return { text, rest };
}

/** Resolves when all has been sent, or nobody takes it any more. Rejects where a piece can't be made. */
export async function sendPieces(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers }: Pick<Answer, "status" | "headers">,
  begun: Required<Begun>,
  { head, work }: { head: string[]; work: WorkBudget },
): Promise<void> {
  for (const name in headers) head.push(name, headers[name]!);
  head.push("Content-Type", MEDIA_TYPES.json);
  const zip = takesGzip(req.headers);
  if (zip) head.push("Content-Encoding", "gzip");
  begin(res, status, head);
  if (req.method === "HEAD") return void res.end();
  const text = Readable.from(taken(begun, work), { objectMode: false, highWaterMark: BEGINNING });
  try {
    await (zip ? pipeline(text, createGzip({ level: 4 }), res) : pipeline(text, res));
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw failure;
  }
}

/** Each piece is made when those before have been taken. */
async function* taken({ text, rest }: Required<Begun>, work: WorkBudget): AsyncGenerator<string> {
  yield text;
  for await (const piece of { [Symbol.asyncIterator]: () => rest }) {
    work.wrote(piece.length);
    work.goesOn();
    if (piece !== "") yield piece;
    await work.giveWay();
  }
}
