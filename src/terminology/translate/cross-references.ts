/**
 * A supplement that gives concepts their codes in other systems, read as a map. Only on request (`useSupplement`), only
 * the properties that the table of systems lists, and with the relationship it lists.
 */
import { type Canonical, parseCanonical } from "../canonical.ts";
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
import { onceFor } from "../util/once-for.ts";
import { inverted, relationOf } from "./relationships.ts";

export function crossReferenceMap(supplement: CodeSystemProvider): ConceptMapProvider {
  const { url, version, title, name, supplements = "" } = supplement.codeSystem;
  const own = parseCanonical(supplements);
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
      const found = await mappingsAbout(supplement, own, codings);
      return direction === "forward" ? found : found.map(turned);
    },
  };
}

/** Read from each coding, whichever side of the cross-reference it is on; the supplement is asked once for each side. */
async function mappingsAbout(
  supplement: CodeSystemProvider,
  own: Canonical,
  codings: readonly Coding[],
): Promise<Mapping[]> {
  const { sources, codes, others } = sidesOf(codings)(own.url);
  const concepts = await conceptsOf(supplement, codes);
  const references = await referencesTo(supplement, others);
  const byTarget = Map.groupBy(references, ({ target }) => keyOf(target!));
  // Of many supplements most say nothing.
  const said = byTarget.size > 0 ? codings : concepts.size > 0 ? sources : [];
  return said.flatMap((coding): Mapping[] => {
    if (coding.system !== own.url) return (byTarget.get(keyOf(coding)) ?? []).map(turned);
    const concept = concepts.get(coding.code ?? "");
    return concept ? referencesOf(concept, own) : [];
  });
}

/** Those of a code system, with their codes, and the others: all supplements of a request are asked about the same. */
const sidesOf = onceFor((codings: readonly Coding[]) => {
  const kept = new Map<string, { sources: Coding[]; codes: string[]; others: Coding[] }>();
  return (own: string) => {
    let sides = kept.get(own);
    if (!sides) {
      const sources = codings.filter(({ system }) => system === own);
      const others = codings.filter(({ system }) => system !== own);
      kept.set(own, (sides = { sources, codes: codesOf(sources), others }));
    }
    return sides;
  };
});

/** Those that it has. */
async function conceptsOf(
  supplement: CodeSystemProvider,
  codes: readonly string[],
): Promise<ReadonlyMap<string, Concept>> {
  const concepts = new Map<string, Concept>();
  const located = codes.length === 0 ? [] : await supplement.locate(codes);
  for (const [i, concept] of located.entries()) if (concept) concepts.set(codes[i]!, concept);
  return concepts;
}

const codesOf = (codings: readonly Coding[]): string[] => [
  ...new Set(codings.flatMap(({ code }) => code ?? [])),
];

/** No line break is in either. */
const keyOf = ({ system, code }: Coding): string => `${system}\n${code}`;

/** What the supplement has as references to codes of other systems. */
export async function referencesTo(
  supplement: CodeSystemProvider,
  codings: readonly Coding[],
): Promise<Mapping[]> {
  const values = codesOf(codings);
  if (values.length === 0) return [];
  const test = { op: "in", values } as const;
  const of = Array.from(
    crossReferences.keys(),
    (property) => ({ kind: "property", property, test }) as const,
  );
  const { items } = await supplement.select({ condition: { kind: "any", of } });
  const own = parseCanonical(supplement.codeSystem.supplements ?? "");
  const asked = new Set(codings.map(keyOf));
  const mappings = items.flatMap((concept) => referencesOf(concept, own));
  return mappings.filter(({ target }) => target && asked.has(keyOf(target)));
}

/** @param own what the supplement adds to: a code system, or one version of it */
export function referencesOf({ code, display, properties }: Concept, own: Canonical): Mapping[] {
  const { url, version } = own;
  const coding = fullCoding(url, code, display);
  const source = version === undefined ? coding : { ...coding, version };
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
