/** `OSSICLE_SEED`: what is imported before the server says that it is ready. */
import type { Store } from "../terminology/store.ts";

/**
 * Imports files, folders and packages, as `ossicle import` would; what is there already is left as it is.
 * `from`: what named them, for the message.
 * @throws Error naming the first faults, with file and line: nothing was imported.
 */
export async function importSeed(
  paths: readonly string[],
  store: Store,
  from = "OSSICLE_SEED",
): Promise<void> {
  if (paths.length === 0) return;
  const { ImportJob, ImportRefused, printLocation } = await import("../importers/import-job.ts");
  const { importFiles } = await import("../importers/run.ts");
  const { knownSystems } = await import("../importers/known-systems.ts");
  const job = new ImportJob(await knownSystems(store), {});
  try {
    await importFiles(paths, store, job);
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    const faults = error.problems
      .slice(0, 3)
      .map(({ location, issue }) => `${printLocation(location)}: ${issue.text}`);
    throw new Error(`${from} can't be imported. ${faults.join(" ")}`, { cause: error });
  }
}
