/** What another process has written is seen by a request that comes in after it, whatever this process was busy with. */
import { spawnSync } from "node:child_process";
import { stat } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import type { Snapshot, Store } from "../../src/terminology/store.ts";
import type { Awaitable } from "../../src/terminology/util/awaitable.ts";
import { temporaryFolder } from "./temporary.ts";

const folder = temporaryFolder();
const file = `${folder.path}/shared.db`;
let store: Store;
beforeAll(async () => {
  store = await openStore(`sqlite:${file}`);
});
afterAll(async () => {
  await store.close();
  folder.remove();
});

/** The other process has written when this returns, and this process has had no turn in between. */
function writeElsewhere(): void {
  const write = `new (require("node:sqlite").DatabaseSync)(process.argv[1])
    .exec("UPDATE counter SET value = value + 1 WHERE name = 'generation'")`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", write, file], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
}

/** Where requests come in, as the event loop has it: after timers, before immediates. */
const input = (work: () => void) => stat(".", work);

test.each<[string, (work: () => void) => unknown]>([
  ["an immediate", setImmediate],
  ["a timer", (work) => setTimeout(work, 5)],
  ["an input", input],
])("during %s", async (_, busy) => {
  const [before, after] = await new Promise<[number, Awaitable<Snapshot>]>((resolve) => {
    busy(() => {
      const { generation } = store;
      writeElsewhere();
      input(() => resolve([generation, store.snapshot()]));
    });
  });
  expect((await after).generation).toBe(before + 1);
});
