import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const log = new URL("../../src/http/log.ts", import.meta.url).href;
const run = (program: string) =>
  spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8", timeout: 60_000 });

test("lines are there, as pino writes them, when the process has ended", () => {
  const { stdout, status } = run(`
    const { createLog } = await import(${JSON.stringify(log)});
    const log = createLog("info");
    log.info({ path: "/early" }, "request");
    await log.load();
    log.error({ err: new Error("on fire") }, "failed");
    process.exit(0);`);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { time: number; msg: string });
  expect(status).toBe(0);
  expect(lines.map((line) => line.msg)).toEqual(["request", "failed"]);
  expect(lines.every((line) => line.time > 0)).toBe(true);
});

test("a log that can't be loaded ends no process, and its lines are written all the same", () => {
  const { stderr, status } = run(`
    import { registerHooks } from "node:module";
    registerHooks({ resolve(specifier, context, next) {
      if (specifier === "pino") throw new Error("EMFILE");
      return next(specifier, context);
    } });
    const { createLog } = await import(${JSON.stringify(log)});
    createLog("info").info({ path: "/r4" }, "request");
    await new Promise((resolve) => setTimeout(resolve, 100));`);
  expect(status).toBe(0);
  expect(stderr).toContain('"path":"/r4"');
});
