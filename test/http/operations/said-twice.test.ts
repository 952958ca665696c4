import { describe, expect, test } from "vitest";
import { together } from "../../../src/http/operations/said-twice.ts";
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
const newer = {
  ...codeSystem,
  id: "cs2",
  version: "2",
  concept: [...codeSystem.concept, { code: "b", display: "Bear" }],
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
const server = testServer({ resources: [codeSystem, newer, valueSet, conceptMap] });

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

  describe("of a resource that is sent", () => {
    const { id: _, ...sentSystem } = codeSystem;
    const { id: __, ...sentSet } = valueSet;
    const set = { name: "valueSet", resource: sentSet };
    const system = { name: "codeSystem", resource: sentSystem };
    const code = { name: "code", valueCode: "a" };
    const [inSystem, inSet] = ["CodeSystem/$validate-code", "ValueSet/$validate-code"];
    const told = async (path: string, given: object[], name: string, valueUri: string) => {
      const { status, json } = await post(path, [...given, { name, valueUri }]);
      return status === 200 ? values(json)["result"] : json.issue[0].details.text;
    };

    test.each([
      [inSet, [set, bare], "url", SYSTEM, `the value set given has the url '${SET}'`],
      [inSet, [set, bare], "url", `${SET}|2`, "the value set given has version 1"],
      [inSystem, [system, code], "url", SET, `the code system given has the url '${SYSTEM}'`],
      [inSystem, [system, bare], "url", `${SYSTEM}|2`, "the code system given has version 1"],
      [inSystem, [system, code], "system", SET, `the code system given has the url '${SYSTEM}'`],
    ])("is refused where its url says otherwise: %s %#", async (path, given, name, value, why) => {
      const said = value.split("|").at(-1)!;
      expect(await told(path, given, name, value)).toBe(`${name}: '${said}' is not valid here; ${why}`);
    });

    test("counts where its url says the same, or nothing", async () => {
      for (const url of [SET, `${SET}|1`]) expect(await told(inSet, [set, bare], "url", url)).toBe(true);
      for (const url of [SYSTEM, `${SYSTEM}|1`])
        expect(await told(inSystem, [system, code], "url", url)).toBe(true);
      const { url: _url, ...nameless } = sentSet;
      expect(await told(inSet, [{ ...set, resource: nameless }, bare], "url", SET)).toBe(true);
    });
  });

  describe("beside a CodeableConcept", () => {
    const plain = { code: "a", system: SYSTEM };
    const stranger = { code: "q", system: "http://example.org/strange" };
    const asked = async (operation: string, name: string, coding: object[], beside: object) => {
      const of = operation.startsWith("ConceptMap") ? { name: "url", valueUri: MAP } : ofSet;
      return post(operation, [of, { name, valueCodeableConcept: { coding } }, beside]);
    };
    const validated = ["ValueSet/$validate-code", "codeableConcept"] as const;
    const translated = ["ConceptMap/$translate", "sourceCodeableConcept"] as const;
    const system = { name: "system", valueUri: "http://example.org/none" };

    test.each([
      [...validated, system],
      [...validated, { name: "systemVersion", valueString: "9" }],
      [...validated, { name: "display", valueString: "Bear" }],
      [...translated, system],
      [...translated, { name: "version", valueString: "9" }],
    ])("is refused where none of several codings says it: %s, %s %o", async (operation, name, beside) => {
      const { status, json } = await asked(operation, name, [plain, stranger], beside);
      expect(status).toBe(400);
      expect(json.issue[0]).toMatchObject({ expression: [beside.name] });
      expect(json.issue[0].details.text).toContain("none of the codings says that");
    });

    test("counts where one of them says it, or the only one does not say it itself", async () => {
      const ofSystem = { name: "system", valueUri: SYSTEM };
      for (const [operation, name] of [validated, translated])
        for (const coding of [[plain, stranger], [{ code: "a" }]]) {
          const { json } = await asked(operation, name, coding, ofSystem);
          expect(values(json)["result"]).toBe(true);
        }
      const bear = await asked(...validated, [plain], { name: "display", valueString: "Bear" });
      expect(values(bear.json)["result"]).toBe(false);
    });

    test("is refused where the only coding says otherwise", async () => {
      for (const [operation, name] of [validated, translated]) {
        const { status, json } = await asked(operation, name, [plain], system);
        expect(status).toBe(400);
        expect(json.issue[0].details.text).toContain(`the coding says ${SYSTEM}`);
      }
    });
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
    ["the resource in the address", "CodeSystem/cs/$validate-code", [bare], "version"],
  ])("is refused where %s has another version: %s", async (_, path, given, name) => {
    const asked = (version: string) => post(path, [...given, { name, valueString: version }]);
    const { status, json } = await asked("9");
    expect(status).toBe(400);
    expect(json.issue[0]).toMatchObject({ expression: [name] });
    expect(json.issue[0].details.text).toContain("has version 1");
    expect((await asked("1")).status).toBe(200);
  });

  describe("is refused where a code is of another version than the code system that it is validated against", () => {
    const other = { system: SYSTEM, version: "2", code: "b" };
    const coding = { name: "coding", valueCoding: other };
    const concept = { name: "codeableConcept", valueCodeableConcept: { coding: [other] } };
    const code = [
      { name: "code", valueCode: "b" },
      { name: "version", valueString: "2" },
    ];
    const sent = { name: "codeSystem", resource: codeSystem };
    const first = { name: "version", valueString: "1" };

    test.each([
      ["version", "CodeSystem", [ofSystem, first, coding]],
      ["version without url", "CodeSystem", [first, coding]],
      ["version beside a CodeableConcept", "CodeSystem", [ofSystem, first, concept]],
      ["url|version", "CodeSystem", [{ name: "url", valueUri: `${SYSTEM}|1` }, coding]],
      ["the code system sent", "CodeSystem", [sent, coding]],
      ["the code system in the address", "CodeSystem/cs", [coding]],
      ["the code system in the address, a CodeableConcept", "CodeSystem/cs", [concept]],
      ["the code system in the address, a code", "CodeSystem/cs", code],
    ])("%s", async (_, path, given) => {
      const { status, json } = await post(`${path}/$validate-code`, given);
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toContain("ersion: '2' is not valid here");
      expect(json.issue[0].details.text).toContain("version 1");
    });

    test("the code system in the address, of two codes to compare", async () => {
      const compared = ["codingA", "codingB"].map((name) => ({ name, valueCoding: other }));
      const { status, json } = await post("CodeSystem/cs/$subsumes", compared);
      expect(status).toBe(400);
      expect(json.issue[0]).toMatchObject({ expression: ["codingA.version"] });
    });

    test("not for codings of another system, nor for the same version", async () => {
      const stranger = { system: "http://example.org/none", version: "2", code: "b" };
      const fitting = { ...other, version: "1", code: "a" };
      const both = { name: "codeableConcept", valueCodeableConcept: { coding: [stranger, fitting] } };
      const { json } = await post("CodeSystem/cs/$validate-code", [both]);
      expect(values(json)).toMatchObject({ result: true, version: "1" });
    });
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

describe("what stands in the address and in the body", () => {
  const code = (value: string) => ({ name: "code", valueCode: value });

  test("has to be the same", async () => {
    const asked = (inAddress: string) =>
      post(`CodeSystem/$validate-code?code=${inAddress}&url=${SYSTEM}`, [code("a")]);
    expect(values((await asked("a")).json)["result"]).toBe(true);
    const { status, json } = await asked("b");
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toBe("code: 'a' is not valid here; the address says 'b'");
  });

  test("has to be the same in a form, too", async () => {
    const { status, json } = await server.request(`/r4/ValueSet/$expand?url=${SET}&count=1`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "count=2",
    });
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain("the address says '1'");
  });

  test("goes together where a parameter may repeat", () => {
    expect(together({ property: ["parent"], code: "a" }, { property: ["child"] })).toEqual({
      property: ["parent", "child"],
      code: "a",
    });
  });

  test("is one resource: beside that in the address none may come along", async () => {
    for (const [path, name, resource] of [
      ["ValueSet/vs/$expand", "valueSet", valueSet],
      ["ValueSet/vs/$validate-code", "valueSet", valueSet],
      ["CodeSystem/cs/$validate-code", "codeSystem", codeSystem],
      ["ConceptMap/cm/$translate", "conceptMap", conceptMap],
    ] as const) {
      const { status, json } = await post(path, [{ name, resource }, bare]);
      expect(status).toBe(400);
      expect(json.issue[0].details.text).toMatch(new RegExp(`^${name}: .* is in the address$`));
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
