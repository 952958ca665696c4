/** Requests in the forms in which HL7's validator and IG Publisher send them to their terminology server. */
import { describe, expect, test } from "vitest";
import { testServer, values } from "../http/support.ts";

const server = testServer();
const CONDITIONS = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const POH = "progressive-osseous-heteroplasia";
const OMIM = "http://www.omim.org";

const coding = (system: string | undefined, code: string, display?: string) => ({
  ...(system === undefined ? {} : { system }),
  code,
  ...(display === undefined ? {} : { display }),
});

describe.each(["r4", "r5"])("to /%s", (version) => {
  const ask = async (path: string, ...parameter: object[]) =>
    server.request(`/${version}/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/fhir+json" },
      body: JSON.stringify({ resourceType: "Parameters", parameter }),
    });
  /** As all requests of the validator begin. */
  const habits = [
    { name: "default-to-latest-version", valueBoolean: true },
    { name: "displayLanguage", valueString: "en-US" },
  ];

  describe("a concept to be validated by its code systems, of which none is named", () => {
    const validate = async (...codings: object[]) => {
      const codeableConcept = { name: "codeableConcept", valueCodeableConcept: { coding: codings } };
      const { status, json } = await ask("CodeSystem/$validate-code", codeableConcept, ...habits);
      expect(status).toBe(200);
      return { ...values(json), issues: json.parameter.at(-1).resource?.issue };
    };

    test("holds where its codings do, each in its own", async () => {
      const found = await validate(coding(CONDITIONS, POH), coding(OMIM, "166350"));
      expect(found).toMatchObject({ result: true, code: POH, system: CONDITIONS });
    });

    test("fails for a code that its system does not have", async () => {
      const found = await validate(coding(CONDITIONS, "nothing-like-it"));
      expect(found).toMatchObject({ result: false });
      expect(found.issues[0].details.text).toContain("nothing-like-it");
    });

    test("says so where the system is not known", async () => {
      const found = await validate(coding("http://example.org/nowhere", "a"));
      expect(found).toMatchObject({ result: false });
      expect(found.issues[0].details.text).toContain("http://example.org/nowhere");
    });

    test("is false with a warning where no coding has a system, or there is none", async () => {
      for (const codings of [[coding(undefined, POH)], []]) {
        const found = await validate(...codings);
        expect(found).toMatchObject({ result: false, message: expect.stringContaining("system") });
        expect(found.issues.map((i: { severity: string }) => i.severity)).toEqual(["warning"]);
      }
    });

    test("is judged by the codings that have one", async () => {
      const found = await validate(coding(undefined, POH), coding(CONDITIONS, POH));
      expect(found).toMatchObject({ result: true, system: CONDITIONS });
      expect(found.issues[0]).toMatchObject({
        severity: "warning",
        expression: ["CodeableConcept.coding[0]"],
      });
    });
  });

  test("a coding without system is false with a warning, and no fault of the request", async () => {
    const given = { name: "coding", valueCoding: coding(undefined, POH) };
    const { status, json } = await ask("CodeSystem/$validate-code", given, ...habits);
    expect(status).toBe(200);
    expect(values(json)).toMatchObject({ result: false, message: expect.stringContaining("no system") });
  });

  test("a system with its version in it is told apart from one that is not known", async () => {
    const given = { name: "coding", valueCoding: coding(`${CONDITIONS}|1.0.0`, POH) };
    for (const path of ["CodeSystem/$validate-code", "ValueSet/$validate-code"]) {
      const url = { name: "url", valueUri: "https://w3id.org/ossicle/ValueSet/poh-codes" };
      const { json } = await ask(path, given, ...(path.startsWith("ValueSet") ? [url] : []));
      expect(values(json)["message"]).toContain(`send '${CONDITIONS}', and '1.0.0' as the version`);
    }
  });

  describe("a batch for value sets, of which an entry names none", () => {
    const batch = async (...entries: object[][]) => {
      const validations = entries.map((parameter) => ({
        name: "validation",
        resource: { resourceType: "Parameters", parameter },
      }));
      const { status, json } = await ask("ValueSet/$batch-validate-code", ...habits, ...validations);
      expect(status).toBe(200);
      return json.parameter.map((p: { resource: object }) => p.resource);
    };

    test("is judged by the code system", async () => {
      const [good, bad, bare] = await batch(
        [{ name: "coding", valueCoding: coding(CONDITIONS, POH, "Progressive osseous heteroplasia") }],
        [{ name: "codeableConcept", valueCodeableConcept: { coding: [coding(CONDITIONS, "no-such")] } }],
        [
          { name: "system", valueUri: CONDITIONS },
          { name: "systemVersion", valueString: "1.0.0" },
          { name: "code", valueCode: POH },
        ],
      );
      expect(values(good)).toMatchObject({ result: true, version: "1.0.0" });
      expect(values(bad)).toMatchObject({ result: false });
      expect(values(bare)).toMatchObject({ result: true, system: CONDITIONS, version: "1.0.0" });
    });

    test("says what is wrong by the names that the entry has", async () => {
      const code = { name: "code", valueCode: POH };
      const [unknown, bare] = await batch(
        [code, { name: "system", valueUri: "http://example.org/none" }],
        [code],
      );
      const { resource } = unknown.parameter.find((p: { name: string }) => p.name === "issues");
      expect(resource.issue).toMatchObject([{ code: "not-found", expression: ["system"] }]);
      expect(bare.issue[0].diagnostics).toContain("code was given without system");
    });

    test("is false with a warning where there is no system either", async () => {
      const [none] = await batch([{ name: "coding", valueCoding: coding(undefined, POH) }]);
      expect(values(none)).toMatchObject({ result: false, message: expect.stringContaining("no system") });
    });

    test("takes the value set that the batch names for all", async () => {
      const url = { name: "url", valueUri: "https://w3id.org/ossicle/ValueSet/poh-codes" };
      const entry = {
        name: "validation",
        resource: {
          resourceType: "Parameters",
          parameter: [{ name: "coding", valueCoding: coding(OMIM, "135100") }],
        },
      };
      const { json } = await ask("ValueSet/$batch-validate-code", url, entry);
      expect(values(json.parameter[0].resource)["message"]).toContain("poh-codes");
    });
  });
});
