/** Parameters that name code systems know them by the addresses by which value sets may name them. */
import type { CodeSystem } from "fhir/r5";
import { describe, expect, test } from "vitest";
import { testServer, values } from "../support.ts";

const COLOURS = "https://example.org/colours";
const OID = "urn:oid:1.2.3.9.9";
const UCUM = "http://unitsofmeasure.org";
const UCUM_OID = "urn:oid:2.16.840.1.113883.6.8";
const colours = (version: string): CodeSystem => ({
  resourceType: "CodeSystem",
  id: `colours-${version}`,
  url: COLOURS,
  version,
  status: "active",
  content: "complete",
  identifier: [{ system: "urn:ietf:rfc:3986", value: OID }],
  concept: [{ code: "b", display: `Blue ${version}` }],
});
const setOf = (id: string, ...systems: string[]) => ({
  resourceType: "ValueSet" as const,
  id,
  url: `https://example.org/${id}`,
  status: "active" as const,
  compose: {
    include: systems.map((system) => ({
      system,
      ...(system.includes("colours") || system === OID ? {} : { concept: [{ code: "mg" }] }),
    })),
  },
});
const supplementOf = (id: string, supplements: string, code: string) => ({
  resourceType: "CodeSystem" as const,
  id,
  url: `https://example.org/${id}`,
  status: "active" as const,
  content: "supplement" as const,
  supplements,
  concept: [{ code, designation: [{ language: "de", value: `German ${code}` }] }],
});
const SET = "https://example.org/set";
const SET_OID = "urn:oid:1.2.3.9.7";
const setVersion = (version: string, date: string) => ({
  resourceType: "ValueSet" as const,
  id: `set-${version}`,
  url: SET,
  version,
  date,
  status: "active" as const,
  identifier: [{ system: "urn:ietf:rfc:3986", value: SET_OID }],
  compose: { include: [{ system: COLOURS, version }] },
});
const importing = (id: string, valueSet: string) => ({
  resourceType: "ValueSet" as const,
  id,
  url: `https://example.org/${id}`,
  status: "active" as const,
  compose: { include: [{ valueSet: [valueSet] }] },
});
const server = testServer({
  resources: [
    setVersion("1", "2020-01-01"),
    setVersion("2", "2022-01-01"),
    importing("importing-url", SET),
    importing("importing-oid", SET_OID),
    supplementOf("german", OID, "b"),
    supplementOf("german-1", `${OID}|1`, "b"),
    supplementOf("german-units", UCUM_OID, "mg"),
    colours("1"),
    colours("2"),
    setOf("by-url", COLOURS, UCUM),
    setOf("by-oid", OID, UCUM),
  ],
});

const get = async (path: string, query: Record<string, string>) =>
  server.request(`${path}?${new URLSearchParams(query)}`);

