/** Histories of very many versions are looked through once. */
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { openStore } from "../../../../src/storage/open-store.ts";
import { SqlStore } from "../../../../src/storage/sql/sql-store.ts";
import { temporaryPath } from "../../temporary.ts";
import { counted } from "../counted.ts";
import { freshSqliteFile } from "../sqlite-file.ts";

const COUNT = 20_000;
const path = temporaryPath("many-versions.db");
const store = await openStore(`sqlite:${path}`);
afterAll(() => store.close());

test("what was current at a time is found among very many versions, whatever came after each", async () => {
  const database = new DatabaseSync(path);
  // One version a second.
  database.exec(`INSERT INTO history (type, id, version_id, last_updated, method)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${COUNT})
    SELECT 'CodeSystem', 'many', i, strftime('%Y-%m-%dT%H:%M:%S.000Z', '2026-01-01', i || ' seconds'), 'delete' FROM n`);
  database.close();
  const first = Date.parse("2026-01-01T00:00:00Z");
  const current = async (low: number, high: number) => {
    const at = { low: first + low * 1_000, high: first + high * 1_000 };
    const { total, items } = await store.history("CodeSystem", "many", { offset: 0, count: 2, at });
    return { total, versions: items.map(({ versionId }) => versionId) };
  };
  expect(await current(0, COUNT + 1)).toEqual({ total: COUNT, versions: [COUNT, COUNT - 1] });
  expect(await current(7.5, 8.5)).toEqual({ total: 2, versions: [8, 7] });
  // To look through all that came after each took twice as long.
}, 10_000);

const file = freshSqliteFile();

test("a history that is read page by page is counted once in each state", async () => {
  const url = "http://example.org/paged";
  const { database, statements } = counted(file.database);
  const counting = new SqlStore(database);
  const write = (title: string) =>
    counting.write([
      { kind: "resource", resource: { resourceType: "ValueSet", id: "paged", url, status: "active", title } },
    ]);
  for (const title of ["one", "two", "three"]) await write(title);
  let asked = 0;
  const titles = async (from: number) => {
    const before = statements();
    const { total, items } = await counting.history("ValueSet", "paged", { offset: from, count: 1 });
    asked = statements() - before;
    return [total, ...items.map(({ resource }) => (resource as { title: string }).title)];
  };
  expect(await titles(0)).toEqual([3, "three"]);
  const first = asked;
  expect(await titles(0)).toEqual([3, "three"]);
  expect(asked).toBeLessThan(first);
  expect(await titles(1)).toEqual([3, "two"]);
  expect(await titles(3)).toEqual([3]);
  await write("four");
  expect(await titles(0)).toEqual([4, "four"]);
  expect(asked).toBe(first);
});
