/** One import: files -> records -> store, all of it or nothing, with an account of what happened. */
import { printCanonical } from "../terminology/canonical.ts";
import { twiceInOneRun } from "../terminology/issues/importing.ts";
import type { Resource, ResourceType, ValueSet } from "../terminology/model.ts";
import type { ImportRecord, ImportReport, Store, WriteOptions } from "../terminology/store.ts";
import { guarded } from "./existing.ts";
import type { ImportJob, Problem, TableTaken } from "./import-job.ts";
import { type ImportedResource, noteMembers, noteRow } from "./imported-resource.ts";
import type { Importer } from "./importer.ts";
import { InputFile } from "./reading/input-file.ts";
import { type Input, recogniseInputs } from "./recognise.ts";

export interface ImportRun {
  dryRun: boolean;
  inputs: { path: string; format: string }[];
  resources: ImportedResource[];
  /** What tables were taken for. */
  tables: readonly TableTaken[];
  /** What the store did; of a dry run, what it would do. */
  report: ImportReport;
  refused: readonly Problem[];
  refusedCount: number;
  notes: readonly Problem[];
  leftOut: Record<string, number>;
}

export interface Progress {
  /** 0 to 1. */
  part: number;
  records: number;
}

export interface RunOptions extends WriteOptions {
  /** What it throws ends the import: nothing is written. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Imports files, folders and packages. A dry run goes the same way to the end, and the store takes it back.
 * @throws ImportRefused: nothing was imported, and why.
 */
export async function importFiles(
  paths: readonly string[],
  store: Store,
  job: ImportJob,
  { dryRun = false, onWritten, onProgress }: RunOptions = {},
): Promise<ImportRun> {
  const inputs = await recogniseInputs(paths, job);
  job.codesOf = (system, displays) => codesOf(store, system, displays);
  const account = new Account(job);
  const records = account.follow(recordsOf(inputs, store, job), inputs, onProgress);
  const report = await store.write(records, { dryRun, onWritten });
  return {
    dryRun,
    inputs: inputs.map(({ path, importer }) => ({ path, format: importer.name })),
    resources: account.resources,
    tables: job.tables,
    report,
    refused: job.refused,
    refusedCount: job.refusedCount,
    notes: job.notes,
    leftOut: Object.fromEntries(job.leftOut),
  };
}

async function codesOf(
  store: Store,
  system: string,
  displays: readonly string[],
): Promise<Map<string, string>> {
  const provider = displays.length === 0 ? undefined : await store.codeSystem({ url: system });
  const test = { op: "in", values: displays } as const;
  const found = await provider?.select({ condition: { kind: "element", element: "display", test } });
  return new Map((found?.items ?? []).map((concept) => [concept.display!, concept.code]));
}

async function* recordsOf(
  inputs: readonly Input[],
  store: Store,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  const brought = new Set<string>();
  for (const { importer, paths } of batches(inputs)) {
    const files = paths.map((path) => new InputFile(path, job));
    const first = files[0]!;
    job.file = first.path;
    const records = importer.readAll ? importer.readAll(files, job) : importer.read(first);
    // A FHIR resource says itself what it is: it replaces what has its url and version, as FHIR wants.
    if (importer.name.startsWith("fhir-")) yield* records;
    else {
      yield* guarded(records, { store, location: first.at(), job, brought }, (header) =>
        job.options.merge ? "merge" : importer.onExisting?.(header, job),
      );
    }
  }
  job.finish();
}

/** Files that make up one code system together are read together. */
function batches(inputs: readonly Input[]): { importer: Importer; paths: string[] }[] {
  const all: { importer: Importer; paths: string[] }[] = [];
  for (const { importer, path } of inputs) {
    const together = importer.readAll && all.find((b) => b.importer === importer);
    if (together) together.paths.push(path);
    else all.push({ importer, paths: [path] });
  }
  return all;
}

/** What comes by on its way to the store, for the report. */
class Account {
  readonly resources: ImportedResource[] = [];
  private readonly seen = new Set<string>();
  private readonly job: ImportJob;
  private records = 0;

  constructor(job: ImportJob) {
    this.job = job;
  }

  async *follow(
    records: AsyncIterable<ImportRecord>,
    inputs: readonly Input[],
    onProgress: RunOptions["onProgress"],
  ): AsyncGenerator<ImportRecord> {
    const total = inputs.reduce((sum, { bytes, importer }) => sum + bytes * (importer.passes ?? 1), 0);
    let shownAt = performance.now();
    for await (const record of records) {
      this.note(record);
      yield record;
      if (onProgress && ++this.records % 64 === 0 && performance.now() - shownAt > 100) {
        shownAt = performance.now();
        onProgress({ part: Math.min(1, this.job.bytesRead / Math.max(1, total)), records: this.records });
      }
    }
    onProgress?.({ part: 1, records: this.records });
  }

  private note(record: ImportRecord): void {
    if (record.kind === "concept" || record.kind === "mapping") {
      noteRow(this.resources.at(-1)!, record);
      return;
    }
    const resource = headerOf(record);
    const { url, version, title, name } = resource as Titled;
    const type = resource.resourceType as ResourceType;
    if (url !== undefined) {
      const key = `${type} ${printCanonical({ url, version })}`;
      if (this.seen.has(key)) this.job.note({ file: this.job.file }, twiceInOneRun(key));
      this.seen.add(key);
    }
    const noted: ImportedResource = {
      type,
      url,
      version,
      title: title ?? name,
      rows: 0,
      samples: [],
      relations: {},
    };
    if (type === "ValueSet") noteMembers(noted, resource as ValueSet);
    this.resources.push(noted);
  }
}

interface Titled {
  url?: string;
  version?: string;
  title?: string;
  name?: string;
}

function headerOf(record: Exclude<ImportRecord, { kind: "concept" | "mapping" }>): Resource {
  if (record.kind === "codeSystem") return record.codeSystem;
  return record.kind === "conceptMap" ? (record.conceptMap as Resource) : record.resource;
}
