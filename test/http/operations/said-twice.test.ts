import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const SYSTEM = "http://example.org/cs";
const SET = "http://example.org/vs";
const MAP = "http://example.org/cm";
const codeSystem = {
  resourceType: "CodeSystem" as const,
  id: "cs",
  url: SYSTEM,
  version: "1",
  status: "active" as const,
  content: "complete" as const,
  concept: [{ code: "a", display: "Ape" }],
};
const valueSet = {
  resourceType: "ValueSet" as const,
  id: "vs",
  url: SET,
  version: "1",
  status: "active" as const,
  compose: { include: [{ system: SYSTEM }] },
};
const conceptMap = {
  resourceType: "ConceptMap" as const,
  id: "cm",
  url: MAP,
  version: "1",
  status: "active" as const,
  group: [
    {
      source: SYSTEM,
      target: "http://example.org/other",
      element: [{ code: "a", target: [{ code: "b", relationship: "equivalent" as const }] }],
    },
  ],
};
const server = testServer({ resources: [codeSystem, valueSet, conceptMap] });

const post = (path: string, parameter: object[]) =>
  server.request(`/r5/${path}`, {
    method: "POST",
    headers: { "content-type": "application/fhir+json" },
    body: JSON.stringify({ resourceType: "Parameters", parameter }),
  });
const coding = { name: "coding", valueCoding: { system: SYSTEM, code: "a", version: "1" } };
const bare = { name: "coding", valueCoding: { system: SYSTEM, code: "a" } };
const ofSet = { name: "url", valueUri: SET };
const ofSystem = { name: "url", valueUri: SYSTEM };

describe("what a request says twice", () => {
  test.each([
    ["$lookup", "CodeSystem/$lookup", [coding], "system", "http://example.org/none"],
    ["$lookup", "CodeSystem/$lookup", [coding], "version", "9"],
    ["$subsumes", "CodeSystem/$subsumes", subsumed(), "version", "9"],
    [
      "ValueSet $validate-code",
      "ValueSet/$validate-code",
      [ofSet, coding],
      "system",
      "http://example.org/none",
    ],
    ["ValueSet $validate-code", "ValueSet/$validate-code", [ofSet, coding], "systemVersion", "9"],
    ["$translate", "ConceptMap/$translate", [sourceCoding()], "sourceSystem", "http://example.org/none"],
  ])("is refused where a coding says otherwise: %s, %s %s %s", async (_, path, given, name, value) => {
    const type = name.toLowerCase().includes("version") ? "valueString" : "valueUri";
    const { status, json } = await post(path, [...given, { name, [type]: value }]);
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain(`${name}: '${value}' is not valid here; the coding says`);
  });

  test.each([
    ["a value set", "ValueSet/$expand", [{ name: "valueSet", resource: valueSet }], "valueSetVersion"],
    [
      "a code system",
      "CodeSystem/$validate-code",
      [
        { name: "codeSystem", resource: codeSystem },
        { name: "code", valueCode: "a" },
      ],
      "version",
    ],
    [
      "a map",
      "ConceptMap/$translate",
      [{ name: "conceptMap", resource: conceptMap }, sourceCoding()],
      "conceptMapVersion",
    ],
    [
      "the url",
      "ConceptMap/$translate",
      [{ name: "url", valueUri: `${MAP}|1` }, sourceCoding()],
      "conceptMapVersion",
    ],
    [
      "the url",
      "CodeSystem/$validate-code",
      [
        { name: "url", valueUri: `${SYSTEM}|1` },
        { name: "code", valueCode: "a" },
      ],
      "version",
    ],
  ])("is refused where %s has another version: %s", async (_, path, given, name) => {
    const asked = (version: string) => post(path, [...given, { name, valueString: version }]);
    const { status, json } = await asked("9");
    expect(status).toBe(400);
    expect(json.issue[0]).toMatchObject({ expression: [name] });
    expect(json.issue[0].details.text).toContain("has version 1");
    expect((await asked("1")).status).toBe(200);
  });

  test("counts where the coding does not say it itself", async () => {
    const version = await post("CodeSystem/$lookup", [bare, { name: "version", valueString: "9" }]);
    expect(version.status).toBe(404);
    for (const [path, of] of [
      ["ValueSet/$validate-code", ofSet],
      ["CodeSystem/$validate-code", ofSystem],
    ] as const) {
      const display = (text: string) => post(path, [of, bare, { name: "display", valueString: text }]);
      expect(values((await display("Ape")).json)["result"]).toBe(true);
      expect(values((await display("Bear")).json)["result"]).toBe(false);
    }
  });
});

function subsumed() {
  return [
    { name: "codingA", valueCoding: coding.valueCoding },
    { name: "codingB", valueCoding: coding.valueCoding },
  ];
}

function sourceCoding() {
  return { name: "sourceCoding", valueCoding: coding.valueCoding };
}
