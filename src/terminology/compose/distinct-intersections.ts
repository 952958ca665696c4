/** Which intersections of value sets there were already: the same one again adds nothing to a union. */
import { numbering } from "../util/grouping.ts";
import type { CompiledValueSet } from "./compiled.ts";

export class DistinctIntersections {
  private readonly numberOf = numbering<CompiledValueSet>();
  private readonly seen = new Set<string>();

  /** Is it the first time that these sets, each of them once, come together? Their order does not matter. */
  isNew(sets: readonly CompiledValueSet[]): boolean {
    const key = sets
      .map((set) => this.numberOf(set))
      .sort((a, b) => a - b)
      .join(" ");
    const isNew = !this.seen.has(key);
    this.seen.add(key);
    return isNew;
  }
}
