/**
 * A supplement that gives concepts their codes in other systems, read as a map. Only on request (`useSupplement`), only
 * the properties that the table of systems lists, and with the relationship it lists.
 */
import { parseCanonical } from "../canonical.ts";
import {
  type Coding,
  type Concept,
  type ConceptMap,
  fullCoding,
  type Mapping,
  type Relationship,
} from "../model.ts";
import { crossReferences } from "../resolve/known-systems.ts";
import type { CodeSystemProvider, ConceptMapProvider } from "../store.ts";
import { inverted, relationOf } from "./relationships.ts";

export function crossReferenceMap(supplement: CodeSystemProvider): ConceptMapProvider {
  const { url, version, title, name, supplements = "" } = supplement.codeSystem;
  const own = parseCanonical(supplements).url;
  const conceptMap = {
    resourceType: "ConceptMap",
    status: "active",
    url,
    version,
    title,
    name,
  } as ConceptMap;
  return {
    conceptMap,
    all: () => [],
    async mappings(codings, direction) {
      const found = await Promise.all(codings.map((coding) => mappingsAbout(supplement, own, coding)));
      return found.flat().map((mapping) => (direction === "forward" ? mapping : turned(mapping)));
    },
  };
}

/** Read from the coding, whichever side of the cross-reference it is on. */
async function mappingsAbout(
  supplement: CodeSystemProvider,
  own: string,
  coding: Coding,
): Promise<Mapping[]> {
  const { system, code } = coding;
  if (code === undefined) return [];
  if (system === own) {
    const [concept] = await supplement.locate([code]);
    return concept ? referencesOf(concept, own) : [];
  }
  return (await referencesTo(supplement, system, code)).map(turned);
}

/** What the supplement has as references to a code of another system. */
export async function referencesTo(
  supplement: CodeSystemProvider,
  system: string | undefined,
  code: string,
): Promise<Mapping[]> {
  const test = { op: "in", values: [code] } as const;
  const of = Array.from(
    crossReferences.keys(),
    (property) => ({ kind: "property", property, test }) as const,
  );
  const { items } = await supplement.select({ condition: { kind: "any", of } });
  const own = parseCanonical(supplement.codeSystem.supplements ?? "").url;
  const mappings = items.flatMap((concept) => referencesOf(concept, own));
  return mappings.filter(({ target }) => target?.system === system && target?.code === code);
}

/** @param own the system that the supplement adds to */
export function referencesOf({ code, display, properties }: Concept, own: string): Mapping[] {
  const source = fullCoding(own, code, display);
  return properties.flatMap((p): Mapping[] => {
    const relationship = crossReferences.get(p.code) as Relationship | undefined;
    if (relationship === undefined || typeof p.value !== "object") return [];
    return [{ source, target: p.value, relationship, dependsOn: [], product: [], properties: [] }];
  });
}

const turned = (mapping: Mapping): Mapping => ({
  ...mapping,
  ...inverted(relationOf(mapping)),
  source: mapping.target!,
  target: mapping.source,
});
