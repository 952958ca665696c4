import { describe, expect, test } from "vitest";
import type { OperationData } from "../../../src/fhir/operations/definition.ts";
import { isLongOutput, outputInPieces, writeOutput } from "../../../src/fhir/operations/write-parameters.ts";
import { versions } from "../../../src/fhir/versions.ts";
import { JSON_NOTATION } from "../../../src/terminology/resources/notation.ts";

const data = (output: OperationData["output"] = []): OperationData => ({
  name: "sample",
  file: "sample",
  levels: ["system"],
  title: "Sample",
  description: "For tests",
  parameters: [],
  output,
});

describe("an output", () => {
  const definition = data([
    { name: "result", type: "boolean", documentation: "" },
    { name: "many", type: "code", max: "*", documentation: "" },
    { name: "one", type: "Coding", documentation: "" },
    { name: "open", type: "string", types: ["Coding"], documentation: "" },
    { name: "issues", type: "OperationOutcome", documentation: "" },
    { name: "equivalence", type: "code", versions: ["r4"], documentation: "" },
    { name: "relationship", type: "code", versions: ["r5"], documentation: "" },
    {
      name: "group",
      max: "*",
      documentation: "",
      part: [
        { name: "element", type: "uri", versions: ["r4"], documentation: "" },
        { name: "attribute", type: "uri", versions: ["r5"], documentation: "" },
        { name: "value", type: "string", types: ["code"], documentation: "" },
      ],
    },
  ]);
  const write = (output: object, version: "r4" | "r5" = "r5") =>
    (writeOutput(definition, output, versions[version]) as { parameter: unknown[] }).parameter;

  test("is written with the types of its definition, in its own order", () => {
    const issues = { resourceType: "OperationOutcome", issue: [] };
    expect(write({ one: { code: "a" }, result: false, many: ["x", "y"], issues })).toEqual([
      { name: "one", valueCoding: { code: "a" } },
      { name: "result", valueBoolean: false },
      { name: "many", valueCode: "x" },
      { name: "many", valueCode: "y" },
      { name: "issues", resource: issues },
    ]);
  });

  test("is the same in pieces, none of which is long", async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `code-${i}`);
    const output = { result: true, many, one: { code: "a" }, relationship: undefined, equivalence: "wider" };
    const pieces: string[] = [];
    for await (const piece of outputInPieces(definition, output, versions.r4, JSON_NOTATION))
      pieces.push(piece);
    expect(JSON.parse(pieces.join(""))).toEqual(writeOutput(definition, output, versions.r4));
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(50_000);
    expect(isLongOutput(output)).toBe(true);
    expect(isLongOutput({ ...output, many: ["x"] })).toBe(false);
  });

  test("says the type of a value where the definition leaves it open", () => {
    expect(write({ open: { type: "Coding", value: { code: "a" } } })).toEqual([
      { name: "open", valueCoding: { code: "a" } },
    ]);
    expect(write({ group: [{ value: { type: "dateTime", value: "2020" } }] })).toEqual([
      { name: "group", part: [{ name: "value", valueDateTime: "2020" }] },
    ]);
  });

  test("has the names of the version that is spoken", () => {
    const output = {
      equivalence: "wider",
      relationship: "source-is-narrower-than-target",
      group: [{ element: "urn:e", attribute: "urn:a" }],
    };
    expect(write(output, "r4")).toEqual([
      { name: "equivalence", valueCode: "wider" },
      { name: "group", part: [{ name: "element", valueUri: "urn:e" }] },
    ]);
    expect(write(output, "r5")).toEqual([
      { name: "relationship", valueCode: "source-is-narrower-than-target" },
      { name: "group", part: [{ name: "attribute", valueUri: "urn:a" }] },
    ]);
  });

  test("leaves out what is absent", () => {
    expect(write({ result: undefined, many: [] })).toEqual([]);
  });

  test("can't hold what nobody defined", () => {
    expect(() => write({ other: 1 })).toThrow("other");
  });
});

test("a single resource called return is the answer itself", () => {
  const valueSet = { resourceType: "ValueSet" };
  const definition = data([{ name: "return", type: "ValueSet", documentation: "" }]);
  expect(writeOutput(definition, { return: valueSet }, versions.r5)).toBe(valueSet);
});

test("resources in an output are in the shape of the version that is spoken", () => {
  const valueSet = { resourceType: "ValueSet", copyrightLabel: "CC0" };
  const returned = data([{ name: "return", type: "ValueSet", documentation: "" }]);
  const among = data([
    { name: "result", type: "boolean", documentation: "" },
    { name: "valueSet", type: "ValueSet", documentation: "" },
  ]);
  const output = { result: true, valueSet };
  for (const version of [versions.r4, versions.r5]) {
    const expected = version.resourceOut(valueSet);
    expect("copyrightLabel" in expected).toBe(version.name === "r5");
    expect(writeOutput(returned, { return: valueSet }, version)).toEqual(expected);
    expect(writeOutput(among, output, version)).toEqual({
      resourceType: "Parameters",
      parameter: [
        { name: "result", valueBoolean: true },
        { name: "valueSet", resource: expected },
      ],
    });
  }
});
