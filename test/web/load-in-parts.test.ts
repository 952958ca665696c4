/** What is loaded when it is first asked for is loaded in parts: others have their turn between. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { ROOT } from "../imports.ts";
import { BROWSER, formOf } from "./support.ts";

/** Writes, for each turn of the event loop in which modules are loaded, how many; and each message that it is sent. */
const WATCH = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  process.on("message", (message) => console.log(message));
  let modules = 0;
  registerHooks({ load(url, context, next) {
    if (modules++ === 0) setImmediate(() => { console.log("loaded " + modules); modules = 0; });
    return next(url, context);
  } });
`)}`;

/** Without what the start and what follows it have loaded, the pages and what reads files are 393 modules. */
const AT_LEAST = 300;
const MOST_MODULES = 100;

test("the pages, and what reads the files that are added", async () => {
  const args = ["--disable-warning=ExperimentalWarning", "--import", WATCH, "src/boot.js"];
  const keys = `curator:${createHash("sha256").update("key").digest("hex")}`;
  const settings = { PORT: "0", OSSICLE_STORE: "memory:", OSSICLE_WRITES: "on", OSSICLE_KEYS: keys };
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  try {
    const turns: number[] = [];
    const lines = createInterface(child.stdout!);
    const url = await new Promise<string>((resolve) => {
      lines.on("line", (line) => {
        if (line.startsWith("loaded ")) turns.push(Number(line.slice(7)));
        else if (line.includes('"ready"')) resolve((JSON.parse(line) as { url: string }).url);
      });
    });
    await (await fetch(`${url}/health/live`)).text();
    /** Until all is read that the server wrote before it had this message. */
    const written = (message: string) =>
      new Promise<void>((resolve) => {
        lines.on("line", (line) => line === message && resolve());
        child.send(message);
      });
    // What the start has loaded is not asked about.
    await written("begin");
    turns.length = 0;
    const page = await fetch(`${url}/errors`, { headers: { Accept: BROWSER } });
    expect(page.status).toBe(200);
    await page.text();
    const form = formOf({ text: "code,display\na,A\n", url: "http://example.org/a", key: "key" });
    const added = await fetch(`${url}/add`, { ...form, headers: { Accept: BROWSER } });
    expect(added.status).toBe(200);
    await written("end");
    expect(turns.reduce((sum, modules) => sum + modules, 0)).toBeGreaterThan(AT_LEAST);
    expect(Math.max(...turns)).toBeLessThan(MOST_MODULES);
  } finally {
    child.kill();
  }
});
