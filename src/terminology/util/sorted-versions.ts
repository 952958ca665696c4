/** The versions that there are of a url: one may have tens of thousands. */
import { compareVersions } from "../canonical.ts";
import type { Awaitable } from "./awaitable.ts";
import { inTurns, type LongWork } from "./in-turns.ts";
import { sortedInSteps } from "./sorted-in-steps.ts";

/** A version; none is one, too. */
type Version = string | undefined;

/** Each once, lowest first; others have their turn while many are sorted. */
export const sortedVersions = (versions: Iterable<Version>): Awaitable<readonly Version[]> =>
  inTurns(sorted(versions));

function* sorted(versions: Iterable<Version>): LongWork<readonly Version[]> {
  const all = new Set(versions);
  // No version is the lowest, but `sort` has what is undefined at the end.
  const lowest = all.delete(undefined) ? [undefined] : [];
  return [...lowest, ...(yield* sortedInSteps([...all], compareVersions))];
}

/** Those of both, which are sorted already. */
export function allVersions(
  some: readonly Version[],
  others: readonly Version[],
): Awaitable<readonly Version[]> {
  if (others.length === 0) return some;
  return some.length === 0 ? others : sortedVersions([...some, ...others]);
}
