/** A supplement of one version of a code system: what is said where it was asked for and another version answers. */
import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const SYSTEM = "http://example.org/bones";
const OTHER = "http://example.org/other";
const SUPPLEMENT = `${SYSTEM}-names`;
const bones = (version: string) => ({
  resourceType: "CodeSystem",
  id: `bones-${version}`,
  url: SYSTEM,
  version,
  status: "active",
  content: "complete",
  concept: [{ code: "femur" }],
});
const supplement = {
  ...bones("1"),
  id: "names",
  url: SUPPLEMENT,
  content: "supplement",
  supplements: `${SYSTEM}|1.0`,
  property: [{ code: "xref", type: "Coding" }],
  concept: [{ code: "femur", property: [{ code: "xref", valueCoding: { system: OTHER, code: "f" } }] }],
};
const valueSet = (extension?: object[]) => ({
  resourceType: "ValueSet",
  status: "active",
  ...(extension ? { extension } : {}),
  compose: { include: [{ system: SYSTEM }] },
});
const NEEDED = valueSet([
  { url: "http://hl7.org/fhir/StructureDefinition/valueset-supplement", valueCanonical: SUPPLEMENT },
]);
const NOT_USED = `The supplement '${SUPPLEMENT}|1' is for '${SYSTEM}|1.0'; version '2.0' answers, so it was not used.`;

const server = testServer({ resources: [bones("1.0"), bones("2.0"), supplement] as never });

describe.each(["r4", "r5"])(
  "at /%s, a supplement of an earlier version than the one that answers",
  (version) => {
    const post = async (path: string, parameter: object[]) => {
      const { json } = await server.request(`/${version}/${path}`, {
        method: "POST",
        headers: { "content-type": "application/fhir+json" },
        body: JSON.stringify({ resourceType: "Parameters", parameter }),
      });
      return json as Record<string, unknown>;
    };
    const asked = `useSupplement=${encodeURIComponent(SUPPLEMENT)}`;
    const get = async (path: string) => {
      const { json } = await server.request(`/${version}/${path}&${asked}`);
      return json as { parameter: { name: string }[] };
    };
    const code = [
      { name: "system", valueUri: SYSTEM },
      { name: "code", valueCode: "femur" },
    ];
    const use = { name: "useSupplement", valueCanonical: SUPPLEMENT };

    test("is told by $lookup and by CodeSystem/$validate-code", async () => {
      expect(values(await get(`CodeSystem/$lookup?system=${SYSTEM}&code=femur`))["message"]).toBe(NOT_USED);
      const check = `CodeSystem/$validate-code?url=${SYSTEM}&code=femur`;
      expect(values(await get(check))).toMatchObject({ result: true, diagnostics: NOT_USED });
      expect(values(await get(`${check}&version=1.0`))).not.toHaveProperty("diagnostics");
      const codeableConcept = { coding: [{ system: SYSTEM, code: "femur" }] };
      const concept = { name: "codeableConcept", valueCodeableConcept: codeableConcept };
      const url = { name: "url", valueUri: SYSTEM };
      expect(values(await post("CodeSystem/$validate-code", [url, concept, use]))).toMatchObject({
        diagnostics: NOT_USED,
      });
    });

    test.each([
      ["the request", valueSet(), [use]],
      ["the value set", NEEDED, []],
    ])("is told where %s asks for it", async (_who, set, more) => {
      const given = [{ name: "valueSet", resource: set }, ...more];
      const { expansion } = await post("ValueSet/$expand", given);
      expect((expansion as { extension: object[] }).extension).toMatchObject([{ valueString: NOT_USED }]);
      const checked = await post("ValueSet/$validate-code", [...given, ...code]);
      expect(values(checked)).toMatchObject({ result: true, diagnostics: NOT_USED });
    });

    test("is told by $translate where the code is of the other version", async () => {
      const name = version === "r4" ? "code" : "sourceCode";
      const translate = (more: string) =>
        get(`ConceptMap/$translate?system=${SYSTEM}&${name}=femur&targetsystem=${OTHER}${more}`);
      const matches = ({ parameter }: { parameter: { name: string }[] }) =>
        parameter.filter((p) => p.name === "match").length;
      const ofOwn = await translate("&version=1.0");
      expect([matches(ofOwn), values(ofOwn)["message"]]).toEqual([1, undefined]);
      const ofNone = await translate("");
      expect([matches(ofNone), values(ofNone)["message"]]).toEqual([
        1,
        `The supplement '${SUPPLEMENT}|1' is for '${SYSTEM}|1.0'; version '2.0' is the latest here, and what the supplement says may not hold for it.`,
      ]);
      const ofOther = await translate("&version=2.0");
      expect(values(ofOther)["message"]).toContain("1.0");
    });
  },
);
