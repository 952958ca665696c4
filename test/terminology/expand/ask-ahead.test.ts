/** What the includes of one definition ask of a code system is asked together. */
import { beforeEach, expect, test } from "vitest";
import { SqlStore } from "../../../src/storage/sql/sql-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { ValueSet } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import type { Terminology } from "../../../src/terminology/store.ts";
import { DEFAULT_WORK_LIMIT, WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { concept, header } from "../../storage/fixtures.ts";
import { counted } from "../../storage/sql/counted.ts";
import { freshSqliteFile } from "../../storage/sql/sqlite-file.ts";

const SYSTEM = "http://example.org/ahead";
const COUNT = 300;
const file = freshSqliteFile();

async function expanded(
  store: Terminology,
  count: number,
  op = "is-a",
  work = new WorkBudget(),
): Promise<[unknown, string[]]> {
  const include = Array.from({ length: COUNT }, (_, i) => ({
    system: SYSTEM,
    filter: [{ property: "concept", op, value: `c${i}` }],
  }));
  const valueSet = { resourceType: "ValueSet", status: "active", compose: { include } } as ValueSet;
  const request = { valueSet, versions: NO_VERSION_RULES, limit: 1_000, count, work };
  const { expansion } = await expand(store, request);
  return [expansion!.total, (expansion!.contains ?? []).map(({ code }) => code!)];
}

beforeEach(() =>
  file.store.write([
    { kind: "codeSystem", codeSystem: { ...header(SYSTEM), id: "ahead", caseSensitive: true } },
    // Each but the first three is below one that comes before it.
    ...Array.from({ length: COUNT }, (_, i) => ({
      kind: "concept" as const,
      concept: concept(`c${i}`, i < 3 ? [] : [`c${Math.floor(i / 3)}`]),
    })),
  ]),
);

test.each([0, 10, COUNT])(
  "a page of %i concepts from many includes that each name a code asks a database few questions",
  async (count) => {
    const { database, statements } = counted(file.database);
    const [total, codes] = await expanded(new SqlStore(database), count);
    expect(statements()).toBeLessThan(50);
    expect(total).toBe(COUNT);
    expect(new Set(codes).size).toBe(count);
  },
);

test("so it is where each leaves out what is below a code", async () => {
  const { database, statements } = counted(file.database);
  const [total] = await expanded(new SqlStore(database), 10, "is-not-a");
  expect(statements()).toBeLessThan(50);
  expect(total).toBe(COUNT);
});

test("as many as a definition of 10,000 such includes has are not too many", async () => {
  const part = COUNT / 10_000;
  const [total] = await expanded(file.store, 10, "is-a", new WorkBudget(part * DEFAULT_WORK_LIMIT));
  expect(total).toBe(COUNT);
});
