/** A file that an importer reads, with the job that it is read for: its bytes, and how a place in it is named. */
import { createReadStream, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { corruptArchive, unreadableFile } from "../../terminology/issues/importing.ts";
import { codeOf, reasonOf } from "../../terminology/util/reason.ts";
import type { ImportJob, InputLocation } from "../import-job.ts";
import { tooMuch } from "./unpacking.ts";

/** A file, or one inside of an archive. */
export class InputFile {
  /** Its name in messages; of one inside of an archive, behind the archive's. */
  readonly path: string;
  readonly job: ImportJob;
  private readonly unpacked: Buffer | undefined;

  /** @param unpacked what an archive holds under this path; without it, the file is read from disk */
  constructor(path: string, job: ImportJob, unpacked?: Buffer) {
    this.path = path;
    this.job = job;
    this.unpacked = unpacked;
  }

  /** Where in it something is: a line, or an element or code. */
  at(line?: number, path?: string): InputLocation {
    return { file: this.path, line, path };
  }

  /** As it is, or what a gzipped one (`.gz`) holds. */
  bytes(): AsyncIterable<Buffer> | Iterable<Buffer> {
    return this.unpacked ? [this.unpacked] : bytesOnDisk(this);
  }
}

async function* bytesOnDisk(file: InputFile): AsyncGenerator<Buffer> {
  const { path, job } = file;
  const input = createReadStream(path, { highWaterMark: 1 << 18 });
  input.on("data", (chunk) => (job.bytesRead += chunk.length));
  try {
    yield* isGzipped(path) ? gunzipped(input, file) : input;
  } catch (error) {
    const code = codeOf(error);
    if (typeof code !== "string") throw error;
    const reason = reasonOf(error);
    job.fail(file.at(), code.startsWith("Z_") ? corruptArchive(reason) : unreadableFile(reason));
  } finally {
    input.destroy();
  }
}

/** @throws ImportRefused: it unpacks to more than any real file does. */
async function* gunzipped(input: Readable, file: InputFile): AsyncGenerator<Buffer> {
  const packed = statSync(file.path).size;
  const gunzip = createGunzip();
  input.on("error", (error) => gunzip.destroy(error));
  let size = 0;
  for await (const chunk of input.pipe(gunzip) as AsyncIterable<Buffer>) {
    size += chunk.length;
    const issue = tooMuch(size, packed);
    if (issue) file.job.fail(file.at(), issue);
    yield chunk;
  }
}

const isGzipped = (path: string): boolean => /\.gz$/i.test(path);

/** Its name without the ending that says that it is packed: `x.csv.gz` is read as `x.csv`. */
export const unpackedName = (path: string): string => path.replace(/\.gz$/i, "");
