/** What an import has made from what was there must not take the place of anything else. */
import { printCanonical } from "../terminology/canonical.ts";
import { changedMeanwhile } from "../terminology/issues/importing.ts";
import { TerminologyError } from "../terminology/issues/issue.ts";
import type { Met } from "../terminology/store.ts";

/**
 * @param met undefined: it was not made from what was there
 * @param there what is under its url and version when it is written
 * @throws TerminologyError (conflict): not what it was made from
 */
export function requireMet(
  { url, version }: { url?: string | undefined; version?: string | undefined },
  met: Met | undefined,
  there: { id: string; versionId: number } | undefined,
): void {
  if (met === undefined) return;
  if (met?.id === there?.id && met?.versionId === there?.versionId) return;
  throw new TerminologyError(changedMeanwhile(printCanonical({ url: url ?? "", version })));
}
