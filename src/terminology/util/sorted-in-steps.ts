import type { Steps } from "./in-turns.ts";

/** Sorted at once: some milliseconds. */
const RUN = 5_000;

/** The texts in the order of their code units, as `sort` has it, in steps: runs are sorted, and runs merged. */
export function* sortedInSteps(texts: readonly string[]): Steps<string[]> {
  let runs: string[][] = [];
  for (let from = 0; from < texts.length; from += RUN) {
    runs.push(texts.slice(from, from + RUN).sort());
    yield;
  }
  while (runs.length > 1) {
    const merged: string[][] = [];
    for (let i = 0; i < runs.length; i += 2)
      merged.push(runs[i + 1] ? yield* mergedInSteps(runs[i]!, runs[i + 1]!) : runs[i]!);
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergedInSteps(first: readonly string[], second: readonly string[]): Steps<string[]> {
  const merged: string[] = [];
  let at = 0;
  for (const text of first) {
    while (at < second.length && second[at]! < text) merged.push(second[at++]!);
    if (merged.push(text) % RUN === 0) yield;
  }
  while (at < second.length) merged.push(second[at++]!);
  return merged;
}
