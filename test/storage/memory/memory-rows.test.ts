/** Rows of what comes with Ossicle are made when somebody looks: nobody can see that. */
import { expect, test } from "vitest";
import { bundledResources } from "../../../src/content/bundled-terminology.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Resource } from "../../../src/terminology/model.ts";

const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const POH = { system: SYSTEM, code: "progressive-osseous-heteroplasia" };

/** Each question to a new store: whoever asks first finds the rows. */
const QUESTIONS: [string, (store: MemoryStore) => unknown][] = [
  ["concepts", (store) => store.snapshot().codeSystem({ url: SYSTEM })?.locate([POH.code])],
  ["code systems", (store) => store.codeSystems()],
  [
    "supplements",
    async (store) => (await store.supplements({ supplements: SYSTEM })).map((s) => s.codeSystem),
  ],
  [
    "maps of a code",
    async (store) =>
      (await store.conceptMaps({ codings: [POH] })).map((map) => map.mappings([POH], "forward")),
  ],
  [
    "search by code",
    async (store) =>
      (await store.search("CodeSystem", { criteria: [{ name: "code", values: [POH.code] }] })).total,
  ],
  ["sizes", (store) => store.sizes()],
  ["a resource", async (store) => (await store.read("CodeSystem", "genetic-conditions"))?.resource],
];

test.each(QUESTIONS)("%s", async (_what, ask) => {
  const found = await ask(new MemoryStore(bundledResources(), { isSound: true }));
  const plain = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, v: unknown) => (key === "lastUpdated" ? undefined : v)));
  expect(plain(found)).toEqual(plain(await ask(new MemoryStore(bundledResources()))));
  expect(found).toBeTruthy();
});

test("of others' resources what has no rows is refused at once, and nothing of it is kept", async () => {
  const broken = { resourceType: "CodeSystem", url: "http://example.org/b", concept: [null] };
  expect(() => new MemoryStore([broken as unknown as Resource])).toThrow();
  const store = new MemoryStore();
  const write = {
    method: "update",
    type: "CodeSystem",
    id: "b",
    resource: broken as unknown as Resource,
  } as const;
  await expect(store.commit([write])).rejects.toThrow();
  expect(await store.read("CodeSystem", "b")).toBeUndefined();
});
