/** R5 resources in parts: a CodeSystem as its header and concepts, a ConceptMap as its header and mappings. */
import type { Resource } from "../model.ts";
import type { ImportRecord } from "../store.ts";
import { conceptsOf } from "./code-system.ts";
import { conceptMapHeader, mappingsOf } from "./concept-map.ts";

export { conceptsOf } from "./code-system.ts";
export { codeSystemInSteps, codeSystemResource } from "./code-system-resource.ts";
export { conceptMapHeader, mappingsOf } from "./concept-map.ts";
export { EQUIVALENCE_EXTENSION } from "./concept-map-parts.ts";
export { conceptMapInSteps, conceptMapResource } from "./concept-map-resource.ts";
export { valueX } from "./property.ts";

/** A resource without what becomes rows of it. */
export function resourceHeader(resource: Resource): object {
  if (resource.resourceType === "ConceptMap") return conceptMapHeader(resource);
  if (resource.resourceType !== "CodeSystem") return resource;
  const { concept: _concept, ...header } = resource;
  return header;
}

/** The records of any R5 resource, in the order that ImportTarget wants. */
export function* recordsOf(resource: Resource): Generator<ImportRecord> {
  if (resource.resourceType === "CodeSystem") {
    const { concept, ...codeSystem } = resource;
    yield { kind: "codeSystem", codeSystem };
    for (const one of conceptsOf(codeSystem, concept ?? [])) yield { kind: "concept", concept: one };
  } else if (resource.resourceType === "ConceptMap") {
    yield { kind: "conceptMap", conceptMap: conceptMapHeader(resource) };
    for (const mapping of mappingsOf(resource)) yield { kind: "mapping", mapping };
  } else {
    yield { kind: "resource", resource };
  }
}
