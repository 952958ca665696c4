/** Runs an import for the command line, and tells what happened. */
import { existsSync } from "node:fs";
import {
  ImportJob,
  type ImportOptions,
  ImportRefused,
  isOdd,
  printLocation,
  type Problem,
} from "../importers/import-job.ts";
import { type Notice, renamedNotice, renamedProblem, renamedRun } from "../importers/renamed-files.ts";
import { importFiles, type ImportRun } from "../importers/run.ts";
import { refusalData, runData } from "../importers/run-data.ts";
import { storeForgets } from "../terminology/issues/command-line.ts";
import { noSuchFile } from "../terminology/issues/importing.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import type { ExitCode, Io } from "./io.ts";
import { printSamples, printTable } from "./output/import-samples.ts";
import { progressBar } from "./output/progress.ts";
import { harmless, paint } from "./output/style.ts";
import { table } from "./output/table.ts";
import { counted, jsonText, number } from "./output/text.ts";
import { type CommonOptions, knownSystems, storeAddress, withStore } from "./session.ts";
import { withStandardInput } from "./standard-input.ts";

export interface ImportPathsOptions extends CommonOptions, ImportOptions {
  dryRun?: boolean;
}

/** `-` among the paths is standard input. */
export async function importPaths(
  paths: readonly string[],
  options: ImportPathsOptions,
  io: Io,
): Promise<ExitCode> {
  const { dryRun = false } = options;
  // Not every format reads them: a typo in their names would pass.
  for (const path of [options.metadata, options.curation, options.dependencies])
    if (path !== undefined && !existsSync(path)) throw new TerminologyError(noSuchFile(path));
  if (!dryRun && storeAddress(options, io).startsWith("memory:")) throw new TerminologyError(storeForgets());
  return withStandardInput(paths, io.input ?? [], (files, nameOf) =>
    withStore(
      options,
      io,
      async (store) => {
        const job = new ImportJob(await knownSystems(store), options);
        const bar = progressBar(io, dryRun ? "Reading" : "Importing");
        try {
          const done = await importFiles(files, store, job, { dryRun, onProgress: bar.update });
          bar.done();
          report(renamedRun(done, nameOf), options, io);
          return done.refusedCount > 0 || heldNothing(done) ? 1 : 0;
        } catch (error) {
          bar.done();
          if (!(error instanceof ImportRefused)) throw error;
          const renamed = error.problems.map(renamedProblem(nameOf));
          const notice = renamedNotice(job, nameOf);
          if (options.json) io.out(jsonText(refusalData(renamed, notice)));
          else refusal(renamed, notice, io, dryRun);
          return 2;
        }
      },
      { writes: !dryRun },
    ),
  );
}

function report(done: ImportRun, options: ImportPathsOptions, io: Io): void {
  if (options.json) io.out(jsonText(runData(done)));
  else printReport(done, io);
}

/** Formats that are read by their columns and codes, and say nothing of what they mean. */
const TABULAR = new Set(["table", "omop", "icd-10-cm"]);

/** More than a screen of anything is counted, not shown. */
const SHOWN = 20;

function printReport(run: ImportRun, io: Io): void {
  const color = paint(io);
  const formats = [...new Set(run.inputs.map((i) => i.format))].join(", ");
  io.out(`${counted(run.inputs.length, "input")} (${formats})\n\n`);
  for (const taken of run.tables) io.out(`${printTable(taken, io)}\n`);
  if (run.resources.length <= SHOWN) io.out(resourceTable(run, io));
  if (run.inputs.some(({ format }) => TABULAR.has(format)))
    for (const resource of run.resources.slice(0, SHOWN)) io.out(printSamples(resource, io));
  io.out(color(run.dryRun ? "cyan" : "green", writtenIn(run)));
  for (const [what, count] of Object.entries(run.leftOut))
    io.out(`Left out: ${number(count)} ${harmless(what)}\n`);
  const odd = run.notes.filter(isOdd);
  if (odd.length > 0) io.out(color("yellow", `\nLooks odd: ${number(odd.length)}\n`));
  problems("", odd, odd.length, io);
  const others = run.notes.filter((note) => !isOdd(note));
  problems("Note", others, others.length, io);
  if (run.refusedCount > 0) io.out(color("yellow", `\nRefused: ${number(run.refusedCount)}\n`));
  problems("", run.refused, run.refusedCount, io);
  if (run.dryRun) io.out("\nNothing was changed: this was a dry run.\n");
}

function resourceTable({ resources }: ImportRun, io: Io): string {
  const rows = resources.map((r) => [r.type, r.title ?? "", r.version ?? "", number(r.rows), r.url ?? ""]);
  return `${table(io, ["Type", "Title", "Version", "Rows", "Url"], rows)}\n`;
}

/** There was something to read, and nothing of it is kept here: a wrong file, most likely. */
const heldNothing = ({ resources }: ImportRun): boolean => resources.length === 0;

/** What the store did, or would do. */
function writtenIn({ dryRun, report: { written, unchanged, concepts, mappings } }: ImportRun): string {
  const types = Object.entries(written).map(([type, count]) => `${number(count)} ${type}`);
  const what =
    types.length === 0
      ? "nothing"
      : `${types.join(", ")} (${number(concepts)} concepts, ${number(mappings)} mappings)`;
  return `${dryRun ? "Would write" : "Wrote"} ${what}; ${number(unchanged)} unchanged.\n`;
}

function problems(label: string, list: readonly Problem[], count: number, io: Io): void {
  for (const problem of list.slice(0, SHOWN)) io.out(`${label === "" ? "" : `${label}: `}${line(problem)}\n`);
  if (count > SHOWN) io.out(`... and ${number(count - SHOWN)} more; --json lists them\n`);
}

const line = ({ location, issue }: Problem): string => harmless(`${printLocation(location)}: ${issue.text}`);

function refusal(refused: readonly Problem[], notice: Notice, io: Io, dryRun: boolean): void {
  const count = Math.max(refused.length, notice.refusedCount);
  io.err(paint({ ...io, terminal: io.errTerminal })("red", "Nothing was imported.\n"));
  if (dryRun) for (const taken of notice.tables) io.err(`${printTable(taken, io)}\n`);
  for (const problem of refused.slice(0, SHOWN)) io.err(`${line(problem)}\n`);
  if (count > SHOWN) io.err(`... and ${number(count - SHOWN)} more; --json lists them\n`);
  for (const odd of notice.notes.filter(isOdd).slice(0, SHOWN)) io.err(`Looks odd: ${line(odd)}\n`);
  if (notice.refusedCount > 0) io.err("To list what is refused and keep the rest, give --keep-going\n");
}
