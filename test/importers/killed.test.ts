/** An import that is ended midway leaves nothing behind; the next one is whole, and the same again is nothing. */
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import { file, imported } from "./importing.ts";

const SYSTEM = "https://example.org/large";
const CLI = fileURLToPath(new URL("../../bin/ossicle.js", import.meta.url));

/** Ends the process, its children too, as soon as the store's files have grown by what a part of the rows takes. */
function killedWhileWriting(args: readonly string[], watched: () => number): Promise<number | null> {
  const child = spawn(process.execPath, [CLI, ...args], { detached: true, stdio: "ignore" });
  const before = watched();
  const timer = setInterval(() => {
    if (watched() - before > 300_000) process.kill(-child.pid!, "SIGKILL");
  }, 2);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      clearInterval(timer);
      resolve(code);
    });
  });
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

it("a killed import leaves nothing", { timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `C${i},Display of ${i},mild\n`).join("");
  const list = file("large.csv", `code,display,severity\n${rows}`);
  const path = list.replace(/large\.csv$/, "killed.db");
  await (await openStore(`sqlite:${path}`)).close();
  const options = ["--store", `sqlite:${path}`, "--url", SYSTEM];
  const files = () => sizeOf(path) + sizeOf(`${path}-wal`);
  expect(await killedWhileWriting(["import", list, ...options], files)).toBeNull();

  const store = await openStore(`sqlite:${path}`);
  try {
    expect(await store.codeSystem({ url: SYSTEM })).toBeUndefined();
    const whole = await imported(list, { url: SYSTEM }, store);
    expect(whole.run.report).toMatchObject({ written: { CodeSystem: 1 }, concepts: 20_000 });
    const again = await imported(list, { url: SYSTEM }, store);
    expect(again.run.report).toMatchObject({ written: {}, unchanged: 1 });
  } finally {
    await store.close();
  }
});
