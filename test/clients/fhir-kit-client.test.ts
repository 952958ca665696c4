/** fhir-kit-client, a FHIR client in use, against the running server. */
import { createHash } from "node:crypto";
import { Client } from "fhir-kit-client";
import { describe, expect, test } from "vitest";
import { testServer, values } from "../http/support.ts";

const TOKEN = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(TOKEN).digest("hex") }];
const server = testServer({ writes: true, keys });
const CONDITIONS = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const POH = "progressive-osseous-heteroplasia";

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Resource = any;

describe.each(["r4", "r5"])("%s", (version) => {
  const client = () => new Client({ baseUrl: `${server.url}/${version}`, bearerToken: TOKEN });

  test("reads the capability statement", async () => {
    const { fhirVersion }: Resource = await client().capabilityStatement();
    expect(fhirVersion).toMatch(version === "r4" ? /^4\.0/ : /^5\.0/);
  });

  test("looks up by GET and by POST", async () => {
    const input = { system: CONDITIONS, code: POH };
    const get = await client().operation({
      name: "lookup",
      resourceType: "CodeSystem",
      method: "GET",
      input,
    });
    const parameters = {
      resourceType: "Parameters",
      parameter: [{ name: "coding", valueCoding: input }],
    };
    const post = await client().operation({ name: "lookup", resourceType: "CodeSystem", input: parameters });
    expect(values(get)["display"]).toBe("Progressive osseous heteroplasia");
    expect(post).toEqual(get);
  });

  test("translates, expands and validates", async () => {
    const translated: Resource = await client().operation({
      name: "translate",
      resourceType: "ConceptMap",
      method: "GET",
      input: {
        system: CONDITIONS,
        [version === "r4" ? "code" : "sourceCode"]: POH,
        targetSystem: "http://www.omim.org",
      },
    });
    expect(values(translated)["result"]).toBe(true);
    const match = translated.parameter.find((p: Resource) => p.name === "match");
    expect(match.part.find((p: Resource) => p.name === "concept").valueCoding.code).toBe("166350");
    const expanded: Resource = await client().operation({
      name: "expand",
      resourceType: "ValueSet",
      id: "poh-codes",
      method: "GET",
    });
    expect(expanded.expansion.total).toBe(5);
    const validated = await client().operation({
      name: "validate-code",
      resourceType: "ValueSet",
      id: "poh-codes",
      method: "GET",
      input: { system: "http://www.omim.org", code: "166350" },
    });
    expect(values(validated)["result"]).toBe(true);
  });

  test("searches, and follows the pages there and back", async () => {
    const first: Resource = await client().search({
      resourceType: "ConceptMap",
      searchParams: { _count: 3, _sort: "url" },
    });
    const second: Resource = await client().nextPage({ bundle: first });
    const back: Resource = await client().prevPage({ bundle: second });
    const ids = (bundle: Resource) => bundle.entry.map((e: Resource) => e.resource.id);
    expect(ids(first)).toHaveLength(3);
    expect(ids(second)).not.toEqual(ids(first));
    expect(ids(back)).toEqual(ids(first));
  });

  test("creates, updates, reads versions, sees history, deletes", async () => {
    const body: Resource = {
      resourceType: "ValueSet",
      url: `http://example.org/kit/${version}`,
      status: "draft",
      compose: { include: [{ system: CONDITIONS }] },
    };
    const made: Resource = await client().create({ resourceType: "ValueSet", body });
    const changed = { ...made, status: "active" };
    const updated: Resource = await client().update({ resourceType: "ValueSet", id: made.id, body: changed });
    expect(updated).toMatchObject({ status: "active", meta: { versionId: "2" } });
    const old: Resource = await client().vread({ resourceType: "ValueSet", id: made.id, version: "1" });
    expect(old.status).toBe("draft");
    const past: Resource = await client().history({ resourceType: "ValueSet", id: made.id });
    expect(past.total).toBe(2);
    await client().delete({ resourceType: "ValueSet", id: made.id });
    await expect(client().read({ resourceType: "ValueSet", id: made.id })).rejects.toMatchObject({
      response: { status: 410 },
    });
  });

  test("sends a batch", async () => {
    const body: Resource = {
      resourceType: "Bundle",
      type: "batch",
      entry: [{ request: { method: "GET", url: "CodeSystem/genetic-conditions?_summary=true" } }],
    };
    const { entry }: Resource = await client().batch({ body });
    expect(entry[0].resource.url).toBe(CONDITIONS);
  });

  test("is told what is wrong", async () => {
    const wrong = client().operation({
      name: "lookup",
      resourceType: "CodeSystem",
      method: "GET",
      input: { code: "a" },
    });
    await expect(wrong).rejects.toMatchObject({
      response: { status: 400, data: { resourceType: "OperationOutcome" } },
    });
  });
});
