/** "Did you mean ...?" */
import { distance } from "fastest-levenshtein";

/** The likeliest of the known words for a mistyped one; undefined when none is near. */
export function closest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  // Nothing that long can be near, and comparing it would take long.
  if (word.length > 100) return undefined;
  for (const candidate of known) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase());
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}
