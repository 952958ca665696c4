import { afterAll, describe, expect, test } from "vitest";
import type { Database } from "../../../../src/storage/sql/engines/database.ts";
import { openSqlite } from "../../../../src/storage/sql/engines/sqlite-open.ts";
import { MOST_KEPT_ROWS } from "../../../../src/storage/sql/read/resource-row.ts";
import { raw, sql } from "../../../../src/storage/sql/sql.ts";
import { SqlStore } from "../../../../src/storage/sql/sql-store.ts";
import { Purge } from "../../../../src/storage/sql/write/purge.ts";
import { stageWhole } from "../../../../src/storage/sql/write/stage-whole.ts";
import { beginToCount, writeAhead } from "../../../../src/storage/sql/write/write-ahead.ts";
import { TerminologyError } from "../../../../src/terminology/issues/issue.ts";
import type { Resource } from "../../../../src/terminology/model.ts";
import type { ImportRecord, Write } from "../../../../src/terminology/store.ts";
import { BONES, bones, bonesToColours, concept, ears, header } from "../../fixtures.ts";
import { temporaryFolder } from "../../temporary.ts";
import { freshSqliteFile } from "../sqlite-file.ts";

const TABLES = [
  "concept",
  "concept_parent",
  "concept_further",
  "concept_property",
  "concept_name",
  "concept_text",
  "mapping",
  "mapping_count",
  "search_value",
];

const file = freshSqliteFile();
const folder = temporaryFolder();
afterAll(() => folder.remove());

async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of [...TABLES, "superseded"]) {
    const [row] = await file.database.query<{ n: number }>(sql`SELECT count(*) AS n FROM ${raw(table)}`);
    found[table] = row!.n;
  }
  return found;
}

/** One process looks now, so many minutes later, and six minutes before that. */
async function purgeFor(
  minutes: number,
  stopped = () => false,
  database: Database = file.database,
): Promise<void> {
  let elapsed = 0;
  const purge = new Purge(database, () => elapsed * 60_000);
  for (elapsed of [0, Math.max(0, minutes - 6), minutes])
    await purge.run(stopped, Date.now() + elapsed * 60_000);
}
const put = (...resources: (typeof bones | typeof ears | typeof bonesToColours)[]) =>
  file.store.write(resources.map((resource) => ({ kind: "resource", resource })));

describe("purge", () => {
  test("what was replaced or deleted leaves no row behind, after a while", async () => {
    await put(ears);
    const before = await counts();
    await put(bones, bonesToColours);
    await put({ ...bones, name: "Again" });
    await file.store.commit([
      { method: "delete", type: "CodeSystem", id: "bones" },
      { method: "delete", type: "ConceptMap", id: "bones-to-colours" },
    ]);
    const full = await counts();
    expect(full["concept"]).toBe(22);
    expect(full["concept_text"]).toBe(22);
    expect(full["superseded"]).toBe(3);

    await purgeFor(1);
    expect(await counts()).toEqual(full);
    const { generation } = file.database;
    await purgeFor(6);
    expect(await counts()).toEqual(before);
    expect(file.database.generation).toBe(generation);
    expect((await file.store.vread("CodeSystem", "bones", 1))!.resource).toMatchObject({ url: BONES });
  });

  test("what is present stays, also beside what goes", async () => {
    await put(bones);
    await put({ ...bones, name: "Again" });
    await purgeFor(6);
    const provider = (await file.store.codeSystem({ url: BONES }))!;
    expect((await provider.select({ condition: { kind: "text", text: "bone" } })).total).toBe(5);
    expect((await provider.locate(["stapes"]))[0]?.parents).toEqual(["ear", "small"]);
  });

  test("what was replaced just now stays, though a clock has gone on by an hour", async () => {
    await put(bones);
    const before = await file.store.snapshot();
    const provider = (await before.codeSystem({ url: BONES }))!;
    await file.store.commit([{ method: "delete", type: "CodeSystem", id: "bones" }]);
    const purge = new Purge(file.database);
    for (const minutes of [0, 60]) await purge.run(() => false, Date.now() + minutes * 60_000);
    expect((await provider.locate(["stapes"]))[0]?.code).toBe("stapes");
  });

  test("stops when it is told to, and goes on the next time", async () => {
    await put(bones);
    await file.store.commit([{ method: "delete", type: "CodeSystem", id: "bones" }]);
    await purgeFor(6, () => true);
    expect((await counts())["superseded"]).toBe(1);
    await purgeFor(6);
    expect((await counts())["superseded"]).toBe(0);
  });
});

