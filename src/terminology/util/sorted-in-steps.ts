import type { LongWork } from "./in-turns.ts";

/** Sorted at once: some milliseconds, also where a comparison takes a microsecond or two. */
const RUN = 1_000;

/**
 * In the order that `compare` gives, as `sort` has it, in steps: runs are sorted, and runs merged. Absent: texts, in the
 * order of their code units.
 */
export function* sortedInSteps<T>(items: readonly T[], compare?: (a: T, b: T) => number): LongWork<T[]> {
  const isBefore = compare ? (a: T, b: T) => compare(a, b) < 0 : (a: T, b: T) => a < b;
  let runs: T[][] = [];
  for (let from = 0; from < items.length; from += RUN) {
    runs.push(items.slice(from, from + RUN).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let i = 0; i < runs.length; i += 2)
      merged.push(runs[i + 1] ? yield* mergedInSteps(runs[i]!, runs[i + 1]!, isBefore) : runs[i]!);
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergedInSteps<T>(
  first: readonly T[],
  second: readonly T[],
  isBefore: (a: T, b: T) => boolean,
): LongWork<T[]> {
  const merged: T[] = [];
  let at = 0;
  for (const item of first) {
    while (at < second.length && isBefore(second[at]!, item)) merged.push(second[at++]!);
    if (merged.push(item) % RUN === 0) yield;
  }
  while (at < second.length) merged.push(second[at++]!);
  return merged;
}
