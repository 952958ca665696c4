import { describe, expect, test } from "vitest";
import { animals, filtered, listed, SETS, valueSet } from "../../fixtures/animals.ts";
import { testServer } from "../support.ts";

const dogs = valueSet("dogs", [filtered(["concept", "is-a", "dog"])], { version: "1.0.0" });
const cats = valueSet("cats", [listed("cat", "puppy")]);
const server = testServer({ resources: [animals, dogs, cats] });

interface Parameter {
  name: string;
  valueString?: string;
  valueCode?: string;
  valueBoolean?: boolean;
}

const valuesOf = (json: { parameter: Parameter[] }) =>
  json.parameter.map((p) => `${p.name}=${p.valueString ?? p.valueCode ?? p.valueBoolean}`);

describe.each(["r4", "r5"])("ValueSet/$compare on /%s", (version) => {
  const base = `/${version}/ValueSet/$compare`;
  const post = (parameter: object[]) =>
    server.request(base, {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });

  test("says by GET how two stored value sets relate, and with diagnostics by which codes", async () => {
    const query = `?thisUrl=${encodeURIComponent(`${SETS}dogs|1.0.0`)}&otherUrl=${encodeURIComponent(`${SETS}cats`)}`;
    const plain = await server.request(base + query);
    expect(plain.status).toBe(200);
    expect(valuesOf(plain.json)).toEqual([
      "result=overlapping",
      `message=Both value sets ${SETS}dogs|1.0.0 and ${SETS}cats contain the codes the other doesn't, but there is some overlap`,
      "performed-expansion=true",
    ]);
    const { json } = await server.request(`${base}${query}&diagnostics=true`);
    expect(valuesOf(json).slice(3)).toEqual(["common-codes=puppy", "missing-codes=dog", "extra-codes=cat"]);
  });

  test("takes value sets that are sent, and needs both", async () => {
    const both = await post([
      { name: "thisValueSet", resource: dogs },
      { name: "otherValueSet", resource: dogs },
    ]);
    expect(valuesOf(both.json)[0]).toBe("result=same");
    const one = await post([{ name: "thisValueSet", resource: dogs }]);
    expect(one.status).toBe(400);
    expect(one.json.issue[0].details.text).toMatch(/^otherUrl or otherValueSet is required/);
    const unknown = await server.request(`${base}?thisUrl=http://example.org/none&otherUrl=${SETS}cats`);
    expect(unknown.status).toBe(404);
  });
});
