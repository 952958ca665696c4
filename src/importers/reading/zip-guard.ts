/** Looks a zip file through before a library unpacks it: names, and the size that it really unpacks to. */
import { createInflateRaw, inflateRawSync } from "node:zlib";
import {
  archiveTooDense,
  archiveTooLarge,
  corruptArchive,
  unsafeEntry,
} from "../../terminology/issues/importing.ts";
import type { InputFile } from "./input-file.ts";
import { MAX_RATIO } from "./limits.ts";
import { reasonOf } from "../../terminology/util/reason.ts";

/** A workbook is held in memory whole. */
export const MAX_WORKBOOK = 300_000_000;
const DENSE = 20_000_000;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const DEFLATED = 8;

/** @throws ImportRefused: no zip file, an entry that points outside, or one that unpacks to more than `most` bytes. */
export async function checkZip(bytes: Buffer, file: InputFile, most: number = MAX_WORKBOOK): Promise<void> {
  const end = endOfDirectory(bytes);
  if (end < 0) file.job.fail(file.at(), corruptArchive("it has no directory; perhaps it is cut off"));
  let at = bytes.readUInt32LE(end + 16);
  const count = bytes.readUInt16LE(end + 10);
  let unpacked = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) {
      file.job.fail(file.at(), corruptArchive("its directory is damaged"));
    }
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const noteLength = bytes.readUInt16LE(at + 32);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    if (/^[/\\]|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes(".."))
      file.job.fail(file.at(), unsafeEntry(name));
    unpacked += await unpackedSize(bytes, at, file, most - unpacked);
    if (unpacked > most) file.job.fail(file.at(), archiveTooLarge(most));
    if (unpacked > DENSE && unpacked > MAX_RATIO * bytes.length)
      file.job.fail(file.at(), archiveTooDense(MAX_RATIO));
    at += 46 + nameLength + extraLength + noteLength;
  }
}

/** The unpacked text of one file of a zip that `checkZip` has let through; undefined: there is none of this name. */
export function zipText(bytes: Buffer, wanted: string): string | undefined {
  let at = bytes.readUInt32LE(endOfDirectory(bytes) + 16);
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === ENTRY) {
    const name = bytes.toString("utf8", at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    if (name === wanted) {
      const packed = bytes.subarray(...packedRange(bytes, at));
      const deflated = bytes.readUInt16LE(at + 10) === DEFLATED;
      return (deflated ? inflateRawSync(packed, { maxOutputLength: MAX_WORKBOOK }) : packed).toString("utf8");
    }
    at += 46 + [28, 30, 32].reduce((sum, o) => sum + bytes.readUInt16LE(at + o), 0);
  }
  return undefined;
}

/** Where the entry's packed bytes begin and end. */
function packedRange(bytes: Buffer, entry: number): [number, number] {
  const local = bytes.readUInt32LE(entry + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  return [start, start + bytes.readUInt32LE(entry + 20)];
}

/** It stands at the end, behind it at most a comment. */
function endOfDirectory(bytes: Buffer): number {
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 22 - 65_535); i--) {
    if (bytes.readUInt32LE(i) === END) return i;
  }
  return -1;
}

/** Unpacks the entry without keeping it: the size that the directory states may be a lie. */
async function unpackedSize(bytes: Buffer, entry: number, file: InputFile, limit: number): Promise<number> {
  const method = bytes.readUInt16LE(entry + 10);
  const packed = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  if (local + 30 > bytes.length)
    file.job.fail(file.at(), corruptArchive("an entry lies outside of the file"));
  if (method !== DEFLATED) return packed;
  const inflate = createInflateRaw();
  let size = 0;
  inflate.end(bytes.subarray(...packedRange(bytes, entry)));
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) break;
    }
  } catch (error) {
    file.job.fail(file.at(), corruptArchive(reasonOf(error)));
  } finally {
    inflate.destroy();
  }
  return size;
}
