import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { ROOT, sourceFiles, sourceOf } from "../imports.ts";
import { BROWSER } from "./support.ts";

test("the server starts without the pages: they are loaded a while later, or when a browser first asks", () => {
  const others = sourceFiles("src").filter((file) => !file.startsWith("src/web/"));
  const early = others.filter((file) =>
    /^(import|export) (?!type )[^;]*from "[^"]*\/web\//m.test(sourceOf(file)),
  );
  expect(early).toEqual([]);
  expect(sourceOf("src/server/start.ts")).toContain('import("../web/load-pages.ts")');
});

/** Writes the address of every module of the pages, and of what reads files, that is loaded. */
const WATCH = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({ load(url, context, next) {
    if (/\\/src\\/web\\/|\\/(hono|csv-parse|yaml|read-excel-file|tar-stream)\\//.test(url)) console.log("loaded " + url);
    return next(url, context);
  } });
`)}`;

test("none of their modules is loaded when it is ready; all are by the first page, except for what reads files", async () => {
  const args = ["--disable-warning=ExperimentalWarning", "--import", WATCH, "src/boot.js"];
  const env = { ...process.env, PORT: "0", OSSICLE_STORE: "memory:" };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const loaded: string[] = [];
    const early: string[] = [];
    const url = await new Promise<string>((resolve) => {
      createInterface(child.stdout).on("line", (line) => {
        if (line.startsWith("loaded ")) loaded.push(line);
        else if (line.includes('"ready"')) {
          early.push(...loaded);
          resolve((JSON.parse(line) as { url: string }).url);
        }
      });
    });
    expect(early).toEqual([]);
    const response = await fetch(`${url}/`, { headers: { Accept: BROWSER } });
    expect(response.status).toBe(200);
    await response.text();
    const isPage = (line: string): boolean => /\/src\/web\/|\/hono\//.test(line);
    expect(loaded.filter(isPage).length).toBeGreaterThan(20);
    expect(loaded.filter((line) => !isPage(line))).toEqual([]);
  } finally {
    child.kill();
  }
});
