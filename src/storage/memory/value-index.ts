/** Positions of concepts by the texts of one kind that they hold, such as the values of one property. */
import type { ValueTest } from "../../terminology/concepts/concept-condition.ts";
import { valueTest } from "../../terminology/concepts/condition-tests.ts";
import type { Concept } from "../../terminology/model.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import type { Positioned } from "../concepts/concept-test.ts";
import { type Ranges, rangesOf } from "../concepts/ranges.ts";
import { positionsByText } from "./positions-by-text.ts";

/** Values that are looked at before others may have their turn. */
const STRETCH = 50;

export class ValueIndex {
  private readonly byValue: ReadonlyMap<string, readonly number[]>;

  private constructor(byValue: ReadonlyMap<string, readonly number[]>) {
    this.byValue = byValue;
  }

  /** Others have their turn while it is made. */
  static async of(
    positioned: readonly Positioned[],
    valuesOf: (concept: Concept) => Iterable<string>,
  ): Promise<ValueIndex> {
    return new ValueIndex(await positionsByText(positioned, valuesOf));
  }

  get isEmpty(): boolean {
    return this.byValue.size === 0;
  }

  /** The concepts that hold a text which passes: a pattern is tried once on each text, however many hold it. */
  async ranges(test: ValueTest, work: WorkBudget | undefined): Promise<Ranges> {
    const values = test.op === "in" ? new Set(test.values) : await this.passing(test, work);
    const found: number[] = [];
    for (const value of values) for (const at of this.byValue.get(value) ?? []) found.push(at);
    work?.concepts(found.length);
    return rangesOf(found);
  }

  private async passing(test: ValueTest, work: WorkBudget | undefined): Promise<string[]> {
    const passes = valueTest(test, work);
    const values: string[] = [];
    const stretch = test.op === "regex" ? Math.ceil(STRETCH / test.patterns.length) : STRETCH;
    let looked = 0;
    for (const value of this.byValue.keys()) {
      if (passes(value)) values.push(value);
      if (++looked % stretch === 0) await work?.giveWay();
    }
    return values;
  }
}
