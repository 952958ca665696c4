/** Extensions by which a value set says how it wants to be expanded. */
import type { Extension, ValueSet } from "../model.ts";

const EXPANSION_PARAMETER = "http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter";
const EXPANSION_PARAMETERS = "http://hl7.org/fhir/tools/StructureDefinition/valueset-expansion-parameter";
const SUPPLEMENT = "http://hl7.org/fhir/StructureDefinition/valueset-supplement";

/** Values of the expansion parameter `name` that the value set (or its compose) asks for. */
export function expansionParameter(valueSet: ValueSet, name: string): string[] {
  const own = valueSet.extension;
  const ofCompose = valueSet.compose?.extension;
  if (!own && !ofCompose) return [];
  return [...(own ?? []), ...(ofCompose ?? [])]
    .filter((e) => e.url === EXPANSION_PARAMETER || e.url === EXPANSION_PARAMETERS)
    .filter((e) => valueOf(part(e, "name")) === name)
    .map((e) => valueOf(part(e, "value")))
    .filter((v) => v !== undefined);
}

/** Supplements that the value set, or one of its includes, says that it needs, `url|version`. */
export function requiredSupplements({ extension = [], compose }: ValueSet): string[] {
  const ofIncludes = (compose?.include ?? []).flatMap((include) => include.extension ?? []);
  return [...extension, ...ofIncludes]
    .filter((e) => e.url === SUPPLEMENT)
    .map(valueOf)
    .filter((v) => v !== undefined);
}

const part = (extension: Extension, url: string): Extension | undefined =>
  extension.extension?.find((e) => e.url === url);

function valueOf(extension: Extension | undefined): string | undefined {
  for (const [key, value] of Object.entries(extension ?? {})) {
    if (key.startsWith("value") && typeof value !== "object") return String(value);
  }
  return undefined;
}
