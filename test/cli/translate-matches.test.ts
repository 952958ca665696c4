/** What two statements in a row say together. */
import { expect, test } from "vitest";
import { type Step, together } from "../../src/cli/translate-matches.ts";
import type { Relationship } from "../../src/terminology/model.ts";

const step = (relationship: Relationship, conditional = false): Step => ({
  coding: {},
  relationship,
  map: undefined,
  provenance: [],
  conditions: conditional ? ["gene = GNAS"] : [],
});

const NARROWER = "source-is-narrower-than-target";
const BROADER = "source-is-broader-than-target";
const NOT = "not-related-to";

test.each<[Relationship, Relationship, Relationship | undefined]>([
  ["equivalent", "equivalent", "equivalent"],
  ["equivalent", BROADER, BROADER],
  [NARROWER, "equivalent", NARROWER],
  [NARROWER, NARROWER, NARROWER],
  [NARROWER, BROADER, "related-to"],
  ["equivalent", "related-to", "related-to"],
  ["equivalent", NOT, NOT],
  [NOT, "equivalent", NOT],
  [NARROWER, NOT, NOT],
  [NOT, BROADER, NOT],
  [NOT, NOT, undefined],
  [BROADER, NOT, undefined],
  ["related-to", NOT, undefined],
  [NOT, NARROWER, undefined],
  [NOT, "related-to", undefined],
])("%s, then %s: %s", (one, next, both) => {
  expect(together([step(one), step(next)])).toBe(both);
});

test("under a condition that is open it is no more than related, and nothing is denied", () => {
  expect(together([step("equivalent", true), step("equivalent")])).toBe("related-to");
  expect(together([step("equivalent", true), step(NOT)])).toBeUndefined();
  expect(together([step("equivalent", true)])).toBe("equivalent");
});
