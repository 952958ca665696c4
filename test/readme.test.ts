/**
 * The README and the pages that it was shortened into tell the truth: their commands run, their answers are the
 * server's, their tables are the project's own lists.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../src/http/operations/index.ts";
import { SETTINGS } from "../src/server/config.ts";

const root = new URL("../", import.meta.url);
const PAGES = [
  "README.md",
  "docs/asking.md",
  "docs/cli.md",
  "docs/embedding.md",
  "docs/settings.md",
  "docs/dependencies.md",
];
const pages = new Map(PAGES.map((page) => [page, readFileSync(new URL(page, root), "utf8")]));
const readme = [...pages.values()].join("\n");

interface Block {
  /** The line above it. */
  before: string;
  language: string;
  text: string;
}

const blocks: Block[] = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map((match) => ({
  before: readme.slice(0, match.index).trimEnd().split("\n").at(-1)!,
  language: match[1]!,
  text: match[2]!,
}));

/** The rows of the table below a heading, without its head, as plain text. */
function table(heading: string): string[][] {
  const section = readme.split(/^##? /m).find((part) => part.startsWith(`${heading}\n`));
  const lines = (section ?? "").split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) =>
    line
      .replaceAll("\\|", "\u0000")
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.replaceAll("\u0000", "|").replaceAll("`", "").trim()),
  );
}

/** Equal, but a text that ends in "…" need only begin so. */
function expectAnswer(actual: unknown, printed: unknown): void {
  const cut = (value: unknown, like: unknown): unknown => {
    if (typeof like === "string" && like.endsWith("…") && typeof value === "string")
      return value.startsWith(like.slice(0, -1)) ? like : value;
    if (Array.isArray(like) && Array.isArray(value)) return value.map((item, i) => cut(item, like[i]));
    if (like && value && typeof like === "object" && typeof value === "object")
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, cut(item, (like as Record<string, unknown>)[key])]),
      );
    return value;
  };
  expect(cut(actual, printed)).toEqual(printed);
}

/** Starts the server as the README says, on a free port. */
async function npmStart(): Promise<{ url: string; process: ChildProcess }> {
  const env = { ...process.env, PORT: "0", OSSICLE_STORE: "memory:" };
  const child = spawn("npm", ["start"], { cwd: root, env, detached: true });
  let output = "";
  for await (const chunk of child.stdout) {
    output += String(chunk);
    const url = /"(http:\/\/127\.0\.0\.1:\d+)"/.exec(output)?.[1];
    if (url) return { url, process: child };
  }
  throw new Error(`npm start ended: ${output}`);
}

/** npm's own process and the server below it. */
async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  process.kill(-child.pid!, "SIGTERM");
  await ended;
}

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

describe("the examples", () => {
  const examples = blocks.flatMap(({ language, text, before }, i) =>
    language === "sh" && text.startsWith("curl") ? [{ before, command: text, answer: blocks[i + 1]! }] : [],
  );
  let server: Awaited<ReturnType<typeof npmStart>>;
  beforeAll(async () => {
    server = await npmStart();
  });
  afterAll(() => stop(server.process));

  it("are at least five, each with its answer", () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
    for (const { answer } of examples) expect(answer.language).toBe("json");
  });

  it.skipIf(!hasCurl).each(examples.map((example) => [example.before, example] as const))(
    "%s",
    (_, { command, answer }) => {
      const { stdout, stderr, status } = spawnSync(
        "sh",
        ["-c", command.replaceAll("http://127.0.0.1:3000", server.url).replace(/^curl/, "curl -sS")],
        { encoding: "utf8" },
      );
      expect(status, stderr).toBe(0);
      expectAnswer(JSON.parse(stdout), JSON.parse(answer.text));
    },
  );
});