describe.each(["r4", "r5"])("%s", (fhir) => {
  describe.each(["by-url", "by-oid"])("a value set that names its code system %s", (id) => {
    const expanded = async (query: Record<string, string>) => {
      const { status, json } = await get(`/${fhir}/ValueSet/${id}/$expand`, query);
      if (status !== 200) return json.issue[0].details.text;
      return (json.expansion.contains ?? []).map((c: { display?: string }) => c.display).join();
    };

    test.each([COLOURS, OID])("is expanded in the versions that are wanted of %s", async (named) => {
      for (const rule of ["system-version", "force-system-version", "check-system-version"])
        expect(await expanded({ [rule]: `${named}|1` }), rule).toBe("Blue 1,mg");
      expect(
        await expanded({ "check-system-version": `${named}|1`, "force-system-version": `${named}|2` }),
      ).toBe(
        `The version '2' is not allowed for system '${COLOURS}': required to be '1' by a version-check parameter`,
      );
      expect(await expanded({ "system-version": named })).toContain(`'${named}' is not valid here`);
    });

    test("is expanded without the systems that are not wanted, by any of their addresses", async () => {
      for (const system of [COLOURS, OID, `${OID}|2`])
        expect(await expanded({ "exclude-system": system })).toBe("mg");
      for (const system of [UCUM, UCUM_OID])
        expect(await expanded({ "exclude-system": system })).toBe("Blue 2");
      expect(await expanded({ "exclude-system": `${OID}|1` })).toBe("Blue 2,mg");
    });

    test("is validated against in the version that is wanted", async () => {
      const query = { system: COLOURS, code: "b", "system-version": `${OID}|1` };
      const { json } = await get(`/${fhir}/ValueSet/${id}/$validate-code`, query);
      expect(values(json)).toMatchObject({ result: true, display: "Blue 1" });
    });
  });

  test.each(["$lookup", "$validate-code"])(
    "CodeSystem/%s asks the version that is wanted",
    async (operation) => {
      for (const system of [COLOURS, OID])
        for (const named of [COLOURS, OID]) {
          const query = { system, url: system, code: "b", "system-version": `${named}|1` };
          const { json } = await get(`/${fhir}/CodeSystem/${operation}`, query);
          expect(values(json), `${system} ${named}`).toMatchObject({ display: "Blue 1" });
        }
    },
  );

  describe.each([
    ["importing it by its url", { url: "https://example.org/importing-url" }],
    ["importing it by its OID", { url: "https://example.org/importing-oid" }],
    ["asking it by its url", { url: SET }],
    ["asking it by its OID", { url: SET_OID }],
  ])("of a value set, %s,", (_how, asked) => {
    const displays = async (query: Record<string, string>) => {
      const { json } = await get(`/${fhir}/ValueSet/$expand`, { ...asked, ...query });
      return (json.expansion?.contains ?? []).map((c: { display?: string }) => c.display).join();
    };

    test.each([SET, SET_OID])("the version that is wanted of %s answers", async (named) => {
      expect(await displays({})).toBe("Blue 2");
      for (const rule of ["default", "check", "force"])
        expect(await displays({ [`${rule}-valueset-version`]: `${named}|1` }), rule).toBe("Blue 1");
    });

    test("the version of a date answers", async () => {
      expect(await displays({ date: "2021-01-01" })).toBe("Blue 1");
    });
  });

  test("a supplement may name its code system by them, too", async () => {
    const displayed = async (operation: string, query: Record<string, string>) => {
      const { json } = await get(`/${fhir}/${operation}`, { displayLanguage: "de", ...query });
      const { contains } = json.expansion ?? {};
      if (contains) return contains.map((c: { display?: string }) => c.display).join();
      return json.parameter ? values(json)["display"] : json.issue[0].details.text;
    };
    const german = { useSupplement: "https://example.org/german" };
    const ofOne = { useSupplement: "https://example.org/german-1" };
    const units = { useSupplement: "https://example.org/german-units" };
    const code = { system: COLOURS, code: "b" };
    expect(await displayed("CodeSystem/$lookup", { ...code, ...german })).toBe("German b");
    expect(await displayed("CodeSystem/$lookup", { ...code, ...ofOne, version: "1" })).toBe("German b");
    expect(await displayed("CodeSystem/$lookup", { ...code, ...ofOne })).toBe("Blue 2");
    expect(await displayed("CodeSystem/$lookup", { system: UCUM, code: "mg", ...units })).toBe("German mg");
    expect(await displayed("ValueSet/by-oid/$expand", german)).toBe("German b,mg");
    expect(await displayed("ValueSet/by-url/$expand", units)).toBe("Blue 2,German mg");
    expect(await displayed("CodeSystem/$validate-code", { url: COLOURS, code: "b", ...german })).toBe(
      "German b",
    );
  });

  test("entries of a batch without a value set: what only one is asked with is left aside", async () => {
    const ruled = (rule: object, ...more: object[]) => ({
      name: "validation",
      resource: {
        resourceType: "Parameters",
        parameter: [{ name: "force-valueset-version", ...rule }, ...more],
      },
    });
    const coding = { name: "coding", valueCoding: { system: COLOURS, code: "b" } };
    const parameter = [
      ruled({ valueCanonical: { "": 1 } }),
      ruled({ valueCanonical: { "": 1 } }, coding),
      ruled({ valueCanonical: "https://example.org/by-oid|1" }, coding),
    ];
    const { status, json } = await server.request(`/${fhir}/ValueSet/$batch-validate-code`, {
      method: "POST",
      headers: { "content-type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });
    expect(status).toBe(200);
    const [nothing, ...answered] = json.parameter.map(
      ({ resource }: { resource: { resourceType: string } }) => resource,
    );
    expect(nothing.resourceType).toBe("OperationOutcome");
    for (const answer of answered) expect(values(answer)["result"]).toBe(true);
  });

  test("what nobody goes by changes nothing", async () => {
    const query = { "system-version": "urn:oid:1.2.3.9.8|1", "exclude-system": "urn:oid:1.2.3.9.8" };
    const { json } = await get(`/${fhir}/ValueSet/by-url/$expand`, query);
    expect(json.expansion.total).toBe(2);
  });
});
