/** Long questions to a SQLite file hold up nobody but the caller. */
import { describe, expect, test } from "vitest";
import { sql } from "../../../../src/storage/sql/sql.ts";
import type { ImportRecord } from "../../../../src/terminology/store.ts";
import { freshSqliteFile } from "../sqlite-file.ts";

const file = freshSqliteFile();

/** Counts to so many in SQL: many milliseconds a million. */
const countTo = (
  most: number,
) => sql`WITH RECURSIVE up (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < ${most})
  SELECT count(*) AS total FROM up`;

function* valueSets(count: number): Generator<ImportRecord> {
  for (let i = 0; i < count; i++) {
    const [id, title] = [`v${i}`, `Title number ${(i * 7919) % count}`];
    yield {
      kind: "resource",
      resource: { resourceType: "ValueSet", id, url: `http://example.org/${id}`, status: "active", title },
    };
  }
}

describe("a question asked aside", () => {
  test("lets others have many turns until it is answered", async () => {
    const counting = file.database.queryAside<{ total: number }>(countTo(1_500_000));
    let turns = 0;
    let done = false;
    void counting.then(() => (done = true));
    while (!done) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
    expect(await counting).toEqual([{ total: 1_500_000 }]);
    expect(turns).toBeGreaterThan(20);
  });

  test("sees what has been written before it", async () => {
    await file.database.queryAside(sql`SELECT 1`);
    await file.store.write(valueSets(1));
    expect(await file.database.queryAside(sql`SELECT id FROM resource`)).toEqual([{ id: "v0" }]);
  });

  test("fails as others do, and the next one is answered", async () => {
    await expect(file.database.queryAside(sql`SELECT 1 FROM nowhere`)).rejects.toThrow("nowhere");
    expect(await file.database.queryAside(sql`SELECT 1 AS n`)).toEqual([{ n: 1 }]);
  });

  test("that is under way when the store is closed is refused", async () => {
    const counting = file.database.queryAside(countTo(200_000_000));
    const refused = expect(counting).rejects.toThrow("closed");
    await file.store.close();
    await refused;
  });
});

test("searches by a part of a title, and in an order, find the same as ever", async () => {
  await file.store.write(valueSets(300));
  const found = await file.store.search("ValueSet", {
    criteria: [{ name: "title", modifier: "contains", values: ["NUMBER 29"] }],
    sort: ["-title"],
    count: 3,
  });
  expect(found.total).toBe(11);
  expect(found.items.map(({ resource }) => (resource as { title?: string }).title)).toEqual([
    "Title number 299",
    "Title number 298",
    "Title number 297",
  ]);
});
