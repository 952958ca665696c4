/**
 * Writes `resources/fhir-terminology/{r4,r5}.ndjson.gz`: FHIR's own code systems, and the value sets that consist of
 * them (or of a grammar or an ISO code list that we know) or of HL7 terminology alone, from HL7's definitions; and
 * `iso.ndjson.gz`: those lists. HL7 terminology is a package of its own: once it is imported, its value sets here work.
 * Value sets over other terminologies are left to whoever has those.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { CodeSystem, ValueSet } from "fhir/r5";
import type { FhirVersion } from "../src/fhir/version.ts";
import { versions } from "../src/fhir/versions.ts";
import { GRAMMARS } from "../src/terminology/grammars/index.ts";
import { readDefinitions } from "./definitions.ts";
import { isoCodeLists } from "./iso-code-lists.ts";

const FHIR = "http://hl7.org/fhir/";
const HL7_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
const STANDARDS_STATUS = "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status";
const hl7Package = new URL("../node_modules/hl7.terminology.r4/", import.meta.url);
const folder = new URL("../resources/fhir-terminology/", import.meta.url);

mkdirSync(folder, { recursive: true });
const isoLists = isoCodeLists();
write("iso", isoLists);
for (const version of ["r4", "r5"] as const) write(version, fhirTerminology(version));

function write(name: string, resources: readonly (CodeSystem | ValueSet)[]): void {
  const lines = resources.map((resource) => JSON.stringify(resource)).join("\n");
  writeFileSync(new URL(`${name}.ndjson.gz`, folder), gzipSync(lines, { level: 9 }));
  console.log(`${name}: ${resources.length} resources, ${lines.length} bytes unpacked`);
}

function fhirTerminology(version: FhirVersion): (CodeSystem | ValueSet)[] {
  const { byUrl } = readDefinitions(version);
  const { fhirVersion, resourceIn } = versions[version];
  const own = [...byUrl.values()]
    .filter((r) => (r as CodeSystem).version === fhirVersion && (r.url?.startsWith(FHIR) || isGivenUp(r.url)))
    .map((r) => resourceIn(r) as CodeSystem | ValueSet);
  // Some of the specification's systems hold content of SNOMED CT, which is not ours to give.
  const systems = own.filter(
    (r) => r.resourceType === "CodeSystem" && r.content === "complete" && !/snomed/i.test(r.copyright ?? ""),
  );
  const urls = new Set([...[...systems, ...isoLists].map((s) => s.url!), ...GRAMMARS]);
  const sets = new Map(own.filter((r) => r.resourceType === "ValueSet").map((v) => [v.url!, v]));
  // A set that imports one that is left out is left out as well.
  for (let before = -1; before !== sets.size;) {
    before = sets.size;
    for (const [url, valueSet] of sets) if (!isClosed(valueSet, urls, sets)) sets.delete(url);
  }
  return [...systems, ...sets.values()].map(slim).sort((a, b) => (a.url! < b.url! ? -1 : 1));
}

/** R4 published it, and HL7 terminology does not have it any more: nobody else gives it. */
function isGivenUp(url: string | undefined): boolean {
  const [, name] = url?.split(HL7_TERMINOLOGY) ?? [];
  return name !== undefined && !existsSync(new URL(`CodeSystem-${name}.json`, hl7Package));
}

function isClosed(
  { compose }: ValueSet,
  systems: ReadonlySet<string>,
  sets: ReadonlyMap<string, ValueSet>,
): boolean {
  const parts = [...(compose?.include ?? []), ...(compose?.exclude ?? [])];
  return (
    parts.length > 0 &&
    parts.every(
      ({ system, valueSet = [] }) =>
        (system === undefined
          ? valueSet.length > 0
          : systems.has(system) || system.startsWith(HL7_TERMINOLOGY)) &&
        valueSet.every((v) => sets.has(v.split("|")[0]!)),
    )
  );
}

/** Without what only the specification's own pages need. */
function slim<R extends CodeSystem | ValueSet>(resource: R): R {
  const { text: _text, meta: _meta, contact: _contact, jurisdiction: _jurisdiction, ...rest } = resource;
  const { identifier: _identifier, extension = [], ...kept } = rest;
  const status = extension.filter((e) => e.url === STANDARDS_STATUS);
  return { ...kept, ...(status.length > 0 ? { extension: status } : {}) } as R;
}
