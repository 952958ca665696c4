/** A search costs what it looks at; honest ones, a batch of them too, never meet the limit. */
import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import { countSearch } from "../../../src/terminology/search/search-work.ts";
import type { SearchQuery } from "../../../src/terminology/store.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";

const SETS = 5_000;
const valueSets = Array.from({ length: SETS }, (_, i): Resource => {
  const url = `http://example.org/ValueSet/${i}`;
  return { resourceType: "ValueSet", url, name: `Set${i}`, status: "active" };
});
const store = new MemoryStore(valueSets);

async function cost(query: Partial<SearchQuery>): Promise<number> {
  const work = new WorkBudget();
  await countSearch(store.snapshot(), "ValueSet", { criteria: [], ...query }, work);
  return work.limit - work.rest;
}
const contains = { name: "name", modifier: "contains", values: ["x"] };
const url = { name: "url", modifier: undefined, values: ["http://example.org/ValueSet/7"] };
const active = { name: "status", modifier: undefined, values: ["active"] };

test("each text looks at every resource of the type", async () => {
  const one = await cost({ criteria: [contains] });
  expect(one).toBeGreaterThanOrEqual(SETS);
  expect((await cost({ criteria: [contains, contains] })) - one).toBeGreaterThanOrEqual(SETS);
  expect((await cost({ criteria: [{ ...contains, values: ["x", "y", "z"] }] })) - one).toBeGreaterThanOrEqual(
    2 * SETS,
  );
});

test("each sort rule looks at every resource, unless resources are named", async () => {
  const sort = ["url", "-name"];
  const unsorted = await cost({ criteria: [active] });
  const sorted = await cost({ criteria: [active], sort });
  expect(sorted - unsorted).toBeGreaterThanOrEqual(2 * SETS);
  expect(await cost({ criteria: [url], sort })).toBeLessThan(10);
});

test("a batch of 100 searches for a text, sorted, does not meet the limit", async () => {
  const work = new WorkBudget();
  for (let i = 0; i < 100; i++)
    await countSearch(store.snapshot(), "ValueSet", { criteria: [contains], sort: ["title"] }, work);
  expect(work.isUsedUp).toBe(false);
});
