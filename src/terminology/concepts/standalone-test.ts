/** Does a condition hold of a concept that stands alone, without hierarchy or properties? */
import { designationsOf } from "./designations.ts";
import type { ConceptCondition, ValueTest } from "./concept-condition.ts";
import type { Concept } from "../model.ts";
import { patternTest } from "./pattern.ts";
import { namesOf, textMatches, words } from "./text-match.ts";
import type { WorkBudget } from "../util/work-budget.ts";

type Holds<T> = (of: T) => boolean;

export interface HowToTest {
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
export function standaloneTest(condition: ConceptCondition, how: HowToTest = {}): Holds<Concept> {
  const { fold = (code: string) => code, propertyHolds, work } = how;
  work?.concepts(1);
  switch (condition.kind) {
    case "all": {
      const tests = condition.of.map((part) => standaloneTest(part, how));
      return (concept) => tests.every((test) => test(concept));
    }
    case "any": {
      const tests = condition.of.map((part) => standaloneTest(part, how));
      return (concept) => tests.some((test) => test(concept));
    }
    case "not": {
      const test = standaloneTest(condition.of, how);
      return (concept) => !test(concept);
    }
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
    case "element": {
      const { element } = condition;
      const test = valueTest(condition.test, work);
      return ({ [element]: value }) => value !== undefined && test(value);
    }
    case "designation": {
      const test = valueTest(condition.test, work);
      return (concept) => designationsOf(concept).some(({ value }) => test(value));
    }
    case "property":
      return (concept) => propertyHolds?.(condition, concept) ?? false;
    case "active":
      return ({ inactive }) => !inactive;
    case "selectable":
      return ({ abstract }) => !abstract;
    case "leaf":
    case "root":
      return () => true;
    default:
      return () => false;
  }
}

function valueTest(test: ValueTest, work: WorkBudget | undefined): Holds<string> {
  if (test.op === "exists") return () => true;
  if (test.op === "regex") return patternTest(test, work);
  const values = new Set(test.values);
  return (value) => values.has(value);
}