describe("what is written ahead", () => {
  const url = "http://example.org/ahead";
  const long = (name: string): Resource => ({
    ...header(url),
    id: "ahead",
    name,
    concept: Array.from({ length: 6_000 }, (_, i) => ({ code: `c${i}` })),
  });
  const update = (name: string, ifMatch?: number): Write => ({
    method: "update",
    type: "CodeSystem",
    id: "ahead",
    resource: long(name),
    ifMatch,
  });

  test("counts when it is all there, and nothing is left to go", async () => {
    await file.store.commit([update("First")]);
    const full = await counts();
    expect([full["concept"], full["concept_text"], full["superseded"]]).toEqual([6_000, 6_000, 0]);
    expect((await file.store.codeSystem({ url }))?.codeSystem.name).toBe("First");
  });

  test("and then may not count after all is gone after a while", async () => {
    await file.store.commit([update("First")]);
    const full = await counts();
    await expect(file.store.commit([update("Second", 7)])).rejects.toThrow(TerminologyError);
    expect((await counts())["concept"]).toBe(12_000);
    await purgeFor(6);
    expect(await counts()).toEqual(full);
    expect((await file.store.codeSystem({ url }))?.codeSystem.name).toBe("First");
  });

  test("by a process that breaks off is gone a day later, not before", async () => {
    await writeAhead(file.database, [await stageWhole(long("Never"))]);
    const { generation } = file.database;
    await purgeFor(6);
    expect((await counts())["concept"]).toBe(6_000);
    await purgeFor(25 * 60);
    expect(Object.values(await counts()).every((n) => n === 0)).toBe(true);
    expect(await file.store.codeSystem({ url })).toBeUndefined();
    expect(file.database.generation).toBe(generation);
  });

  test.each(["in part", "wholly"])(
    "and is purged %s, for a clock went on by a day, does not count",
    async (how) => {
      const staged = await stageWhole(long("Late"));
      await writeAhead(file.database, [staged]);
      let asked = 0;
      await purgeFor(25 * 60, () => how === "in part" && ++asked > 1);
      expect((await counts())["concept"]).toBeLessThan(6_000);
      const counting = file.database.transaction(async (tx) => {
        await beginToCount(tx, file.database.dialect, [staged]);
        return { result: undefined, changed: false };
      });
      await expect(counting).rejects.toThrow(TerminologyError);
    },
  );

  test("until the disk was full is gone after a while, not a day later", async () => {
    const path = `${folder.path}/full.db`;
    const database = await openSqlite(path, { maxPages: 800 });
    const store = new SqlStore(database);
    const concepts = async (): Promise<number> =>
      (await database.query<{ n: number }>(sql`SELECT count(*) AS n FROM concept`))[0]!.n;
    function* large(): Generator<ImportRecord> {
      yield { kind: "codeSystem", codeSystem: { ...header(url), id: "large" } };
      for (let i = 0; i < 40_000; i++) yield { kind: "concept", concept: concept(`c${i}`) };
    }
    await expect(store.write(large())).rejects.toThrow("full");
    expect(await concepts()).toBeGreaterThan(0);
    await purgeFor(6, () => false, database);
    expect(await concepts()).toBe(0);
    await store.close();
  });

  test("of an import that finds all as it is, is not written", async () => {
    await file.store.write([{ kind: "resource", resource: long("First") }]);
    const full = await counts();
    expect((await file.store.write([{ kind: "resource", resource: long("First") }])).unchanged).toBe(1);
    expect(await counts()).toEqual(full);
  });
});

test("of a very large version that came as rows, history keeps the header, and says so", async () => {
  const url = "http://example.org/large";
  function* large(): Generator<ImportRecord> {
    yield { kind: "codeSystem", codeSystem: { ...header(url), id: "large", name: "Large" } };
    for (let i = 0; i <= MOST_KEPT_ROWS; i++) yield { kind: "concept", concept: concept(`c${i}`) };
  }
  await file.store.write(large());
  await file.store.write([
    { kind: "codeSystem", codeSystem: { ...header(url), name: "Small" } },
    { kind: "concept", concept: concept("c") },
  ]);
  const past = (await file.store.vread("CodeSystem", "large", 1))!.resource as { meta?: { tag?: object[] } };
  expect(past).toMatchObject({ name: "Large", meta: { tag: [{ code: "SUBSETTED" }] } });
  expect(past).not.toHaveProperty("concept");
  const present = (await file.store.vread("CodeSystem", "large", 2))!.resource;
  expect(present).toMatchObject({ name: "Small", concept: [{ code: "c" }] });
});
