/**
 * The order of what a text filter finds: the best match first where the order is free, in whole code systems and by
 * filters; what a value set lists stays as it is listed. The order is the same for every page.
 */
import { allOf } from "../concepts/algebra.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { namesOf, normalise, queryKeys, words } from "../concepts/text-match.ts";
import type { Concept } from "../model.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { RankedSource, Source } from "./member.ts";
import { isActiveOnly, type EffectiveRequest } from "./request.ts";

/** So many matches are put in order by what they are called; of more, those that are called exactly so come first. */
const RANKED = 100;

type Ordered = readonly (Source | RankedSource)[];

/** The sources in the order in which they are to be read; neighbours of free order are one. */
export const bestFirst = flow(function* (
  sources: readonly Source[],
  request: EffectiveRequest,
): Steps<Ordered> {
  if (words(request.filter ?? "").length === 0) return sources;
  const ordered: (Source | RankedSource)[] = [];
  for (let at = 0; at < sources.length; at++) {
    const group: Source[] = [];
    while (at < sources.length && isFree(sources[at]!)) group.push(sources[at++]!);
    if (group.length > 0) ordered.push(...(yield* found(groupInOrder(group, request))));
    if (at < sources.length) ordered.push(sources[at]!);
  }
  return ordered;
});

const isFree = ({ include }: Source): boolean => !include.enumerated && include.provider !== undefined;

const groupInOrder = flow(function* (group: readonly Source[], request: EffectiveRequest): Steps<Ordered> {
  const activeOnly = isActiveOnly(request);
  const { work } = request;
  let total = 0;
  for (const { include, condition } of group)
    total += (yield* found(include.provider!.select({ condition, activeOnly, count: 0, work }))).total;
  return total <= RANKED ? [yield* found(ranked(group, request))] : yield* found(exactFirst(group, request));
});

const ranked = flow(function* (group: readonly Source[], request: EffectiveRequest): Steps<RankedSource> {
  const query = normalise(request.filter!);
  const all: { code: string; source: Source; match: Match }[] = [];
  for (const source of group) {
    const { include, condition } = source;
    const selection = { condition, activeOnly: isActiveOnly(request), work: request.work };
    const { items } = yield* found(include.provider!.select(selection));
    for (const concept of items) all.push({ code: concept.code, source, match: bestMatch(concept, query) });
  }
  // Equals stay in the order of the code system.
  all.sort((a, b) => a.match.rank - b.match.rank || a.match.length - b.match.length);
  return { ranked: all.map(({ code, source }) => ({ code, source })) };
});

/** Two sources for each: the concepts that are called exactly so, and the others. */
const exactFirst = flow(function* (group: readonly Source[], request: EffectiveRequest): Steps<Ordered> {
  const exact: ConceptCondition = { kind: "name", keys: queryKeys(request.filter!) };
  const first: Source[] = [];
  const rest: Source[] = [];
  for (const { include, condition } of group) {
    const called = allOf([condition, exact]);
    const counted = { activeOnly: isActiveOnly(request), count: 0, work: request.work };
    // Mostly nothing is called so, which the index of names alone tells.
    let { total } = yield* found(include.provider!.select({ ...counted, condition: exact }));
    if (total > 0) ({ total } = yield* found(include.provider!.select({ ...counted, condition: called })));
    if (total > 0) first.push({ include, condition: called });
    const others = total > 0 ? allOf([condition, { kind: "not", of: exact }]) : condition;
    rest.push({ include, condition: others });
  }
  return [...first, ...rest];
});

interface Match {
  /** Lower is better. */
  rank: number;
  /** Of the name that matches best, in characters. */
  length: number;
}

const NO_NAME: Match = { rank: 10, length: 0 };

/** How well the best of a concept's names matches the text; its display goes before its other names. */
function bestMatch(concept: Concept, query: string): Match {
  const own = concept.display ?? concept.code;
  let best = NO_NAME;
  for (const name of namesOf(concept)) {
    const match = matchOf(normalise(name), query, name === own || name === concept.code);
    if (match.rank < best.rank || (match.rank === best.rank && match.length < best.length)) best = match;
  }
  return best;
}

/** The same; beginning with it; its words in a row; each of its words; else it was found by several names together. */
function matchOf(name: string, query: string, isOwn: boolean): Match {
  const other = isOwn ? 0 : 1;
  const { length } = name;
  if (name === query) return { rank: other, length };
  if (name.startsWith(`${query} `)) return { rank: 2, length };
  if (name.startsWith(query)) return { rank: 3, length };
  if (` ${name}`.includes(` ${query}`)) return { rank: 4, length };
  const own = name.split(" ");
  const hasAll = query.split(" ").every((word) => own.some((one) => one.startsWith(word)));
  return hasAll ? { rank: 5, length } : NO_NAME;
}
