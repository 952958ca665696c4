/** Nests the concepts of an expansion under their parents (ValueSet.expansion.contains.contains). */
import type * as r5 from "fhir/r5";
import type { CompiledValueSet } from "../compose/compiled.ts";
import type { EffectiveRequest } from "./request.ts";
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { Member } from "./member.ts";

type Contains = r5.ValueSetExpansionContains;

const HIERARCHICAL = new Set(["is-a", "descendent-of"]);

/**
 * Does this expansion show the code systems' hierarchy? Whole code systems and branches of them do; a page, a list,
 * and what was put together from other sets do not.
 */
export function isNested({ valueSet, includes }: CompiledValueSet, request: EffectiveRequest): boolean {
  if (request.excludeNested || request.count !== undefined || request.offset !== undefined) return false;
  if ((valueSet.compose?.exclude ?? []).length > 0) return false;
  return includes.every(({ include, enumerated, imports }) => {
    const filters = include.filter ?? [];
    const branch = filters.some((f) => HIERARCHICAL.has(f.op));
    const whole = filters.length === 0 && request.filter === undefined;
    return !enumerated && !imports && (branch || whole);
  });
}

/** Each member goes below its nearest ancestor that is a member as well: the children of a concept that was dropped move up. */
export const nested = flow(function* (
  members: readonly Member[],
  write: (member: Member) => Contains,
): Steps<Contains[]> {
  const roots: Contains[] = [];
  const bySource = Map.groupBy(members, ({ include }) => include);
  for (const [include, own] of bySource) {
    const nodes = new Map<string, Contains>();
    for (const member of own) nodes.set(member.concept.code, write(member));
    if (own.every(({ concept }) => concept.parents.length === 0)) {
      for (const node of nodes.values()) roots.push(node);
      continue;
    }
    const concepts = own.map(({ concept }) => concept);
    const homes = yield* found(homesOf(concepts, include.provider));
    for (const [code, node] of nodes) {
      const home = nodes.get(homes.get(code) ?? "");
      if (home) (home.contains ??= []).push(node);
      else roots.push(node);
    }
  }
  return roots;
});

/** The code below which each concept goes, if any; loops in the hierarchy are cut. */
const homesOf = flow(function* (
  concepts: readonly Concept[],
  provider: CodeSystemProvider | undefined,
): Steps<Map<string, string>> {
  const shown = new Set(concepts.map((c) => c.code));
  const parents = yield* found(parentsOf(concepts, shown, provider));
  const homes = new Map<string, string>();
  for (const { code } of concepts) {
    const home = nearest(code, parents, shown);
    if (home !== undefined && !leadsTo(homes, home, code)) homes.set(code, home);
  }
  return homes;
});

/** The parents of the members and of every ancestor that is none, read level by level. */
const parentsOf = flow(function* (
  concepts: readonly Concept[],
  shown: ReadonlySet<string>,
  provider: CodeSystemProvider | undefined,
): Steps<Map<string, readonly string[]>> {
  const parents = new Map<string, readonly string[]>();
  let level = concepts;
  while (level.length > 0) {
    const missing = new Set<string>();
    for (const concept of level) parents.set(concept.code, concept.parents);
    for (const concept of level) {
      for (const parent of concept.parents)
        if (!shown.has(parent) && !parents.has(parent)) missing.add(parent);
    }
    for (const code of missing) parents.set(code, []);
    if (!provider || missing.size === 0) break;
    level = (yield* found(provider.locate([...missing]))).filter((c) => c !== undefined);
  }
  return parents;
});

/** Breadth first, so that the nearest wins. */
function nearest(
  code: string,
  parents: ReadonlyMap<string, readonly string[]>,
  shown: ReadonlySet<string>,
): string | undefined {
  const [first] = parents.get(code) ?? [];
  // Mostly it is there.
  if (first === undefined || (first !== code && shown.has(first))) return first;
  const seen = new Set([code]);
  const queue = [...(parents.get(code) ?? [])];
  for (const at of queue) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (shown.has(at)) return at;
    queue.push(...(parents.get(at) ?? []));
  }
  return undefined;
}

/** There is no loop in `homes`: what would close one is not added. */
function leadsTo(homes: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let at: string | undefined = from; at !== undefined; at = homes.get(at)) if (at === to) return true;
  return false;
}
