import { expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { turnsDuring } from "../../turns-during.ts";

const COUNT = 60_000;

test("many resources are looked through and sorted in turns with others", async () => {
  const store = await MemoryStore.inTurns(
    Array.from({ length: COUNT }, (_, i) => ({
      resourceType: "ValueSet",
      id: `set-${i}`,
      url: `http://example.org/${i}`,
      title: `Title ${(i * 7_919) % COUNT}`,
      status: "active",
    })),
  );
  const query = { criteria: [], sort: ["-title"], count: 2 };
  const { found, turns } = await turnsDuring(() => store.search("ValueSet", query));
  expect(found.total).toBe(COUNT);
  expect(found.items.map(({ resource }) => (resource as { title: string }).title)).toEqual([
    "Title 9999",
    "Title 9998",
  ]);
  expect(turns).toBeGreaterThan(0);
});

test("the first search by a value makes its index in turns, and one beside it does not see half of it", async () => {
  const store = await MemoryStore.inTurns(
    Array.from({ length: COUNT }, (_, i) => ({
      resourceType: "NamingSystem",
      id: `system-${i}`,
      name: `System${i}`,
      kind: "codesystem",
      status: "active",
      date: "2026-01-01",
      uniqueId: [{ type: "uri", value: `http://example.org/${i}` }],
    })),
  );
  const last = { name: "value", modifier: "exact", values: [`http://example.org/${COUNT - 1}`] };
  const search = () => store.search("NamingSystem", { criteria: [last], count: 2 });
  const first = await turnsDuring(() => Promise.all([search(), search()]));
  const second = await turnsDuring(search);
  expect([...first.found, second.found].map(({ total }) => total)).toEqual([1, 1, 1]);
  expect(first.turns).toBeGreaterThan(second.turns + 2);
});
