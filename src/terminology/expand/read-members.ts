/** Reads the concepts of an expansion, or one page of them, from its sources. */
import { valueSetName } from "../canonical.ts";
import { isNone } from "../concepts/algebra.ts";
import { codeKey } from "../concepts/code-key.ts";
import { mentionsText, type Page } from "../concepts/concept-condition.ts";
import { narrowing } from "../concepts/narrow.ts";
import { valueSetTooCostly } from "../issues/expansion.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { Concept } from "../model.ts";
import { isStandIn } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { byThousands } from "../util/by-thousands.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { keptCounts } from "../util/kept-counts.ts";
import { keptWithin } from "../util/kept-within.ts";
import { onceFor } from "../util/once-for.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { AHEAD, askAhead } from "./ask-ahead.ts";
import { listedOfStandIn } from "./listed-of-stand-in.ts";
import type { Member, RankedSource, Source } from "./member.ts";
import { type EffectiveRequest, isActiveOnly } from "./request.ts";
import { readShortLists, type ShortLists, withShortLists } from "./short-lists.ts";

/** A page may be this many times as large as an expansion that is not paged. */
const PAGE_FACTOR = 10;

/**
 * @returns the concepts of the page (all, if none is asked for), and how many there are in all
 * @throws TerminologyError too-costly: there are more than the limit, and no count is given.
 */
export const readMembers = flow(function* (
  sources: readonly (Source | RankedSource)[],
  request: EffectiveRequest,
) {
  const { limit, valueSet, count, offset = 0 } = request;
  const wanted = count === undefined ? limit : Math.min(count, limit * PAGE_FACTOR);
  const members: Member[] = [];
  let skip = offset;
  let total = 0;
  let asked = 0;
  for (const [at, source] of withShortLists(sources, request.work)) {
    if (at >= asked) {
      asked = at + AHEAD;
      yield* found(askAhead(sources.slice(at, asked), request.work));
    }
    const page = yield* found(readSource(source, request, skip, wanted - members.length));
    for (const member of page.items) members.push(member);
    skip = Math.max(0, skip - page.total);
    total += page.total;
    yield* found(request.work.giveWay());
  }
  if (count === undefined && total - offset > limit)
    throw new TerminologyError(valueSetTooCostly(valueSetName(valueSet), limit));
  return { members, total };
});

function readSource(
  source: Source | RankedSource | ShortLists,
  request: EffectiveRequest,
  offset: number,
  count: number,
): Awaitable<Page<Member>> {
  if ("ranked" in source) return readRanked(source, offset, count, request.work);
  if ("listed" in source) return readShortLists(source, request, offset, count);
  return readPage(source, request, offset, count);
}

function readPage(
  source: Source,
  request: EffectiveRequest,
  offset: number,
  count: number,
): Awaitable<Page<Member>> {
  const { include, condition } = source;
  const asked = { activeOnly: isActiveOnly(request), offset, count, work: request.work };
  if (!include.enumerated && !include.provider) return { total: 0, items: [] };
  const reading = include.enumerated
    ? listed(source, asked)
    : include.provider!.select({ condition, ...asked });
  return after(reading, ({ total, items }) => ({
    total,
    items: items.map((concept) => ({ concept, include })),
  }));
}

const readRanked = flow(function* (
  { ranked }: RankedSource,
  offset: number,
  count: number,
  work: WorkBudget,
): Steps<Page<Member>> {
  const page = ranked.slice(offset, offset + count);
  const items = new Array<Member | undefined>(page.length);
  for (const [source, own] of Map.groupBy(page.keys(), (at) => page[at]!.source)) {
    const { include } = source;
    const codes = own.map((at) => page[at]!.code);
    const concepts = yield* found(located(include.provider!, codes, work));
    for (const [i, at] of own.entries()) {
      const concept = concepts[i];
      if (concept) items[at] = { concept, include };
    }
  }
  return { total: ranked.length, items: items.filter((member) => member !== undefined) };
});

/** Which part of a list is wanted, and what that may cost. */
interface PartOfList {
  activeOnly: boolean;
  offset: number;
  count: number;
  work: WorkBudget;
}

