/** Nests the concepts of an expansion under their parents (ValueSet.expansion.contains.contains). */
import type * as r5 from "fhir/r5";
import type { CompiledValueSet } from "../compose/compiled.ts";
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { byThousands, locateByThousands } from "../util/by-thousands.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { Member } from "./member.ts";
import type { EffectiveRequest } from "./request.ts";

type Contains = r5.ValueSetExpansionContains;

/** Concepts of which the home is found at a stretch: some milliseconds. */
const STRETCH = 1_000;

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
  work: WorkBudget,
): Steps<Contains[]> {
  const roots: Contains[] = [];
  const bySource = Map.groupBy(members, ({ include }) => include);
  for (const [include, own] of bySource) {
    const all = yield* found(byThousands(own, work, (part) => part.map(write)));
    const nodes = new Map<string, Contains>();
    for (let i = 0; i < own.length; i++) nodes.set(own[i]!.concept.code, all[i]!);
    if (own.every(({ concept }) => concept.parents.length === 0)) {
      for (const node of nodes.values()) roots.push(node);
      continue;
    }
    const concepts = own.map(({ concept }) => concept);
    const homes = yield* found(homesOf(concepts, include.provider, work));
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
  work: WorkBudget,
): Steps<Map<string, string>> {
  const shown = new Set(concepts.map((c) => c.code));
  const parents = yield* found(parentsOf(concepts, shown, provider, work));
  const homes = new Map<string, string>();
  const tops = new Tops();
  for (const [i, { code }] of concepts.entries()) {
    if (i % STRETCH === STRETCH - 1) yield* found(work.giveWay());
    const home = nearest(code, parents, shown);
    if (home === undefined || tops.of(home) === code) continue;
    homes.set(code, home);
    tops.put(code, home);
  }
  return homes;
});

/** The parents of the members and of every ancestor that is none, read level by level. */
const parentsOf = flow(function* (
  concepts: readonly Concept[],
  shown: ReadonlySet<string>,
  provider: CodeSystemProvider | undefined,
  work: WorkBudget,
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
    work.concepts(missing.size);
    const above = yield* found(locateByThousands(provider, [...missing], work));
    level = above.filter((c) => c !== undefined);
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

/** What stands on top of the branch that a code is in: what is put below another is no longer a top. */
class Tops {
  /** A code further up, not always the next: a branch is walked along once, however long it is. */
  private readonly above = new Map<string, string>();

  of(code: string): string {
    let top = code;
    for (let at: string | undefined = code; at !== undefined; at = this.above.get(at)) top = at;
    for (let at = code; at !== top;) {
      const next = this.above.get(at)!;
      this.above.set(at, top);
      at = next;
    }
    return top;
  }

  put(code: string, below: string): void {
    this.above.set(code, below);
  }
}
