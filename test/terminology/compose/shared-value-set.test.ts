import { expect, test } from "vitest";
import { sharedValueSet } from "../../../src/terminology/compose/shared-value-set.ts";
import type { ValueSet } from "../../../src/terminology/model.ts";

const sent = (title: string, codes: number, count = 1): ValueSet => ({
  resourceType: "ValueSet",
  status: "draft",
  title,
  compose: {
    include: Array.from({ length: count }, (_, i) => ({
      system: `http://example.org/${i}`,
      concept: Array.from({ length: codes }, (_, at) => ({ code: `${at}` })),
    })),
  },
});

test("a value set that is sent again is the one that was sent first", () => {
  const first = sent("sent again", 2);
  expect(sharedValueSet(first)).toBe(first);
  expect(sharedValueSet(sent("sent again", 2))).toBe(first);
  expect(sharedValueSet(structuredClone(first))).toBe(first);
});

test("one that differs in anything is another", () => {
  const first = sharedValueSet(sent("one", 2));
  for (const other of [sent("other", 2), sent("one", 3), sent("one", 2, 2)]) {
    expect(sharedValueSet(other)).toBe(other);
    expect(sharedValueSet(other)).not.toBe(first);
  }
});

test("one that lists many codes, or comes with its expansion, is left as it is", () => {
  const long = sent("long", 300, 2);
  sharedValueSet(long);
  const again = structuredClone(long);
  expect(sharedValueSet(again)).toBe(again);
  const expanded: ValueSet = { ...sent("expanded", 1), expansion: { timestamp: "2026-01-01", contains: [] } };
  sharedValueSet(expanded);
  const expandedAgain = structuredClone(expanded);
  expect(sharedValueSet(expandedAgain)).toBe(expandedAgain);
});

test("those that nobody sends again make place", () => {
  const first = sharedValueSet(sent("first", 1));
  for (let i = 0; i < 20; i++) sharedValueSet(sent("x".repeat(150_000) + i, 1));
  const again = sent("first", 1);
  expect(sharedValueSet(again)).toBe(again);
  expect(again).toEqual(first);
});
