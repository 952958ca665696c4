/**
 * A map's own scopes. R5: sourceScope and targetScope each "limit the scope of the map" to codes that are members. A rule
 * does not reach beyond them; what a map lists there all the same contradicts it, and is told in doubt.
 */
import type { Issue } from "../issues/issue.ts";
import { listedOutsideScope } from "../issues/translation.ts";
import { type Coding, type ConceptMap, type Mapping, scopeOf } from "../model.ts";
import type { Terminology } from "../store.ts";
import { type Awaitable, keptOr } from "../util/awaitable.ts";
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

/** What was found of mappings that stay in memory: by codes alone it would cost a quarter of a translation. */
const ofMappings = new PerGeneration(() => new WeakMap<Mapping, Awaitable<Issue | undefined>>());

/** Of a match that could be applied unseen: that its map lists it outside of its own scopes. */
export function listedOutside(asking: Asking, match: Match): Awaitable<Issue | undefined> {
  const { origin, relation, target } = match;
  if (!target || !isEquivalent(relation) || !isLimited(origin)) return undefined;
  return keptOr(ofMappings.of(asking.store), match.mapping, () => outsideEither(asking, match));
}

const isLimited = (map: ConceptMap): boolean =>
  scopeOf(map, "source") !== undefined || scopeOf(map, "target") !== undefined;

async function outsideEither(asking: Asking, { origin, source, target }: Match): Promise<Issue | undefined> {
  const sourceScope = await outsideOwnScope(asking, origin, "source", source);
  if (sourceScope !== undefined) return listedOutsideScope(source, origin, sourceScope);
  const targetScope = await outsideOwnScope(asking, origin, "target", target!);
  return targetScope === undefined ? undefined : listedOutsideScope(target!, origin, targetScope);
}
