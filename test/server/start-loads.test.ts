/** What most starts have no need of is loaded when somebody does. */
import { spawnSync } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../storage/temporary.ts";

const server = new URL("../../src/server/start.ts", import.meta.url).href;
const folder = temporaryFolder();
afterAll(() => folder.remove());

test("a start from a filled store loads neither RE2, nor what reads bodies, nor what writes", () => {
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const { startServer } = await import(${JSON.stringify(server)});
    const store = ${JSON.stringify(`sqlite:${folder.path}/start.db`)};
    await (await startServer({ store })).stop();
    const seen = () => ["/re2js/", "/http/read-body.ts", "/sql/write/sql-writer.ts"].filter((part) => loaded.some((url) => url.includes(part)));
    console.log(JSON.stringify(seen()));`;
  const run = () => {
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      timeout: 60_000,
    });
    return JSON.parse(stdout || `"${stderr}"`) as unknown;
  };
  expect(run()).toEqual(["/sql/write/sql-writer.ts"]);
  expect(run()).toEqual([]);
});
