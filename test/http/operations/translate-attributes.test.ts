/** $translate with `dependsOn` and `product` of every kind of value that FHIR has for them. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const TOKEN = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(TOKEN).digest("hex") }];
const server = testServer({ writes: true, keys });

const CODING = { system: "http://example.org/b", code: "b1" };
const QUANTITY = { value: 3, unit: "kg" };
const SET = "http://example.org/set";
/** What stands in the map, and in R5's and R4's answer beside the name. */
const KINDS: [string, object, object, object][] = [
  ["code", { valueCode: "x" }, { valueCode: "x" }, { text: "x" }],
  ["Coding", { valueCoding: CODING }, { valueCoding: CODING }, { coding: [CODING] }],
  ["string", { valueString: "x" }, { valueString: "x" }, { text: "x" }],
  ["boolean", { valueBoolean: true }, { valueBoolean: true }, { text: "true" }],
  ["quantity", { valueQuantity: QUANTITY }, { valueQuantity: QUANTITY }, { text: "3 kg" }],
];

const map = (id: string, value: object) => {
  const attribute = { attribute: "about", ...value };
  const target = { code: "b1", relationship: "equivalent", dependsOn: [attribute], product: [attribute] };
  return {
    resourceType: "ConceptMap",
    id,
    url: `http://example.org/${id}`,
    name: "Map",
    status: "active",
    additionalAttribute: [{ code: "about", type: "string" }],
    group: [
      {
        source: "http://example.org/a",
        target: "http://example.org/b",
        element: [{ code: "a1", target: [target] }],
      },
    ],
  };
};

interface Part {
  name: string;
  part?: Part[];
  [value: string]: unknown;
}

async function match(version: string, id: string): Promise<Part[]> {
  const query =
    version === "r4" ? "system=http://example.org/a&code=a1" : "system=http://example.org/a&sourceCode=a1";
  const { status, json } = await server.request(`/${version}/ConceptMap/${id}/$translate?${query}`);
  expect(status).toBe(200);
  return (json.parameter as Part[]).find(({ name }) => name === "match")!.part!;
}
const partsOf = (parts: Part[], name: string): Part[] => parts.find((part) => part.name === name)!.part!;

describe("$translate gives what a mapping depends on and entails", () => {
  beforeAll(async () => {
    for (const [id, value] of [...KINDS, ["set", { valueSet: SET }] as const]) {
      const { status } = await server.request(`/r5/ConceptMap/${id}`, {
        method: "PUT",
        headers: { "Content-Type": "application/fhir+json", Authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify(map(id, value)),
      });
      expect(status).toBe(201);
    }
  });

  test.each(KINDS)("as %s", async (id, _given, r5, r4) => {
    const inR5 = await match("r5", id);
    for (const name of ["dependsOn", "product"])
      expect(partsOf(inR5, name)).toContainEqual({ name: "value", ...r5 });
    const inR4 = await match("r4", id);
    expect(partsOf(inR4, "dependsOn")).toContainEqual({ name: "concept", valueCodeableConcept: r4 });
    expect(partsOf(inR4, "product").map(({ name }) => name)).toEqual(["element", "concept"]);
  });

  test.each(["r4", "r5"])("as a member of a value set, in %s", async (version) => {
    const parts = await match(version, "set");
    for (const name of ["dependsOn", "product"])
      expect(partsOf(parts, name)).toContainEqual({ name: "valueSet", valueCanonical: SET });
  });

  test("and takes a quantity for what it depends on", async () => {
    const ask = (value: object) =>
      server.request("/r5/ConceptMap/quantity/$translate", {
        method: "POST",
        headers: { "Content-Type": "application/fhir+json" },
        body: JSON.stringify({
          resourceType: "Parameters",
          parameter: [
            { name: "sourceCoding", valueCoding: { system: "http://example.org/a", code: "a1" } },
            {
              name: "dependency",
              part: [
                { name: "attribute", valueUri: "about" },
                { name: "value", valueQuantity: value },
              ],
            },
          ],
        }),
      });
    const result = async (value: object) =>
      ((await ask(value)).json.parameter as Part[]).find(({ name }) => name === "result")!["valueBoolean"];
    expect(await result(QUANTITY)).toBe(true);
    expect(await result({ value: 4, unit: "kg" })).toBe(false);
  });
});
