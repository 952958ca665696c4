/** What an import did, as data for programs: the same from the command line and over HTTP. */
import type { Problem } from "./import-job.ts";
import type { ImportRun } from "./run.ts";

const problemData = ({ location, issue }: Problem) => ({
  ...location,
  // The page /errors/ID says what to do.
  id: issue.id,
  severity: issue.severity,
  code: issue.code,
  text: issue.text,
});

/** The report of an import. */
export const runData = ({ notes, refused, ...run }: ImportRun) => ({
  imported: !run.dryRun,
  ...run,
  refused: refused.map(problemData),
  notes: notes.map(problemData),
});

/** Of an import that was refused as a whole. */
export const refusalData = (problems: readonly Problem[], job: Pick<ImportRun, "notes" | "tables">) => ({
  imported: false,
  refused: problems.map(problemData),
  notes: job.notes.map(problemData),
  tables: job.tables,
});
