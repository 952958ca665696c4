/**
 * What a condition says where only a part of a code system is here. That a concept is below another is known where the
 * part shows it; that it is not, never, for what lies between them may be missing.
 */
import { onceFor } from "../util/once-for.ts";
import { withParts } from "./algebra.ts";
import { type ConceptCondition, type ConditionOfParts, EVERY_CONCEPT } from "./concept-condition.ts";

/** Does it ask what is below or above at any depth? */
export const asksForHierarchy = (condition: ConceptCondition): boolean =>
  "of" in condition ? partsAsk(condition) : isAtAnyDepth(condition);

/** What is excluded is a part of each of many conditions. */
const partsAsk = onceFor((condition: ConditionOfParts): boolean =>
  condition.kind === "not" ? asksForHierarchy(condition.of) : condition.of.some(asksForHierarchy),
);

const isAtAnyDepth = ({ kind }: ConceptCondition): boolean =>
  kind === "descendantOf" || kind === "ancestorOf";

/** The condition that holds of what is known to fit, or of what may fit. */
export function asFarAs(condition: ConceptCondition, is: "known" | "possible"): ConceptCondition {
  if (isAtAnyDepth(condition)) return is === "known" ? condition : EVERY_CONCEPT;
  return "of" in condition ? partsAsFarAs[is](condition) : condition;
}

const partsAsFarAs = { known: partsOnce("known"), possible: partsOnce("possible") };

function partsOnce(is: "known" | "possible"): (condition: ConditionOfParts) => ConceptCondition {
  return onceFor((condition) => {
    const ofParts = condition.kind === "not" ? OPPOSITE[is] : is;
    return withParts(condition, (part) => asFarAs(part, ofParts));
  });
}

const OPPOSITE = { known: "possible", possible: "known" } as const;
