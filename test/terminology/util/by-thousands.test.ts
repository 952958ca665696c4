import { expect, test } from "vitest";
import { byThousands } from "../../../src/terminology/util/by-thousands.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

test("a long list is taken a thousand at a time, and comes in its order", async () => {
  const sizes: number[] = [];
  const doubled = await byThousands(numbers(2_500), new WorkBudget(), (part) => {
    sizes.push(part.length);
    return part.map((n) => 2 * n);
  });
  expect(doubled).toEqual(numbers(2_500).map((n) => 2 * n));
  expect(sizes).toEqual([1_000, 1_000, 500]);
});

test("a short list is there at once where nothing of it waits", () => {
  expect(byThousands(numbers(1_000), new WorkBudget(), (part) => [...part])).toEqual(numbers(1_000));
});
