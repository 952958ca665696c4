import { expect, test } from "vitest";
import { createEngine } from "../../../src/engine.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { SqlStore } from "../../../src/storage/sql/sql-store.ts";
import type { Resource, ValueSetInclude } from "../../../src/terminology/model.ts";
import type { Store } from "../../../src/terminology/store.ts";
import { counted } from "../../storage/sql/counted.ts";
import { freshSqliteFile } from "../../storage/sql/sqlite-file.ts";

const COUNT = 250;
const file = freshSqliteFile();
const address = (i: number): string => `http://example.org/of-many/${i}`;

/** What is said of a value set of these includes, which comes along. */
async function expanded(store: Store, include: (i: number) => ValueSetInclude): Promise<unknown> {
  const compose = { include: Array.from({ length: COUNT }, (_, i) => include(i)) };
  const valueSet = { resourceType: "ValueSet", url: "http://example.org/all", status: "active", compose };
  const resource = { resourceType: "Parameters", parameter: [{ name: "valueSet", resource: valueSet }] };
  const answer = await createEngine(store).ask("r4", "POST", "ValueSet/$expand", { resource });
  const { expansion, issue } = answer.resource as { expansion?: { contains: unknown }; issue?: unknown };
  return expansion?.contains ?? issue;
}

/** Every tenth system is there. */
const stored = Array.from({ length: COUNT / 10 }, (_, i): Resource => ({
  resourceType: "CodeSystem",
  id: `system-${i}`,
  url: address(10 * i),
  status: "active",
  content: "complete",
  concept: [{ code: "a", display: `A of ${i}` }],
}));

test.each<[string, (i: number) => ValueSetInclude]>([
  ["systems", (i) => ({ system: address(10 * (i % 25)), concept: [{ code: "a" }] })],
  ["systems that are not here", (i) => ({ system: address(i) })],
  ["value sets that are not here", (i) => ({ valueSet: [address(i)] })],
])("a definition with many %s asks a database few questions", async (_what, include) => {
  await file.store.write(stored.map((resource) => ({ kind: "resource", resource })));
  const { database, statements } = counted(file.database);
  const answer = await expanded(new SqlStore(database), include);
  expect(statements()).toBeLessThan(100);
  expect(answer).toEqual(await expanded(new MemoryStore(stored), include));
});
