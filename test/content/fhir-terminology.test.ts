import { describe, expect, test } from "vitest";
import { fhirTerminology } from "../../src/content/fhir-terminology.ts";
import { fallback } from "../../src/storage/fallback.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { compileValueSet } from "../../src/terminology/compose/compose.ts";
import { findAlias } from "../../src/terminology/resolve/system-alias.ts";
import { NO_VERSION_RULES } from "../../src/terminology/resolve/version-rules.ts";

describe.each([
  ["r4", "4.0.1"],
  ["r5", "5.0.0"],
] as const)("FHIR's own terminology of %s", (name, version) => {
  const store = fhirTerminology(name);

  test("has its code systems and value sets, each in the version of the specification", async () => {
    const F = "http://hl7.org/fhir/";
    expect(await store.versions("CodeSystem", `${F}publication-status`)).toEqual([version]);
    expect(await store.versions("ValueSet", `${F}ValueSet/issue-type`)).toEqual([version]);
    expect((await store.valueSet({ url: `${F}ValueSet/issue-type`, version: "1.0" }))?.url).toBeUndefined();
    expect(await store.codeSystem({ url: "http://example.org/x" })).toBeUndefined();
  });

  test("has its grammars in their version, by a pattern of it too, and says which that is", async () => {
    const ucum = "http://unitsofmeasure.org";
    const { codeSystem } = (await store.codeSystem({ url: ucum }))!;
    expect(await store.versions("CodeSystem", ucum)).toEqual([codeSystem.version]);
    expect(await store.codeSystem({ url: ucum, version: "2.x" })).toBeDefined();
    expect(await store.codeSystem({ url: ucum, version: "1.x" })).toBeUndefined();
    expect(await store.versions("ValueSet", ucum)).toEqual([]);
  });

  test("its value sets need nothing that is not in it", async () => {
    for (const name of ["issue-type", "filter-operator", "publication-status"]) {
      const valueSet = await store.valueSet({ url: `http://hl7.org/fhir/ValueSet/${name}` });
      const { problems, includes } = await compileValueSet(store, valueSet!, NO_VERSION_RULES);
      expect(problems).toEqual([]);
      expect(includes.length).toBeGreaterThan(0);
    }
  });

  const HL7 = "http://terminology.hl7.org";

  test.each([
    ["http://hl7.org/fhir/ValueSet/condition-clinical", `${HL7}/CodeSystem/condition-clinical`, "active"],
    ["http://hl7.org/fhir/ValueSet/marital-status", `${HL7}/CodeSystem/v3-MaritalStatus`, "M"],
    ["http://hl7.org/fhir/ValueSet/identifier-type", `${HL7}/CodeSystem/v2-0203`, "MR"],
    [`${HL7}/ValueSet/v3-ActEncounterCode`, `${HL7}/CodeSystem/v3-ActCode`, "AMB"],
  ])("has what %s draws from HL7 terminology", async (url, system, code) => {
    const valueSet = await store.valueSet({ url });
    const { problems } = await compileValueSet(store, valueSet!, NO_VERSION_RULES);
    expect(problems).toEqual([]);
    const provider = (await store.codeSystem({ url: system }))!;
    expect(provider.codeSystem.content).toBe("complete");
    expect(provider.codeSystem.copyright).toContain("HL7");
    expect(await provider.locate([code, "none"])).toMatchObject([{ code }, undefined]);
  });

  test("knows a code system of HL7 terminology by its OID, as CDA names it", async () => {
    const content = fallback(new MemoryStore(), store);
    for (const system of ["urn:oid:2.16.840.1.113883.5.2", "2.16.840.1.113883.5.2"])
      expect(await findAlias(content, system)).toMatchObject({ uri: `${HL7}/CodeSystem/v3-MaritalStatus` });
    expect(await findAlias(content, "urn:oid:2.16.840.1.113883.5.0")).toBeUndefined();
  });

  test("asks whether an address of HL7 terminology was mistyped", async () => {
    const right = `${HL7}/CodeSystem/condition-clinical`;
    expect(await store.similarUrls("CodeSystem", right.slice(0, -1))).toContain(right);
  });

  test("gives HL7's codes that are LOINC's without LOINC's texts", async () => {
    const actCode = (await store.codeSystem({ url: `${HL7}/CodeSystem/v3-ActCode` }))!;
    const [concept] = await actCode.locate(["21612-7"]);
    expect(concept).toMatchObject({ code: "21612-7" });
    expect(concept!.display).toBeUndefined();
    expect(concept!.definition).toBeUndefined();
  });

  test("answers for every code system that it lists", async () => {
    for (const { url } of await store.codeSystems())
      expect((await store.codeSystem({ url: url! }))?.codeSystem.url).toBe(url);
  });

  test("holds no code system that says it has content of SNOMED CT", async () => {
    expect(await store.codeSystem({ url: "http://hl7.org/fhir/feeding-device" })).toBeUndefined();
  });
});
