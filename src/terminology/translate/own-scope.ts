/**
 * A map's own scopes. R5: sourceScope and targetScope each "limit the scope of the map" to codes that are members. A rule
 * does not reach beyond them; what a map lists there all the same contradicts it, and is told in doubt.
 */
import type { Issue } from "../issues/issue.ts";
import { listedOutsideScope } from "../issues/translation.ts";
import { type Coding, type ConceptMap, scopeOf } from "../model.ts";
import type { Terminology } from "../store.ts";
import { type Awaitable, keptOr } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { Lru } from "../util/lru.ts";
import { PerGeneration } from "../util/per-generation.ts";
import { isEquivalent } from "./relationships.ts";
import type { Match } from "./request.ts";
import type { Scopes } from "./scope.ts";

interface Asking {
  store: Terminology;
  scopes: Scopes;
}

/** Codes whose membership is kept: maps list the same ones again and again. */
const MOST = 1_000;
const kept = new PerGeneration(() => new Lru<string, Awaitable<string | undefined>>("own-scopes", MOST));

/** The value set to which the map limits itself on that side, where the coding is known not to be in it. */
export function outsideOwnScope(
  { store, scopes }: Asking,
  map: ConceptMap,
  side: "source" | "target",
  coding: Coding,
): Awaitable<string | undefined> {
  const valueSet = scopeOf(map, side);
  if (valueSet === undefined) return undefined;
  const key = `${valueSet}\n${coding.system}\n${coding.code}`;
  return keptOr(kept.of(store), key, () => scopes.without(valueSet, coding));
}

/** Of a match that could be applied unseen: that its map lists it outside of its own scopes. */
export const listedOutside = flow(function* (
  asking: Asking,
  { origin, relation, source, target }: Match,
): Steps<Issue | undefined> {
  if (!target || !isEquivalent(relation)) return undefined;
  for (const [side, coding] of [
    ["source", source],
    ["target", target],
  ] as const) {
    const valueSet = yield* found(outsideOwnScope(asking, origin, side, coding));
    if (valueSet !== undefined) return listedOutsideScope(coding, origin, valueSet);
  }
  return undefined;
});
