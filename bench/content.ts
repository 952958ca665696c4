/** What is served while we measure: HL7's terminology and R5 core definitions as npm installs them, and the condition. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledResources } from "../src/bundled-terminology.ts";
import { versions, type FhirVersion } from "../src/fhir/versions.ts";
import type { CodeSystem, Concept, Resource } from "../src/terminology/model.ts";
import { codeSystemResource } from "../src/terminology/resources.ts";
import { generated } from "./generated.ts";

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

/** A generated code system (`generated.ts`) as one resource. */
export function generatedResource(count: number): Resource {
  let header: CodeSystem | undefined;
  const concepts: Concept[] = [];
  for (const record of generated(count)) {
    if (record.kind === "codeSystem") header = record.codeSystem;
    else if (record.kind === "concept") concepts.push(record.concept);
  }
  return codeSystemResource({ ...header!, id: "generated" }, concepts);
}

/**
 * `condition`: what comes with Ossicle; `hl7`: that and both packages, each canonical `url|version` once; `all`: those
 * and a code system of 100,000 concepts.
 */
export type ContentName = "condition" | "hl7" | "all";

export function* content(name: ContentName): Generator<Resource> {
  yield* bundledResources();
  if (name === "condition") return;
  if (name === "all") yield generatedResource(100_000);
  const seen = new Set<string>();
  for (const [packageName, version] of PACKAGES) {
    for (const resource of packageResources(packageName, version)) {
      const { resourceType, url, version: of, id } = resource as Named;
      const keys = [`${resourceType} ${url}|${of}`, `${resourceType}/${id}`];
      if (keys.some((key) => seen.has(key))) continue;
      for (const key of keys) seen.add(key);
      yield resource;
    }
  }
}

interface Named {
  resourceType: string;
  url?: string;
  version?: string;
  id?: string;
}
