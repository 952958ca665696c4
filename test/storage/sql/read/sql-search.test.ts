/** How SQLite goes about a search: nothing looks through the values of all resources for each of them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../../../src/storage/sql/engines/database.ts";
import { openSqlite } from "../../../../src/storage/sql/engines/sqlite-open.ts";
import { findResources } from "../../../../src/storage/sql/read/sql-search.ts";
import { type Sql, sql } from "../../../../src/storage/sql/sql.ts";
import type { SearchQuery } from "../../../../src/terminology/store.ts";

let database: Awaited<ReturnType<typeof openSqlite>>;
beforeAll(async () => {
  database = await openSqlite(join(mkdtempSync(join(tmpdir(), "ossicle-search-")), "db.sqlite"));
});
afterAll(() => database.close());

/** The steps by which SQLite answers each of the search's questions. */
async function plans(query: SearchQuery): Promise<string[][]> {
  const asked: Sql[] = [];
  const noted = (statement: Sql) => {
    asked.push(statement);
    return database.query<never>(statement);
  };
  const noting = { dialect: database.dialect, query: noted, queryAside: noted } as Pick<
    Database,
    "query" | "queryAside" | "dialect"
  >;
  await findResources(noting, 1, "ValueSet", query);
  const steps = asked.map((statement) =>
    database.query<{ detail: string }>(sql`EXPLAIN QUERY PLAN ${statement}`),
  );
  return (await Promise.all(steps)).map((rows) => rows.map(({ detail }) => detail));
}

test("what resources are sorted by is found by the resource", async () => {
  const sort = ["url", "-name", "title", "date", "version", "status", "-_lastUpdated"];
  const [plan = []] = await plans({ criteria: [], sort, count: 10 });
  const looks = plan.filter((step) => / s /.test(step));
  expect(looks).toHaveLength(sort.length);
  for (const step of looks) expect(step).toContain("(content=? AND name=?)");
});

test("a part of a text is looked for in the texts alone", async () => {
  const criteria = [{ name: "title", modifier: "contains", values: ["ear"] }];
  const [plan = []] = await plans({ criteria, count: 10 });
  expect(plan.filter((step) => / s /.test(step))).toEqual([expect.stringMatching(/COVERING INDEX/)]);
});

test("an empty first page says by itself that there is nothing", async () => {
  const criteria = [{ name: "title", modifier: "contains", values: ["ear"] }];
  expect(await plans({ criteria, count: 10 })).toHaveLength(1);
  expect(await plans({ criteria, count: 10, offset: 10 })).toHaveLength(2);
});
