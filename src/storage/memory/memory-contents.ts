/** What concepts say of themselves, as ranges of positions. Each index is made at the first question that needs it. */
import type { ValueTest } from "../../terminology/concepts/concept-condition.ts";
import { designationsOf } from "../../terminology/concepts/designations.ts";
import { nameKey, namesOf, words } from "../../terminology/concepts/text-match.ts";
import type { Concept } from "../../terminology/model.ts";
import { type Awaitable, keptOr } from "../../terminology/util/awaitable.ts";
import { lazy } from "../../terminology/util/lazy.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import { conceptTest, type Positioned, printed } from "../concepts/concept-test.ts";
import { range, type Ranges, rangesOf } from "../concepts/ranges.ts";
import type { ContentCondition } from "../concepts/resolve-condition.ts";
import { ValueIndex } from "./value-index.ts";
import { WordIndex } from "./word-index.ts";

/** Concepts that an index reads in a microsecond. */
const READ_A_UNIT = 10;

/** One after the other: others may have their turn between those of one concept. */
function* keysOf(concept: Concept): Iterable<string> {
  for (const name of namesOf(concept)) yield nameKey(name);
}

export class MemoryContents {
  private readonly positioned: readonly Positioned[];
  private readonly flags = new Map<string, Ranges>();
  private readonly values = new Map<string, Awaitable<ValueIndex>>();
  private readonly words = lazy(() => WordIndex.of(this.positioned));

  constructor(positioned: readonly Positioned[]) {
    this.positioned = positioned;
  }

  /** @throws what RE2 throws for a pattern it can't read; the caller has checked patterns before */
  async ranges(condition: ContentCondition, work: WorkBudget | undefined): Promise<Ranges> {
    switch (condition.kind) {
      case "leaf":
      case "root":
      case "active":
      case "selectable":
        return this.flagged(condition);
      case "text":
        return this.named(words(condition.text));
      case "name":
        return this.valued("name", { op: "in", values: condition.keys }, work, keysOf);
      case "designation":
        return this.valued("designation", condition.test, work, (c) => designationsOf(c).map((d) => d.value));
      case "element": {
        const { element, test } = condition;
        return this.valued(element, test, work, (c) => (c[element] === undefined ? [] : [c[element]]));
      }
      case "property": {
        const { property, test } = condition;
        return this.valued(`property ${property}`, test, work, (c) =>
          c.properties.filter((p) => p.code === property).map((p) => printed(p.value)),
        );
      }
      default:
        return condition satisfies never;
    }
  }

  private flagged(
    condition: Extract<ContentCondition, { kind: "leaf" | "root" | "active" | "selectable" }>,
  ): Ranges {
    let known = this.flags.get(condition.kind);
    if (!known) {
      known = rangesOf(this.positioned.filter(conceptTest(condition)).map(({ position }) => position));
      this.flags.set(condition.kind, known);
    }
    return known;
  }

  private async named(beginnings: readonly string[]): Promise<Ranges> {
    if (beginnings.length === 0) return range(0, this.positioned.length - 1);
    const index = this.words();
    return (index instanceof Promise ? await index : index).ranges(beginnings);
  }

  private async valued(
    kind: string,
    test: ValueTest,
    work: WorkBudget | undefined,
    valuesOf: (concept: Concept) => Iterable<string>,
  ): Promise<Ranges> {
    if (!this.values.has(kind)) work?.concepts(Math.ceil(this.positioned.length / READ_A_UNIT));
    const index = keptOr(this.values, kind, () => ValueIndex.of(this.positioned, valuesOf));
    const made = index instanceof Promise ? await index : index;
    // Callers may ask for any property: what no concept has is not kept.
    if (made.isEmpty) this.values.delete(kind);
    return made.ranges(test, work);
  }
}
