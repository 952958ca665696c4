/** What is served while we measure: HL7's terminology and R5 core definitions as npm installs them, and the condition. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledResources } from "../src/bundled-terminology.ts";
import { versions, type FhirVersion } from "../src/fhir/versions.ts";
import type { Resource } from "../src/terminology/model.ts";

const PACKAGES: [name: string, version: FhirVersion][] = [
  ["hl7.terminology.r4", "r4"],
  ["hl7.fhir.r5.core", "r5"],
];

/** The terminology resources of one package, R5-shaped. */
export function* packageResources(name: string, version: FhirVersion): Generator<Resource> {
  const folder = fileURLToPath(new URL(`../node_modules/${name}/`, import.meta.url));
  for (const file of readdirSync(folder).sort()) {
    if (!/^(CodeSystem|ValueSet|ConceptMap)-.*\.json$/.test(file)) continue;
    yield versions[version].resourceIn(JSON.parse(readFileSync(join(folder, file), "utf8")) as object);
  }
}

/** `condition`: what comes with Ossicle; `hl7`: that and both packages, each canonical `url|version` once. */
export function* content(name: "condition" | "hl7"): Generator<Resource> {
  const seen = new Set<string>();
  yield* bundledResources();
  if (name === "condition") return;
  for (const [packageName, version] of PACKAGES) {
    for (const resource of packageResources(packageName, version)) {
      const {
        resourceType,
        url,
        version: of,
        id,
      } = resource as { resourceType: string; url?: string; version?: string; id?: string };
      const keys = [`${resourceType} ${url}|${of}`, `${resourceType}/${id}`];
      if (keys.some((key) => seen.has(key))) continue;
      for (const key of keys) seen.add(key);
      yield resource;
    }
  }
}
