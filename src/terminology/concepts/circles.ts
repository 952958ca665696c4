/** Circles in a hierarchy: codes that stand, over their parents, above themselves. */
import type { LongWork } from "../util/in-turns.ts";

interface Circle {
  /** Where the circle closes: the code, and the parent of it that leads back to it. */
  code: string;
  parent: string;
  /** From the parent back to itself; of a long one the beginning. */
  way: readonly string[];
}

/** Codes that are looked at between two steps. */
const STEP = 500;
const LONGEST = 11;

/** Without `parent` at `code` in each of them there is no circle. */
export function* circlesIn(parents: ReadonlyMap<string, readonly string[]>): LongWork<Circle[]> {
  const circles: Circle[] = [];
  const done = new Set<string>();
  let count = 0;
  for (const start of parents.keys()) {
    if (done.has(start)) continue;
    // Depth first, upwards: the codes from the start to here, each with the parents that are still to be looked at.
    const onPath = new Map<string, number>();
    const stack: { code: string; above: Iterator<string, undefined> }[] = [];
    const enter = (code: string): void => {
      onPath.set(code, stack.length);
      stack.push({ code, above: (parents.get(code) ?? []).values() });
    };
    enter(start);
    while (stack.length > 0) {
      if (++count % STEP === 0) yield;
      const { code, above } = stack.at(-1)!;
      const parent = above.next().value;
      if (parent === undefined) {
        stack.pop();
        onPath.delete(code);
        done.add(code);
      } else if (onPath.has(parent)) {
        const from = onPath.get(parent)!;
        const way = stack.slice(from, from + LONGEST).map((step) => step.code);
        circles.push({ code, parent, way: [...way, parent] });
      } else if (!done.has(parent)) enter(parent);
    }
  }
  return circles;
}
