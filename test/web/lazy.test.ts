import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { ROOT, sourceFiles, sourceOf } from "../imports.ts";
import { BROWSER } from "./support.ts";

test("the server starts without the pages: they are loaded when a browser first asks", () => {
  const others = sourceFiles("src").filter((file) => !file.startsWith("src/web/"));
  const early = others.filter((file) =>
    /^(import|export) (?!type )[^;]*from "[^"]*\/web\//m.test(sourceOf(file)),
  );
  expect(early).toEqual([]);
  expect(sourceOf("src/server/start.ts")).toContain('import("../web/router.ts")');
});

/** Writes the address of every module of the pages that is loaded. */
const WATCH = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({ load(url, context, next) {
    if (/\\/src\\/web\\/|\\/hono\\//.test(url)) console.log("loaded " + url);
    return next(url, context);
  } });
`)}`;

test("no module of theirs is loaded by what programs ask, and all are by the first page", async () => {
  const args = ["--disable-warning=ExperimentalWarning", "--import", WATCH, "src/boot.js"];
  const env = { ...process.env, PORT: "0", OSSICLE_STORE: "memory:" };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const loaded: string[] = [];
    const url = await new Promise<string>((resolve) => {
      createInterface(child.stdout).on("line", (line) => {
        if (line.startsWith("loaded ")) loaded.push(line);
        else if (line.includes('"ready"')) resolve((JSON.parse(line) as { url: string }).url);
      });
    });
    const ask = async (path: string, Accept: string) => {
      const response = await fetch(url + path, { headers: { Accept } });
      expect(response.status).toBe(200);
      await response.text();
    };
    await ask("/health/ready", "*/*");
    await ask("/r4/metadata", "*/*");
    await ask("/r4/CodeSystem/$lookup?system=http://www.omim.org&code=166350", "application/fhir+json");
    expect(loaded).toEqual([]);
    await ask("/", BROWSER);
    expect(loaded.length).toBeGreaterThan(20);
  } finally {
    child.kill();
  }
}, 30_000);
