/** Reads the concepts of an expansion, or one page of them, from its sources. */
import { valueSetName } from "../canonical.ts";
import type { CompiledInclude } from "../compose/compiled.ts";
import type { Page } from "../concepts/concept-condition.ts";
import { valueSetTooCostly } from "../issues/expansion.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { Concept } from "../model.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { locateByThousands } from "../util/by-thousands.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { AHEAD, askAhead } from "./ask-ahead.ts";
import type { KnownSource, Member, OrderedSource, RankedSource, Source } from "./member.ts";
import { isReadWhole, listed, readWhole } from "./read-list.ts";
import { type EffectiveRequest, isActiveOnly } from "./request.ts";
import { readShortLists, type ShortLists, withShortLists } from "./short-lists.ts";

/** A page may be this many times as large as an expansion that is not paged. */
const PAGE_FACTOR = 10;

/** Members that are taken at a time. */
const AT_A_TIME = 1_000;

/** Hears the members in their order, some at a time; they are not kept for it. */
type Take = (members: readonly Member[]) => Awaitable<void>;

/**
 * Reads the concepts of the page (all, if none is asked for).
 * @returns how many there are in all
 * @throws TerminologyError too-costly: there are more than the limit, and no count is given.
 */
export const readMembers = flow(function* (
  sources: readonly OrderedSource[],
  request: EffectiveRequest,
  take: Take,
): Steps<number> {
  const { limit, count, offset = 0 } = request;
  const most = count === undefined ? offset + limit : Infinity;
  let left = count === undefined ? limit : Math.min(count, limit * PAGE_FACTOR);
  let members: Member[] = [];
  const add: Take = (more) => {
    left -= more.length;
    for (const member of more) members.push(member);
    if (members.length < AT_A_TIME) return undefined;
    const read = members;
    members = [];
    return take(read);
  };
  let skip = offset;
  let total = 0;
  let asked = 0;
  for (const [at, source] of withShortLists(sources, request.work)) {
    if (at >= asked) {
      asked = at + AHEAD;
      yield* found(askAhead(sources.slice(at, asked), request.work));
    }
    const part = { offset: skip, count: left, most: most - total };
    const page = yield* found(
      "include" in source && isReadWhole(source, part)
        ? addWhole(source, request, add)
        : pageOf(source, request, part),
    );
    total += page.total;
    if (total > most) throw tooCostly(request);
    yield* found(add(page.items));
    skip = Math.max(0, skip - page.total);
    yield* found(request.work.giveWay());
  }
  yield* found(take(members));
  return total;
});

const tooCostly = ({ valueSet, limit }: EffectiveRequest): TerminologyError =>
  new TerminologyError(valueSetTooCostly(valueSetName(valueSet), limit));

const limitedTo =
  (most: number, request: EffectiveRequest) =>
  (found: number): void => {
    if (found > most) throw tooCostly(request);
  };

/** Which part of a source is wanted, and the most that there may be in it. */
interface Part {
  offset: number;
  count: number;
  most: number;
}

function pageOf(
  source: OrderedSource | ShortLists,
  request: EffectiveRequest,
  part: Part,
): Awaitable<Page<Member>> {
  const { offset, count } = part;
  if ("ranked" in source) return readRanked(source, offset, count, request.work);
  if ("listed" in source) return readShortLists(source, request, offset, count);
  return readPage(source, request, part);
}

function readPage(
  source: Source,
  request: EffectiveRequest,
  { offset, count, most }: Part,
): Awaitable<Page<Member>> {
  const { include, condition } = source;
  const asked = { activeOnly: isActiveOnly(request), offset, count, work: request.work };
  const reading = include.enumerated
    ? listed(source, asked, include.concepts.size > most ? limitedTo(most, request) : undefined)
    : include.provider?.select({ condition, ...asked });
  if (!reading) return { total: 0, items: [] };
  return after(reading, ({ total, items }) => ({ total, items: membersBy(include, items) }));
}

const addWhole = (source: KnownSource, request: EffectiveRequest, add: Take): Awaitable<Page<Member>> => {
  const asked = { activeOnly: isActiveOnly(request), work: request.work };
  const reading = readWhole(source, asked, (concepts) => add(membersBy(source.include, concepts)));
  return after(reading, (total) => ({ total, items: [] }));
};

const membersBy = (include: CompiledInclude, concepts: readonly Concept[]): Member[] =>
  concepts.map((concept) => ({ concept, include }));

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
    const concepts = yield* found(locateByThousands(include.provider, codes, work));
    for (const [i, at] of own.entries()) {
      const concept = concepts[i];
      if (concept) items[at] = { concept, include };
    }
  }
  return { total: ranked.length, items: items.filter((member) => member !== undefined) };
});
