/** docs/cookbook: every command runs, and prints what the recipe says. */
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testServer } from "./http/support.ts";
import { ROOT } from "./imports.ts";

const folder = join(ROOT, "docs/cookbook");
const recipes = readdirSync(folder).filter((name) => name !== "README.md");
const server = testServer();
const missing = ["curl", "python3"].filter((tool) => spawnSync(tool, ["--version"]).error);
const hasPytest = spawnSync("python3", ["-m", "pytest", "--version"]).status === 0;

/** A place of its own, from which the package and the fixtures are seen as from the checkout. */
const place = mkdtempSync(join(tmpdir(), "cookbook-"));
mkdirSync(join(place, "node_modules"));
mkdirSync(join(place, "node_modules/.bin"));
symlinkSync(join(ROOT, "node_modules/express"), join(place, "node_modules/express"));
// As the package, but from the sources: it is built when it is published.
const faces = ["engine", "express"].map((face) => [`./${face}`, `./src/${face}.ts`]);
mkdirSync(join(place, "node_modules/ossicle"));
symlinkSync(join(ROOT, "src"), join(place, "node_modules/ossicle/src"));
writeFileSync(
  join(place, "node_modules/ossicle/package.json"),
  JSON.stringify({ name: "ossicle", type: "module", exports: Object.fromEntries(faces) as object }),
);
symlinkSync(join(ROOT, "bin/ossicle.js"), join(place, "node_modules/.bin/ossicle"));
mkdirSync(join(place, "test/importers"), { recursive: true });
cpSync(join(ROOT, "test/importers/fixtures"), join(place, "test/importers/fixtures"), { recursive: true });
afterAll(() => rmSync(place, { recursive: true }));

/** Not spawnSync: the server runs in this process. */
function run(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const script = command.replaceAll("node --disable", `${process.execPath} --disable`);
    const child = spawn("sh", ["-c", script], { cwd: place });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.on("close", () => resolve(output));
    child.on("error", reject);
  });
}

test("there are ten recipes, and the list names each", () => {
  const list = readFileSync(join(folder, "README.md"), "utf8");
  expect(recipes).toHaveLength(10);
  for (const name of recipes) expect(list).toContain(`(${name})`);
});

test.skipIf(missing.length > 0).each(recipes)("%s", { timeout: 60_000 }, async (name) => {
  const page = readFileSync(join(folder, name), "utf8");
  const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({
    language,
    text: text!,
  }));
  const runs = blocks.flatMap(({ language, text }, i) =>
    language === "sh" ? [{ text, says: blocks[i + 1]?.text ?? "" }] : [],
  );
  expect(runs.length).toBeGreaterThan(0);
  for (const { text, says } of runs) {
    if (text.includes("pytest") && !hasPytest) continue;
    const output = await run(text.replaceAll("http://127.0.0.1:3000", server.url));
    expect(says.trim()).not.toBe("");
    for (const line of says.trim().split("\n")) expect(output).toContain(line);
  }
});
