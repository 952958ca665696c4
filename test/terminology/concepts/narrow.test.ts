import { expect, test } from "vitest";
import {
  type ConceptCondition,
  EVERY_CONCEPT,
  NO_CONCEPT,
} from "../../../src/terminology/concepts/concept-condition.ts";
import { narrowing } from "../../../src/terminology/concepts/narrow.ts";

const listed: ConceptCondition = { kind: "codes", codes: ["a", "b", "c"] };
const active: ConceptCondition = { kind: "active" };
const about = (condition: ConceptCondition, ...codes: string[]) =>
  narrowing(condition, { caseSensitive: true })(codes);

test("a list that has all of the codes says nothing more about them", () => {
  expect(about(listed, "a", "b")).toEqual(EVERY_CONCEPT);
  expect(about({ kind: "all", of: [listed, active] }, "a")).toEqual(active);
  expect(about({ kind: "any", of: [listed, active] }, "a")).toEqual(EVERY_CONCEPT);
  expect(about({ kind: "not", of: listed }, "c")).toEqual(NO_CONCEPT);
});

test("of one that has some of them, these are left; one that has none of them holds of none", () => {
  const some = { kind: "codes", codes: ["a"] };
  expect(about(listed, "a", "d")).toEqual(some);
  expect(about({ kind: "not", of: listed }, "a", "d")).toEqual({ kind: "not", of: some });
  expect(about(listed, "d")).toEqual(NO_CONCEPT);
  expect(about({ kind: "not", of: listed }, "d")).toEqual(EVERY_CONCEPT);
});

test("codes are compared as their code system compares them", () => {
  expect(about(listed, "A")).toEqual(NO_CONCEPT);
  expect(narrowing(listed, { caseSensitive: false })(["A", "b"])).toEqual(EVERY_CONCEPT);
  expect(narrowing(listed, { caseSensitive: false })(["A", "d"])).toEqual({ kind: "codes", codes: ["A"] });
});
