import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { CHECKS, checkSource } from "../../../scripts/compile-checks.ts";
import { inputCheck } from "../../../src/fhir/operations/check.ts";
import type { OperationData } from "../../../src/fhir/operations/definition.ts";
import { inputSchema } from "../../../src/fhir/operations/schema.ts";
import { operations } from "../../../src/http/operations/index.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";

describe.each(operations.map(({ data }) => data))("the check of $file", (data) => {
  test("is compiled from today's definition (else: node scripts/compile-checks.ts)", () => {
    const source = readFileSync(new URL(`${data.file}.js`, CHECKS), "utf8");
    expect(source === checkSource(data)).toBe(true);
  });

  test("comes from a valid JSON Schema", () => {
    expect(new Ajv({ strict: false }).validateSchema(inputSchema(data))).toBe(true);
  });
});

test("no check is left of an operation that is gone", () => {
  expect(readdirSync(CHECKS).sort()).toEqual(operations.map(({ data }) => `${data.file}.js`).sort());
});

/** An operation with a parameter of each kind. */
const SAMPLE: OperationData = {
  name: "sample",
  file: "sample-that-was-never-compiled",
  resource: "CodeSystem",
  levels: ["type", "instance"],
  title: "Sample",
  description: "For tests",
  parameters: [
    { name: "code", type: "code", required: true, documentation: "the code" },
    { name: "flag", type: "boolean", documentation: "a flag" },
    { name: "count", type: "integer", min: 0, documentation: "how many" },
    { name: "coding", type: "Coding", documentation: "a coding" },
    { name: "concept", type: "CodeableConcept", documentation: "a concept" },
    { name: "either", type: "Coding", types: ["uri"], documentation: "one or the other" },
    { name: "many", type: "string", max: "*", documentation: "many" },
    { name: "set", type: "ValueSet", documentation: "a value set" },
    { name: "any", type: "Resource", documentation: "any resource" },
    {
      name: "group",
      max: "*",
      documentation: "a group",
      part: [{ name: "inner", type: "uri", required: true, documentation: "the inner one" }],
    },
    { name: "url", type: "uri", documentation: "an address" },
    { name: "never", type: "uri", refused: "it can't be", documentation: "what nobody can do" },
    { name: "else", type: "uri", refused: "send url", needlessBeside: ["url"], documentation: "the same" },
  ],
  exclusive: [["flag", "count"]],
  atMostOne: [["set", "url"]],
};
const GOOD = { code: "a", flag: true };

async function fault(input: object, level: "type" | "instance" = "type", data = SAMPLE) {
  try {
    (await inputCheck(data))(input as Record<string, unknown>, level);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(TerminologyError);
    const [issue] = (error as TerminologyError).issues;
    return `${issue.expression?.join()}: ${issue.text}`;
  }
}

test.each([
  GOOD,
  { code: "a", count: 0 },
  { ...GOOD, coding: { system: "s", code: "c", display: "" } },
  { ...GOOD, concept: { coding: [{ code: "c" }], text: "t" } },
  { ...GOOD, either: "http://x" },
  { ...GOOD, either: { code: "x" } },
  { ...GOOD, many: ["a", "b"], group: [{ inner: "u" }], any: { resourceType: "Basic" } },
  { ...GOOD, set: { resourceType: "ValueSet" } },
  { ...GOOD, url: "u", else: "u" },
])("%j passes", async (input) => expect(await fault(input)).toBeUndefined());

test.each<[object, string, string]>([
  [{ flag: true }, "code", "code is required: the code"],
  [{ ...GOOD, code: 7 }, "code", "'7' is not valid here; it is a number: send valueCode, a text in quotes"],
  [{ ...GOOD, code: true }, "code", "it is true or false: send valueCode, a text in quotes"],
  [{ ...GOOD, code: "" }, "code", "it is empty"],
  [{ ...GOOD, code: "x".repeat(9_000) }, "code", "at most 8192 characters"],
  [{ ...GOOD, code: "a\u0000b" }, "code", "control characters"],
  [{ ...GOOD, coding: { display: "a\u0000b" } }, "coding.display", "control characters"],
  [{ ...GOOD, concept: { text: "a\u0007b" } }, "concept.text", "control characters"],
  [{ ...GOOD, flag: "maybe" }, "flag", "'maybe' is not valid here; expected: boolean"],
  [{ code: "a", count: -1 }, "count", "the least value is 0"],
  [{ code: "a", count: 3e9 }, "count", "the greatest value is 2147483647"],
  [{ code: "a", count: 1.5 }, "count", "expected: integer"],
  [{ ...GOOD, coding: { system: 5 } }, "coding.system", "'5'"],
  [{ ...GOOD, concept: { coding: [{ code: "ok" }, { code: [] }] } }, "concept.coding[1].code", "'[]'"],
  [{ ...GOOD, either: 5 }, "either", "expected: Coding or uri"],
  [{ ...GOOD, many: ["a", ""] }, "many[1]", "it is empty"],
  [{ ...GOOD, set: { resourceType: "CodeSystem" } }, "set.resourceType", "expected: ValueSet"],
  [{ ...GOOD, group: [{}] }, "group.0.inner", "is required"],
  [{ code: "a" }, "flag,count", "is required: a flag"],
  [{ ...GOOD, count: 1 }, "flag,count", "Give exactly one of flag, count"],
  [{ ...GOOD, set: { resourceType: "ValueSet" }, url: "u" }, "set,url", "set, url"],
  [{ ...GOOD, url: "u", never: "x" }, "never", "never is not supported: it can't be"],
  [{ ...GOOD, else: "x" }, "else", "else is not supported: send url"],
])("%j is refused at %s", async (input, place, text) => {
  const found = await fault(input);
  expect(found?.split(": ")[0]).toBe(place);
  expect(found).toContain(text);
});

test("on an instance, groups of which one is needed may be left out", async () => {
  expect(await fault({ code: "a" }, "instance")).toBeUndefined();
});

test("on an instance, what would say which one may be given too, what can't be honoured may not", async () => {
  expect(await fault({ code: "a", else: "x" }, "instance")).toBeUndefined();
  expect(await fault({ code: "a", never: "x" }, "instance")).toContain("never is not supported");
});

test("the compiled check says what the one made from the schema says", async () => {
  const { data } = operations.find((o) => o.data.file === "expand")!;
  const inputs = [
    {},
    { url: "" },
    { url: "a", count: -1 },
    { url: "a", activeOnly: "x" },
    { url: "a", offset: 1 },
  ];
  for (const input of inputs) {
    expect(await fault(input, "type", { ...data, file: "not-compiled" })).toBe(
      await fault(input, "type", data),
    );
  }
});
