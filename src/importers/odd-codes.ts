/** Codes that their system does not write so: noted with their line, for the mistake is likelier than a new kind of code. */
import { moreOddCodes, oddCode } from "../terminology/issues/importing.ts";
import type { Coding } from "../terminology/model.ts";
import type { InputLocation } from "./import-job.ts";
import type { InputFile } from "./reading/input-file.ts";

/** Of each system as many are named with their line; the others are counted. */
const NAMED = 20;

/** `MONDO:MONDO:0000001`: registries disagree whether the prefix is part of the code. */
const PREFIX_TWICE = /^([^:]+):\1:/i;

export class OddCodes {
  private readonly file: InputFile;
  private readonly counts = new Map<string, number>();

  constructor(file: InputFile) {
    this.file = file;
  }

  check(coding: Coding | undefined, location: InputLocation): void {
    const { system, code } = coding ?? {};
    if (system === undefined || code === undefined) return;
    const { job } = this.file;
    const { systems } = job;
    if (systems.hasForm(system, code) !== false && !PREFIX_TWICE.test(code)) return;
    const count = (this.counts.get(system) ?? 0) + 1;
    this.counts.set(system, count);
    const name = systems.entry(system)?.name ?? system;
    if (count <= NAMED) job.note(location, oddCode(code, name, systems.kind(system, code)));
  }

  /** Behind the last code. */
  finish(): void {
    const { job } = this.file;
    for (const [system, count] of this.counts)
      if (count > NAMED)
        job.note(this.file.at(), moreOddCodes(count - NAMED, job.systems.entry(system)?.name ?? system));
  }
}
