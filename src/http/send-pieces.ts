/** An answer that is sent as it is made, no faster than the caller takes it. Who hangs up is no longer worked for. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Answer } from "./fhir-request.ts";
import { MEDIA_TYPES } from "./negotiate.ts";
import { begin, takesGzip } from "./send.ts";

/** Resolves when all has been sent, or nobody takes it any more. Rejects where a piece can't be made. */
export async function sendPieces(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers }: Pick<Answer, "status" | "headers">,
  pieces: AsyncIterable<string>,
  head: string[],
): Promise<void> {
  for (const name in headers) head.push(name, headers[name]!);
  head.push("Content-Type", MEDIA_TYPES.json);
  const zip = takesGzip(req.headers);
  if (zip) head.push("Content-Encoding", "gzip");
  begin(res, status, head);
  if (req.method === "HEAD") return void res.end();
  const text = Readable.from(pieces);
  try {
    await (zip ? pipeline(text, createGzip({ level: 4 }), res) : pipeline(text, res));
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw failure;
  }
}