describe("the command line", () => {
  const runs = blocks.flatMap(({ language, text }, i) =>
    language === "sh" && text.startsWith("npx ossicle") && blocks[i + 1]?.language === "text"
      ? [{ command: text, output: blocks[i + 1]! }]
      : [],
  );
  const folder = mkdtempSync(join(tmpdir(), "ossicle-readme-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has examples", () => {
    expect(runs.length).toBeGreaterThanOrEqual(2);
  });

  // In the order of the page: what one leaves in the store, the next one finds.
  it.each(runs.map((run) => [run.command.trim(), run] as const))("%s", (_, { command, output }) => {
    const store = `sqlite:${join(folder, "ossicle.db")}`;
    const { stdout, stderr, status } = spawnSync("sh", ["-c", command.replace("sqlite:ossicle.db", store)], {
      cwd: root,
      encoding: "utf8",
    });
    expect(status, stderr).toBe(0);
    expect(output.language).toBe("text");
    expect(trimmed(stdout)).toEqual(trimmed(output.text));
  });
});

/** Without blanks at the ends of lines, and without empty lines around. */
const trimmed = (text: string) => text.trim().replace(/ +$/gm, "");

it("has a program that runs and prints what it says", () => {
  const program = blocks.find(({ language }) => language === "ts")!.text;
  const printed = [...program.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, output]) => output);
  // In a checkout the package's name stands for what it is compiled to: the sources are asked instead.
  const source = program.replace(/"ossicle(?:\/(\w+))?"/g, (_, face = "index") => `"./src/${face}.ts"`);
  const flags = ["--disable-warning=ExperimentalWarning", "--input-type=module-typescript", "--eval", source];
  const { stdout, stderr, status } = spawnSync(process.execPath, flags, { cwd: root, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  expect(printed.length).toBeGreaterThan(0);
  expect(stdout.trimEnd().split("\n")).toEqual(printed);
});

describe("the tables", () => {
  it("have every operation", () => {
    const expected = operations.map(({ data: { resource, name, levels } }) => [
      resource ? `${resource}/$${name}` : `$${name}`,
      levels.join(", "),
    ]);
    const printed = table("Operations").map(([name, levels]) => [name, levels]);
    expect(printed.sort()).toEqual(expected.sort());
  });

  it("have every setting with its default", () => {
    const shown = (value: unknown) =>
      typeof value === "boolean" ? (value ? "on" : "off") : String(value ?? "");
    const expected = Object.values(SETTINGS).map((setting) => [setting.env, shown(setting.default)]);
    const printed = table("Settings").map(([env, value]) => [env, value]);
    expect(printed.sort()).toEqual(expected.sort());
  });

  it("have every dependency", () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(new URL("package.json", root), "utf8"),
    ) as Record<"dependencies" | "devDependencies", Record<string, string>>;
    const rows = table("Dependencies");
    const names = (kind: string) =>
      rows.filter((row) => row[1] === kind).flatMap((row) => row[0]!.split(", "));
    expect(names("run").sort()).toEqual(Object.keys(dependencies).sort());
    expect(names("develop").sort()).toEqual(Object.keys(devDependencies).sort());
    const sources = readdirSync(new URL("src/", root), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(new URL(`src/${file}`, root), "utf8"))
      .join("\n");
    // Types are imported by the name of the package that they describe.
    for (const name of Object.keys(dependencies))
      expect(sources, `${name} is used`).toMatch(new RegExp(`"${name.replace("@types/", "")}["/]`));
    for (const [name, , reason] of rows) expect(reason, name).toMatch(/\w{3}/);
  });
});

it.each(PAGES)("%s links to what exists", (page) => {
  const links = [...pages.get(page)!.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!);
  expect(links.filter((link) => !existsSync(new URL(link, new URL(page, root))))).toEqual([]);
});

it("leads to every page of docs", () => {
  const written = readdirSync(new URL("docs/", root)).filter((name) => name.endsWith(".md"));
  expect(written.filter((name) => !pages.get("README.md")!.includes(`(docs/${name})`))).toEqual([]);
});

it("is short, and its picture light", () => {
  expect(pages.get("README.md")!.length).toBeLessThan(14_000);
  const pictures = [...pages.get("README.md")!.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, link]) => link!);
  expect(pictures).toHaveLength(1);
  for (const picture of pictures) expect(statSync(new URL(picture, root)).size).toBeLessThan(150_000);
});
