/** Reads the concepts of an expansion, or one page of them, from its sources. */
import { after, inTurn, keptOr, type Awaitable } from "../util/awaitable.ts";
import { printCanonical } from "../canonical.ts";
import type { CompiledInclude, IncludedConcept } from "../compose/compose.ts";
import type { Page } from "../concepts/concept-condition.ts";
import { conditionHolds } from "../concepts/condition-holds.ts";
import type { EffectiveRequest } from "./expand.ts";
import { valueSetTooCostly } from "../issues/expansion.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { Source } from "./sources.ts";

/** One concept of the expansion and the include that it comes by. */
export interface Row {
  concept: Concept;
  include: CompiledInclude;
}

/** A page may be this many times as large as an expansion that is not paged. */
const PAGE_FACTOR = 10;

/**
 * @returns the rows of the page (all, if none is asked for), and how many there are in all
 * @throws TerminologyError too-costly: there are more than the limit, and no count is given.
 */
export function allConcepts(
  sources: readonly Source[],
  request: EffectiveRequest,
): Awaitable<{ rows: Row[]; total: number }> {
  const { limit, valueSet } = request;
  const wanted = request.count === undefined ? limit : Math.min(request.count, limit * PAGE_FACTOR);
  const rows: Row[] = [];
  let skip = request.offset ?? 0;
  let total = 0;
  const reading = inTurn(sources, (source) =>
    after(read(source, request, skip, wanted - rows.length), (page) => {
      for (const concept of page.items) rows.push({ concept, include: source.include });
      skip = Math.max(0, skip - page.total);
      total += page.total;
    }),
  );
  return after(reading, () => {
    if (request.count === undefined && total - (request.offset ?? 0) > limit) {
      throw new TerminologyError(valueSetTooCostly(printCanonical(valueSet), limit));
    }
    return { rows, total };
  });
}

function read(
  source: Source,
  request: EffectiveRequest,
  offset: number,
  count: number,
): Awaitable<Page<Concept>> {
  const { include, condition } = source;
  const activeOnly = request.activeOnly === true || request.valueSet.compose?.inactive === false;
  if (include.enumerated) return listed(source, activeOnly, offset, count);
  if (!include.provider) return { total: 0, items: [] };
  return include.provider.select({ condition, activeOnly, offset, count });
}

/** Enumerated concepts come in the order of the list. */
function listed(
  source: Source,
  activeOnly: boolean,
  offset: number,
  count: number,
): Awaitable<Page<Concept>> {
  const { include, condition } = source;
  const { provider } = include;
  if (!provider || provider.codeSystem.content === "not-present") {
    const all = Array.from(include.concepts.values(), asListed);
    const items = all.filter((concept) => conditionHolds(condition, concept));
    return { total: items.length, items: items.slice(offset, offset + count) };
  }
  return after(listOf(source, provider, activeOnly), (codes) =>
    after(provider.locate(codes.slice(offset, offset + count)), (concepts) => ({
      total: codes.length,
      items: concepts.filter((concept) => concept !== undefined),
    })),
  );
}

/** Codes alone: the concepts are the store's to keep. */
type Lists = Map<boolean, Awaitable<readonly string[]>>;
const lists = new WeakMap<Source, Lists>();

/** The codes of a list that are there and satisfy the condition, in the list's order: found once for as long as the source is kept. */
function listOf(
  source: Source,
  provider: CodeSystemProvider,
  activeOnly: boolean,
): Awaitable<readonly string[]> {
  let known = lists.get(source);
  if (!known) lists.set(source, (known = new Map() as Lists));
  return keptOr(known, activeOnly, () => findList(source, provider, activeOnly));
}

async function findList(
  { include, condition }: Source,
  provider: CodeSystemProvider,
  activeOnly: boolean,
): Promise<string[]> {
  const codes = [...include.concepts.keys()];
  const { items } = await provider.select({ condition, codes, activeOnly });
  const fold =
    provider.codeSystem.caseSensitive === false ? (c: string) => c.toLowerCase() : (c: string) => c;
  const order = new Map(codes.map((code, i) => [fold(code), i]));
  const found = items.map((concept) => concept.code);
  return found.sort((a, b) => order.get(fold(a))! - order.get(fold(b))!);
}

/** All that is known of a concept whose code system has no content here. */
function asListed({ code, display, designation }: IncludedConcept): Concept {
  return {
    code,
    ...(display === undefined ? {} : { display }),
    designations: designation ?? [],
    properties: [],
    parents: [],
    inactive: false,
    abstract: false,
  };
}
