/** Does a condition hold of a concept that stands alone, without hierarchy or properties? */
import { designationsOf } from "./designations.ts";
import type { ConceptCondition, ValueTest } from "./concept-condition.ts";
import type { Concept } from "../model.ts";
import { patternTest } from "./pattern.ts";
import { namesOf, textMatches, words } from "./text-match.ts";

/** What the concept itself does not tell is taken not to hold; with `fold`, codes are compared without case. */
export function conditionHolds(
  condition: ConceptCondition,
  concept: Concept,
  fold: (code: string) => string = (code) => code,
  propertyHolds: (condition: Extract<ConceptCondition, { kind: "property" }>) => boolean = () => false,
): boolean {
  switch (condition.kind) {
    case "all":
      return condition.of.every((c) => conditionHolds(c, concept, fold, propertyHolds));
    case "any":
      return condition.of.some((c) => conditionHolds(c, concept, fold, propertyHolds));
    case "not":
      return !conditionHolds(condition.of, concept, fold, propertyHolds);
    case "codes":
      return condition.codes.some((code) => fold(code) === fold(concept.code));
    case "descendantOf":
    case "ancestorOf":
      return condition.self && fold(condition.code) === fold(concept.code);
    case "text": {
      const query = words(condition.text);
      return namesOf(concept).some((name) => textMatches(name, query));
    }
    case "element": {
      const value = concept[condition.element];
      return value !== undefined && valueFits(condition.test, value);
    }
    case "designation":
      return designationsOf(concept).some((d) => valueFits(condition.test, d.value));
    case "property":
      return propertyHolds(condition);
    case "active":
      return !concept.inactive;
    case "selectable":
      return !concept.abstract;
    case "leaf":
    case "root":
      return true;
    default:
      return false;
  }
}

function valueFits(test: ValueTest, value: string): boolean {
  if (test.op === "exists") return true;
  return test.op === "in" ? test.values.includes(value) : patternTest(test)(value);
}
