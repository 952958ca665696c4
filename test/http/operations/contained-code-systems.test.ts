import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const PAINTS = "http://example.org/paints";
const SHELF = "http://example.org/shelf";

const paints = {
  resourceType: "CodeSystem",
  id: "paints",
  url: PAINTS,
  version: "3",
  name: "Paints",
  status: "active",
  content: "complete",
  caseSensitive: true,
  concept: [
    { code: "oil", display: "Oil paint" },
    { code: "tempera", display: "Tempera" },
  ],
};
const pointing = {
  extension: [{ url: "http://hl7.org/fhir/StructureDefinition/valueset-system", valueCanonical: "#paints" }],
};
const shelf = {
  resourceType: "ValueSet",
  id: "shelf",
  url: SHELF,
  version: "1",
  name: "Shelf",
  status: "active",
  contained: [paints],
  compose: { include: [{ system: PAINTS, _system: pointing }] },
};
const other = {
  resourceType: "ValueSet",
  id: "other",
  url: "http://example.org/other",
  name: "Other",
  status: "active",
  compose: { include: [{ system: PAINTS }] },
};

const server = testServer({ resources: [shelf, other] as never });

interface Contains {
  expansion?: { contains: { code: string; display: string }[] };
}
const codes = ({ expansion }: Contains) => expansion?.contains.map(({ code }) => code);
const result = ({ parameter }: { parameter: { name: string; valueBoolean?: boolean }[] }) =>
  parameter.find(({ name }) => name === "result")?.valueBoolean;

describe.each(["r4", "r5"])("At /%s, a code system that a value set contains", (version) => {
  const get = (path: string) => server.request(`/${version}/${path}`);
  const post = (path: string, parameter: object[]) =>
    server.request(`/${version}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });
  const sent = { name: "valueSet", resource: shelf };
  const coding = (code: string) => ({ name: "coding", valueCoding: { system: PAINTS, code } });

  test("has the codes of its expansion, stored or sent along", async () => {
    for (const asked of [
      get(`ValueSet/$expand?url=${SHELF}`),
      get("ValueSet/shelf/$expand"),
      post("ValueSet/$expand", [sent]),
    ])
      expect(codes((await asked).json as Contains)).toEqual(["oil", "tempera"]);
  });

  test("says which codes are in it, with their displays", async () => {
    for (const [code, is] of [
      ["oil", true],
      ["acrylic", false],
    ] as const) {
      const answers = [
        get(`ValueSet/$validate-code?url=${SHELF}&system=${PAINTS}&code=${code}`),
        post("ValueSet/$validate-code", [sent, coding(code)]),
      ];
      for (const answer of answers) expect(result((await answer).json as never)).toBe(is);
    }
    const path = `ValueSet/$validate-code?url=${SHELF}&system=${PAINTS}&code=oil`;
    expect(result((await get(`${path}&display=Tempera`)).json as never)).toBe(false);
    expect(result((await get(`${path}&display=Oil%20paint`)).json as never)).toBe(true);
  });

  test("is known to that value set alone", async () => {
    expect((await get(`ValueSet/$expand?url=${SHELF}`)).status).toBe(200);
    expect((await get("ValueSet/other/$expand")).status).toBe(404);
    expect((await get(`CodeSystem/$lookup?system=${PAINTS}&code=oil`)).status).toBe(404);
  });
});
