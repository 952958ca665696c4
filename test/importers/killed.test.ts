/** An import that is ended midway leaves nothing behind; the next one is whole, and the same again is nothing. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { seed } from "../../src/content/seed.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { EVERY_CONCEPT } from "../../src/terminology/concepts/concept-condition.ts";
import { file, imported } from "./importing.ts";

const SYSTEM = "https://example.org/large";
const CLI = fileURLToPath(new URL("../../bin/ossicle.js", import.meta.url));
const ROWS = 20_000;

/** Runs the command line; with a time, ends it and its children then. How long it took, and whether it was ended. */
function ossicle(args: readonly string[], killAfter?: number): Promise<{ ms: number; killed: boolean }> {
  const began = performance.now();
  const child = spawn(process.execPath, [CLI, ...args], { detached: true, stdio: "ignore" });
  const timer = killAfter && setTimeout(() => process.kill(-child.pid!, "SIGKILL"), killAfter);
  return new Promise((resolve) => {
    child.on("exit", (_code, signal) => {
      clearTimeout(timer);
      resolve({ ms: performance.now() - began, killed: signal !== null });
    });
  });
}

async function storeAt(address: string) {
  const store = await openStore(address);
  await seed(store);
  return store;
}

it("a killed import leaves nothing, or all of it", { timeout: 180_000 }, async () => {
  const rows = Array.from({ length: ROWS }, (_, i) => `C${i},Display of ${i},mild\n`).join("");
  const list = file("large.csv", `code,display,severity\n${rows}`);
  const address = (name: string) => `sqlite:${list.replace(/large\.csv$/, name)}`;
  const args = (name: string) => ["import", list, "--store", address(name), "--url", SYSTEM];
  for (const name of ["timed.db", "killed.db"]) await (await storeAt(address(name))).close();
  const whole = await ossicle(args("timed.db"));

  for (const part of [0.5, 0.7, 0.85]) {
    const { killed } = await ossicle(args("killed.db"), whole.ms * part);
    const store = await openStore(address("killed.db"));
    const system = await store.codeSystem({ url: SYSTEM });
    const total = system && (await system.select({ condition: EVERY_CONCEPT, count: 0 })).total;
    await store.close();
    expect([undefined, ROWS], `killed: ${killed}`).toContain(total);
  }

  const store = await openStore(address("killed.db"));
  await imported(list, { url: SYSTEM }, store);
  const again = await imported(list, { url: SYSTEM }, store);
  expect(again.run.report).toMatchObject({ written: {}, unchanged: 1 });
  const system = (await store.codeSystem({ url: SYSTEM }))!;
  expect((await system.select({ condition: EVERY_CONCEPT, count: 0 })).total).toBe(ROWS);
  await store.close();
});
