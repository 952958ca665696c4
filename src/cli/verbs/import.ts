/** `ossicle import`: files, folders and packages into the store, all of it or nothing. */
import { InvalidArgumentError, Option } from "commander";
import { importFiles, type ImportRun } from "../../importers/import-files.ts";
import { importers } from "../../importers/index.ts";
import {
  ImportJob,
  ImportRefused,
  printPlace,
  type ImportOptions,
  type Problem,
} from "../../importers/importer.ts";
import { storeForgets } from "../../terminology/issues/command-line.ts";
import { TerminologyError } from "../../terminology/issues.ts";
import type { ExitCode, Io } from "../io.ts";
import { progressBar } from "../output/progress.ts";
import { harmless, paint } from "../output/style.ts";
import { table } from "../output/table.ts";
import { knownSystems, storeAddress, withCommonOptions, withStore, type CommonOptions } from "../session.ts";
import type { Verb } from "../verb.ts";

interface Options extends CommonOptions, ImportOptions {
  dryRun?: boolean;
}

export const importVerb: Verb = (program, io, run) => {
  withCommonOptions(program.command("import"))
    .summary("load files, folders or packages into the store")
    .description(
      "Loads files, folders or packages into the store: all of it or nothing. The format is recognised:\n" +
        importers.map(({ name, title }) => `  ${name.padEnd(14)}${title}`).join("\n"),
    )
    .argument("<path...>", "files, folders, packages")
    .option("-n, --dry-run", "say what a real run would do, and change nothing")
    .option("-k, --keep-going", "list what is refused and keep the rest")
    .option("--merge", "add to the code system or map that is there")
    .option("--replace", "take the place of one that came from another source")
    .option("--licensed", "take over strings of SNOMED CT and MedDRA: you have a licence")
    .addOption(
      new Option("--format <name>", "do not recognise, read as this").choices(importers.map((i) => i.name)),
    )
    .addOption(
      new Option("--fhir-version <version>", "where FHIR resources don't say it").choices(["r4", "r5"]),
    )
    .option(
      "--columns <role=name,...>",
      "which column is what, as in code=Id,display=Label,property:grade=Grade",
      roles,
    )
    .option("--sheet <name>", "sheet of a workbook (default: the first)")
    .option("--source-system <uri>", "system of the source codes of a table")
    .option("--target-system <uri>", "system of the target codes of a table")
    .option("--dependencies <folder>", "where packages are that packages depend on; never fetched")
    .option("--metadata <file>", "SSSOM metadata (YAML) of a table that has none")
    .option(
      "--curation <file>",
      "SSSOM literal mappings that raise or lower the names of MedlinePlus conditions",
    )
    .option("--url <uri>", "url of what is made")
    .option("--set-version <version>", "version of what is made")
    .option("--title <text>", "title of what is made")
    .option("--publisher <name>", "publisher of what is made")
    .option("--copyright <text>", "copyright and licence of what is made")
    .option("--source <uri>", "where it comes from, instead of the file's name")
    .addHelpText(
      "after",
      `
Examples:
  ossicle import mondo_exactmatch_omim.sssom.tsv --dry-run
  ossicle import node_modules/hl7.terminology.r4 --keep-going
  ossicle import codes.xlsx --url https://example.org/codes --set-version 1.0 --columns code=Id,display=Label
  ossicle import page.md --curation names.sssom.tsv`,
    )
    .action((paths: string[], options: Options & { setVersion?: string }) =>
      run(() =>
        importPaths(
          paths,
          { ...options, ...(options.setVersion ? { version: options.setVersion } : {}) },
          io,
        ),
      ),
    );
};

function roles(text: string): Record<string, string> {
  const entries = text.split(",").map((part) =>
    part
      .split(/=(.*)/s)
      .slice(0, 2)
      .map((p) => p.trim()),
  );
  const bad = entries.find(([role, name]) => !role || !name);
  if (bad) throw new InvalidArgumentError("Write role=column, separated by commas.");
  return Object.fromEntries(entries) as Record<string, string>;
}

