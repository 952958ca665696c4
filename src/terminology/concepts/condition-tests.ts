/** The parts of a condition that mean the same of every concept, wherever it is kept: as tests of one concept. */
import type { Concept } from "../model.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { ConceptCondition, ValueTest } from "./concept-condition.ts";
import { designationsOf } from "./designations.ts";
import { patternTest } from "./pattern.ts";

export type Holds<T> = (of: T) => boolean;

type OwnCondition = Extract<ConceptCondition, { kind: "active" | "selectable" | "element" | "designation" }>;

type Joined<Condition> = { kind: "all" | "any"; of: Condition[] } | { kind: "not"; of: Condition };

/** Every part, one part, or not the part: `testOf` makes the test of a part. */
export function joinedTest<Condition, T>(
  condition: Joined<Condition>,
  testOf: (part: Condition) => Holds<T>,
): Holds<T> {
  if (condition.kind === "not") {
    const test = testOf(condition.of);
    return (of) => !test(of);
  }
  const tests = condition.of.map(testOf);
  if (condition.kind === "all") return (of) => tests.every((test) => test(of));
  return (of) => tests.some((test) => test(of));
}

/**
 * What a concept says of itself in its own elements and names.
 * @throws what RE2 throws for a pattern that it can't read
 */
export function ownTest(condition: OwnCondition, work: WorkBudget | undefined): Holds<Concept> {
  switch (condition.kind) {
    case "active":
      return ({ inactive }) => !inactive;
    case "selectable":
      return ({ abstract }) => !abstract;
    case "element": {
      const test = valueTest(condition.test, work);
      const { element } = condition;
      return ({ [element]: value }) => value !== undefined && test(value);
    }
    case "designation": {
      const test = valueTest(condition.test, work);
      return (concept) => designationsOf(concept).some(({ value }) => test(value));
    }
  }
}

/**
 * A test of values that are text already.
 * @throws what RE2 throws for a pattern that it can't read
 */
export function valueTest(test: ValueTest, work: WorkBudget | undefined): Holds<string> {
  switch (test.op) {
    case "in": {
      const values = new Set(test.values);
      return (value) => values.has(value);
    }
    case "regex":
      return patternTest(test, work);
    case "exists":
      return () => true;
  }
}
