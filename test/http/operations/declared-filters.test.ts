import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const WINES = "http://example.org/wines";
const wines = {
  resourceType: "CodeSystem",
  id: "wines",
  url: WINES,
  name: "Wines",
  status: "active",
  content: "complete",
  caseSensitive: true,
  filter: [
    { code: "pairing", operator: ["=", "is-a"], value: "a dish" },
    { code: "colour", operator: ["=", "exists"], value: "a colour" },
  ],
  property: [{ code: "grape", type: "string" }],
  concept: [
    { code: "barolo", property: [{ code: "colour", valueString: "red" }] },
    { code: "soave", property: [{ code: "colour", valueString: "white" }] },
  ],
};
const notHere = {
  ...wines,
  id: "teas",
  url: "http://example.org/teas",
  name: "Teas",
  content: "not-present",
  concept: undefined,
};
const unitNames = {
  resourceType: "CodeSystem",
  id: "unit-names",
  url: "http://example.org/unit-names",
  name: "UnitNames",
  status: "active",
  content: "supplement",
  supplements: "http://unitsofmeasure.org",
  concept: [{ code: "kg", designation: [{ language: "de", value: "Kilogramm" }] }],
};
const valueSet = (system: string, property: string, op: string, value: string) => ({
  resourceType: "ValueSet",
  url: "http://example.org/filtered",
  name: "Filtered",
  status: "active",
  compose: { include: [{ system, filter: [{ property, op, value }] }] },
});

const server = testServer({ resources: [wines, notHere, unitNames] as never });

interface Answer {
  parameter?: object[];
  issue?: { code: string; expression: string[]; details: { text: string } }[];
  expansion?: { contains: { code: string }[] };
}

describe.each(["r4", "r5"])(
  "At /%s, a filter that a code system declares and has no property for",
  (version) => {
    async function post(path: string, resource: object, ...more: object[]) {
      const parameter = [{ name: "valueSet", resource }, ...more];
      const { status, json } = await server.request(`/${version}/ValueSet/${path}`, {
        method: "POST",
        headers: { "content-type": "application/fhir+json" },
        body: JSON.stringify({ resourceType: "Parameters", parameter }),
      });
      return { ...(json as Answer), status };
    }
    const coding = { name: "coding", valueCoding: { system: WINES, code: "barolo" } };

    test.each(["=", "is-a"])("and no concept either is not taken to select nothing (%s)", async (op) => {
      const asked = valueSet(WINES, "pairing", op, "fish");
      for (const answer of [await post("$expand", asked), await post("$validate-code", asked, coding)]) {
        expect(answer.status).toBe(400);
        const [issue] = answer.issue!;
        expect(issue).toMatchObject({
          code: "not-supported",
          expression: ["ValueSet.compose.include[0].filter[0]"],
        });
        expect(issue!.details.text).toContain("'pairing'");
        expect(issue!.details.text).toContain("it has grape");
      }
    });

    test("selects by what its concepts say, where they do", async () => {
      const { expansion } = await post("$expand", valueSet(WINES, "colour", "=", "red"));
      expect(expansion?.contains.map(({ code }) => code)).toEqual(["barolo"]);
      const none = await post("$expand", valueSet(WINES, "colour", "=", "green"));
      expect([none.status, none.expansion?.contains ?? []]).toEqual([200, []]);
    });

    test("takes the operators that are declared", async () => {
      const { status, issue } = await post("$expand", valueSet(WINES, "colour", "regex", "r.*"));
      expect([status, issue![0]!.details.text]).toEqual([400, expect.stringContaining("use =, exists")]);
      const units = await post(
        "$expand",
        valueSet("http://unitsofmeasure.org", "canonical", "exists", "true"),
      );
      expect([units.status, units.issue![0]!.details.text]).toEqual([400, expect.stringContaining("use =")]);
    });

    test.each([
      ["kg", true],
      ["m", false],
    ])("is worked out by a grammar, with a supplement too (%s)", async (code, is) => {
      const asked = valueSet("http://unitsofmeasure.org", "canonical", "=", "g");
      const unit = { name: "coding", valueCoding: { system: "http://unitsofmeasure.org", code } };
      const supplement = { name: "useSupplement", valueCanonical: unitNames.url };
      for (const more of [[unit], [unit, supplement]]) {
        const { parameter } = await post("$validate-code", asked, ...more);
        expect(parameter).toContainEqual({ name: "result", valueBoolean: is });
        const text = JSON.stringify(parameter);
        if (!is) expect(text).toContain("not g as required");
      }
    });

    test("of a code system whose concepts are not here tells that", async () => {
      const { status, issue } = await post("$expand", valueSet(notHere.url, "pairing", "=", "fish"));
      expect(status).toBe(404);
      expect(issue![0]!.details.text).not.toContain("pairing");
    });
  },
);
