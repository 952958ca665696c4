/** Which FHIR version is a resource of? By what it says, else by elements that only one version has. */
import type { FhirVersion } from "../../fhir/version.ts";
import { isNode, isObject, type Json, objects } from "../../terminology/util/json-object.ts";

/** `4.0.1` -> r4; undefined: not a version that is supported. */
export function versionNamed(fhirVersion: string): FhirVersion | undefined {
  if (/^(4\.[013](\.|$)|R4B?$|4$)/i.test(fhirVersion)) return "r4";
  if (/^(5\.0(\.|$)|R5$|5$)/i.test(fhirVersion)) return "r5";
  return undefined;
}

/** R5 where nothing tells the versions apart: then both read the same. */
export const versionOf = (resource: Json): FhirVersion => statedVersion(resource) ?? "r5";

/** undefined: nothing tells the versions apart. */
export const statedVersion = (resource: Json): FhirVersion | undefined =>
  versionNamed(String(resource.fhirVersion ?? "")) ?? byProfile(resource) ?? byElements(resource);

function byProfile(resource: Json): FhirVersion | undefined {
  const profiles = isObject(resource.meta) ? resource.meta.profile : undefined;
  if (!Array.isArray(profiles)) return undefined;
  const text = profiles.join(" ");
  if (/\/(R4B?|4\.[013])\//.test(text)) return "r4";
  return /\/(R5|5\.0)\//.test(text) ? "r5" : undefined;
}

function byElements(resource: Json): FhirVersion | undefined {
  if (resource.resourceType === "NamingSystem") return resource.url === undefined ? "r4" : "r5";
  const stated = resource.resourceType === "ConceptMap" ? conceptMapVersion(resource) : undefined;
  return stated ?? byExtensions(resource);
}

/** Cross-version extensions, wherever they are, stand for elements of the version that the resource is not of. */
function byExtensions(resource: Json): FhirVersion | undefined {
  const open: unknown[] = [resource];
  while (open.length > 0) {
    const value = open.pop();
    if (!isNode(value)) continue;
    const { url } = value;
    if (typeof url === "string" && url.includes("/StructureDefinition/extension-")) {
      if (url.startsWith("http://hl7.org/fhir/5.0/")) return "r4";
      if (url.startsWith("http://hl7.org/fhir/4.0/")) return "r5";
    }
    for (const inner of Object.values(value)) if (typeof inner === "object") open.push(inner);
  }
  return undefined;
}

function conceptMapVersion(map: Json): FhirVersion | undefined {
  if (["sourceUri", "sourceCanonical", "targetUri", "targetCanonical"].some((k) => k in map)) return "r4";
  const names = [
    "sourceScopeUri",
    "sourceScopeCanonical",
    "targetScopeUri",
    "targetScopeCanonical",
    "property",
    "additionalAttribute",
  ];
  if (names.some((k) => k in map)) return "r5";
  for (const group of objects(map.group)) {
    const stated = versionOfElements(objects([group.unmapped])) ?? versionOfElements(objects(group.element));
    if (stated !== undefined) return stated;
  }
  return undefined;
}

/** Elements of a map's group that one version alone has. */
const ONLY_R4 = ["equivalence", "url"];
const ONLY_R5 = ["relationship", "noMap", "valueSet", "otherMap", "attribute"];
/** Values of `unmapped.mode`. */
const MODES = new Map<unknown, FhirVersion>([
  ["provided", "r4"],
  ["use-source-code", "r5"],
]);

function versionOfElements(elements: readonly Json[]): FhirVersion | undefined {
  for (const element of elements) {
    if (ONLY_R4.some((name) => name in element)) return "r4";
    if (ONLY_R5.some((name) => name in element)) return "r5";
    const stated =
      MODES.get(element.mode) ??
      versionOfElements(["target", "dependsOn", "product"].flatMap((name) => objects(element[name])));
    if (stated !== undefined) return stated;
  }
  return undefined;
}
