/** NamingSystem/$preferred-id: by which other identifier a system goes. */
import { describe, expect, test } from "vitest";
import { storeOf } from "../../src/storage/overlay.ts";
import { TerminologyError } from "../../src/terminology/issues/issue.ts";
import type { CodeSystem, NamingSystem, Resource } from "../../src/terminology/model.ts";
import { preferredId, type PreferredIdRequest } from "../../src/terminology/preferred-id.ts";

const colours: NamingSystem = {
  resourceType: "NamingSystem",
  id: "colours",
  url: "https://example.org/NamingSystem/colours",
  name: "Colours",
  status: "active",
  kind: "codesystem",
  date: "2025-01-01",
  uniqueId: [
    { type: "uri", value: "https://example.org/old", period: { end: "2019-12-31" } },
    { type: "uri", value: "https://example.org/other" },
    { type: "uri", value: "https://example.org/colours", preferred: true, period: { start: "2020" } },
    { type: "oid", value: "1.2.3.4.5" },
    { type: "uuid", value: "urn:uuid:7d9f0d5c-6c43-4b7e-9b5c-2f1d1cb8a001" },
    { type: "v2csmnemonic", value: "COL" },
  ],
};
const claimant: NamingSystem = {
  ...colours,
  id: "claimant",
  url: "https://example.org/NamingSystem/claimant",
  name: "Claimant",
  uniqueId: [{ type: "oid", value: "1.2.3.4.5" }],
};
const shapes: CodeSystem = {
  resourceType: "CodeSystem",
  id: "shapes",
  url: "https://example.org/shapes",
  status: "active",
  content: "complete",
  identifier: [{ system: "urn:ietf:rfc:3986", value: "urn:oid:1.2.3.9.9" }],
};

async function ask(request: PreferredIdRequest, ...resources: Resource[]): Promise<string> {
  return preferredId(await storeOf(resources), request);
}
const failure = async (...args: Parameters<typeof ask>): Promise<TerminologyError> => {
  const thrown: unknown = await ask(...args).catch((e: unknown) => e);
  expect(thrown).toBeInstanceOf(TerminologyError);
  return thrown as TerminologyError;
};

describe("$preferred-id, of a NamingSystem", () => {
  test.each([
    ["the preferred uri of a bare OID", "1.2.3.4.5", "uri", "https://example.org/colours"],
    ["the same of the OID as a uri", "urn:oid:1.2.3.4.5", "uri", "https://example.org/colours"],
    ["the OID, bare, of a uri that is not preferred", "https://example.org/other", "oid", "1.2.3.4.5"],
    ["the OID of a mnemonic of HL7 v2", "COL", "oid", "1.2.3.4.5"],
    ["the mnemonic, by R5's type", "1.2.3.4.5", "v2csmnemonic", "COL"],
    ["the mnemonic, by R4's type", "1.2.3.4.5", "other", "COL"],
    ["a UUID, bare", "COL", "uuid", "7d9f0d5c-6c43-4b7e-9b5c-2f1d1cb8a001"],
    ["the uri of a bare UUID", "7d9f0d5c-6c43-4b7e-9b5c-2f1d1cb8a001", "uri", "https://example.org/colours"],
  ])("gives %s", async (_, id, type, expected) => {
    expect(await ask({ id, type }, colours)).toBe(expected);
  });

  test("gives what was valid at the date", async () => {
    expect(await ask({ id: "1.2.3.4.5", type: "uri", date: "2018-05-01" }, colours)).toBe(
      "https://example.org/old",
    );
    expect(await ask({ id: "1.2.3.4.5", type: "uri", date: "2024" }, colours)).toBe(
      "https://example.org/colours",
    );
  });

  test("asks a retired one only where there is no other", async () => {
    const retired: NamingSystem = { ...claimant, status: "retired" };
    expect(await ask({ id: "1.2.3.4.5", type: "uri" }, colours, retired)).toBe("https://example.org/colours");
    expect(await ask({ id: "1.2.3.4.5", type: "oid" }, retired)).toBe("1.2.3.4.5");
  });

  test("takes two versions of one for one, and the higher", async () => {
    const later: NamingSystem = {
      ...colours,
      id: "later",
      version: "2.0.0",
      uniqueId: [...colours.uniqueId.slice(3), { type: "uri", value: "https://example.org/new" }],
    };
    expect(await ask({ id: "COL", type: "uri" }, { ...colours, version: "1.10.0" }, later)).toBe(
      "https://example.org/new",
    );
  });

  test("does not choose between two systems", async () => {
    const { issues } = await failure({ id: "1.2.3.4.5", type: "uri" }, colours, claimant);
    expect(issues).toMatchObject([{ code: "business-rule", expression: ["id"] }]);
    expect(issues[0].text).toContain("claimant");
  });
});

describe("$preferred-id, without a NamingSystem", () => {
  test("knows the systems of the server's table", async () => {
    expect(await ask({ id: "2.16.840.1.113883.6.174", type: "uri" })).toBe("http://www.omim.org");
    expect(await ask({ id: "http://www.omim.org", type: "oid" })).toBe("2.16.840.1.113883.6.174");
  });

  test("reads the identifiers of code systems, both ways", async () => {
    expect(await ask({ id: "urn:oid:1.2.3.9.9", type: "uri" }, shapes)).toBe("https://example.org/shapes");
    expect(await ask({ id: "https://example.org/shapes", type: "oid" }, shapes)).toBe("1.2.3.9.9");
  });

  test("takes no address for a system's that is only mistaken for it", async () => {
    const { issues } = await failure({ id: "https://www.ncbi.nlm.nih.gov/gtr/", type: "uri" });
    expect(issues).toMatchObject([{ code: "not-found", expression: ["id"] }]);
  });
});

describe("$preferred-id says what is wrong", () => {
  test.each([
    ["an identifier that nobody has", { id: "9.9.9.9.9", type: "uri" }, "not-found", "id"],
    ["no identifier of the type", { id: "COL", type: "iri-stem" }, "not-found", "type"],
    ["a type that is none", { id: "COL", type: "url" }, "value", "type"],
    ["a date that is none", { id: "COL", type: "oid", date: "soon" }, "value", "date"],
  ])("%s", async (_, request, code, expression) => {
    const { issues } = await failure(request, colours);
    expect(issues).toMatchObject([{ code, expression: [expression] }]);
  });
});
