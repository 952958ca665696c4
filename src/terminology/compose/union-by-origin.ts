/**
 * What comes into a value set from one include by several ways is one include of it: by two ways at each of thirty
 * levels of imports there are a thousand million ways.
 */
import { allOf, anyOf } from "../concepts/algebra.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { numbering } from "../util/grouping.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { CompiledInclude } from "./compiled.ts";

/** The same union of the same conditions is the same object: so what has come by all ways is seen further up. */
export class UnionByOrigin {
  private readonly numberOf = numbering<ConceptCondition>();
  private readonly unions = new Map<string, ConceptCondition>();
  private readonly work: WorkBudget;

  constructor(work: WorkBudget) {
    this.work = work;
  }

  /** Each origin once, at the place of its first. */
  of(includes: readonly CompiledInclude[]): CompiledInclude[] {
    // What an include says about single concepts is taken over as it is: it tells where it comes from.
    const byOrigin = Map.groupBy(includes, ({ concepts }) => concepts);
    return Array.from(byOrigin.values(), (ways) => {
      const [first] = ways;
      if (ways.length === 1) return first!;
      const condition = this.union(ways.map((way) => way.condition));
      return { ...first!, condition, members: condition };
    });
  }

  private union(conditions: readonly ConceptCondition[]): ConceptCondition {
    const key = conditions.map((condition) => this.numberOf(condition)).join(" ");
    let union = this.unions.get(key);
    if (!union) this.unions.set(key, (union = this.factored(conditions)));
    return union;
  }

  /** What all of them ask for stands once, before what each asks for besides: (a and b) or (a and c) is a and (b or c). */
  private factored(conditions: readonly ConceptCondition[]): ConceptCondition {
    const all = conditions.map(partsOf);
    this.work.concepts(all.reduce((sum, parts) => sum + parts.size, 0));
    const common = new Set([...all[0]!].filter((part) => all.every((parts) => parts.has(part))));
    if (common.size === 0) return anyOf(conditions);
    const besides = all.map((parts) => allOf([...parts].filter((part) => !common.has(part))));
    return allOf([...common, anyOf(besides)]);
  }
}

/** All of which hold where it does. */
const partsOf = (condition: ConceptCondition): ReadonlySet<ConceptCondition> =>
  new Set(condition.kind === "all" ? condition.of : [condition]);
