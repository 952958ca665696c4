/** "Ask this yourself": what is there to be copied runs as it stands, and gets what the page is made of. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeHTML } from "entities";
import { afterAll, describe, expect, test } from "vitest";
import { beginningOf } from "../../../src/web/parts/ask-yourself.ts";
import { at, GC, POH, webServer } from "../support.ts";

const server = webServer();
const place = mkdtempSync(join(tmpdir(), "ask-yourself-"));
afterAll(() => rmSync(place, { recursive: true }));

/** As Chromium writes an address that somebody types. */
const PAGES = [
  "/?q=osteoma",
  at("/r4/CodeSystem/$lookup", { system: GC, code: POH }),
  `/r5/CodeSystem/$lookup?system=${GC}&code=${POH}`,
  "/r4/ValueSet/poh-codes",
  "/r4/ConceptMap?_count=2&title:contains=a",
  at("/r4/CodeSystem/$lookup", { system: "http://www.omim.org", code: `it's "odd" \\ $x \`y\`` }),
  at("/translate", { q: "Osteoma cutis" }),
  at("/translate", { q: `it's "odd" \\ \n $x` }),
  "/compare?type=ValueSet&a=poh-codes&b=all-conditions",
];

const has = (tool: string): boolean => !spawnSync(tool, ["--version"]).error;

/** Each with the command that runs it. */
const RUNS: Record<string, { tool: string; run(text: string): [string, string[]] }> = {
  curl: { tool: "curl", run: (text) => ["bash", ["-c", text.replace(/^curl/, "curl -sS")]] },
  JavaScript: {
    tool: process.execPath,
    run: (text) => [
      process.execPath,
      [
        "--input-type=module",
        "-e",
        text.replace("console.log(", "console.log(JSON.stringify(").replace(/\);$/, "));"),
      ],
    ],
  },
  Python: {
    tool: "python3",
    run: (text) => ["python3", ["-c", text.replace("print(", "print(json.dumps(").replace(/\)$/, "))")]],
  },
  Java: {
    tool: "java",
    run: (text) => {
      const file = join(place, "Ask.java");
      writeFileSync(file, `class Ask { public static void main(String[] a) throws Exception {\n${text}\n} }`);
      return ["java", [file]];
    },
  },
};

const outputOf = (command: string, args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args);
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.on("close", () => resolve(output));
    child.on("error", reject);
  });

async function snippetsOn(path: string): Promise<Map<string, string>> {
  const { html } = await server.page(path);
  const found = html.matchAll(/<pre class="copy"[^>]* aria-label="(\w+)"><code>([\s\S]*?)<\/code><\/pre>/g);
  return new Map([...found].map(([, name, text]) => [name!, decodeHTML(text!)]));
}

describe.each(Object.entries(RUNS))("in %s", (name, { tool, run }) => {
  // Java is compiled anew for each.
  const pages = name === "Java" ? [PAGES[1]!, PAGES[5]!, PAGES[7]!] : PAGES;
  test.skipIf(!has(tool)).each(pages)("%s", async (path) => {
    const snippets = await snippetsOn(path);
    expect([...snippets.keys()]).toEqual(Object.keys(RUNS));
    const output = await outputOf(...run(snippets.get(name)!));
    // Python says what went wrong by its status alone.
    if (name === "Python" && path.includes("odd") && path.includes("lookup"))
      return expect(output).toContain("404");
    const answer = JSON.parse(output) as { resourceType: string };
    expect(["Parameters", "Bundle", "ValueSet", "OperationOutcome"]).toContain(answer.resourceType);
    expect(answer.resourceType === "OperationOutcome").toBe(path.includes("lookup") && path.includes("odd"));
    if (path.includes("q=it")) expect(output).toContain("odd");
  });
});

test("of a long answer as much is written as is shown of it", () => {
  const parts = Array.from({ length: 60_000 }, (_, i) => ({
    name: "p",
    none: undefined,
    part: [{ i }, null],
  }));
  const answers = [
    { resourceType: "Parameters", parameter: parts },
    { text: "long ".repeat(100_000), after: true },
    { numbers: parts.map((_, i) => i % 10) },
    { few: [1, "two", { three: [] }] },
  ];
  for (const answer of answers) {
    const [shown, whole] = [beginningOf(answer), answer].map((one) => JSON.stringify(one, undefined, 2));
    expect(shown!.slice(0, 800)).toBe(whole!.slice(0, 800));
    expect(shown!.length > 800).toBe(whole!.length > 800);
    expect(shown!.length).toBeLessThan(20_000);
  }
});
