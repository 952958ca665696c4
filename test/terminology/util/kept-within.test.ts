import { expect, test } from "vitest";
import { nobodyWaits } from "../../../src/terminology/issues/http.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import type { Awaitable } from "../../../src/terminology/util/awaitable.ts";
import { othersFirst } from "../../../src/terminology/util/in-turns.ts";
import { keptCounts } from "../../../src/terminology/util/kept-counts.ts";
import { keptWithin } from "../../../src/terminology/util/kept-within.ts";
import { Lru } from "../../../src/terminology/util/lru.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const kept = () => new Map<string, Awaitable<number>>();

/** Counts what it makes, and takes a turn and 10 units for it. */
function maker(keeper: Map<string, Awaitable<number>>) {
  let made = 0;
  const ask = (work: WorkBudget): Awaitable<number> =>
    keptWithin(keeper, "a", work, async () => {
      made++;
      await othersFirst();
      work.concepts(10);
      return 7;
    });
  return { ask, made: () => made };
}

test("it is made once for all who ask meanwhile, and at the cost of the first", async () => {
  const { ask, made } = maker(kept());
  const budgets = [new WorkBudget(100), new WorkBudget(100), new WorkBudget(100)];
  expect(await Promise.all(budgets.map(ask))).toEqual([7, 7, 7]);
  expect(made()).toBe(1);
  expect(budgets.map(({ rest }) => rest)).toEqual([90, 100, 100]);
});

test("where the first can't go on, the next one makes it, and once for the others", async () => {
  const { ask, made } = maker(kept());
  const first = new WorkBudget(100);
  const all = [first, new WorkBudget(5), new WorkBudget(100), new WorkBudget(100)].map(ask);
  first.stop(new TerminologyError(nobodyWaits()));
  const settled = await Promise.allSettled(all);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
  expect(made()).toBe(3);
});

test("what fails otherwise fails for all who waited, and is asked for again", async () => {
  const keeper = kept();
  const fails = () => Promise.reject(new Error("no database"));
  const ask = () => keptWithin(keeper, "a", new WorkBudget(), fails);
  const settled = await Promise.allSettled([ask(), ask()]);
  expect(settled.map((one) => one.status === "rejected" && String(one.reason))).toEqual(
    Array(2).fill("Error: no database"),
  );
  expect(await keptWithin(keeper, "a", new WorkBudget(), () => Promise.resolve(3))).toBe(3);
});

test("what is too heavy to be kept is given all the same", async () => {
  const lru = new Lru<string, Awaitable<number>>("test-within", 10);
  const ask = () =>
    keptWithin(
      lru,
      "a",
      new WorkBudget(),
      () => Promise.resolve(3),
      () => 100,
    );
  expect(await Promise.all([ask(), ask()])).toEqual([3, 3]);
});

test("each who asks counts once among the hits and misses", async () => {
  const counts = keptCounts("test-counted");
  const lru = new Lru<string, Awaitable<number>>("test-counted", 10);
  for (let i = 0; i < 3; i++) await keptWithin(lru, "a", new WorkBudget(), () => Promise.resolve(3));
  expect(counts).toEqual({ hits: 2, misses: 1 });
});
