/** Resources around the generated code system: itself whole, value sets over it, and any number of maps. */
import type * as r5 from "fhir/r5";
import type { CodeSystem, Concept, Resource } from "../src/terminology/model.ts";
import { codeSystemResource } from "../src/terminology/resources/resources.ts";
import { codeOf, GENERATED, generated } from "./generated.ts";

/** The value set of all of it. */
export const ALL = "http://example.org/generated-all";
/** The value set of a concept near the top and what is below it. */
export const BELOW = "http://example.org/generated-below";

/** A generated code system as one resource. */
export function generatedResource(count: number): Resource {
  let header: CodeSystem | undefined;
  const concepts: Concept[] = [];
  for (const record of generated(count)) {
    if (record.kind === "codeSystem") header = record.codeSystem;
    else if (record.kind === "concept") concepts.push(record.concept);
  }
  return codeSystemResource({ ...header!, id: "generated" }, concepts);
}

export function generatedValueSets(count: number): Resource[] {
  const high = { property: "concept", op: "is-a" as const, value: highCode(count) };
  return [
    valueSet("generated-all", ALL, { system: GENERATED }),
    valueSet("generated-below", BELOW, { system: GENERATED, filter: [high] }),
  ];
}

/** On the fourth of the twelve levels. */
export const highCode = (count: number): string => codeOf(Math.floor(1.2 * (count / 2) ** 0.27));

function valueSet(id: string, url: string, include: r5.ValueSetComposeInclude): Resource {
  const named = { resourceType: "ValueSet", id, url, name: id.replace("-", "_") } as const;
  return { ...named, status: "active", compose: { include: [include] } };
}

export const MAPPINGS = 100;
const TARGET = "http://example.org/target";

export const mapUrl = (map: number): string => `http://example.org/ConceptMap/map-${map}`;
export const mappedCode = (map: number, row: number): string => codeOf(map * MAPPINGS + row);
export const targetCode = (map: number, row: number): string => `T${map}-${row}`;

/** All maps are from the same code system, each for codes of its own: any number of them has the same answers. */
export function generatedMap(map: number): Resource {
  const element = Array.from({ length: MAPPINGS }, (_, row) => ({
    code: mappedCode(map, row),
    target: [
      { code: targetCode(map, row), display: `Target ${map} ${row}`, relationship: "equivalent" as const },
    ],
  }));
  return {
    resourceType: "ConceptMap",
    id: `map-${map}`,
    url: mapUrl(map),
    name: `Map_${map}`,
    status: "active",
    group: [{ source: GENERATED, target: TARGET, element }],
  };
}
