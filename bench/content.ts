/** What is served while we measure: the condition, HL7's terminology and R5 core as npm installs them, generated content. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundledResources } from "../src/content/bundled-terminology.ts";
import type { FhirVersion } from "../src/fhir/version.ts";
import { versions } from "../src/fhir/versions.ts";
import type { Resource } from "../src/terminology/model.ts";
import { recordsOf } from "../src/terminology/resources/resources.ts";
import type { ImportRecord } from "../src/terminology/store.ts";
import { costlyRecords } from "./costly-content.ts";
import { generated } from "./generated.ts";
import { generatedMap, generatedResource, generatedValueSets } from "./generated-resources.ts";

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

/**
 * `condition`: what comes with Ossicle. The others have it too: `terminology` with hl7.terminology.r4; `all` with that,
 * hl7.fhir.r5.core (each canonical `url|version` once) and a code system of 100,000 concepts; `generated-N` with a code
 * system of N concepts; `maps-N` with N maps; `costs-N`, as rows alone, with hl7.terminology.r4 and one of each kind that
 * has N rows.
 */
export type ContentName = "condition" | "terminology" | "all" | `${"generated" | "maps" | "costs"}-${number}`;

/** The resources of some content, R5-shaped. */
export function* content(name: ContentName): Generator<Resource> {
  yield* bundledResources();
  const [kind, size] = split(name);
  if (kind === "generated" || kind === "all") {
    yield generatedResource(kind === "all" ? 100_000 : size);
    yield* generatedValueSets(kind === "all" ? 100_000 : size);
  }
  if (kind === "maps") for (let i = 0; i < size; i++) yield generatedMap(i);
  if (kind === "terminology") yield* packages(PACKAGES.slice(0, 1));
  if (kind === "all") yield* packages(PACKAGES);
}

/** The same as rows: a large code system is never in memory as a whole. */
export function* contentRecords(name: ContentName): Generator<ImportRecord> {
  const [kind, size] = split(name);
  if (kind === "costs") yield* costlyRecords(size);
  if (kind !== "generated" && kind !== "costs") {
    for (const resource of content(name)) yield* recordsOf(resource);
    return;
  }
  for (const record of generated(size))
    yield record.kind === "codeSystem"
      ? { ...record, codeSystem: { ...record.codeSystem, id: "generated" } }
      : record;
  const others = kind === "costs" ? packages(PACKAGES.slice(0, 1)) : [];
  for (const resource of [...bundledResources(), ...generatedValueSets(size), ...others])
    yield* recordsOf(resource);
}

function split(name: ContentName): [kind: string, size: number] {
  const [kind = "", size] = name.split("-");
  return [kind, Number(size)];
}

function* packages(named: typeof PACKAGES): Generator<Resource> {
  const seen = new Set<string>();
  for (const [packageName, version] of named) {
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
