/** What an expansion reads, in order: the includes, each without what an earlier one gives already. */
import { compareVersions } from "../canonical.ts";
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { allOf, isEvery } from "../concepts/algebra.ts";
import { type ConceptCondition, NO_CONCEPT } from "../concepts/concept-condition.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { inTurns, type LongWork } from "../util/in-turns.ts";
import { keptWithin } from "../util/kept-within.ts";
import { Lru } from "../util/lru.ts";
import { onceFor } from "../util/once-for.ts";
import { sortedInSteps } from "../util/sorted-in-steps.ts";
import { bestFirst } from "./best-first.ts";
import { EarlierIncludes } from "./earlier-includes.ts";
import { leftOut } from "./left-out.ts";
import type { OrderedSource, Source } from "./member.ts";
import { type EffectiveRequest, isActiveOnly } from "./request.ts";
import { textFilter } from "./text-filter.ts";

/** Sources by what the request says of them. */
const KEPT = 50_000;
const keptOf = onceFor(
  (_: CompiledValueSet) => new Lru<string, Awaitable<readonly Source[]>>("expansion-sources", KEPT),
);

/**
 * The sources in the order in which they are read. They are kept with the compiled value set, so that the next page, and
 * who types the same, finds them.
 * @param inHierarchy the concepts will stand below their parents: they are not put into an order of their own
 */
export function sourcesOf(
  compiled: CompiledValueSet,
  request: EffectiveRequest,
  inHierarchy: boolean,
): Awaitable<readonly OrderedSource[]> {
  const sources = gathered(compiled, request);
  return inHierarchy || request.filter === undefined
    ? sources
    : after(sources, (own) => bestFirst(own, request));
}

function gathered(compiled: CompiledValueSet, request: EffectiveRequest): Awaitable<readonly Source[]> {
  const { filter, excludeSystem, excludeNotForUI } = request;
  const isPlain = filter === undefined && excludeSystem === undefined && !excludeNotForUI;
  // What a text finds is kept with its sources: active concepts alone, or all.
  const key = isPlain ? "" : JSON.stringify([filter, excludeSystem, excludeNotForUI, isActiveOnly(request)]);
  return keptWithin(
    keptOf(compiled),
    key,
    request.work,
    async () => gather(compiled, request),
    ({ length }) => (isPlain ? 1 : 10 + length),
  );
}

const gather = flow(function* (compiled: CompiledValueSet, request: EffectiveRequest): Steps<Source[]> {
  const { filter = "", excludeNotForUI, work } = request;
  const matching = filter.trim() === "" ? undefined : textFilter(filter, work);
  const isLeftOut = leftOut(request.excludeSystem);
  const includes = (yield* found(inTurns(newestFirst(compiled.includes)))).filter((i) => !isLeftOut(i));
  const earlier = new EarlierIncludes(compiled.versionsMatch === true, work);
  const sources: Source[] = [];
  for (const [at, include] of includes.entries()) {
    const parts = [beyond(include.members, earlier.of(include))];
    if (matching) parts.push(yield* found(matching(include)));
    if (excludeNotForUI) parts.push({ kind: "selectable" });
    sources.push({ include, condition: allOf(parts) });
    if (at < includes.length - 1) yield* found(earlier.add(include));
    yield* found(work.giveWay());
  }
  return sources;
});

/** `members` without what is in `earlier`, whose parts are shared with other conditions: they stay the same objects. */
function beyond(members: ConceptCondition, earlier: ConceptCondition[]): ConceptCondition {
  if (earlier.length === 0) return members;
  if (earlier.some(isEvery)) return NO_CONCEPT;
  return allOf([members, { kind: "not", of: { kind: "any", of: earlier } }]);
}

/** Where a value set pins several versions of one system, the newest comes first; else the order is that of compose. */
function* newestFirst(includes: readonly CompiledInclude[]): LongWork<CompiledInclude[]> {
  const bySystem = new Map<string, ArrayIterator<CompiledInclude>>();
  for (const [system, own] of Map.groupBy(includes, (i) => i.system)) {
    const arePinned = own.every((i) => i.statedVersion !== undefined);
    const ordered = arePinned
      ? yield* sortedInSteps(own, (a, b) => compareVersions(b.version, a.version))
      : own;
    bySystem.set(system, ordered.values());
  }
  return includes.map((include) => bySystem.get(include.system)?.next().value ?? include);
}
