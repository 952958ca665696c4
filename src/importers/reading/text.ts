/** Bytes of a file -> UTF-8 text and lines, in pieces; every failure knows its line. */
import { createReadStream, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import {
  archiveTooDense,
  archiveTooLarge,
  byteOrderMark,
  controlCharacter,
  corruptArchive,
  lineTooLong,
  notUtf8,
  otherEncoding,
  truncated,
  unreadableFile,
} from "../../terminology/issues/importing.ts";
import type { ImportJob } from "../importer.ts";
import { DENSE_FROM, MAX_LINE, MAX_RATIO, MAX_UNPACKED } from "./limits.ts";

/** Something to read: a file, or an entry of an archive. */
export interface Source {
  /** Its name in messages. */
  file: string;
  bytes(): AsyncIterable<Buffer> | Iterable<Buffer>;
}

/** A file as it is, or what a gzipped one (`.gz`) holds. */
export function fileSource(path: string, job: ImportJob): Source {
  return {
    file: path,
    async *bytes() {
      const input = createReadStream(path, { highWaterMark: 1 << 18 });
      input.on("data", (chunk) => (job.bytesRead += chunk.length));
      try {
        yield* isGzipped(path) ? unpacked(input, path, job) : (input as AsyncIterable<Buffer>);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        job.fail({ file: path }, code.startsWith("Z_") ? corruptArchive(message) : unreadableFile(message));
      } finally {
        input.destroy();
      }
    },
  };
}

/** @throws ImportRefused: it unpacks to more than any real file does. */
async function* unpacked(input: Readable, path: string, job: ImportJob): AsyncGenerator<Buffer> {
  const packed = statSync(path).size;
  const gunzip = createGunzip();
  input.on("error", (error) => gunzip.destroy(error));
  let size = 0;
  for await (const chunk of input.pipe(gunzip) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_UNPACKED) job.fail({ file: path }, archiveTooLarge(MAX_UNPACKED));
    if (size > DENSE_FROM && size > MAX_RATIO * packed) job.fail({ file: path }, archiveTooDense(MAX_RATIO));
    yield chunk;
  }
}

const isGzipped = (path: string): boolean => /\.gz$/i.test(path);

/** Its name without the ending that says that it is packed: `x.csv.gz` is read as `x.csv`. */
export const unpackedName = (path: string): string => path.replace(/\.gz$/i, "");

/** FHIR's strings have none below U+0020 but tab and line ends. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/**
 * The text, without byte order mark.
 * @throws ImportRefused where the bytes are not UTF-8, or what they say can't stand in a FHIR string.
 */
export async function* textOf(source: Source, job: ImportJob): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let first = true;
  for await (const chunk of source.bytes()) {
    if (first) checkMark(chunk, source, job);
    first = false;
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      const at = firstInvalidByte(chunk);
      for (const byte of chunk.subarray(0, at)) if (byte === 0x0a) line++;
      job.fail({ file: source.file, line }, notUtf8(chunk[at] ?? 0));
    }
    const control = CONTROL.exec(text);
    if (control) {
      line += countNewlines(text.slice(0, control.index));
      job.fail({ file: source.file, line }, controlCharacter(control[0].charCodeAt(0)));
    }
    line += countNewlines(text);
    if (text !== "") yield text;
  }
  try {
    decoder.decode();
  } catch {
    job.fail({ file: source.file, line }, truncated("a character"));
  }
}

function checkMark(chunk: Buffer, source: Source, job: ImportJob): void {
  const [a, b, c] = chunk;
  const utf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  if (utf16 || (chunk.length > 3 && (a === 0 || b === 0)))
    job.fail({ file: source.file, line: 1 }, otherEncoding("UTF-16"));
  if (a === 0xef && b === 0xbb && c === 0xbf) job.note({ file: source.file, line: 1 }, byteOrderMark());
}

/** Continuation bytes at the start belong to a character of the chunk before. */
function firstInvalidByte(bytes: Buffer): number {
  let i = 0;
  while (i < 3 && isContinuation(bytes[i])) i++;
  while (i < bytes.length) {
    const length = sequenceLength(bytes[i]!);
    if (length === 0) return i;
    for (let k = 1; k < length; k++) {
      if (i + k >= bytes.length) return i;
      if (!isContinuation(bytes[i + k])) return i;
    }
    i += length;
  }
  return 0;
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte < 0xe0) return 2;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  return byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
}

/** For the number of a line. */
export function countNewlines(text: string): number {
  let count = 0;
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) count++;
  return count;
}

export interface Line {
  number: number;
  text: string;
}

/**
 * The lines; `\n`, `\r\n` and a lone `\r` all end one, so that mixed files read as they look.
 * @throws ImportRefused for a line above `limit`, before it is in memory.
 */
export async function* linesOf(source: Source, job: ImportJob, limit = MAX_LINE): AsyncGenerator<Line> {
  let number = 1;
  // Pieces of a line that goes on in the next chunk; joined once, so that a long line costs linear time.
  let parts: string[] = [];
  let length = 0;
  const add = (piece: string) => {
    length += piece.length;
    if (length > limit) job.fail({ file: source.file, line: number }, lineTooLong(limit));
    if (piece !== "") parts.push(piece);
  };
  const take = (): Line => {
    const line = { number: number++, text: parts.length === 1 ? parts[0]! : parts.join("") };
    parts = [];
    length = 0;
    return line;
  };
  let afterReturn = false;
  for await (const text of textOf(source, job)) {
    let start = 0;
    const end = /\r\n|\n|\r/g;
    for (let match = end.exec(text); match; match = end.exec(text)) {
      const secondHalf = afterReturn && match.index === 0 && match[0] === "\n";
      afterReturn = match[0] === "\r" && end.lastIndex === text.length;
      if (!secondHalf) {
        add(text.slice(start, match.index));
        yield take();
      }
      start = end.lastIndex;
    }
    if (start < text.length) afterReturn = false;
    add(text.slice(start));
  }
  if (length > 0) yield take();
}

/** The whole text; for documents that can only be read in one piece. */
export async function wholeText(
  source: Source,
  job: ImportJob,
  limit: number,
  tooLarge: () => never,
): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const text of textOf(source, job)) {
    length += text.length;
    if (length > limit) tooLarge();
    parts.push(text);
  }
  return parts.join("");
}
