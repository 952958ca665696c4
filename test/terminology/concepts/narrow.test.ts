import { expect, test } from "vitest";
import {
  EVERY_CONCEPT,
  NO_CONCEPT,
  type ConceptCondition,
} from "../../../src/terminology/concepts/concept-condition.ts";
import { narrowing } from "../../../src/terminology/concepts/narrow.ts";

const listed: ConceptCondition = { kind: "codes", codes: ["a", "b", "c"] };
const active: ConceptCondition = { kind: "active" };

test("a list that has all of the codes says nothing more about them", () => {
  expect(narrowing(listed)(["a", "b"])).toEqual(EVERY_CONCEPT);
  expect(narrowing({ kind: "all", of: [listed, active] })(["a"])).toEqual(active);
  expect(narrowing({ kind: "any", of: [listed, active] })(["a"])).toEqual(EVERY_CONCEPT);
  expect(narrowing({ kind: "not", of: listed })(["c"])).toEqual(NO_CONCEPT);
});

test("one that lacks some of them, or has them in another case, stays as it is", () => {
  expect(narrowing(listed)(["a", "d"])).toBe(listed);
  expect(narrowing(listed)(["A"])).toBe(listed);
  expect(narrowing({ kind: "not", of: listed })(["d"])).toEqual({ kind: "not", of: listed });
});
