/** Where resources are written to: one file, a file for each, or standard output. */
import { once } from "node:events";
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import { outputUnwritable } from "../../terminology/issues/command-line.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import type { StoredResource } from "../../terminology/store.ts";
import { reasonOf } from "../../terminology/util/reason.ts";
import type { Io } from "../io.ts";

export class Sink {
  private stream: WriteStream | undefined;
  /** What went wrong while nobody waited for the file. */
  private failure: Error | undefined;
  private open = "";
  private readonly output: string | undefined;
  private readonly folder: string | undefined;
  private readonly ending: string;
  private readonly io: Io;

  constructor(output: string | undefined, folder: string | undefined, ending: string, io: Io) {
    this.output = output;
    this.folder = folder;
    this.ending = ending;
    this.io = io;
  }

  /** @throws TerminologyError: there is no such folder, no room, or no permission */
  async write(stored: StoredResource, text: string): Promise<void> {
    if (this.output === undefined) this.io.out(text);
    else await this.orUnwritable(this.writeFile(this.output, stored, text));
  }

  /** Once everything is in the files. */
  async end(): Promise<void> {
    await this.orUnwritable(this.close());
  }

  private async writeFile(output: string, { type, id }: StoredResource, text: string): Promise<void> {
    const path = this.folder === undefined ? output : join(this.folder, `${type}-${id}${this.ending}`);
    if (path !== this.open) {
      await this.close();
      if (this.folder !== undefined) mkdirSync(this.folder, { recursive: true });
      this.stream = createWriteStream(path).on("error", (error) => (this.failure = error));
      this.open = path;
      await once(this.stream, "open");
    }
    if (this.failure) throw this.failure;
    if (!this.stream!.write(text)) await once(this.stream!, "drain");
  }

  private async close(): Promise<void> {
    if (this.failure) throw this.failure;
    if (!this.stream) return;
    this.stream.end();
    await once(this.stream, "finish");
    this.stream = undefined;
  }

  private async orUnwritable(step: Promise<void>): Promise<void> {
    try {
      await step;
    } catch (error) {
      throw new TerminologyError(outputUnwritable(this.output ?? "", reasonOf(error)));
    }
  }
}
