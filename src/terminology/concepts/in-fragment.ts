/**
 * What a condition says where only a part of a code system is here. That a concept is below another is known where the
 * part shows it; that it is not, never, for what lies between them may be missing.
 */
import { allOf, anyOf } from "./algebra.ts";
import { type ConceptCondition, EVERY_CONCEPT } from "./concept-condition.ts";

/** Does it ask what is below or above at any depth? */
export function asksForHierarchy(condition: ConceptCondition): boolean {
  switch (condition.kind) {
    case "descendantOf":
    case "ancestorOf":
      return true;
    case "all":
    case "any":
      return condition.of.some(asksForHierarchy);
    case "not":
      return asksForHierarchy(condition.of);
    default:
      return false;
  }
}

/** The condition that holds of what is known to fit, or of what may fit. */
export function asFarAs(condition: ConceptCondition, is: "known" | "possible"): ConceptCondition {
  switch (condition.kind) {
    case "descendantOf":
    case "ancestorOf":
      return is === "known" ? condition : EVERY_CONCEPT;
    case "all":
      return allOf(condition.of.map((one) => asFarAs(one, is)));
    case "any":
      return anyOf(condition.of.map((one) => asFarAs(one, is)));
    case "not":
      return { kind: "not", of: asFarAs(condition.of, is === "known" ? "possible" : "known") };
    default:
      return condition;
  }
}
