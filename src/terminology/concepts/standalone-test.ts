/** Does a condition hold of a concept that stands alone, without hierarchy or properties? */
import type { Concept } from "../model.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { ConceptCondition } from "./concept-condition.ts";
import { type Holds, joinedTest, ownTest } from "./condition-tests.ts";
import { namesOf, textMatches, words } from "./text-match.ts";

interface HowToTest {
  /** Codes are compared without case: as this writes them. */
  fold?: ((code: string) => string) | undefined;
  /** Absent: no property is known. */
  propertyHolds?:
    ((condition: Extract<ConceptCondition, { kind: "property" }>, of: Concept) => boolean) | undefined;
  /** What the request may cost. */
  work?: WorkBudget | undefined;
}

/**
 * The condition as a test of one concept after the other: each of its lists, texts and patterns is read once.
 * What a concept itself does not tell is taken not to hold.
 */
export function standaloneTest(condition: ConceptCondition, how: HowToTest): Holds<Concept> {
  const { fold = (code: string) => code, propertyHolds, work } = how;
  work?.concepts(1);
  switch (condition.kind) {
    case "all":
    case "any":
    case "not":
      return joinedTest(condition, (part: ConceptCondition) => standaloneTest(part, how));
    case "codes": {
      const codes = new Set(condition.codes.map(fold));
      return ({ code }) => codes.has(fold(code));
    }
    case "descendantOf":
    case "ancestorOf": {
      const own = condition.self ? fold(condition.code) : undefined;
      return ({ code }) => fold(code) === own;
    }
    case "text": {
      const query = words(condition.text);
      return (concept) => namesOf(concept).some((name) => textMatches(name, query));
    }
    case "property":
      return (concept) => propertyHolds?.(condition, concept) ?? false;
    case "leaf":
    case "root":
      return () => true;
    case "childOf":
    case "parentOf":
    case "name":
      return () => false;
    default:
      return ownTest(condition, work);
  }
}
