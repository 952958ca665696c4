/** What the server makes itself (Bundles, outcomes, Parameters) is valid FHIR of the version spoken. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { validateResource } from "../../src/fhir/validation/validation.ts";
import { unique } from "../unique.ts";
import { testServer } from "./support.ts";

const TOKEN = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(TOKEN).digest("hex") }];
const server = testServer({ writes: true, keys });
const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";

describe.each(["r4", "r5"] as const)("%s", (version) => {
  const expectValid = async (json: unknown) => {
    const issues = await validateResource(json, version);
    const faults = issues.filter((issue) => issue.severity === "error");
    expect(faults, JSON.stringify(json).slice(0, 1_000)).toEqual([]);
  };

  test.each([
    "CodeSystem",
    "CodeSystem?_summary=true&_count=3&_offset=3",
    "ConceptMap?_elements=url&colour=blue",
    "ValueSet?_summary=count",
    "CodeSystem/_history?_count=3",
    "ValueSet/poh-codes/_history",
    "CodeSystem/genetic-conditions?_summary=text",
    "Provenance",
    "$versions",
    `CodeSystem/$lookup?system=${SYSTEM}&code=progressive-osseous-heteroplasia`,
    "ValueSet/poh-codes/$expand?includeDesignations=true&property=parent",
    "ValueSet/poh-codes/$validate-code?system=http://www.omim.org&code=none",
    "ConceptMap/condition-to-omim/$translate?system=http://none&code=none&sourceCode=none",
    "Nothing",
    "CodeSystem/$lookup?cod=x",
  ])("%s", async (path) => expectValid((await server.request(`/${version}/${path}`)).json));

  test.each(["batch", "transaction"])("the answer to a %s", async (type) => {
    const resource = {
      resourceType: "CodeSystem",
      url: unique(`http://example.org/${type}/${version}`),
      status: "active",
      content: "not-present",
    };
    const entry = [
      { resource, request: { method: "POST", url: "CodeSystem" } },
      { request: { method: "GET", url: "CodeSystem/none" } },
      { request: { method: "DELETE", url: "ValueSet?url=http://example.org/none" } },
      { request: { method: "GET", url: "CodeSystem?_count=1" } },
    ];
    const { json } = await server.request(`/${version}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type, entry }),
    });
    expect(json.entry.map((e: { response: { status: string } }) => e.response.status.slice(0, 3))).toEqual([
      "201",
      "404",
      "204",
      "200",
    ]);
    await expectValid(json);
  });
});
