/** The parents of concepts by number: what the hierarchy is computed from. */
import type { Parents } from "./hierarchy.ts";

/** Turns each concept's parent codes into numbers of concepts; parents that don't exist and concepts that are their own parent count nothing. */
export function parentNumbers(
  count: number,
  parentsOf: (index: number) => readonly string[],
  indexOf: (code: string) => number | undefined,
): Parents {
  const start = new Int32Array(count + 1);
  const of: number[] = [];
  for (let i = 0; i < count; i++) {
    for (const code of parentsOf(i)) {
      const parent = indexOf(code);
      if (parent !== undefined && parent !== i) of.push(parent);
    }
    start[i + 1] = of.length;
  }
  return { start, of: Int32Array.from(of) };
}
