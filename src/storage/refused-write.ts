/** Of several writes: which one can't be done. */
import { TerminologyError } from "../terminology/issues/issue.ts";
import type { Write } from "../terminology/store.ts";

/** The same error, which knows its write. */
export function refused(error: unknown, write: Write): unknown {
  if (error instanceof TerminologyError) error.write = write;
  return error;
}
