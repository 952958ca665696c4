/**
 * Is what is published fit to be used? Packs it, looks at it with publint and attw, installs it into empty projects,
 * and starts, asks and stops it on each Node that it is for.
 *     npm run check:package
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
/** The oldest that will do, and the newest. */
const NODES = ["22.18", "24"];
const MOST_MEGABYTES = 50;
const MOST_MILLISECONDS = 1_000;
const ENTRIES = ["", "/engine", "/express", "/testing", "/client"];

const folder = mkdtempSync(join(tmpdir(), "ossicle-package-"));
try {
  const tarball = pack();
  const project = install("consumer", tarball, [...NODES.map((n) => `node-${n}@npm:node@${n}`)]);
  checkSize(tarball);
  checkDeclarations(project);
  checkTypes(
    install("types", tarball, [
      `typescript@${versionOf("typescript")}`,
      "@types/node@24",
      "@types/express@5",
      `testcontainers@${versionOf("testcontainers")}`,
    ]),
  );
  for (const node of NODES) {
    checkImports(project, nodeOf(project, node));
    checkFirstAnswer(project, nodeOf(project, node));
    await checkServer(project, nodeOf(project, node));
    console.log(`Node ${node}: imports, requires, serves, stops`);
  }
  checkExamples(install("examples", tarball, [`vitest@${versionOf("vitest")}`, "jest@30"]));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

function pack(): string {
  run(root, "npm", "pack", "--pack-destination", folder);
  const name = readdirSync(folder).find((file) => file.endsWith(".tgz"))!;
  const tarball = join(folder, name);
  const files = run(folder, "tar", "-tzf", tarball).split("\n");
  const odd = files.filter((file) => /^package\/(test|src|bench|scripts)\/|\.map$/.test(file));
  if (odd.length > 0) throw new Error(`not to be published: ${odd.slice(0, 3).join(", ")}`);
  console.log(`packed: ${files.length} files`);
  run(root, "npx", "publint", "--strict", tarball);
  run(root, "npx", "attw", "--profile", "esm-only", tarball);
  return tarball;
}

/** An empty project with the package and what else is named. */
function install(name: string, tarball: string, others: readonly string[]): string {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  run(project, "npm", "install", "--no-audit", "--no-fund", tarball, ...others);
  return project;
}

/** The npm package `node` brings its binary in a package of its own for the platform. */
function nodeOf(project: string, major: string): string {
  return join(project, "node_modules", `node-${major}`, "bin", "node");
}

function versionOf(name: string): string {
  const text = readFileSync(join(root, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function checkSize(tarball: string): void {
  const project = install("size", tarball, []);
  const megabytes = Number(run(project, "du", "-sm", "--apparent-size", "node_modules").split("\t")[0]);
  if (megabytes > MOST_MEGABYTES) throw new Error(`an installation takes ${megabytes} MB`);
  console.log(`installed: ${megabytes} MB`);
}

/** The compiler leaves `.ts` in the specifiers of declarations, and not all readers follow that. */
function checkDeclarations(project: string): void {
  const dist = join(project, "node_modules", "ossicle", "dist");
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    if (/\.ts["']/.test(readFileSync(join(dist, name), "utf8"))) throw new Error(`${name} names a .ts file`);
  }
}

/** A consumer that checks all types sees no error, and one that is wrong sees it. */
function checkTypes(project: string): void {
  const right = [
    'import { startServer } from "ossicle";',
    'import { createEngine, MemoryStore, bundledResources, expand } from "ossicle/engine";',
    'import { ossicle } from "ossicle/express";',
    'import { startOssicle, startReplay, scenarios } from "ossicle/testing";',
    'import { createClient } from "ossicle/client";',
    'import { OssicleContainer } from "ossicle/testcontainers";',
    "export const all = [startServer, createEngine, MemoryStore, bundledResources, ossicle, startOssicle, startReplay, scenarios, createClient, OssicleContainer];",
    "export const expanded = expand(new MemoryStore(), {} as Parameters<typeof expand>[1]);",
  ];
  const wrong = [...right, "export const n: number = await expanded;"];
  for (const [module, moduleResolution] of [
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ]) {
    const options = {
      module,
      moduleResolution,
      target: "es2022",
      strict: true,
      skipLibCheck: false,
      noEmit: true,
    };
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: { ...options, types: ["node"], lib: ["es2023", "esnext.disposable"] },
        files: ["index.ts"],
      }),
    );
    writeFileSync(join(project, "index.ts"), right.join("\n"));
    run(project, "npx", "tsc");
    writeFileSync(join(project, "index.ts"), wrong.join("\n"));
    if (compiles(project)) throw new Error(`${moduleResolution}: the types say nothing`);
    console.log(`types: ${moduleResolution}`);
  }
}

function compiles(project: string): boolean {
  try {
    execFileSync("npx", ["tsc"], { cwd: project, stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The recipes of docs/testing.md, as users would run them. */
function checkExamples(project: string): void {
  for (const file of ["vitest.test.ts", "node.test.mjs", "jest.test.mjs"])
    copyFileSync(join(root, "examples", file), join(project, file));
  run(project, process.execPath, "--test", "node.test.mjs");
  run(project, process.execPath, join("node_modules", "vitest", "vitest.mjs"), "run", "vitest.test.ts");
  const jest = join("node_modules", "jest", "bin", "jest.js");
  const options = ["--testMatch", "**/jest.test.mjs"];
  run(project, process.execPath, "--experimental-vm-modules", jest, ...options);
  console.log("examples: node:test, Vitest, Jest");
}

function checkImports(project: string, node: string): void {
  for (const entry of ENTRIES) {
    run(project, node, "--input-type=module", "--eval", `await import("ossicle${entry}")`);
    run(project, node, "--input-type=commonjs", "--eval", `require("ossicle${entry}")`);
  }
  // What is loaded later finds all that it imports, too.
  const parts = join(project, "node_modules", "ossicle", "dist", "parts");
  const code = readdirSync(parts).map((name) => `await import(${JSON.stringify(join(parts, name))});`);
  run(project, node, "--input-type=module", "--eval", code.join("\n"));
}

/** In a fresh process, as in a test. By processor time: the machine may be busy. */
function checkFirstAnswer(project: string, node: string): void {
  const code = `
    import { startOssicle } from "ossicle/testing";
    const tx = await startOssicle();
    await tx.client().lookup({ system: "http://www.omim.org", code: "166350" });
    const { user, system } = process.cpuUsage();
    console.log(Math.round((user + system) / 1000));
    await tx.stop();`;
  const milliseconds = Number(run(project, node, "--input-type=module", "--eval", code));
  console.log(`first answer in a fresh process: ${milliseconds} ms of processor time`);
  if (!(milliseconds < MOST_MILLISECONDS)) throw new Error("a test waits too long for its first answer");
}

async function checkServer(project: string, node: string): Promise<void> {
  const bin = join(project, "node_modules", "ossicle", "bin", "ossicle.js");
  run(project, node, bin, "--help");
  const child = spawn(node, [bin, "serve", "--store", "memory:", "--port", "0"], { cwd: project });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  const { url } = JSON.parse(String(said)) as { url: string };
  const system = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
  const answer = await fetch(
    `${url}/r4/CodeSystem/$lookup?system=${system}&code=progressive-osseous-heteroplasia`,
  );
  if (!answer.ok) throw new Error(`$lookup answers ${answer.status}`);
  const page = await fetch(url, { headers: { Accept: "text/html" } });
  if (!page.ok) throw new Error(`the page answers ${page.status}`);
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`after SIGTERM it ended with ${code}`);
}
