/** A word that is another one, but for a slip. */
import { distance } from "fastest-levenshtein";
import { isSwapped } from "./swapped.ts";

/** Of shorter words a letter makes another word. */
const SHORTEST = 5;

/** Is `name` the known word in other case, or one letter away from it, or with two letters swapped? */
export function isSlip(name: string, known: string): boolean {
  if (Math.abs(name.length - known.length) > 1) return false;
  const [a, b] = [name.toLowerCase(), known.toLowerCase()];
  if (a === b) return true;
  return Math.max(a.length, b.length) >= SHORTEST && (distance(a, b) === 1 || isSwapped(a, b));
}
