/** docs/operating.md: its tests exist, its commands run, its metrics and settings are those that there are. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { SETTINGS } from "../src/server/config.ts";
import { openStore } from "../src/storage/open-store.ts";
import { readMetrics } from "./http/metrics/read-metrics.ts";
import { testServer } from "./http/support.ts";
import { temporaryFolder } from "./storage/temporary.ts";

const root = new URL("../", import.meta.url);
const page = readFileSync(new URL("docs/operating.md", root), "utf8");

/** The rows of the table below a heading. */
function rows(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`))!;
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("what happens when", () => {
  const faults = rows("What happens when");

  test("has many faults", () => expect(faults.length).toBeGreaterThan(20));

  test.each(faults)("%s: %s", (_fault, _then, shownBy) => {
    const [, path] = /^`(test\/[^`]+)`$/.exec(shownBy) ?? [];
    expect(path && existsSync(new URL(path, root)), shownBy).toBe(true);
    expect(readFileSync(new URL(path!, root), "utf8")).toMatch(/\b(test|it)\b/);
  });
});

const pages = [
  "README.md",
  "SECURITY.md",
  ...readdirSync(new URL("docs/", root)).map((name) => `docs/${name}`),
];

test.each(pages.filter((name) => name.endsWith(".md")))("%s names files that exist", (name) => {
  const text = readFileSync(new URL(name, root), "utf8");
  const paths = [...text.matchAll(/`((?:test|deploy|scripts|\.ci)\/[\w./-]+)`/g)].map(([, path]) => path!);
  expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

test("the settings that it names are settings", () => {
  const known = new Set(Object.values(SETTINGS).map(({ env }) => env));
  for (const [name] of page.matchAll(/OSSICLE_[A-Z_]+/g)) expect(known, name).toContain(name);
});

const folder = temporaryFolder();
afterAll(() => folder.remove());
const server = testServer(() => ({ store: `sqlite:${folder.path}/metrics.db` }));

test("the metrics that it names are told, and all of Ossicle's own are named", async () => {
  const { names } = readMetrics((await server.request("/metrics")).text);
  const named = new Set(page.match(/\bossicle_[a-z_]+[a-z]/g));
  const own = [...names].filter((name) => name.startsWith("ossicle_"));
  expect([...named].sort()).toEqual(own.sort());
});

test("the commands for backup and restore of SQLite bring back what was there", async () => {
  const { path } = temporaryFolder();
  mkdirSync(join(path, "data"));
  const file = join(path, "data", "ossicle.db");
  const command = (beginning: string) => {
    const line = page.split("\n").find((one) => one.startsWith(beginning))!;
    execFileSync("sh", ["-c", line.replace(/^node /, `"${process.execPath}" `)], {
      cwd: path,
      stdio: "pipe",
    });
  };
  const resource = { resourceType: "ValueSet" as const, id: "v", url: "http://a", status: "active" as const };
  const store = await openStore(`sqlite:${file}`);
  await store.write([{ kind: "resource", resource }]);
  // While it is running.
  command("node -e");
  await store.commit([{ method: "delete", type: "ValueSet", id: "v" }]);
  await store.close();
  command("mv ");
  const restored = await openStore(`sqlite:${file}`);
  expect((await restored.read("ValueSet", "v"))?.resource).toMatchObject({ url: "http://a" });
  await restored.close();
  rmSync(path, { recursive: true });
});
