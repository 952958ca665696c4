/** Files that were put somewhere to be read are named as the user knows them. */
import type { Problem } from "./import-job.ts";
import type { ImportRun } from "./run.ts";

type NameOf = (path: string) => string;

/** What is said of an import, done or refused. */
export type Notice = Pick<ImportRun, "notes" | "tables" | "refusedCount">;

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
  ...renamedNotice(run, nameOf),
  inputs: run.inputs.map(({ path, format }) => ({ path: nameOf(path), format })),
  refused: run.refused.map(renamedProblem(nameOf)),
});

/** What a job has noticed that was refused as a whole. */
export const renamedNotice = ({ notes, tables, refusedCount }: Notice, nameOf: NameOf): Notice => ({
  notes: notes.map(renamedProblem(nameOf)),
  tables: tables.map((taken) => ({ ...taken, file: nameOf(taken.file) })),
  refusedCount,
});
