/** What a condition still says where it is only asked about a few codes: a list that has them all says nothing more. */
import { allOf, anyOf, isEvery, isNone } from "./algebra.ts";
import { EVERY_CONCEPT, NO_CONCEPT, type ConceptCondition } from "./concept-condition.ts";
import type { WorkBudget } from "../util/work-budget.ts";

/**
 * For some codes after others: each long list is made a set once.
 * @param work what the request may cost: each part of the condition counts each time
 */
export function narrowing(
  condition: ConceptCondition,
  work?: WorkBudget,
): (codes: readonly string[]) => ConceptCondition {
  const sets = new Map<readonly string[], Set<string>>();
  const setOf = (list: readonly string[]): Set<string> => {
    let set = sets.get(list);
    if (!set) sets.set(list, (set = new Set(list)));
    return set;
  };
  const narrow = (part: ConceptCondition, codes: readonly string[]): ConceptCondition => {
    work?.concepts(1);
    switch (part.kind) {
      case "codes": {
        const listed = setOf(part.codes);
        return codes.every((code) => listed.has(code)) ? EVERY_CONCEPT : part;
      }
      case "all":
        return allOf(part.of.map((one) => narrow(one, codes)));
      case "any":
        return anyOf(part.of.map((one) => narrow(one, codes)));
      case "not": {
        const of = narrow(part.of, codes);
        if (isEvery(of)) return NO_CONCEPT;
        return isNone(of) ? EVERY_CONCEPT : { kind: "not", of };
      }
      default:
        return part;
    }
  };
  return (codes) => narrow(condition, codes);
}
