/**
 * The contract of an importer: it recognises its own files and yields records; stores and importers never meet.
 * What is wrong with the input goes to the job, which knows whether that stops the import.
 */
import type { CodeSystem, ConceptMap } from "../terminology/model.ts";
import type { ImportRecord } from "../terminology/store.ts";
import type { FormatName } from "./formats.ts";
import type { ImportJob } from "./import-job.ts";
import type { InputFile } from "./reading/input-file.ts";

/**
 * What to do with a resource that is there already. `merge`: its rows stay, those that come are added or take the
 * place of their like. `add`: its rows stay as they are, only new ones are added.
 */
export type Policy = "merge" | "add";

export interface Importer {
  /** Short name, for `--format`; its title stands in `formats.ts`. */
  readonly name: FormatName;
  /** How often it goes through its file; default: once. For progress. */
  readonly passes?: number;
  /** A file, by name and beginning alone. `head`: the first bytes, one character each. */
  recognises(path: string, head: string): boolean;
  /** A folder that is one thing as a whole. */
  recognisesFolder?(path: string): boolean;
  /**
   * Headers before their rows.
   * @throws ImportRefused when the file can't be read on
   */
  read(file: InputFile): AsyncIterable<ImportRecord>;
  /** Where several files make up one code system: all of them at once. */
  readAll?(files: readonly InputFile[], job: ImportJob): AsyncIterable<ImportRecord>;
  /** What it adds to a resource that is in the store; undefined: it replaces it. */
  onExisting?(header: CodeSystem | ConceptMap, job: ImportJob): Policy | undefined;
}
