/** A word that is another one, but for a typo. */
import { distance } from "fastest-levenshtein";

/** Of shorter words a letter makes another word. */
const SHORTEST = 5;

/** Is `name` the known word in other case, or one letter away from it, or with two letters swapped? */
export function isTypo(name: string, known: string): boolean {
  if (Math.abs(name.length - known.length) > 1) return false;
  const [a, b] = [name.toLowerCase(), known.toLowerCase()];
  if (a === b) return true;
  return Math.max(a.length, b.length) >= SHORTEST && (distance(a, b) === 1 || isSwapped(a, b));
}

/** Two neighbouring letters have changed places: `fliter` for `filter`. */
function isSwapped(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  return at >= 0 && a.slice(0, at) + (a[at + 1] ?? "") + a[at]! + a.slice(at + 2) === b;
}
