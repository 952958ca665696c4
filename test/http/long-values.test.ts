/** What was sent is quoted in a message as far as a reader needs it: enough to find it again, never by the thousand. */
import { describe, expect, test } from "vitest";
import { testServer } from "./support.ts";

const { request } = testServer();

/** A value of each place, told apart by its first letters; none of it is known anywhere. */
const long = (name: string): string => `${name}${"x".repeat(5_000)}`;
const address = (name: string): string => `http://example.org/${long(name)}`;
/** Names and codes that are in use are shorter; HL7's validator wants such quoted whole. */
const MOST = 501;

const OMIM = "http://www.omim.org";
const ISSUES = "http://hl7.org/fhir/issue-type";

/** The operation, and its parameters. */
const ASKED: [operation: string, ...parameters: [name: string, value: string][]][] = [
  ["CodeSystem/$lookup", ["system", address("s")], ["code", "a"]],
  ["CodeSystem/$lookup", ["system", ISSUES], ["code", long("c")]],
  ["CodeSystem/$lookup", ["system", ISSUES], ["code", "invalid"], ["version", long("v")]],
  ["CodeSystem/$lookup", ["system", ISSUES], ["code", "invalid"], ["property", long("p")]],
  ["CodeSystem/$lookup", ["system", ISSUES], ["code", "invalid"], ["useSupplement", address("u")]],
  ["CodeSystem/$lookup", ["system", ISSUES], ["code", "invalid"], ["displayLanguage", long("l")]],
  ["CodeSystem/$validate-code", ["url", address("s")], ["code", "a"]],
  ["CodeSystem/$validate-code", ["url", ISSUES], ["code", long("c")]],
  ["CodeSystem/$validate-code", ["url", ISSUES], ["code", "invalid"], ["display", long("d")]],
  ["CodeSystem/$validate-code", ["url", ISSUES], ["code", "invalid"], ["version", long("v")]],
  ["CodeSystem/$subsumes", ["system", ISSUES], ["codeA", long("a")], ["codeB", long("b")]],
  ["CodeSystem/$subsumes", ["system", address("s")], ["codeA", "a"], ["codeB", "b"]],
  ["ValueSet/$validate-code", ["url", address("u")], ["code", "a"], ["system", ISSUES]],
  ["ValueSet/$validate-code", ["url", `${ISSUES}?fhir_vs`], ["code", long("c")], ["system", ISSUES]],
  ["ValueSet/$validate-code", ["url", `${ISSUES}?fhir_vs`], ["code", "a"], ["system", address("s")]],
  ["ValueSet/$validate-code", ["url", `${ISSUES}?fhir_vs`], ["code", long("c")], ["inferSystem", "true"]],
  ["ValueSet/$expand", ["url", address("u")]],
  ["ValueSet/$expand", ["url", `${ISSUES}?fhir_vs`], ["system-version", `${address("s")}|1`]],
  ["ValueSet/$expand", ["url", `${ISSUES}?fhir_vs`], ["check-system-version", `${ISSUES}|${long("v")}`]],
  ["ValueSet/$expand", ["url", `${ISSUES}?fhir_vs`], ["exclude-system", address("s")]],
  ["ValueSet/$expand", ["url", `${ISSUES}?fhir_vs`], ["property", long("p")]],
  ["ConceptMap/$translate", ["sourceCode", long("c")], ["system", ISSUES]],
  ["ConceptMap/$translate", ["sourceCode", "a"], ["system", address("s")]],
  ["ConceptMap/$translate", ["sourceCode", long("c")], ["system", OMIM], ["targetSystem", address("t")]],
  ["ConceptMap/$translate", ["url", address("m")], ["sourceCode", "a"], ["system", OMIM]],
];

/** Every text that a reader is shown. */
function* texts(value: unknown, name = ""): Generator<string> {
  if (typeof value === "string" && ["text", "diagnostics", "message"].includes(name)) yield value;
  if (typeof value !== "object" || value === null) return;
  const parameter = value as { name?: unknown; valueString?: unknown };
  if (parameter.name === "message" && typeof parameter.valueString === "string") yield parameter.valueString;
  for (const [key, part] of Object.entries(value)) yield* texts(part, Array.isArray(value) ? name : key);
}

const quotedAtLength = (answer: unknown): string[] =>
  [...texts(answer)].filter((text) => text.includes("x".repeat(MOST)));

describe.each(["r4", "r5"])("in %s", (version) => {
  test.each(ASKED)("%s with %j %j %j", async (operation, ...parameters) => {
    const named = parameters
      .filter((p) => p !== undefined)
      .map(([name, value]) => [version === "r4" && name === "sourceCode" ? "code" : name, value]);
    const { json } = await request(
      `/${version}/${operation}?${new URLSearchParams(Object.fromEntries(named))}`,
    );
    expect(quotedAtLength(json)).toEqual([]);
  });
});

test.each(["", "a"])("a text is never cut within a letter, where %j goes before", async (before) => {
  const query = new URLSearchParams({ url: ISSUES, code: before + "\u{1f9b4}".repeat(1_000) });
  const { text } = await request(`/r4/CodeSystem/$validate-code?${query}`);
  expect(text).toContain("\u{1f9b4}...");
  expect(text).not.toContain("\ufffd");
});
