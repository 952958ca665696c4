/** docs/cookbook: every command runs, and prints what the recipe says. */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { testServer } from "./http/support.ts";
import { ROOT } from "./imports.ts";

const folder = join(ROOT, "docs/cookbook");
const recipes = readdirSync(folder).filter((name) => name !== "README.md");
const server = testServer();
const ADDRESS = "http://127.0.0.1:3000";

/** A place of its own, from which the package and the fixtures are seen as from the checkout. */
const place = mkdtempSync(join(tmpdir(), "cookbook-"));
mkdirSync(join(place, "node_modules/.bin"), { recursive: true });
for (const name of ["express", "vitest"])
  symlinkSync(join(ROOT, "node_modules", name), join(place, "node_modules", name));
symlinkSync(join(ROOT, "node_modules/vitest/vitest.mjs"), join(place, "node_modules/.bin/vitest"));
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

// The programs that the commands call: this Node; the validator itself, or what stands for it.
const programs = join(place, "programs");
mkdirSync(programs);
symlinkSync(process.execPath, join(programs, "node"));
const validator = process.env.VALIDATOR_JAR;
if (validator) copyFileSync(validator, join(place, "validator_cli.jar"));
else {
  const standIn = join(ROOT, "test/validator-stand-in.ts");
  writeFileSync(
    join(programs, "java"),
    `#!/bin/sh\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${standIn}" "$@"\n`,
  );
  chmodSync(join(programs, "java"), 0o755);
}

// What is downloaded: it lies beside the checkout, or the recipe is skipped.
const TABULAR = "icd10c-tabular-April-1-2026.xml";
const tabular = join(ROOT, `../shared/data/icd-10-cm/${TABULAR}.gz`);
if (existsSync(tabular)) writeFileSync(join(place, TABULAR), gunzipSync(readFileSync(tabular)));

/** Ends with what a recipe left running. */
const groups: number[] = [];
afterAll(() => {
  for (const group of groups) {
    try {
      process.kill(-group);
    } catch {
      // It has ended by itself.
    }
  }
  rmSync(place, { recursive: true });
});

interface Ran {
  output: string;
  status: number | null;
}

/** Not spawnSync: the server runs in this process. What runs on in the background keeps no one waiting. */
function run(command: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const { VITEST: _, VITEST_POOL_ID: __, VITEST_WORKER_ID: ___, ...environment } = process.env;
  const env = { ...environment, PATH: [programs, process.env.PATH].join(delimiter), NO_COLOR: "1", ...more };
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-e", "-c", command], { cwd: place, env, detached: true });
    if (child.pid !== undefined) groups.push(child.pid);
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.on("exit", (status) => setTimeout(() => resolve({ output, status }), 50));
    child.on("error", reject);
  });
}

/** A recipe begins with stores that are not there yet, also where it is tried once more. */
function removeStores(text: string): void {
  for (const [, file] of text.matchAll(/--store sqlite:(\S+)/g))
    for (const ending of ["", "-wal", "-shm"]) rmSync(join(place, file! + ending), { force: true });
}

/** What a command needs that may not be here. */
const NEEDS: readonly [RegExp, string, () => boolean][] = [
  [/curl/, "curl", () => has("curl")],
  [/pytest/, "pytest", () => spawnSync("python3", ["-m", "pytest", "--version"]).status === 0],
  [new RegExp(TABULAR), TABULAR, () => existsSync(tabular)],
  [/icd10cm\.db/, TABULAR, () => existsSync(tabular)],
];
const has = (tool: string): boolean => !spawnSync(tool, ["--version"]).error;
const missingFor = (text: string): string[] =>
  NEEDS.filter(([pattern, , isHere]) => pattern.test(text) && !isHere()).map(([, name]) => name);

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => socket.on("listening", resolve));
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  return port;
}

test("there are ten recipes, and the list names each", () => {
  const list = readFileSync(join(folder, "README.md"), "utf8");
  expect(recipes).toHaveLength(10);
  for (const name of recipes) expect(list).toContain(`(${name})`);
});

describe.each(recipes)("%s", (name) => {
  const page = readFileSync(join(folder, name), "utf8");
  const blocks = [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language, text]) => ({
    language: language!,
    text: text!,
  }));

  test("has commands, and nothing that is not run", () => {
    expect(blocks.map(({ language }) => language)).toContain("sh");
    for (const { language } of blocks) expect(["sh", "text", "yaml"]).toContain(language);
  });

  const commands = blocks.flatMap(({ language, text }, i) =>
    language === "sh" ? [{ text, says: blocks[i + 1] }] : [],
  );
  for (const [i, { text, says }] of commands.entries()) {
    const missing = missingFor(text);
    const without = missing.length > 0 ? ` (skipped without ${missing.join(", ")})` : "";
    test.skipIf(missing.length > 0)(`command ${i + 1}${without}`, async () => {
      expect(says?.language).toBe("text");
      expect(says!.text.trim()).not.toBe("");
      if (i === 0) removeStores(text);
      const { output } = await run(text.replaceAll(ADDRESS, server.url));
      for (const line of says!.text.trim().split("\n")) expect(output).toContain(line);
    });
  }

  const workflows = blocks.filter(({ language }) => language === "yaml");
  if (workflows.length === 0) return;
  const missing = missingFor(workflows.map(({ text }) => text).join());
  test.skipIf(missing.length > 0)(
    `workflow${missing.length > 0 ? ` (skipped without ${missing.join(", ")})` : ""}`,
    { timeout: 120_000 },
    async () => {
      const port = String(await freePort());
      for (const { text } of workflows) {
        const { jobs } = parse(text) as {
          jobs: Record<string, { steps: { run?: string; uses?: string }[] }>;
        };
        const steps = Object.values(jobs).flatMap((job) => job.steps);
        for (const step of steps)
          expect(Object.hasOwn(step, "run") || step.uses?.startsWith("actions/")).toBe(true);
        const commandsOf = steps.flatMap((step) => step.run ?? []);
        // What is installed here is what the checkout has: `npm ci` is how CI itself begins.
        const ran = commandsOf.filter((command) => command !== "npm ci");
        expect(ran.length).toBeGreaterThan(1);
        // The test in Python asks the address that it was written with.
        const python = join(place, "test_codes.py");
        writeFileSync(
          python,
          readFileSync(python, "utf8").replaceAll(server.url, `http://127.0.0.1:${port}`),
        );
        for (const command of ran) {
          const { output, status } = await run(command.replaceAll(ADDRESS, `http://127.0.0.1:${port}`), {
            PORT: port,
          });
          expect(status, `${command}\n${output}`).toBe(0);
        }
      }
    },
  );
});
