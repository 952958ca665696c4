import { expect, test } from "vitest";
import { atOnce } from "../../../src/terminology/util/in-turns.ts";
import { sortedInSteps } from "../../../src/terminology/util/sorted-in-steps.ts";

test.each([0, 1, 999, 1_000, 1_001, 23_456])("%i texts come in the order that sort gives", (count) => {
  const texts = Array.from({ length: count }, (_, i) => `${(i * 7_919) % 10_007}ä${i % 3}`);
  expect(atOnce(sortedInSteps(texts))).toEqual([...texts].sort());
});

test("there is a step for each few thousand", () => {
  const steps = sortedInSteps(Array.from({ length: 50_000 }, (_, i) => String(i)));
  expect([...steps].length).toBeGreaterThan(20);
});

test("anything is sorted by what compares it, and equals stay in their order", () => {
  const items = Array.from({ length: 12_000 }, (_, i) => ({ key: (i * 7_919) % 100, i }));
  const compare = (a: { key: number }, b: { key: number }) => b.key - a.key;
  expect(atOnce(sortedInSteps(items, compare))).toEqual([...items].sort(compare));
});
