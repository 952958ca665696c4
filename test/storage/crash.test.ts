/** What was acknowledged is there after a kill, what was not is whole or absent. The long form is bench/kills.ts. */
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { killWriters } from "./crash.ts";
import { freshSchema, POSTGRES } from "./postgres-schema.ts";
import { temporaryFolder } from "./temporary.ts";

test(
  "SQLite: 60 kills, nothing lost, nothing half, and the file is sound",
  { timeout: 240_000 },
  async () => {
    const folder = temporaryFolder();
    const file = `${folder.path}/crash.db`;
    const { atWork, writes, ...faults } = await killWriters(`sqlite:${file}`, 60, `${folder.path}/cache`);
    expect(faults).toEqual({ kills: 60, lost: 0, half: 0 });
    // The kills hit writers at work, not only their start.
    expect(atWork).toBeGreaterThan(20);
    const store = await openStore(`sqlite:${file}`);
    expect((await store.history("ValueSet", "counter", { offset: 0, count: 1 })).total).toBe(writes);
    await store.close();
    const database = new DatabaseSync(file);
    expect(database.prepare("PRAGMA integrity_check").all()).toMatchObject([{ integrity_check: "ok" }]);
    database.exec("INSERT INTO concept_text (concept_text) VALUES ('integrity-check')");
    database.close();
    folder.remove();
  },
);

const there = POSTGRES === undefined ? test.skip : test;
there("PostgreSQL: 20 kills, nothing lost, nothing half", { timeout: 240_000 }, async () => {
  const folder = temporaryFolder();
  const { atWork, writes, ...faults } = await killWriters(await freshSchema(), 20, `${folder.path}/cache`);
  expect(faults).toEqual({ kills: 20, lost: 0, half: 0 });
  expect(atWork).toBeGreaterThan(6);
  expect(writes).toBeGreaterThan(0);
  folder.remove();
});
