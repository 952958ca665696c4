import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { software } from "../../../src/content/software.ts";
import { validateResource } from "../../../src/fhir/validation/validation.ts";
import { operations } from "../../../src/http/operations/index.ts";
import { ownServer, testServer, values } from "../support.ts";

const server = testServer();
const VERSIONS = { r4: "4.0.1", r5: "5.0.0" } as const;

describe.each(Object.entries(VERSIONS))("%s", (version, fhirVersion) => {
  test("the capability statement names every operation at its level, with a definition", async () => {
    const { status, json } = await server.request(`/${version}/metadata`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      resourceType: "CapabilityStatement",
      fhirVersion,
      kind: "instance",
      status: "active",
    });
    const [rest] = json.rest;
    for (const { data } of operations) {
      const home = data.resource
        ? rest.resource.find((r: { type: string }) => r.type === data.resource)
        : rest;
      const entry = home.operation.find((o: { name: string }) => o.name === data.name);
      expect(entry?.definition, data.name).toMatch(/^https?:\/\//);
    }
  });

  test.each(["metadata", "metadata?mode=terminology", "OperationDefinition?_count=100"])(
    "%s is valid FHIR",
    async (path) => {
      const { json } = await server.request(`/${version}/${path}`);
      const issues = await validateResource(json, version as "r4" | "r5");
      expect(issues.filter((issue) => issue.severity === "error")).toEqual([]);
    },
  );

  test("_elements gives those, and what may not be missing", async () => {
    const namesIn = async (query: string) =>
      Object.keys((await server.request(`/${version}/metadata?${query}`)).json).sort();
    const wanted = (more: string[]) => ["resourceType", "meta", "status", "date", "kind", ...more].sort();
    expect(await namesIn("_elements=software,status")).toEqual(wanted(["fhirVersion", "format", "software"]));
    expect(await namesIn("mode=terminology&_elements=expansion")).toEqual(wanted(["expansion"]));
  });

  test("a summary has all that clients look for in it", async () => {
    const { json } = await server.request(`/${version}/metadata?_summary=true`);
    expect(json).toEqual((await server.request(`/${version}/metadata`)).json);
  });

  test("it says where it is reached", async () => {
    const { json } = await server.request(`/${version}/metadata`);
    expect(json.implementation.url).toBe(`${server.url}/${version}`);
  });

  test("only search parameters of this version are listed", async () => {
    const { json } = await server.request(`/${version}/metadata`);
    const maps = json.rest[0].resource.find((r: { type: string }) => r.type === "ConceptMap");
    const names = maps.searchParam.map((p: { name: string }) => p.name);
    expect(names).toContain("url");
    expect(names.includes("source-scope")).toBe(version === "r5");
    expect(names.includes("source-system")).toBe(version === "r4");
  });

  test("without writing switched on, nothing that changes resources is offered", async () => {
    const { json } = await server.request(`/${version}/metadata`);
    for (const resource of json.rest[0].resource) {
      const codes = resource.interaction.map((i: { code: string }) => i.code);
      expect(codes).toEqual(["read", "vread", "history-instance", "history-type", "search-type"]);
    }
    const codes = json.rest[0].interaction.map((i: { code: string }) => i.code);
    expect(codes).toEqual(["transaction", "batch", "history-system"]);
  });

  test("the terminology capabilities list the stored code systems and what $expand takes", async () => {
    const { json } = await server.request(`/${version}/metadata?mode=terminology`);
    expect(json.resourceType).toBe("TerminologyCapabilities");
    const conditions = json.codeSystem.find(
      (c: { uri: string }) => c.uri === "https://w3id.org/ossicle/CodeSystem/genetic-conditions",
    );
    expect(conditions.version).toMatchObject([{ code: "1.0.0", isDefault: true }]);
    expect(conditions.content).toBe(version === "r5" ? "complete" : undefined);
    const parameters = json.expansion.parameter.map((p: { name: string }) => p.name);
    expect(parameters).toContain("tx-resource");
    expect(parameters).toContain("activeOnly");
    // Who reads it there sends tx-resources only once, and a restart or another node would not know them.
    expect(parameters).not.toContain("cache-id");
  });

  test("a supplement is not listed as a code system", async () => {
    const { json } = await server.request(`/${version}/CodeSystem?content-mode=supplement`);
    const capabilities = await server.request(`/${version}/metadata?mode=terminology`);
    const uris = capabilities.json.codeSystem.map((c: { uri: string }) => c.uri);
    expect(json.total).toBeGreaterThan(0);
    for (const entry of json.entry) expect(uris).not.toContain(entry.resource.url);
  });

  test("an unknown mode is refused", async () => {
    const { status, json } = await server.request(`/${version}/metadata?mode=everything`);
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toContain("full, normative or terminology");
  });

  test("$versions names the version of the address", async () => {
    const { json } = await server.request(`/${version}/$versions`);
    expect(values(json)).toEqual({ version: fhirVersion.slice(0, 3), default: fhirVersion.slice(0, 3) });
  });

  test("each operation has its definition as a resource", async () => {
    for (const { data } of operations) {
      const id = data.resource ? `${data.resource}-${data.name}` : data.name;
      const { status, json } = await server.request(`/${version}/OperationDefinition/${id}`);
      expect(status, id).toBe(200);
      expect(json).toMatchObject({ code: data.name, system: data.levels.includes("system") });
      const inputs = (json.parameter ?? []).filter((p: { use: string }) => p.use === "in");
      expect(inputs.map((p: { name: string }) => p.name)).toEqual(data.parameters.map((p) => p.name));
    }
  });
});

test("a batch is told of the code systems as they are after each write", async () => {
  const key = "secret";
  await using own = await ownServer({
    resources: [],
    writes: true,
    keys: [{ name: "tests", sha256: createHash("sha256").update(key).digest("hex") }],
  });
  const url = "http://example.org/new";
  const codeSystem = { resourceType: "CodeSystem", id: "new", url, status: "active", content: "complete" };
  const entries = [
    { request: { method: "GET", url: "metadata?mode=terminology" } },
    { request: { method: "PUT", url: "CodeSystem/new" }, resource: codeSystem },
    { request: { method: "GET", url: "metadata?mode=terminology" } },
    { request: { method: "GET", url: "metadata?mode=terminology" } },
  ];
  const { json } = await own.request("/r5", {
    method: "POST",
    headers: { "content-type": "application/fhir+json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ resourceType: "Bundle", type: "batch", entry: entries }),
  });
  type Listed = { resource?: { codeSystem?: { uri: string }[] } };
  const isListed = ({ resource }: Listed) => resource?.codeSystem?.some(({ uri }) => uri === url);
  expect(json.entry.map(isListed)).toEqual([false, undefined, true, true]);
});

test("the software's version is the package's", () => {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  expect(software.version).toBe((JSON.parse(text) as { version: string }).version);
});

test("the software's release date is the changelog's", () => {
  const text = readFileSync(new URL("../../../CHANGELOG.md", import.meta.url), "utf8");
  expect(text).toContain(`## ${software.version} (${software.releaseDate})`);
});
