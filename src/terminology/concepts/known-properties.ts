/** Which names of properties mean something for a code system. */
import type { CodeSystem } from "../model.ts";
import { CONCEPT_PROPERTIES } from "./concept-status.ts";
import { COMMON_PROPERTIES } from "./filters.ts";

/** FHIR's own name of a property that goes by this uri; empty: it is none of FHIR's. */
export const commonName = (uri = ""): string =>
  uri.startsWith(CONCEPT_PROPERTIES) ? uri.slice(CONCEPT_PROPERTIES.length) : "";

/** What can be asked for of every code system, declared or not. */
const OF_EVERY_SYSTEM = new Set([
  ...["*", "url", "system", "name", "version", "code", "display", "definition", "designation"],
  ...["parent", "child", "inactive", "abstract"],
  ...COMMON_PROPERTIES,
]);

/** Is it a property that one of the code systems declares, by code or uri, or one of FHIR's? */
export function knownProperties(codeSystems: readonly CodeSystem[]): (name: string) => boolean {
  const declared = new Set(
    codeSystems.flatMap(({ property = [] }) => property.flatMap(({ code, uri }) => [code, uri])),
  );
  return (name) =>
    OF_EVERY_SYSTEM.has(name) || name.startsWith("lang.") || commonName(name) !== "" || declared.has(name);
}
