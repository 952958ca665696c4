/** HL7's own packages, as npm installs them: all of it comes in, and what does not is said. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { imported, shown } from "../importing.ts";

const installed = (name: string): string =>
  fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url));

describe.skipIf(!existsSync(installed("hl7.terminology.r4")))("HL7's packages", () => {
  it("hl7.terminology.r4, but for two NamingSystems that lack a type", async () => {
    const { run } = await imported(installed("hl7.terminology.r4"), { keepGoing: true });
    expect(run.report.written).toEqual({
      CodeSystem: 897,
      ValueSet: 2499,
      NamingSystem: 658,
      Provenance: 12_011,
    });
    expect(run.report.concepts).toBe(20_051);
    expect(run.refused.map((p) => shown(p).replace(/^.*\//, ""))).toEqual([
      "MeSH: NamingSystem.uniqueId[3]: 'type' is required here",
      "v3-loinc: NamingSystem.uniqueId[2]: 'type' is required here",
    ]);
    expect(Object.keys(run.leftOut).filter((what) => what.endsWith("not a terminology resource"))).toEqual([
      "ImplementationGuide: not a terminology resource",
      "List: not a terminology resource",
      "StructureDefinition: not a terminology resource",
    ]);
  });

  it("hl7.terminology.r5, whole", async () => {
    const { run } = await imported(installed("hl7.terminology.r5"));
    expect(run.report.written).toEqual({
      CodeSystem: 897,
      ValueSet: 2499,
      NamingSystem: 660,
      Provenance: 12_011,
    });
    expect(run.refused).toEqual([]);
  });

  it("hl7.fhir.r5.core, whole", async () => {
    const { run, store } = await imported(installed("hl7.fhir.r5.core"));
    expect(run.report.written).toEqual({ CodeSystem: 448, ConceptMap: 94, NamingSystem: 4, ValueSet: 788 });
    expect(run.refused).toEqual([]);
    const gender = await store.codeSystem({ url: "http://hl7.org/fhir/administrative-gender" });
    expect(gender!.codeSystem.meta?.source).toBe("http://hl7.org/fhir/R5/");
  });
});
