/** The recipes of docs/operating.md: a copy made while somebody writes is one state, and a server starts from it. */
import { execFile, spawnSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { promisify } from "node:util";
import pg from "pg";
import { expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import type { Store } from "../../src/terminology/store.ts";
import { ABSENT, countsOf, crashRecords, crashWrites, lastWrite, whole } from "./crash-writes.ts";
import { freshSchema, POSTGRES } from "./postgres-schema.ts";
import { temporaryFolder } from "./temporary.ts";

/** Writes until it is stopped; then says how many writes there were. */
function writing(store: Store, from: number): () => Promise<number> {
  let stopped = false;
  let n = from;
  const running = (async () => {
    while (!stopped) {
      n++;
      if (n % 2 === 1) await store.write(crashRecords(n));
      else await store.commit(crashWrites(n));
    }
  })();
  return async () => {
    stopped = true;
    await running;
    return n;
  };
}

async function isOneState(store: Store, least: number, most: number): Promise<void> {
  const last = await lastWrite(store);
  expect(last).toBeGreaterThanOrEqual(least);
  expect(last).toBeLessThanOrEqual(most);
  for (let n = 1; n <= last; n++) expect(await countsOf(store, n)).toEqual(whole(n));
  expect(await countsOf(store, last + 1)).toEqual(ABSENT);
  // And it goes on from there.
  await store.commit(crashWrites(last + 1));
  expect(await countsOf(store, last + 1)).toEqual(whole(last + 1));
}

/** Ends when the command has; meanwhile this process goes on. */
const run = promisify(execFile);

const COPY = `new (require("node:sqlite").DatabaseSync)(process.argv[1]).prepare("VACUUM INTO ?").run(process.argv[2])`;

test("SQLite: a copy made while somebody writes, put in the place of the file", async () => {
  const folder = temporaryFolder();
  const [file, copy] = [`${folder.path}/t.db`, `${folder.path}/copy.db`];
  const store = await openStore(`sqlite:${file}`);
  for (let n = 1; n <= 4; n++) await store.write(crashRecords(n));
  const stop = writing(store, 4);
  await run(process.execPath, ["--disable-warning=ExperimentalWarning", "-e", COPY, file, copy]);
  const most = await stop();
  await store.close();
  copyFileSync(copy, file);
  const restored = await openStore(`sqlite:${file}`);
  await isOneState(restored, 4, most);
  await restored.close();
  folder.remove();
});

const tools = ["pg_dump", "pg_restore"].map((name) => {
  const found = spawnSync("sh", ["-c", `command -v ${name} || ls /usr/lib/postgresql/*/bin/${name}`]);
  return String(found.stdout).trim().split("\n").at(-1)!;
});
const there = POSTGRES === undefined || tools.includes("") ? test.skip : test;

there("PostgreSQL: a dump made while somebody writes, restored", async () => {
  const folder = temporaryFolder();
  const address = await freshSchema();
  const schema = /search_path=(\w+)/.exec(decodeURIComponent(address))![1]!;
  const store = await openStore(address);
  for (let n = 1; n <= 4; n++) await store.write(crashRecords(n));
  const stop = writing(store, 4);
  const dump = `${folder.path}/ossicle.dump`;
  await run(tools[0]!, ["--format=custom", `--schema=${schema}`, `--file=${dump}`, POSTGRES!]);
  const most = await stop();
  await store.close();
  const admin = new pg.Client({ connectionString: POSTGRES });
  await admin.connect();
  await admin.query(`DROP SCHEMA ${schema} CASCADE`);
  await admin.end();
  await run(tools[1]!, ["--exit-on-error", `--dbname=${POSTGRES!}`, dump]);
  const restored = await openStore(address);
  await isOneState(restored, 4, most);
  await restored.close();
  folder.remove();
});
