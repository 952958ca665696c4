import { expect, test } from "vitest";
import { importAll } from "../../../../src/storage/sql/write/import-all.ts";
import { stageWhole } from "../../../../src/storage/sql/write/stage-whole.ts";
import type { Resource } from "../../../../src/terminology/model.ts";
import { freshSqliteFile } from "../sqlite-file.ts";
import { countedTransaction } from "./counted-transaction.ts";

const file = freshSqliteFile();

const valueSet = (n: number, title: string, more: object = {}): Resource => ({
  resourceType: "ValueSet",
  id: `set-${n}`,
  url: `http://example.org/set-${n}`,
  status: "active",
  title,
  ...more,
});
const write = (...resources: Resource[]) =>
  file.store.write(resources.map((resource) => ({ kind: "resource", resource })));
const titles = async (id: string): Promise<unknown[]> => {
  const { items } = await file.store.history("ValueSet", id, { offset: 0, count: 10, oldestFirst: true });
  return items.map(({ versionId, resource }) => [versionId, (resource as { title?: string })?.title]);
};

test("an import holds other writers for few questions, however many its resources are", async () => {
  const all = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) => stageWhole(valueSet(i, `Title ${i}`))),
  );
  const statements = await file.database.transaction(async (own) => {
    const { tx, statements } = countedTransaction(own);
    await importAll(tx, file.database.dialect, all);
    return { result: statements(), changed: true };
  });
  expect(statements).toBeLessThan(200);
  expect((await file.store.search("ValueSet", { criteria: [], count: 0 })).total).toBe(1_000);
  expect(await titles("set-999")).toEqual([[1, "Title 999"]]);
});

test("what comes twice in one import has two versions, near to each other and far apart", async () => {
  await write(valueSet(1, "Before"));
  const between = Array.from({ length: 600 }, (_, i) => valueSet(i + 10, "Between"));
  const report = await write(
    ...[valueSet(1, "First"), valueSet(1, "Second"), valueSet(2, "New"), valueSet(2, "Newer")],
    ...[...between, valueSet(1, "Last"), valueSet(2, "Newer")],
  );
  expect(report).toMatchObject({ written: { ValueSet: 605 }, unchanged: 1 });
  expect(await titles("set-1")).toEqual([
    [1, "Before"],
    [2, "First"],
    [3, "Second"],
    [4, "Last"],
  ]);
  expect(await titles("set-2")).toEqual([
    [1, "New"],
    [2, "Newer"],
  ]);
});

test("of many that want one id each gets its own, and keeps it", async () => {
  const versions = Array.from({ length: 600 }, (_, i) => valueSet(1, "Title", { version: `${i}` }));
  await write(...versions.slice(0, 50));
  expect(await write(...versions)).toMatchObject({ written: { ValueSet: 550 }, unchanged: 50 });
  const { items } = await file.store.search("ValueSet", { criteria: [], count: 1_000 });
  expect(new Set(items.map(({ id }) => id)).size).toBe(600);
  expect(await write(...versions)).toMatchObject({ written: {}, unchanged: 600 });
});

test("an id that was deleted is taken again, with the next version", async () => {
  await write(valueSet(1, "Before"));
  await file.store.commit([{ method: "delete", type: "ValueSet", id: "set-1" }]);
  await write(valueSet(1, "After"));
  expect(await titles("set-1")).toEqual([
    [1, "Before"],
    [2, undefined],
    [3, "After"],
  ]);
});
