/** Files that were put somewhere to be read are named as the user knows them. */
import type { ImportJob, Problem } from "./import-job.ts";
import type { ImportRun } from "./run.ts";

type NameOf = (path: string) => string;

/** The same problem, its file under the user's name for it. */
export const renamedProblem =
  (nameOf: NameOf) =>
  <P extends Problem>(problem: P): P => ({
    ...problem,
    location: { ...problem.location, file: nameOf(problem.location.file) },
  });

/** The same report, all files in it under the user's names. */
export const renamedRun = (run: ImportRun, nameOf: NameOf): ImportRun => ({
  ...run,
  inputs: run.inputs.map(({ path, format }) => ({ path: nameOf(path), format })),
  tables: run.tables.map((taken) => ({ ...taken, file: nameOf(taken.file) })),
  refused: run.refused.map(renamedProblem(nameOf)),
  notes: run.notes.map(renamedProblem(nameOf)),
});

/** What a job has noticed that was refused as a whole. */
export const renamedNotice = (
  { notes, tables, refusedCount }: Pick<ImportJob, "notes" | "tables" | "refusedCount">,
  nameOf: NameOf,
): Pick<ImportJob, "notes" | "tables" | "refusedCount"> => ({
  notes: notes.map(renamedProblem(nameOf)),
  tables: tables.map((taken) => ({ ...taken, file: nameOf(taken.file) })),
  refusedCount,
});
