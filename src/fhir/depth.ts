/** How deep resources may nest: beyond any real hierarchy, and far from overflowing the call stack. */
import { nestedTooDeeply } from "../terminology/issues/resource.ts";
import { TerminologyError } from "../terminology/issues.ts";

/** Objects within objects. */
export const MAX_DEPTH = 400;

/**
 * Counts the objects and lists in a JSON value; needs no call stack of its own.
 * @throws TerminologyError when it nests deeper than {@link MAX_DEPTH}.
 */
export function checkDepth(value: object): number {
  let level: unknown[] = [value];
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > 2 * MAX_DEPTH) throw new TerminologyError(nestedTooDeeply(MAX_DEPTH));
    const next: unknown[] = [];
    count += level.length;
    for (const item of level) {
      for (const key in item as object) {
        const inner = (item as Record<string, unknown>)[key];
        if (typeof inner === "object" && inner !== null) next.push(inner);
      }
    }
    level = next;
  }
  return count;
}
