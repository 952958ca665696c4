import { expect, test } from "vitest";
import { sql } from "../../../../src/storage/sql/sql.ts";
import { loadedAnew } from "../../../loaded-anew.ts";

const freshly = () =>
  loadedAnew<typeof import("../../../../src/storage/sql/engines/postgres-statements.ts")>(
    "storage/sql/engines/postgres-statements.ts",
  );

test("a statement has the same name in every process, whichever came first: a pooler may share connections", async () => {
  const one = (await freshly()).prepared(sql`SELECT ${1}`).name;
  const { prepared } = await freshly();
  expect(prepared(sql`SELECT ${1} + 1`).name).not.toBe(one);
  expect(prepared(sql`SELECT ${1}`).name).toBe(one);
});
