/** Every message that answers can carry is explained, in both languages; an answer's `diagnostics` leads there. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explanationsIn } from "../../../src/web/messages/explanations.ts";
import { messagesIn } from "../../../src/web/messages/index.ts";
import { ROOT, sourceFiles, sourceOf } from "../../imports.ts";
import { at, GC, webServer } from "../support.ts";

const ISSUES = join(ROOT, "src/terminology/issues");

/** The names of messages in the source: own names, those that HL7 gives, and the codes in details.coding. */
function namesOfMessages(): string[] {
  const files = readdirSync(ISSUES).map((file) => readFileSync(join(ISSUES, file), "utf8"));
  const all = files.join("\n");
  const found = (pattern: RegExp, text = all): string[] => [...text.matchAll(pattern)].map((m) => m[1]!);
  const union = (type: string): string[] =>
    found(/"([\w-]+)"/g, new RegExp(`\\btype ${type} =([^;]+);`).exec(all)![1]);
  const status = ["DRAFT", "DEPRECATED", "WITHDRAWN", "RETIRED", "EXPERIMENTAL"].map((word) => `MSG_${word}`);
  return [
    ...found(
      /\b(?:error|warning|note|issue|fault|invalidDefinition)\(\s*"([a-z0-9]+(?:-[a-z0-9]+)*)",\s*(?:"|`|at\b|\w)/g,
    ),
    ...found(/\bid: "([\w-]+)"/g),
    ...found(/"((?:[A-Z]+_[A-Z_]+|[A-Z]\w+(?:_\w*){2,}))"/g),
    ...union("TxIssueType"),
    ...union("AnswerIssue"),
    ...status,
  ].filter((name) => !["error", "warning", "information"].includes(name));
}

const names = [...new Set(namesOfMessages())];
const kinds = Object.keys(explanationsIn("en").general);

/** Messages of the importers and of the command line: each has a name, and so a page. */
const OF_IMPORTERS = ["importing", "tables", "sssom", "babelon", "icd-10-cm", "obo", "omop", "medlineplus"];

test.each([...OF_IMPORTERS, "command-line"])("every message of %s has a name", async (file) => {
  const messages = (await import(join(ISSUES, `${file}.ts`))) as Record<string, unknown>;
  const given = ["a"];
  const issues = Object.values(messages).flatMap((message) => {
    const made: unknown = typeof message === "function" ? message(given, given, given, given) : message;
    return typeof made === "object" ? [made as { id?: string; text: string }] : [];
  });
  expect(issues.length).toBeGreaterThan(1);
  expect(issues.filter(({ id }) => !names.includes(id ?? "")).map(({ text }) => text)).toEqual([]);
});

test("an importer takes its messages from there alone", () => {
  const files = sourceFiles("src/importers").map(sourceOf).join("\n");
  const used = new Set([...files.matchAll(/terminology\/issues\/([\w-]+)\.ts/g)].map(([, name]) => name));
  expect([...used].filter((name) => !OF_IMPORTERS.includes(name!)).sort()).toEqual(["issue"]);
});

describe.each(["en", "de"] as const)("in %s", (language) => {
  const { general, ...parts } = explanationsIn(language);
  const entries = Object.values(parts).flatMap((messages) => Object.entries(messages));

  test("every message is explained, each in its own words", () => {
    const known = new Map(entries);
    expect(names.length).toBeGreaterThan(200);
    expect(names.filter((name) => !known.has(name) && !kinds.includes(name))).toEqual([]);
    const texts = entries.flatMap(([, { happened }]) => happened);
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
    expect(entries.filter(([, { happened, todo }]) => happened.length < 18 || todo.length < 18)).toEqual([]);
  });

  test("nothing is explained that no answer can carry", () => {
    expect(entries.map(([name]) => name).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("each part of the list has a title", () => {
    expect(Object.keys(explanationsIn(language))).toEqual(Object.keys(messagesIn(language).errors.parts));
  });

  test("the kinds of FHIR are explained", () => {
    const source = readFileSync(join(ISSUES, "issue.ts"), "utf8");
    const codes = [...(/export type IssueCode =([^;]+);/.exec(source)![1] ?? "").matchAll(/"([\w-]+)"/g)];
    expect(codes.map(([, kind]) => kind).filter((kind) => !Object.hasOwn(general, kind!))).toEqual([]);
  });
});

test("both languages explain the same messages in the same order", () => {
  const named = (language: "en" | "de") =>
    Object.entries(explanationsIn(language)).map(([part, messages]) => [part, Object.keys(messages)]);
  expect(named("de")).toEqual(named("en"));
});

describe("an answer that is an error", () => {
  const server = webServer();

  test.each([
    [at("/r4/CodeSystem/$lookup", { system: GC, code: "nothing" }), "unknown-code"],
    [at("/r5/ValueSet/$expand", { url: "https://example.org/none" }), "Unable_to_resolve_value_Set_"],
    ["/r4/CodeSystem/none", "unknown-resource"],
    ["/nowhere", "no-such-route"],
    [at("/r4/ConceptMap/$translate", { code: "109" }), "code-without-system"],
  ])("%s leads to the page of %s", async (path, id) => {
    const response = await fetch(server.url + path, { headers: { Accept: "application/fhir+json" } });
    const { issue } = (await response.json()) as {
      issue: { diagnostics: string; details: { text: string } }[];
    };
    const { diagnostics, details } = issue[0]!;
    expect(diagnostics.startsWith(details.text)).toBe(true);
    const address = / See (\S+)$/.exec(diagnostics)![1]!;
    expect(address).toBe(`${server.url}/errors/${id}`);
    const page = await server.page(address.slice(server.url.length));
    expect(page.status).toBe(200);
    expect(page.html).toContain("What to do");
    // The page of the answer itself has the link, and not the address as a text.
    const shown = await server.page(path);
    expect(shown.html).toContain(`href="/errors/${id}"`);
    expect(shown.html.split('<section class="yourself"')[0]).not.toContain(`See http`);
  });

  test("so are those of a batch's entries", async () => {
    const body = {
      resourceType: "Bundle",
      type: "batch",
      entry: [{ request: { method: "GET", url: "CodeSystem/none" } }],
    };
    const response = await fetch(`${server.url}/r4`, {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify(body),
    });
    expect(await response.text()).toContain(`See ${server.url}/errors/unknown-resource`);
  });

  test("a message that nobody has is not found", async () => {
    expect((await server.page("/errors/no-such-thing")).status).toBe(404);
    expect((await server.page("/errors/__proto__")).status).toBe(404);
  });
});