async function importPaths(paths: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const { dryRun = false } = options;
  if (!dryRun && storeAddress(options, io).startsWith("memory:")) throw new TerminologyError(storeForgets());
  return withStore(options, io, async (store) => {
    const job = new ImportJob(await knownSystems(store), options);
    const bar = progressBar(io, dryRun ? "Reading" : "Importing");
    try {
      const done = await importFiles(paths, store, job, { dryRun, onProgress: bar.update });
      bar.done();
      if (options.json) io.out(`${JSON.stringify(asData(done), null, 2)}\n`);
      else report(done, io);
      return done.refusedCount > 0 ? 1 : 0;
    } catch (error) {
      bar.done();
      if (!(error instanceof ImportRefused)) throw error;
      if (options.json)
        io.out(`${JSON.stringify({ imported: false, refused: error.problems.map(problemData) }, null, 2)}\n`);
      else refusal(error, job, io);
      return 2;
    }
  });
}

const problemData = ({ place, issue }: Problem) => ({ ...place, code: issue.code, text: issue.text });

const asData = ({ notes, refused, ...run }: ImportRun) => ({
  imported: !run.dryRun,
  ...run,
  refused: refused.map(problemData),
  notes: notes.map(problemData),
});

/** More than a screen of anything is counted, not shown. */
const SHOWN = 20;

function report(run: ImportRun, io: Io): void {
  const color = paint(io);
  const { written, unchanged, concepts, mappings } = run.report;
  const formats = [...new Set(run.inputs.map((i) => i.format))].join(", ");
  io.out(`${run.inputs.length} ${run.inputs.length === 1 ? "input" : "inputs"} (${formats})\n\n`);
  if (run.resources.length <= SHOWN) {
    const rows = run.resources.map((r) => [
      r.type,
      r.title ?? "",
      r.version ?? "",
      number(r.rows),
      r.url ?? "",
    ]);
    io.out(`${table(io, ["Type", "Title", "Version", "Rows", "Url"], rows)}\n`);
  }
  const types = Object.entries(written).map(([type, count]) => `${number(count)} ${type}`);
  const verb = run.dryRun ? "Would write" : "Wrote";
  const what =
    types.length === 0
      ? "nothing"
      : `${types.join(", ")} (${number(concepts)} concepts, ${number(mappings)} mappings)`;
  io.out(color(run.dryRun ? "cyan" : "green", `${verb} ${what}; ${number(unchanged)} unchanged.\n`));
  for (const [what, count] of Object.entries(run.leftOut))
    io.out(`Left out: ${number(count)} ${harmless(what)}\n`);
  problems("Note", run.notes, run.notes.length, io);
  if (run.refusedCount > 0) {
    io.out(color("yellow", `\nRefused: ${number(run.refusedCount)}\n`));
    problems("", run.refused, run.refusedCount, io);
  }
  if (run.dryRun) io.out("\nNothing was changed: this was a dry run.\n");
}

function problems(label: string, list: readonly Problem[], count: number, io: Io): void {
  for (const problem of list.slice(0, SHOWN)) io.out(`${label === "" ? "" : `${label}: `}${line(problem)}\n`);
  if (count > SHOWN) io.out(`... and ${number(count - SHOWN)} more; --json lists them\n`);
}

const line = ({ place, issue }: Problem): string => harmless(`${printPlace(place)}: ${issue.text}`);
const number = (n: number): string => n.toLocaleString("en");

function refusal(error: ImportRefused, job: ImportJob, io: Io): void {
  const count = Math.max(error.problems.length, job.refusedCount);
  io.err(paint({ ...io, terminal: io.errTerminal })("red", "Nothing was imported.\n"));
  for (const problem of error.problems.slice(0, SHOWN)) io.err(`${line(problem)}\n`);
  if (count > SHOWN) io.err(`... and ${number(count - SHOWN)} more; --json lists them\n`);
  if (job.refusedCount > 0) io.err("To list what is refused and keep the rest, give --keep-going\n");
}
