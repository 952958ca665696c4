/** Reads the concepts that a value set lists, in the order of the list. */
import { isNone } from "../concepts/algebra.ts";
import { codeKey } from "../concepts/code-key.ts";
import { mentionsText, type Selection } from "../concepts/concept-condition.ts";
import { narrowing } from "../concepts/narrow.ts";
import type { Concept } from "../model.ts";
import { isStandIn } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { byThousands, locateByThousands } from "../util/by-thousands.ts";
import { flow, found } from "../util/flow.ts";
import { keptCounts } from "../util/kept-counts.ts";
import { keptWithin } from "../util/kept-within.ts";
import { onceFor } from "../util/once-for.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { listedOfStandIn } from "./listed-of-stand-in.ts";
import type { KnownSource, Source } from "./member.ts";

/** Which part of a list is wanted, and what that may cost. */
interface PartOfList {
  activeOnly: boolean;
  offset: number;
  count: number;
  work: WorkBudget;
}

/** Hears how many codes of a list have been found so far; throws where they are too many. */
type Check = (found: number) => void;

/**
 * Enumerated concepts come in the order of the list.
 * @param check of a list that may be too long
 */
export const listed = flow(function* (
  source: Source,
  { activeOnly, offset, count, work }: PartOfList,
  check?: Check,
) {
  const { provider } = source.include;
  if (!provider || isStandIn(provider.codeSystem)) {
    const all = yield* found(listedOfStandIn(source, activeOnly, work));
    return { total: all.length, items: all.slice(offset, offset + count) };
  }
  const finding = check
    ? findList(source, provider, activeOnly, work, check)
    : listOf(source, provider, activeOnly, work);
  const codes = yield* found(finding);
  const concepts = yield* found(locateByThousands(provider, codes.slice(offset, offset + count), work));
  return { total: codes.length, items: concepts.filter((concept) => concept !== undefined) };
});

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
  check?: Check,
): Promise<string[]> {
  if (isLong(source) && mentionsText(source.condition))
    return findAmongAll(source, provider, activeOnly, work);
  const found: string[] = [];
  await eachListed(source, provider, { activeOnly, codesAlone: true, work }, (concepts) => {
    for (const { code } of concepts) found.push(code);
    check?.(found.length);
  });
  return found;
}

/** The concepts of a list that are there and satisfy the condition, in the list's order, each once, some at a time. */
async function eachListed(
  { include, condition }: Source,
  provider: CodeSystemProvider,
  asked: Pick<Selection, "activeOnly" | "codesAlone" | "readOnce"> & { work: WorkBudget },
  take: (concepts: readonly Concept[]) => Awaitable<void>,
): Promise<void> {
  const { work } = asked;
  const narrowed = narrowing(condition, provider.codeSystem, work);
  const key = codeKey(provider.codeSystem);
  // In another case a code may be listed twice.
  const seen = new Set<string>();
  const isNew = ({ code }: Concept): boolean =>
    provider.codeSystem.caseSensitive !== false || seen.size < seen.add(code).size;
  await byThousands([...include.concepts.keys()], work, (codes) => {
    work.concepts(codes.length);
    const left = narrowed(codes);
    if (isNone(left)) return [];
    const selected = provider.select({ condition: left, codes, ...asked });
    return after(selected, ({ items }) => after(take(inOrderOf(codes, items, key).filter(isNew)), () => []));
  });
}

/** Lists of more codes: to look for a text in each of their concepts costs more than to find it in the whole code system. */
const LONG = 5_000;

/** Not of a grammar, which has no whole. */
const isLong = ({ include: { concepts, provider } }: Source): boolean =>
  concepts.size > LONG && provider?.why === undefined;

/** Is it a long list, whichever of its codes satisfy the condition? These are not found first, to be read then. */
export const isReadWhole = (
  source: Source,
  { offset, count }: Pick<PartOfList, "offset" | "count">,
): source is KnownSource => {
  const { enumerated, provider, concepts } = source.include;
  if (offset > 0 || count < concepts.size || !isLong(source) || mentionsText(source.condition)) return false;
  return enumerated && provider !== undefined && !isStandIn(provider.codeSystem);
};

/**
 * Its concepts, given to `take` as they are read.
 * @returns how many they are
 */
export async function readWhole(
  source: KnownSource,
  asked: Pick<PartOfList, "activeOnly" | "work">,
  take: (concepts: readonly Concept[]) => Awaitable<void>,
): Promise<number> {
  let total = 0;
  await eachListed(source, source.include.provider, { ...asked, readOnce: true }, (concepts) => {
    total += concepts.length;
    return take(concepts);
  });
  return total;
}

/** The same by one question about the whole code system. */
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
  return byThousands([...include.concepts.keys()], work, (codes) =>
    codes.flatMap((code) => {
      const own = found.get(key(code));
      // In another case a code may be listed twice.
      found.delete(key(code));
      return own ?? [];
    }),
  );
}

function inOrderOf(
  codes: readonly string[],
  concepts: readonly Concept[],
  key: (code: string) => string,
): Concept[] {
  const order = new Map(codes.map((code, i) => [key(code), i]));
  return concepts
    .map((concept) => ({ concept, at: order.get(key(concept.code))! }))
    .sort((a, b) => a.at - b.at)
    .map(({ concept }) => concept);
}
