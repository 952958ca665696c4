/** Files that were sent -> the importers, as from the command line; and what that did, or would do. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { HttpError } from "../../http/http-error.ts";
import { ImportJob, type ImportOptions, ImportRefused, type Problem } from "../../importers/import-job.ts";
import { knownSystems } from "../../importers/known-systems.ts";
import { type Notice, renamedNotice, renamedProblem, renamedRun } from "../../importers/renamed-files.ts";
import { importFiles, type ImportRun, type RunOptions } from "../../importers/run.ts";
import { temporaryFilesFailed } from "../../terminology/issues/storage.ts";
import type { Store, WriteOptions } from "../../terminology/store.ts";
import { codeOf } from "../../terminology/util/reason.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import type { FormFile } from "../sheets/read-form.ts";
import { ASIDE_FIELDS, type Sent } from "./sent.ts";

export type Imported =
  | { kind: "run"; run: ImportRun }
  /** Nothing was imported. */
  | { kind: "refused"; problems: readonly Problem[]; notice: Notice };

/**
 * The files lie on the disk for as long as this runs, in a folder that only this process's user may read.
 * @param work when it is stopped before all is written nothing is
 * @throws HttpError 507: the files can't be put there
 */
export async function importSent(
  { files, aside, options }: Sent,
  store: Store,
  asked: WriteOptions,
  work: WorkBudget,
): Promise<Imported> {
  const folder = await putAside(() => mkdtemp(join(tmpdir(), "ossicle-add-")));
  try {
    const paths: string[] = [];
    for (const [i, file] of files.entries()) paths.push(await put(file, join(folder, String(i))));
    const about: ImportOptions = { ...options };
    for (const field of ASIDE_FIELDS)
      if (aside[field]) about[field] = await put(aside[field], join(folder, field));
    const job = new ImportJob(await knownSystems(store), about);
    const imported = await runOf(paths, store, job, { ...asked, onProgress: () => goOn(work) });
    return withNames(imported, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws HttpError 507: it can't be written there; nobody but who runs the server can help. */
async function putAside<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (thrown) {
    const code = codeOf(thrown);
    throw typeof code === "string" ? new HttpError(507, temporaryFilesFailed(code)) : thrown;
  }
}

function goOn(work: WorkBudget): void {
  if (work.isStopped) throw work.tooMuch();
}

/** @returns its path */
function put({ name, bytes }: FormFile, folder: string): Promise<string> {
  const path = join(folder, name);
  return putAside(async () => {
    await mkdir(folder);
    await writeFile(path, bytes, { mode: 0o600 });
    return path;
  });
}

async function runOf(
  paths: readonly string[],
  store: Store,
  job: ImportJob,
  options: RunOptions,
): Promise<Imported> {
  try {
    return { kind: "run", run: await importFiles(paths, store, job, options) };
  } catch (thrown) {
    if (!(thrown instanceof ImportRefused)) throw thrown;
    // With every row that was refused, not the first alone.
    const problems = job.refused.length > thrown.problems.length ? job.refused : thrown.problems;
    return { kind: "refused", problems, notice: job };
  }
}

/** The files by the names that they were sent under. */
function withNames(imported: Imported, folder: string): Imported {
  const nameOf = (path: string): string =>
    path.startsWith(folder) ? relative(folder, path).split(sep).slice(1).join("/") : path;
  if (imported.kind === "run") return { kind: "run", run: renamedRun(imported.run, nameOf) };
  const { problems, notice } = imported;
  return {
    kind: "refused",
    problems: problems.map(renamedProblem(nameOf)),
    notice: renamedNotice(notice, nameOf),
  };
}
