/**
 * Writes `resources/fhir-terminology/{r4,r5}.ndjson.gz`: FHIR's own code systems, and the value sets that consist of
 * them, of HL7 terminology, or of a grammar or an ISO code list that we know, from HL7's definitions; `hl7.ndjson.gz`:
 * the value sets of HL7 terminology that FHIR's elements are bound to, and its code systems that all these draw on; and
 * `iso.ndjson.gz`: the code lists. Value sets over other terminologies are left to whoever has those.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { CodeSystem, CodeSystemConcept, NamingSystem, ValueSet } from "fhir/r5";
import type { FhirVersion } from "../src/fhir/version.ts";
import { versions } from "../src/fhir/versions.ts";
import { GRAMMARS } from "../src/terminology/grammars/index.ts";
import { type Definitions, elementsOf, readDefinitions } from "./definitions.ts";
import { isoCodeLists } from "./iso-code-lists.ts";

const FHIR = "http://hl7.org/fhir/";
const HL7_TERMINOLOGY = "http://terminology.hl7.org/";
const STANDARDS_STATUS = "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status";
const hl7Package = new URL("../node_modules/hl7.terminology.r4/", import.meta.url);
const folder = new URL("../resources/fhir-terminology/", import.meta.url);

mkdirSync(folder, { recursive: true });
const isoLists = isoCodeLists();
const hl7 = hl7Terminology();
write("iso", isoLists);
const given = (["r4", "r5"] as const).flatMap((version) => {
  const resources = fhirTerminology(version);
  write(
    version,
    resources.filter(({ url }) => url!.startsWith(FHIR)),
  );
  return resources;
});
const drawn = [...given.filter(({ url }) => isGivenUp(url)), ...drawnFromHl7(given)];
write("hl7", [...drawn, ...drawn.flatMap(oidsOf)]);

function write(name: string, resources: readonly (CodeSystem | ValueSet | NamingSystem)[]): void {
  const sorted = resources.map(slim).sort((a, b) => (a.url! < b.url! ? -1 : 1));
  const lines = sorted.map((resource) => JSON.stringify(resource)).join("\n");
  writeFileSync(new URL(`${name}.ndjson.gz`, folder), gzipSync(lines, { level: 9 }));
  console.log(`${name}: ${resources.length} resources, ${lines.length} bytes unpacked`);
}

/** HL7 terminology as its package has it, by url. */
function hl7Terminology(): Map<string, CodeSystem | ValueSet> {
  const byUrl = new Map<string, CodeSystem | ValueSet>();
  for (const file of readdirSync(hl7Package)) {
    if (!/^(CodeSystem|ValueSet)-.*\.json$/.test(file)) continue;
    const resource = JSON.parse(readFileSync(new URL(file, hl7Package), "utf8")) as { resourceType: string };
    const definition = versions.r4.resourceIn(resource) as CodeSystem | ValueSet;
    byUrl.set(definition.url!, definition);
  }
  return byUrl;
}

/** FHIR's own code systems; and of its value sets, and those its elements are bound to, the ones that lack nothing. */
function fhirTerminology(version: FhirVersion): (CodeSystem | ValueSet)[] {
  const definitions = readDefinitions(version);
  const { fhirVersion, resourceIn } = versions[version];
  const own = [...definitions.byUrl.values()]
    .map((r) => resourceIn(r) as CodeSystem | ValueSet)
    .filter((r) => (r.url?.startsWith(FHIR) && r.version === fhirVersion) || isGivenUp(r.url));
  const systems = own.filter((r) => r.resourceType === "CodeSystem").filter(isOurs);
  const urls = new Set([...[...systems, ...isoLists].map((s) => s.url!), ...GRAMMARS]);
  const sets = new Map(own.filter((r) => r.resourceType === "ValueSet").map((v) => [v.url!, v]));
  for (const url of [...boundSets(definitions), ...[...sets.values()].flatMap(importedBy)])
    addFromHl7(url, sets);
  // A set that imports one that is left out is left out as well.
  for (let before = -1; before !== sets.size;) {
    before = sets.size;
    for (const [url, valueSet] of sets) if (!isClosed(valueSet, urls, sets)) sets.delete(url);
  }
  return [...systems, ...sets.values()];
}

/** Some of the specification's systems hold content of SNOMED CT, which is not ours to give. */
function isOurs({ content, copyright = "" }: CodeSystem): boolean {
  return content === "complete" && !/snomed/i.test(copyright);
}

/** R4 published it, and HL7 terminology does not have it any more: nobody else gives it. */
function isGivenUp(url = ""): boolean {
  return url.startsWith(HL7_TERMINOLOGY) && !hl7.has(url);
}

