import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formatXml, parseXml } from "../../src/fhir/xml/xml.ts";
import { unique } from "../unique.ts";
import { testServer } from "./support.ts";

const TOKEN = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(TOKEN).digest("hex") }];
const server = testServer({ writes: true, keys });
const XML = "application/fhir+xml";

describe.each(["r4", "r5"] as const)("XML at /%s", (version) => {
  test.each([
    "metadata",
    "metadata?mode=terminology",
    "CodeSystem/genetic-conditions",
    "ConceptMap/names-to-condition",
    "Provenance?_count=2",
    "OperationDefinition/CodeSystem-lookup",
    "ValueSet?_summary=true",
    "ValueSet/poh-codes/_history",
    "CodeSystem/none",
    "CodeSystem/$lookup",
  ])("%s says what JSON says", async (path) => {
    const json = await server.request(`/${version}/${path}`);
    const xml = await server.request(`/${version}/${path}`, { headers: { Accept: XML } });
    expect(xml.status).toBe(json.status);
    expect(xml.headers.get("content-type")).toBe(`${XML}; charset=utf-8`);
    expect(parseXml(xml.text, version)).toEqual(json.json);
  });

  test.each([
    "xml",
    "text/xml",
    "application/xml",
    "application/fhir+xml",
    "application/fhir%2Bxml",
    "application/xml+fhir",
    "application/xml%2Bfhir",
  ])(
    "_format=%s asks for it",

    async (format) => {
      const reply = await server.request(`/${version}/metadata?_format=${format}`, {
        headers: { Accept: "application/fhir+json" },
      });
      expect(reply.headers.get("content-type")).toBe(`${XML}; charset=utf-8`);
    },
  );

  test.each([
    ["application/fhir+xml, application/fhir+json;q=0.5", "xml"],
    ["application/fhir+xml;q=0.2, application/fhir+json;q=0.5", "json"],
    ["text/turtle, application/fhir+xml;q=0.1", "xml"],
    ["application/fhir+json;q=0, */*", "xml"],
    ["application/fhir+xml;q=0, */*;q=0.1", "json"],
    ["*/*", "json"],
    ["application/xml+fhir", "xml"],
    ["application/json+fhir", "json"],
    [`${XML}; fhirVersion=${version === "r4" ? "4.0" : "5.0"}`, "xml"],
  ])("Accept: %s is answered in %s", async (accept, format) => {
    const reply = await server.request(`/${version}/$versions`, { headers: { Accept: accept } });
    expect(reply.headers.get("content-type")).toContain(`fhir+${format}`);
  });

  test("resources and transactions are written and given back in it", async () => {
    const resource = {
      resourceType: "CodeSystem",
      url: unique(`http://example.org/xml/${version}`),
      status: "active",
      content: "complete",
      concept: [{ code: "a", display: "Ä < B & „C“" }],
    };
    const send = (path: string, body: object) =>
      server.request(`/${version}${path}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": XML, Accept: XML },
        body: formatXml(body, version),
      });
    const made = await send("/CodeSystem", resource);
    expect(made.status, made.text).toBe(201);
    expect(parseXml(made.text, version)).toMatchObject(resource);
    const entry = [
      { resource: { ...resource, version: "2" }, request: { method: "POST", url: "CodeSystem" } },
    ];
    const all = await send("", { resourceType: "Bundle", type: "transaction", entry });
    expect(parseXml(all.text, version)).toMatchObject({
      type: "transaction-response",
      entry: [{ resource: { version: "2" }, response: { status: "201 Created" } }],
    });
  });

  test("what is wrong with it is said with its place", async () => {
    const reply = await server.request(`/${version}/CodeSystem/$lookup`, {
      method: "POST",
      headers: { "Content-Type": XML },
      body: '<Parameters xmlns="http://hl7.org/fhir">\n<parameter><name value="code"></parameter></Parameters>',
    });
    expect(reply.status).toBe(400);
    expect(reply.json.issue[0].details.text).toMatch(/line 2/);
  });
});
