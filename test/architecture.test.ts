/** The directions of imports that the design draws; none turns back. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importCircles, importGraph, importsOf, sourceFiles, sourceOf } from "./imports.ts";

/** Folders below src, and what each may import besides itself. The faces, directly in src, put everything together. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "src/client": [],
  "src/terminology": [],
  "src/storage": ["src/terminology"],
  "src/fhir": ["src/terminology"],
  "src/content": ["src/fhir", "src/storage", "src/terminology"],
  "src/importers": ["src/fhir", "src/terminology"],
  "src/http": [
    "src/fhir",
    "src/terminology",
    "src/storage/fallback.ts",
    "src/storage/overlay.ts",
    "src/content/software.ts",
  ],
  "src/web": ["src/http", "src/importers", "src/fhir", "src/terminology", "src/content/software.ts"],
  "src/server": [
    "src/web",
    "src/http",
    "src/importers",
    "src/content",
    "src/fhir",
    "src/storage",
    "src/terminology",
  ],
  // The kit for tests starts what users start.
  "src/testing": [
    "src/client.ts",
    "src/server",
    "src/http/address.ts",
    "src/importers",
    "src/content",
    "src/fhir",
    "src/storage",
    "src/terminology",
  ],
  "src/cli": [
    "src/server",
    "src/importers",
    "src/content",
    "src/fhir",
    "src/storage",
    "src/terminology",
    "src/engine.ts",
  ],
};
/** What a newcomer meets first: each is a face of the package, or starts it. */
const MOST_LOOSE_FILES = 8;

const files = sourceFiles("src");
const below = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);

describe.each(Object.entries(MAY_IMPORT))("%s", (folder, allowed) => {
  const own = files.filter((file) => below(file, folder));

  test.runIf(own.length > 0)("imports only what it may", () => {
    const wrong = own.flatMap((file) =>
      importsOf(file)
        .map(({ to }) => to)
        .filter((to) => to.startsWith("src/") && ![folder, ...allowed].some((place) => below(to, place)))
        .map((to) => `${file} -> ${to}`),
    );
    expect(wrong).toEqual([]);
  });
});

test("the reader of imports sees them all", () => {
  const seen = files.flatMap(importsOf).length;
  const lines = files.flatMap(
    (file) => sourceOf(file).match(/\bfrom "[^"]+";$|import\("[^"]+"\)/gm) ?? [],
  ).length;
  expect(seen).toBe(lines);
  expect(seen).toBeGreaterThan(200);
});

test("no file needs, by whatever way, one that needs it: imports of types count too", () => {
  expect(importCircles(files)).toEqual([]);
});

test("every folder of src has its rule", () => {
  const folders = new Set(
    files.filter((f) => f.split("/").length > 2).map((f) => f.split("/").slice(0, 2).join("/")),
  );
  for (const folder of folders) expect(Object.keys(MAY_IMPORT)).toContain(folder);
  const loose = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isFile());
  expect(loose.length).toBeLessThanOrEqual(MOST_LOOSE_FILES);
});

test("the core needs no package that knows HTTP or SQL, and of Node's only files, random ids and require()", () => {
  const packages = files
    .filter((file) => below(file, "src/terminology"))
    .flatMap((file) => importsOf(file).filter(({ to, typeOnly }) => !typeOnly && !to.startsWith("src/")))
    .map(({ to }) => to);
  for (const name of packages) expect(name).not.toMatch(/^(node:(?!fs$|crypto$|module$)|express|pg|pino)/);
});

describe("docs/architecture.md", () => {
  const page = readFileSync("docs/architecture.md", "utf8");
  const named = [...page.matchAll(/`([\w./{},-]+)`/g)].flatMap(([, name]) => expanded(name!));

  test.each(["src", "src/terminology", "src/http"])("has every folder of %s", (folder) => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders) expect(named).toContain(`${name}/`);
  });

  test("names what there is", () => {
    const paths = named.filter((name) => /\/.|\.(ts|js|md)$/.test(name) && !name.includes("NAME"));
    expect(paths.length).toBeGreaterThan(40);
    const bases = ["", "docs/", "src/", "src/terminology/", "src/storage/", "src/http/", "src/importers/"];
    expect(paths.filter((path) => !bases.some((base) => existsSync(base + path)))).toEqual([]);
  });

  /** `sql/{read,write}/` is two. */
  function expanded(name: string): string[] {
    const [, before, among, behind] = /^(.*)\{(.*)\}(.*)$/.exec(name) ?? [];
    return among === undefined ? [name] : among.split(",").map((one) => `${before}${one}${behind}`);
  }
});

test("the engine runs without Express and without a server", () => {
  const graph = [...importGraph("src/engine.ts")];
  expect(graph.length).toBeGreaterThan(50);
  expect(graph).toContain("src/terminology/lookup.ts");
  for (const name of graph)
    expect(name).not.toMatch(/^(express|compression|pino|src\/http\/(app|server)\.ts)/);
  expect([...importGraph("src/server/start.ts")]).toContain("express");
});

test("no case of HL7's test suite is known by its address", () => {
  const knowing = files.filter((file) => /hl7\.org\/fhir\/test/i.test(sourceOf(file)));
  expect(knowing).toEqual([]);
});

test("a helper's hooks stand in functions: where test files share a process, it is loaded for the first alone", () => {
  const helpers = sourceFiles("test").filter((file) => !/\.test(-d)?\.ts$/.test(file));
  expect(helpers.length).toBeGreaterThan(50);
  const hooking = helpers.filter((file) => /^(before|after)(All|Each)\(/m.test(sourceOf(file)));
  // Each of their callers has a process of its own.
  expect(hooking).toEqual(["test/cli/command-line.ts", "test/importers/importing.ts"]);
});