function boundSets({ structures }: Definitions): string[] {
  const elements = [...structures.values()].flatMap(elementsOf);
  return elements.flatMap(({ binding }) => binding?.valueSet ?? []);
}

function partsOf({ compose }: ValueSet) {
  return [...(compose?.include ?? []), ...(compose?.exclude ?? [])];
}

function importedBy(valueSet: ValueSet): string[] {
  return partsOf(valueSet).flatMap((part) => part.valueSet ?? []);
}

/** With those that it imports. A version beside the url is of FHIR's old copies. */
function addFromHl7(canonical: string, sets: Map<string, ValueSet>): void {
  const valueSet = hl7.get(canonical.split("|")[0]!);
  if (valueSet?.resourceType !== "ValueSet" || sets.has(valueSet.url!)) return;
  sets.set(valueSet.url!, valueSet);
  for (const imported of importedBy(valueSet)) addFromHl7(imported, sets);
}

function isClosed(
  valueSet: ValueSet,
  systems: ReadonlySet<string>,
  sets: ReadonlyMap<string, ValueSet>,
): boolean {
  const parts = partsOf(valueSet);
  const isThere = (system: string, version?: string): boolean =>
    systems.has(system) ||
    (system.startsWith(HL7_TERMINOLOGY) &&
      (version ?? hl7.get(system)?.version) === hl7.get(system)?.version);
  return (
    parts.length > 0 &&
    parts.every(
      ({ system, version, valueSet: imported = [] }) =>
        (system === undefined ? imported.length > 0 : isThere(system, version)) &&
        imported.every((canonical) => sets.has(canonical.split("|")[0]!)),
    )
  );
}

/** HL7 terminology's part in value sets. Code systems that others wrote are left to whoever has its package. */
function drawnFromHl7(resources: readonly (CodeSystem | ValueSet)[]): (CodeSystem | ValueSet)[] {
  const valueSets = resources.filter((r) => r.resourceType === "ValueSet");
  const urls = new Set(valueSets.flatMap((set) => [set.url, ...partsOf(set).map(({ system }) => system)]));
  return [...hl7.values()].flatMap((r) => {
    if (!urls.has(r.url)) return [];
    if (r.resourceType === "ValueSet") return r;
    const isHl7s = isOurs(r) && /\bHL7 Terminology\b/.test(r.copyright ?? "");
    return isHl7s ? { ...r, concept: (r.concept ?? []).map(withoutLicensedText) } : [];
  });
}

/** The OIDs that a code system has as its identifiers, in the form in which OIDs are looked for. */
function oidsOf({ resourceType, url, identifier = [], ...header }: CodeSystem | ValueSet): NamingSystem[] {
  const oids = identifier.flatMap(({ value }) => /^urn:oid:(.+)$/.exec(value ?? "")?.[1] ?? []);
  if (resourceType === "ValueSet" || oids.length === 0) return [];
  const { id, name, title, status, date } = header;
  const uniqueId: NamingSystem["uniqueId"] = [
    { type: "uri", value: url!, preferred: true },
    ...oids.map((value) => ({ type: "oid" as const, value })),
  ];
  return [
    {
      resourceType: "NamingSystem",
      id,
      url,
      name: name!,
      title,
      status,
      date: date!,
      kind: "codesystem",
      uniqueId,
    },
  ];
}

/** It has some of LOINC's codes, and quotes SNOMED CT. Their texts are not ours to give; the codes belong to the system. */
function withoutLicensedText(concept: CodeSystemConcept): CodeSystemConcept {
  const isLicensed = (text = ""): boolean => /snomed|loinc|meddra/i.test(text);
  const { display, designation, definition, property = [], concept: children, ...rest } = concept;
  const isTheirs = property.some((p) => p.code === "subsumedBy" && isLicensed(p.valueCode));
  return {
    ...rest,
    ...(display === undefined || isTheirs ? {} : { display }),
    ...(definition === undefined || isTheirs || isLicensed(definition) ? {} : { definition }),
    ...(designation === undefined || isTheirs ? {} : { designation }),
    ...(property.length > 0 ? { property: property.filter((p) => !isLicensed(p.valueString)) } : {}),
    ...(children ? { concept: children.map(withoutLicensedText) } : {}),
  };
}

/** Without what only the specification's own pages need. */
function slim<R extends CodeSystem | ValueSet | NamingSystem>(resource: R): R {
  const { text: _text, meta: _meta, contact: _contact, jurisdiction: _jurisdiction, ...rest } = resource;
  const { identifier: _identifier, extension = [], ...kept } = rest;
  const status = extension.filter((e) => e.url === STANDARDS_STATUS);
  return { ...kept, ...(status.length > 0 ? { extension: status } : {}) } as R;
}
