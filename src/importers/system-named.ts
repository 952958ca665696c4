/** From what a table calls a system to its address: a uri, a name that is known, or nothing. */
import type { ImportJob } from "./import-job.ts";
import { isAbsoluteUri } from "./naming.ts";

/** The canonical address; undefined: no uri, and no name that anybody knows. */
export function systemNamed(name: string, job: ImportJob): string | undefined {
  return job.systems.called(name)?.uri ?? (isAbsoluteUri(name) ? name : undefined);
}
