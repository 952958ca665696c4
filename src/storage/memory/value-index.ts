/** Positions of concepts by the texts of one kind that they hold, such as the values of one property. */
import type { ValueTest } from "../../terminology/concepts/concept-condition.ts";
import type { Concept } from "../../terminology/model.ts";
import { valueTest, type Positioned } from "../concepts/concept-test.ts";
import { rangesOf, type Ranges } from "../concepts/ranges.ts";

export class ValueIndex {
  private readonly byValue = new Map<string, number[]>();

  constructor(positioned: readonly Positioned[], valuesOf: (concept: Concept) => readonly string[]) {
    for (const { position, concept } of positioned) {
      for (const value of valuesOf(concept)) {
        const at = this.byValue.get(value);
        if (!at) this.byValue.set(value, [position]);
        else if (at.at(-1) !== position) at.push(position);
      }
    }
  }

  get isEmpty(): boolean {
    return this.byValue.size === 0;
  }

  /** The concepts that hold a text which passes: a pattern is tried once on each text, however many hold it. */
  ranges(test: ValueTest): Ranges {
    const values = test.op === "in" ? test.values : [...this.byValue.keys()].filter(valueTest(test));
    return rangesOf(values.flatMap((value) => this.byValue.get(value) ?? []));
  }
}
