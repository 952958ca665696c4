/** The parents of concepts by number: what the hierarchy is computed from. */
import type { LongWork } from "../../terminology/util/in-turns.ts";
import type { Parents } from "./hierarchy.ts";

/** Concepts that are looked at between two steps. */
const STEP = 1_000;

/** Turns each concept's parent codes into numbers of concepts; parents that don't exist and concepts that are their own parent count nothing. */
export function* parentNumbers(
  count: number,
  parentsOf: (index: number) => readonly string[],
  indexOf: (code: string) => number | undefined,
): LongWork<Parents> {
  const start = new Int32Array(count + 1);
  const of: number[] = [];
  for (let i = 0; i < count; i++) {
    for (const code of parentsOf(i)) {
      const parent = indexOf(code);
      if (parent !== undefined && parent !== i) of.push(parent);
    }
    start[i + 1] = of.length;
    if (i % STEP === STEP - 1) yield;
  }
  return { start, of: Int32Array.from(of) };
}
