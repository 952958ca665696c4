/** Looks a workbook's zip file through before a library unpacks it: names, and the size that it really unpacks to. */
import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import {
  archiveTooDense,
  archiveTooLarge,
  corruptArchive,
  otherKindOfFile,
  unsafeEntry,
} from "../../terminology/issues/importing.ts";
import { quote } from "../../terminology/issues/issue.ts";
import { reasonOf } from "../../terminology/util/reason.ts";
import type { InputFile } from "./input-file.ts";
import { leadsOutside, MAX_RATIO } from "./unpacking.ts";
import { type ZipEntry, zipOf } from "./zip-writer.ts";

/** A workbook is held in memory whole. */
export const MAX_WORKBOOK = 300_000_000;
const DENSE = 20_000_000;
/** Files of XML in it: a sheet has one or two, and its reader takes half a millisecond for each. */
const MOST_PARTS = 2_000;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** The XML of a workbook, unpacked once to see that it is what it says. */
export interface CheckedZip {
  /**
   * A zip file of the same parts and of nothing else: readers go from the front, where things may stand that its
   * directory does not know of, and of other sizes.
   */
  readonly bytes: Buffer;
  /** Of its parts. */
  names: readonly string[];
  /** undefined: there is none of this name. */
  text(name: string): string | undefined;
  /** The same with another text in the place of this part. */
  with(name: string, text: string): CheckedZip;
}

/**
 * @throws ImportRefused: no zip file, an entry that points outside, one that can't be read or is not what its directory
 *   says, or more than `most` bytes of them.
 */
export async function checkedZip(
  bytes: Buffer,
  file: InputFile,
  most: number = MAX_WORKBOOK,
): Promise<CheckedZip> {
  const parts = new Map<string, ZipEntry>();
  let unpacked = 0;
  for (const { crc, ...entry } of entriesIn(bytes, file)) {
    const { name } = entry;
    if (parts.has(name))
      file.job.fail(file.at(), corruptArchive(`two of its entries are called ${quote(name)}`));
    const found = await unpackedSize(entry, file, most - unpacked);
    unpacked += found.size;
    if (unpacked > most) file.job.fail(file.at(), archiveTooLarge(most));
    if (unpacked > DENSE && unpacked > MAX_RATIO * bytes.length)
      file.job.fail(file.at(), archiveTooDense(MAX_RATIO));
    if (found.crc !== crc)
      file.job.fail(file.at(), corruptArchive(`its entry ${quote(name)} doesn't fit its checksum`));
    parts.set(name, { ...entry, ...found });
    if (parts.size > MOST_PARTS) file.job.fail(file.at(), tooManyParts());
  }
  return checked(parts);
}

const checked = (parts: ReadonlyMap<string, ZipEntry>): CheckedZip => ({
  get bytes() {
    return zipOf(parts.values());
  },
  names: [...parts.keys()],
  text: (name) => textOf(parts.get(name)),
  with(name, text) {
    const packed = Buffer.from(text);
    const entry = { name, packed, method: STORED, crc: crc32(packed), size: packed.length };
    return checked(new Map([...parts, [name, entry]]));
  },
});

const tooManyParts = () =>
  otherKindOfFile(`a workbook of more than ${MOST_PARTS} parts`, "split it, or save its sheet as CSV");

function textOf(entry: ZipEntry | undefined): string | undefined {
  if (entry === undefined) return undefined;
  const { packed, method } = entry;
  return (
    method === DEFLATED ? inflateRawSync(packed, { maxOutputLength: MAX_WORKBOOK }) : packed
  ).toString();
}

type Listed = Omit<ZipEntry, "size">;

/** The entries of XML that the directory lists; what else there is, such as pictures, nobody reads. */
function* entriesIn(bytes: Buffer, file: InputFile): Generator<Listed> {
  const end = endOfDirectory(bytes);
  if (end < 0) file.job.fail(file.at(), corruptArchive("it has no directory; perhaps it is cut off"));
  let at = bytes.readUInt32LE(end + 16);
  const count = bytes.readUInt16LE(end + 10);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY)
      file.job.fail(file.at(), corruptArchive("its directory is damaged"));
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const noteLength = bytes.readUInt16LE(at + 32);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    if (leadsOutside(name)) file.job.fail(file.at(), unsafeEntry(name));
    if (/\.(xml|rels)$/.test(name)) yield listed(bytes, at, name, file);
    at += 46 + nameLength + extraLength + noteLength;
  }
}

/** What the directory, which has it there, says of the entry. */
function listed(bytes: Buffer, at: number, name: string, file: InputFile): Listed {
  const method = bytes.readUInt16LE(at + 10);
  if (bytes.readUInt16LE(at + 8) & 1)
    file.job.fail(file.at(), otherKindOfFile("encrypted", "save it without a password"));
  if (method !== STORED && method !== DEFLATED)
    file.job.fail(file.at(), otherKindOfFile(`packed by method ${method}`, "save it anew in Excel"));
  return { name, method, crc: bytes.readUInt32LE(at + 16), packed: packedAt(bytes, at, file) };
}

function packedAt(bytes: Buffer, entry: number, file: InputFile): Buffer {
  const length = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  if (local + 30 <= bytes.length && bytes.readUInt32LE(local) === LOCAL) {
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (start + length <= bytes.length) return bytes.subarray(start, start + length);
  }
  return file.job.fail(file.at(), corruptArchive("an entry lies outside of the file"));
}

/** It stands at the end, behind it at most a comment. */
function endOfDirectory(bytes: Buffer): number {
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 22 - 65_535); i--) {
    if (bytes.readUInt32LE(i) === END) return i;
  }
  return -1;
}

/** Unpacks the entry without keeping it: the size that the directory states may be a lie. */
async function unpackedSize(
  { packed, method }: Pick<ZipEntry, "packed" | "method">,
  file: InputFile,
  limit: number,
): Promise<{ size: number; crc: number }> {
  if (method === STORED) return { size: packed.length, crc: crc32(packed) };
  const inflate = createInflateRaw();
  let size = 0;
  let crc = 0;
  inflate.end(packed);
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      size += chunk.length;
      crc = crc32(chunk, crc);
      if (size > limit) break;
    }
  } catch (error) {
    file.job.fail(file.at(), corruptArchive(reasonOf(error)));
  } finally {
    inflate.destroy();
  }
  return { size, crc };
}
