/** Resources of HL7's own packages, for tests that want what authors really write. */
import { readdirSync, readFileSync } from "node:fs";
import type { FhirVersion } from "../../src/fhir/version.ts";

const modules = new URL("../../node_modules/", import.meta.url);
export const PACKAGES: [name: string, version: FhirVersion][] = [
  ["hl7.terminology.r4", "r4"],
  ["hl7.terminology.r5", "r5"],
  ["hl7.fhir.r5.core", "r5"],
];
const SERVED =
  /^(CodeSystem|ValueSet|ConceptMap|NamingSystem|OperationDefinition|CapabilityStatement|TerminologyCapabilities|Bundle)-.*\.json$/;

/** What their own version's definition doesn't allow: `uniqueId.type` got lost when HL7 converted them to R4. */
export const INVALID = new Set([
  "hl7.terminology.r4/NamingSystem-MeSH.json",
  "hl7.terminology.r4/NamingSystem-v3-loinc.json",
]);

export interface Sample {
  file: string;
  version: FhirVersion;
  resource: { resourceType: string } & Record<string, unknown>;
}

/** Every `step`-th resource of a package. */
export function* sample(name: string, version: FhirVersion, step: number): Generator<Sample> {
  const files = readdirSync(new URL(name, modules)).filter((file) => SERVED.test(file));
  for (let i = 0; i < files.length; i += step) {
    const file = `${name}/${files[i]!}`;
    yield { file, version, resource: JSON.parse(readFileSync(new URL(file, modules), "utf8")) };
  }
}