/** Enumerated concepts come in the order of the list. */
const listed = flow(function* (source: Source, { activeOnly, offset, count, work }: PartOfList) {
  const { provider } = source.include;
  if (!provider || isStandIn(provider.codeSystem)) {
    const all = yield* found(listedOfStandIn(source, activeOnly, work));
    return { total: all.length, items: all.slice(offset, offset + count) };
  }
  const codes = yield* found(listOf(source, provider, activeOnly, work));
  const concepts = yield* found(located(provider, codes.slice(offset, offset + count), work));
  return { total: codes.length, items: concepts.filter((concept) => concept !== undefined) };
});

const located = (
  provider: CodeSystemProvider,
  codes: readonly string[],
  work: WorkBudget,
): Awaitable<(Concept | undefined)[]> => byThousands(codes, work, (part) => provider.locate(part));

/** Codes alone: the concepts are the store's to keep. */
type Lists = Map<boolean, Awaitable<readonly string[]>>;
const listsOf = onceFor((_: Source): Lists => new Map());
const counts = keptCounts("listed-codes");

/** The codes of a list that are there and satisfy the condition, in the list's order: found once for as long as the source is kept. */
function listOf(
  source: Source,
  provider: CodeSystemProvider,
  activeOnly: boolean,
  work: WorkBudget,
): Awaitable<readonly string[]> {
  const known = listsOf(source);
  counts[known.has(activeOnly) ? "hits" : "misses"]++;
  return keptWithin(known, activeOnly, work, () => findList(source, provider, activeOnly, work));
}

async function findList(
  source: Source,
  provider: CodeSystemProvider,
  activeOnly: boolean,
  work: WorkBudget,
): Promise<string[]> {
  const { include, condition } = source;
  const isLong = include.concepts.size > LONG && provider.why === undefined;
  if (isLong && mentionsText(condition)) return findAmongAll(source, provider, activeOnly, work);
  const narrowed = narrowing(condition, provider.codeSystem, work);
  const key = codeKey(provider.codeSystem);
  const all = await byThousands([...include.concepts.keys()], work, (codes) => {
    work.concepts(codes.length);
    const left = narrowed(codes);
    if (isNone(left)) return [];
    const selection = { condition: left, codes, activeOnly, codesAlone: true, work };
    return after(provider.select(selection), ({ items }) => inOrderOf(codes, items, key));
  });
  return onceEach(all, work);
}

/** Lists of more codes: to look for a text in each of their concepts costs more than to find it in the whole code system. */
const LONG = 5_000;

/** The same, by one question about the whole code system; not of a grammar, which has no whole. */
async function findAmongAll(
  { include, condition }: Source,
  provider: CodeSystemProvider,
  activeOnly: boolean,
  work: WorkBudget,
): Promise<string[]> {
  work.concepts(include.concepts.size);
  const key = codeKey(provider.codeSystem);
  const { items } = await provider.select({ condition, activeOnly, codesAlone: true, work });
  const found = new Map<string, string>();
  await byThousands(items, work, (part) => {
    for (const { code } of part) found.set(key(code), code);
    return [];
  });
  const all = await byThousands([...include.concepts.keys()], work, (codes) =>
    codes.map((code) => found.get(key(code))).filter((code) => code !== undefined),
  );
  return onceEach(all, work);
}

/** In another case a code may be listed twice. */
async function onceEach(codes: readonly string[], work: WorkBudget): Promise<string[]> {
  const seen = new Set<string>();
  return byThousands(codes, work, (part) =>
    part.filter((code) => {
      const isNew = !seen.has(code);
      seen.add(code);
      return isNew;
    }),
  );
}

function inOrderOf(
  codes: readonly string[],
  concepts: readonly Concept[],
  key: (code: string) => string,
): string[] {
  const order = new Map(codes.map((code, i) => [key(code), i]));
  return concepts
    .map(({ code }) => ({ code, at: order.get(key(code))! }))
    .sort((a, b) => a.at - b.at)
    .map(({ code }) => code);
}
