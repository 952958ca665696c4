/** What a condition still says where it is only asked about a few codes: of its lists no more than these codes matter. */
import type { CodeSystem } from "../model.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { withParts } from "./algebra.ts";
import { hasCode } from "./code-key.ts";
import { type ConceptCondition, EVERY_CONCEPT, NO_CONCEPT } from "./concept-condition.ts";

/**
 * For some codes after others. A list that has all of the codes says nothing more about them; of any other, those of
 * the codes that it has are left.
 * @param codeSystem says how codes are compared
 * @param work what the request may cost: each part of the condition counts each time
 */
export function narrowing(
  condition: ConceptCondition,
  codeSystem: Pick<CodeSystem, "caseSensitive">,
  work?: WorkBudget,
): (codes: readonly string[]) => ConceptCondition {
  const narrow = (part: ConceptCondition, codes: readonly string[]): ConceptCondition => {
    work?.concepts(1);
    switch (part.kind) {
      case "codes": {
        const own = codes.filter((code) => hasCode(part.codes, code, codeSystem));
        if (own.length === codes.length) return EVERY_CONCEPT;
        return own.length === 0 ? NO_CONCEPT : { kind: "codes", codes: own };
      }
      case "all":
      case "any":
      case "not":
        return withParts(part, (one) => narrow(one, codes));
      default:
        return part;
    }
  };
  return (codes) => narrow(condition, codes);
}
