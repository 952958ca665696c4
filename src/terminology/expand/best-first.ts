/**
 * The order of what a text filter finds: the best match first where the order is free, in whole code systems and by
 * filters; what a value set lists stays as it is listed. The order is the same for every page.
 */
import { allOf } from "../concepts/algebra.ts";
import type { ConceptCondition, Page } from "../concepts/concept-condition.ts";
import { normalise, queryKeys, words } from "../concepts/text-match.ts";
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { Lru } from "../util/lru.ts";
import { AHEAD, askAhead } from "./ask-ahead.ts";
import type { KnownSource, OrderedSource, RankedSource, Source } from "./member.ts";
import { bestMatch, type Match } from "./rank.ts";
import { type EffectiveRequest, isActiveOnly } from "./request.ts";

/** So many matches are put in order by what they are called; of more, those that are called exactly so come first. */
const RANKED = 100;

/** What the text finds in one source, as far as it was asked. */
interface Matches {
  total: number;
  /** All of them, if they are few. Codes alone: the concepts are the store's to keep. */
  ranked?: readonly Ranked[];
  /** How many are called exactly so. */
  called?: number;
}

type Ranked = Match & { code: string };

interface AskedSource {
  source: KnownSource;
  matches: Matches;
}

/** Bytes, roughly. Typing comes back to the same beginnings, and each has several pages. */
const CAPACITY = 16_000_000;
const BYTES = { matches: 200, ranked: 80 };
/** By the numbers of sources: nothing of a code system is held by what was found in it. */
const kept = new Lru<number, Matches>("text-matches", CAPACITY);
const numbers = new WeakMap<Source, number>();
let numbered = 0;

/**
 * The sources in the order in which they are to be read; neighbours of free order are one. What was found in a source is
 * kept for as long as the source is: it must be that of the same text, and of all concepts or of the active ones.
 */
export const bestFirst = flow(function* (
  sources: readonly Source[],
  request: EffectiveRequest,
): Steps<readonly OrderedSource[]> {
  if (words(request.filter ?? "").length === 0) return sources;
  const ordered: OrderedSource[] = [];
  let group: KnownSource[] = [];
  for (const source of sources) {
    if (isFree(source)) {
      group.push(source);
      continue;
    }
    ordered.push(...(yield* found(groupInOrder(group, request))), source);
    group = [];
  }
  return [...ordered, ...(yield* found(groupInOrder(group, request)))];
});

const isFree = (source: Source): source is KnownSource =>
  !source.include.enumerated && source.include.provider !== undefined;

const groupInOrder = flow(function* (
  group: readonly KnownSource[],
  request: EffectiveRequest,
): Steps<readonly OrderedSource[]> {
  if (group.length === 0) return group;
  const { work } = request;
  const asked: AskedSource[] = [];
  for (const [at, source] of group.entries()) {
    if (at % AHEAD === 0) yield* found(askAhead(group.slice(at, at + AHEAD), work));
    asked.push({ source, matches: yield* found(matchesOf(source, request)) });
    yield* found(work.giveWay());
  }
  const total = asked.reduce((sum, { matches }) => sum + matches.total, 0);
  return total <= RANKED ? [together(asked)] : yield* found(exactFirst(asked, request));
});

const matchesOf = flow(function* (source: KnownSource, request: EffectiveRequest): Steps<Matches> {
  let number = numbers.get(source);
  if (number === undefined) numbers.set(source, (number = ++numbered));
  const known = kept.get(number);
  if (known) return known;
  const asked = { condition: source.condition, count: RANKED, whole: true };
  const { total, items } = yield* found(select(source, request, asked));
  const matches =
    total > RANKED ? { total } : { total, ranked: inOrder(items, normalise(request.filter ?? "")) };
  kept.set(number, matches, BYTES.matches + BYTES.ranked * (matches.ranked?.length ?? 0));
  return matches;
});

function inOrder(concepts: readonly Concept[], query: string): Ranked[] {
  const all = concepts.map((concept) => {
    const { rank, length } = bestMatch(concept, query);
    return { code: concept.code, rank, length };
  });
  return all.sort(byMatch);
}

function together(asked: readonly AskedSource[]): RankedSource {
  const all = asked.flatMap(({ source, matches: { ranked = [] } }) =>
    ranked.map(({ code, rank, length }) => ({ code, rank, length, source })),
  );
  if (asked.length > 1) all.sort(byMatch);
  return { ranked: all };
}

/** Equals stay in the order of the code system. */
const byMatch = (a: Match, b: Match): number => a.rank - b.rank || a.length - b.length;

/** Two sources for each: the concepts that are called exactly so, and the others. */
const exactFirst = flow(function* (
  asked: readonly AskedSource[],
  request: EffectiveRequest,
): Steps<readonly OrderedSource[]> {
  // What is typed is mostly the beginning of a name.
  if (asked.every(({ matches }) => matches.called === 0)) return asked.map(({ source }) => source);
  const exact: ConceptCondition = { kind: "name", keys: queryKeys(request.filter ?? "") };
  const inSystems = new Map<CodeSystemProvider, number>();
  const first: Source[] = [];
  const rest: Source[] = [];
  for (const { source, matches } of asked) {
    yield* found(request.work.giveWay());
    matches.called ??= yield* found(countCalled(source, request, exact, inSystems));
    if (matches.called === 0) {
      rest.push(source);
      continue;
    }
    const { include, condition } = source;
    first.push({ include, condition: allOf([condition, exact]) });
    rest.push({ include, condition: allOf([condition, { kind: "not", of: exact }]) });
  }
  return [...first, ...rest];
});

/** Mostly nothing in the whole code system is called so, which the index of names alone tells. @param inSystems how many are */
const countCalled = flow(function* (
  source: KnownSource,
  request: EffectiveRequest,
  exact: ConceptCondition,
  inSystems: Map<CodeSystemProvider, number>,
): Steps<number> {
  const { provider } = source.include;
  let inSystem = inSystems.get(provider);
  if (inSystem === undefined) {
    inSystem = (yield* found(select(source, request, { condition: exact, count: 0 }))).total;
    inSystems.set(provider, inSystem);
  }
  if (inSystem === 0) return 0;
  const called = allOf([source.condition, exact]);
  return (yield* found(select(source, request, { condition: called, count: 0 }))).total;
});

const select = (
  { include }: KnownSource,
  request: EffectiveRequest,
  asked: { condition: ConceptCondition; count: number; whole?: boolean },
): Awaitable<Page<Concept>> =>
  include.provider.select({ ...asked, activeOnly: isActiveOnly(request), work: request.work });
