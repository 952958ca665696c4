import { expect, test } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { match } from "../../../src/terminology/match/match.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { ANIMALS, animalStore, supplement } from "../../fixtures/animals.ts";

test("a text with one misspelt word finds its name among many that share a word with it", async () => {
  const url = "http://example.org/diseases";
  const many = Array.from({ length: 900 }, (_, i) => ({ code: `a${i}`, display: `Type ${i + 10} thing` }));
  const store = new MemoryStore([
    {
      resourceType: "CodeSystem",
      url,
      status: "active",
      content: "complete",
      concept: [
        ...many,
        { code: "E10", display: "Type 1 diabetes mellitus" },
        { code: "E11", display: "Type 2 diabetes mellitus" },
      ],
    },
  ]);
  const { candidates } = await match(store, {
    text: "type 2 diabetis mellitus",
    systems: [url],
    count: 3,
    useSupplement: [],
    activeOnly: false,
  });
  expect(candidates[0]).toMatchObject({ concept: { code: "E11" }, kind: "fuzzy", weak: true });
});

test("a supplement gives its names to its own code system, of several; it is of one of them", async () => {
  const nl = { count: 3, useSupplement: [supplement.url!], activeOnly: false };
  const colours = { resourceType: "CodeSystem", status: "active", content: "complete" } as const;
  const store = animalStore(supplement, { ...colours, url: "urn:test:colours", concept: [{ code: "red" }] });
  const both = await match(store, { text: "hond", systems: ["urn:test:colours", ANIMALS], ...nl });
  expect(both.candidates).toMatchObject([{ concept: { system: ANIMALS, code: "dog" } }]);
  await expect(match(store, { text: "hond", systems: ["urn:test:colours"], ...nl })).rejects.toMatchObject({
    issues: [{ diagnostics: `It supplements '${ANIMALS}', not 'urn:test:colours'` }],
  });
});

test("what a long text is compared with counts with its length", async () => {
  const spentOn = async (text: string): Promise<number> => {
    const work = new WorkBudget();
    const request = { text, systems: [ANIMALS], count: 3, useSupplement: [], activeOnly: false, work };
    await match(animalStore(), request);
    return work.limit - work.rest;
  };
  expect(await spentOn("dog ".repeat(2_000))).toBeGreaterThan((await spentOn("dog ")) + 300);
});

test("an acronym of the concept beside another name of it leaves the name what it is; any other one doesn't", async () => {
  const store = new MemoryStore(bundledResources());
  const best = async (text: string) => {
    const request = { text, systems: [], count: 1, useSupplement: [], activeOnly: false };
    return (await match(store, request)).candidates[0];
  };
  const beside = { kind: "normalised", matched: "Osteoma cutis", weak: true };
  for (const text of ["Osteoma cutis (POH)", "POH (osteoma cutis)", "osteoma cutis; poh"])
    expect(await best(text), text).toMatchObject(beside);
  expect((await best("Osteoma cutis (FOP)"))?.kind).toBe("some-words");
});
