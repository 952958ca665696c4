/** Addresses that FHIR gives a meaning and that are not offered here: the answer says what is. */
import { describe, expect, test } from "vitest";
import { testServer } from "../support.ts";

const server = testServer({ resources: [] });
const SNOMED = "http://snomed.info/sct";

interface Issue {
  diagnostics: string;
}

describe.each(["r4", "r5"])("at /%s", (version) => {
  const base = `/${version}`;
  const refusals = async (operation: string, url: string, more: string) => {
    const path = `${operation}?url=${encodeURIComponent(url)}${more}`;
    const byGet = await server.request(`${base}/${path}`);
    const query = new URLSearchParams(more.slice(1));
    const parameter = [
      { name: "url", valueUri: url },
      ...Array.from(query, ([own, value]) => ({
        name: own,
        [own === "system" ? "valueUri" : "valueCode"]: value,
      })),
    ];
    const json = { "content-type": "application/fhir+json" };
    const byPost = await server.request(`${base}/${operation}`, {
      method: "POST",
      headers: json,
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });
    const entry = [{ request: { method: "GET", url: path } }];
    const body = JSON.stringify({ resourceType: "Bundle", type: "batch", entry });
    const batch = await server.request(base, { method: "POST", headers: json, body });
    const [inBatch] = (
      batch.json as { entry: { response: { status: string; outcome: { issue: Issue[] } } }[] }
    ).entry;
    return [
      [byGet.status, (byGet.json as { issue: Issue[] }).issue[0]!.diagnostics],
      [byPost.status, (byPost.json as { issue: Issue[] }).issue[0]!.diagnostics],
      [Number.parseInt(inBatch!.response.status, 10), inBatch!.response.outcome.issue[0]!.diagnostics],
    ] as const;
  };

  test.each([
    [`${SNOMED}?fhir_cm=900000000000526001`, "That would be a concept map"],
    [
      "http://fhir.org/VCL?v1=(http://example.org)a;b",
      "(VCL) are not read here; send the value set itself (valueSet)",
    ],
    [`${SNOMED}?fhir_vs=refset/723264001`, "neither reference sets nor ECL"],
    [`${SNOMED}?fhir_vs=ecl/<<73211009`, "neither reference sets nor ECL"],
    [`${SNOMED}?fhir_vs=isa/73211009`, "It would be codes of SNOMED CT, and that code system is not here"],
  ])("the value set %s is not found, and it is said why", async (url, why) => {
    for (const operation of ["ValueSet/$expand", "ValueSet/$validate-code"]) {
      const more = operation === "ValueSet/$expand" ? "" : `&system=${SNOMED}&code=1`;
      for (const [status, told] of await refusals(operation, url, more)) {
        expect(status).toBe(404);
        expect(told).toContain(why);
      }
    }
  });

  test("so it is of the map of a reference set", async () => {
    const code = version === "r4" ? "code" : "sourceCode";
    const url = `${SNOMED}?fhir_cm=900000000000526001`;
    const more = `&system=${SNOMED}&${code}=1`;
    for (const [status, told] of await refusals("ConceptMap/$translate", url, more)) {
      expect(status).toBe(404);
      expect(told).toContain("(?fhir_cm=[reference set]) are not made here; import the map as a ConceptMap");
    }
  });
});
