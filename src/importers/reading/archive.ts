/** Entries of a `.tgz`, with guards: no path outside, no links, no bomb; one entry in memory at a time. */
import { createReadStream, statSync } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip, type Gunzip } from "node:zlib";
import { extract, type Headers } from "tar-stream";
import {
  corruptArchive,
  documentTooLarge,
  oddEntry,
  unsafeEntry,
} from "../../terminology/issues/importing.ts";
import { quote } from "../../terminology/issues/issue.ts";
import { codeOf, reasonOf } from "../../terminology/util/reason.ts";
import { ImportRefused } from "../import-job.ts";
import type { InputFile } from "./input-file.ts";
import { MAX_DOCUMENT } from "./limits.ts";
import { leadsOutside, tooMuch } from "./unpacking.ts";

interface Entry {
  header: Headers;
  resume(): unknown;
}

interface ArchiveEntry {
  name: string;
  bytes: Buffer;
}

/**
 * The wanted files of a gzipped tar.
 * @param most bytes of such a file
 * @throws ImportRefused when the archive is cut off, damaged, too large, or has an entry that points outside.
 */
export async function* archiveEntries(
  file: InputFile,
  wanted: (name: string) => boolean,
  most = MAX_DOCUMENT,
): AsyncGenerator<ArchiveEntry> {
  const unpack = extract();
  const gunzip = createGunzip();
  const input = createReadStream(file.path);
  const guard = guardSize(gunzip, file);
  input.on("data", (chunk) => (file.job.bytesRead += chunk.length));
  pipeline(input, gunzip, unpack, () => {});
  try {
    for await (const entry of unpack) {
      checkEntry(entry, file);
      const name = withoutDot(entry.header.name);
      if (entry.header.type !== "directory" && wanted(name))
        yield { name, bytes: await bytesOf(entry, file, most) };
      else entry.resume();
    }
  } catch (error) {
    if (guard.refusal) throw guard.refusal;
    if (error instanceof ImportRefused) throw error;
    file.job.fail(file.at(), corruptArchive(reasonIn(error)));
  } finally {
    input.destroy();
  }
}

/** `tar -cz .` writes `./package/package.json`. */
const withoutDot = (name: string): string => name.replace(/^(?:\.\/+)+/, "");

/** Ends the stream with a refusal where it becomes too large, or far larger than the file. */
function guardSize(gunzip: Gunzip, file: InputFile): { refusal?: ImportRefused } {
  const compressed = statSync(file.path).size;
  const guard: { refusal?: ImportRefused } = {};
  let unpacked = 0;
  gunzip.on("data", (chunk: Buffer) => {
    unpacked += chunk.length;
    const issue = tooMuch(unpacked, compressed);
    if (!issue || guard.refusal) return;
    guard.refusal = new ImportRefused([{ location: file.at(), issue }]);
    gunzip.destroy(guard.refusal);
  });
  return guard;
}

function reasonIn(error: unknown): string {
  const reason = reasonOf(error);
  return codeOf(error) === "Z_BUF_ERROR" || reason === "Unexpected end of data" ? "it is cut off" : reason;
}

function checkEntry({ header: { name, type, size = NaN } }: Entry, file: InputFile): void {
  if (leadsOutside(name) || type === "symlink" || type === "link")
    file.job.fail(file.at(), unsafeEntry(name));
  if (!FILES_AND_FOLDERS.has(type)) file.job.fail(file.at(), oddEntry(name));
  // Its reader would wait for the end of such an entry for ever.
  if (!(size >= 0))
    file.job.fail(file.at(), corruptArchive(`the size of its entry ${quote(name)} is no number`));
}

const FILES_AND_FOLDERS: ReadonlySet<unknown> = new Set(["file", "contiguous-file", "directory"]);

async function bytesOf(entry: Entry, file: InputFile, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of entry as Entry & AsyncIterable<Buffer>) {
    length += part.length;
    if (length > most) file.job.fail({ file: `${file.path}/${entry.header.name}` }, documentTooLarge(most));
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}
