/** Bytes of a file -> text and lines, in pieces; every failure knows its line. */
import {
  byteOrderMark,
  controlCharacter,
  lineTooLong,
  notUtf8,
  notUtf16,
  otherEncoding,
  truncated,
} from "../../terminology/issues/importing.ts";
import type { Issue } from "../../terminology/issues/issue.ts";
import type { InputLocation } from "../import-job.ts";
import { type Encoding, encodingOf } from "./encoding.ts";
import type { InputFile } from "./input-file.ts";
import { MAX_LINE } from "./limits.ts";

/** FHIR's strings have none below U+0020 but tab and line ends. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/**
 * The text, without byte order mark.
 * @throws ImportRefused where the bytes are neither UTF-8 nor, with its mark, UTF-16, or what they say can't stand in a
 *   FHIR string.
 */
export async function* textOf(file: InputFile): AsyncGenerator<string> {
  let decoder: ReturnType<typeof decoderOf> | undefined;
  let line = 1;
  for await (const chunk of file.bytes()) {
    decoder ??= decoderOf(checkMark(chunk, file));
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      file.job.fail(...undecodable(file, line, chunk, decoder.encoding));
    }
    const control = CONTROL.exec(text);
    if (control) {
      line += countNewlines(text.slice(0, control.index));
      file.job.fail(file.at(line), controlCharacter(control[0].charCodeAt(0)));
    }
    line += countNewlines(text);
    if (text !== "") yield text;
  }
  try {
    decoder?.decode();
  } catch {
    file.job.fail(file.at(line), truncated("a character"));
  }
}

const decoderOf = (encoding: Encoding) => new TextDecoder(encoding, { fatal: true });

function checkMark(chunk: Buffer, file: InputFile): Encoding {
  const [a, b, c] = chunk;
  const encoding = encodingOf(chunk);
  if (encoding === "utf-8" && chunk.length > 3 && (a === 0 || b === 0))
    file.job.fail(file.at(1), otherEncoding("UTF-16"));
  if (a === 0xef && b === 0xbb && c === 0xbf) file.job.note(file.at(1), byteOrderMark());
  return encoding;
}

/** Where in the chunk, which begins in this line, it can't be decoded, and why. */
function undecodable(file: InputFile, line: number, chunk: Buffer, encoding: string): [InputLocation, Issue] {
  if (encoding !== "utf-8") {
    const lenient = new TextDecoder(encoding).decode(chunk);
    return [file.at(line + countNewlines(lenient.slice(0, lenient.indexOf("\ufffd")))), notUtf16()];
  }
  const at = firstInvalidByte(chunk);
  for (const byte of chunk.subarray(0, at)) if (byte === 0x0a) line++;
  return [file.at(line), notUtf8(chunk[at] ?? 0)];
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
export async function* linesOf(file: InputFile, limit = MAX_LINE): AsyncGenerator<Line> {
  let number = 1;
  // Pieces of a line that goes on in the next chunk; joined once, so that a long line costs linear time.
  let parts: string[] = [];
  let length = 0;
  const add = (piece: string) => {
    length += piece.length;
    if (length > limit) file.job.fail(file.at(number), lineTooLong(limit));
    if (piece !== "") parts.push(piece);
  };
  const take = (): Line => {
    const line = { number: number++, text: parts.length === 1 ? parts[0]! : parts.join("") };
    parts = [];
    length = 0;
    return line;
  };
  let afterReturn = false;
  for await (const text of textOf(file)) {
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

/** The whole text, for documents that can only be read in one piece. @throws ImportRefused `tooLarge`: above `limit` */
export async function wholeText(file: InputFile, limit: number, tooLarge: Issue): Promise<string> {
  const parts: string[] = [];
  let length = 0;
  for await (const text of textOf(file)) {
    length += text.length;
    if (length > limit) file.job.fail(file.at(), tooLarge);
    parts.push(text);
  }
  return parts.join("");
}
