/** What the pools draw from: the codes, value sets and mappings in the content whose answers are known. */
import type { Concept, Resource } from "../src/terminology/model.ts";
import { conceptsOf } from "../src/terminology/resources/resources.ts";

export interface System {
  url: string;
  concepts: Concept[];
}

export interface Member {
  /** Of the value set. */
  url: string;
  system: string;
  code: string;
}

export interface MappedCode extends Member {
  target: string;
}

/** Complete code systems, one version each, with the concepts that have a display. */
export function codeSystems(resources: readonly Resource[]): System[] {
  const byUrl = new Map<string, System>();
  for (const resource of resources) {
    if (resource.resourceType !== "CodeSystem" || resource.content !== "complete" || !resource.url) continue;
    const { concept, ...header } = resource;
    const concepts = [...conceptsOf(header, concept ?? [])].filter((c) => c.display !== undefined);
    if (concepts.length > 0 && !byUrl.has(resource.url))
      byUrl.set(resource.url, { url: resource.url, concepts });
  }
  return [...byUrl.values()];
}

interface Include {
  url: string;
  system: string;
  concept: { code: string }[];
  filter: { property?: string; op?: string; value?: string }[];
}

/** The value sets that are one include of one system, without its version. */
function* plainValueSets(resources: readonly Resource[]): Generator<Include> {
  for (const resource of resources) {
    if (resource.resourceType !== "ValueSet" || !resource.url || resource.compose?.exclude) continue;
    const includes = resource.compose?.include ?? [];
    const { system, version, concept = [], filter = [], valueSet } = includes[0] ?? {};
    if (includes.length === 1 && system && !version && !valueSet)
      yield { url: resource.url, system, concept, filter };
  }
}

/** Codes known to be in a value set of at most 100 codes: one that lists them, or has a whole code system. */
export function smallValueSets(resources: readonly Resource[], systems: readonly System[]): Member[] {
  const known = new Map(systems.map((s) => [s.url, usable(s)]));
  const rows: Member[] = [];
  for (const { url, system, concept, filter } of plainValueSets(resources)) {
    const codes = known.get(system);
    if (!codes || filter.length > 0) continue;
    const members = concept.length > 0 ? concept.map((c) => c.code) : [...codes];
    if (members.length > 100) continue;
    for (const code of members) if (codes.has(code)) rows.push({ url, system, code });
  }
  return rows;
}

const usable = (system: System): Set<string> =>
  new Set(system.concepts.filter((c) => !c.inactive && !c.abstract).map((c) => c.code));

/** Value sets of a whole code system of at least `least` concepts, with how many these are. */
export function wholeValueSets(
  resources: readonly Resource[],
  systems: readonly System[],
  least: number,
): { url: string; size: number }[] {
  const sizes = new Map(systems.map((s) => [s.url, s.concepts.length]));
  return [...plainValueSets(resources)]
    .filter((v) => v.concept.length === 0 && v.filter.length === 0)
    .map(({ url, system }) => ({ url, size: sizes.get(system) ?? 0 }))
    .filter(({ size }) => size >= least);
}

/** Value sets by a single is-a filter whose concept is known. */
export function isAValueSets(resources: readonly Resource[], systems: readonly System[]): string[] {
  const known = new Map(systems.map((s) => [s.url, new Set(s.concepts.map((c) => c.code))]));
  return [...plainValueSets(resources)]
    .filter(({ filter: [one, ...more] }) => one?.op === "is-a" && more.length === 0)
    .filter(({ system, filter }) => known.get(system)?.has(filter[0]!.value!))
    .map(({ url }) => url);
}

/** Codes with a target that holds without a condition. */
export function mappings(resources: readonly Resource[]): MappedCode[] {
  const rows: MappedCode[] = [];
  for (const resource of resources) {
    if (resource.resourceType !== "ConceptMap" || !resource.url) continue;
    for (const group of resource.group ?? []) {
      if (!group.source) continue;
      const system = group.source.split("|")[0]!;
      for (const element of group.element) {
        const target = element.target?.find(
          (t) => t.code && !t.dependsOn && t.relationship !== "not-related-to",
        );
        if (element.code && target?.code)
          rows.push({ url: resource.url, system, code: element.code, target: target.code });
      }
    }
  }
  return rows;
}

/** First words of displays, at least two letters long: what a person types. */
export function displayWords(concepts: readonly Concept[]): string[] {
  return concepts
    .map((c) => /^[\p{L}\p{N}]{2,}/u.exec(c.display ?? "")?.[0])
    .filter((word) => word !== undefined);
}
