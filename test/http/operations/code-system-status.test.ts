/** That the version of a code system that answers is not, or no longer, meant for use is told with the answer. */
import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const standards = (valueCode: string) => ({
  extension: [
    { url: "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status", valueCode },
  ],
});

/** The latest version has the status; one before it is active. */
const versions = (id: string, more: object) =>
  [{ version: "1.0" }, { version: "2.0", ...more }].map((own) => ({
    resourceType: "CodeSystem",
    id: `${id}-${own.version}`,
    url: `http://example.org/${id}`,
    status: "active",
    content: "complete",
    concept: [{ code: "a" }],
    ...own,
  }));

const STATUSES: [string, object][] = [
  ["retired", { status: "retired" }],
  ["draft", { status: "draft" }],
  ["experimental", { experimental: true }],
  ["deprecated", standards("deprecated")],
  ["withdrawn", standards("withdrawn")],
];
const resources = [...STATUSES, ["plain", {}] as const].flatMap(([id, more]) => versions(id, more));
const server = testServer({ resources: resources as never });

describe.each(["r4", "r5"])("$lookup at /%s", (version) => {
  const byGet = async (system: string, more = "") =>
    (await server.request(`/${version}/CodeSystem/$lookup?system=${system}&code=a${more}`)).json as object;
  const byPost = async (system: string) => {
    const parameter = [{ name: "coding", valueCoding: { system, code: "a" } }];
    const { json } = await server.request(`/${version}/CodeSystem/$lookup`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });
    return json as object;
  };
  const inBatch = async (system: string) => {
    const request = { method: "GET", url: `CodeSystem/$lookup?system=${system}&code=a` };
    const { json } = await server.request(`/${version}`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry: [{ request }] }),
    });
    return (json as { entry: { resource: object }[] }).entry[0]!.resource;
  };

  test.each(STATUSES)("tells that the code system is %s", async (status) => {
    const url = `http://example.org/${status}`;
    for (const ask of [byGet, byPost, inBatch]) {
      expect(values(await ask(url))).toMatchObject({
        version: "2.0",
        message: `Reference to ${status} CodeSystem ${url}|2.0`,
      });
    }
    expect(values(await byGet(url, "&version=1.0"))).not.toHaveProperty("message");
  });

  test("says nothing of an active one", async () => {
    expect(values(await byGet("http://example.org/plain"))).not.toHaveProperty("message");
  });
});
