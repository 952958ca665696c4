/**
 * Short lists of one code system that stand one after the other are looked up together: a definition may have tens of
 * thousands of includes that list one code each.
 */
import type { CompiledInclude } from "../compose/compiled.ts";
import { codeKey } from "../concepts/code-key.ts";
import { EVERY_CONCEPT, type Page } from "../concepts/concept-condition.ts";
import { isStandIn } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { Member, RankedSource, Source } from "./member.ts";
import { isActiveOnly, type EffectiveRequest } from "./request.ts";

/** Codes of a list that is short: to find them again costs no more than to keep them. */
const SHORT = 16;
/** Codes that are looked up at a time. */
const STEP = 1_000;

export interface ShortLists {
  provider: CodeSystemProvider;
  /** In the order of the lists. */
  entries: { code: string; include: CompiledInclude }[];
}

/** The same sources in the same order, neighbours that are short lists as one. */
export function* withShortLists(
  sources: readonly (Source | RankedSource)[],
): Generator<Source | RankedSource | ShortLists> {
  for (let at = 0; at < sources.length; at++) {
    const first = sources[at]!;
    if (!isShortList(first)) {
      yield first;
      continue;
    }
    const lists: ShortLists = { provider: first.include.provider, entries: entriesOf(first) };
    for (let next = sources[at + 1]; lists.entries.length < STEP; next = sources[at + 1]) {
      if (!next || !isShortList(next) || next.include.provider !== lists.provider) break;
      lists.entries.push(...entriesOf(next));
      at++;
    }
    yield lists;
  }
}

type ShortList = Source & { include: { provider: CodeSystemProvider } };

/** The codes themselves, and nothing besides, of a code system whose codes are known. */
function isShortList(source: Source | RankedSource): source is ShortList {
  if ("ranked" in source) return false;
  const { include, condition } = source;
  const { provider, concepts } = include;
  if (!include.enumerated || condition.kind !== "codes" || condition.codes.length > SHORT) return false;
  if (!provider || isStandIn(provider.codeSystem)) return false;
  return (
    concepts.size <= SHORT && Array.from(concepts.keys()).every((code) => condition.codes.includes(code))
  );
}

const entriesOf = ({ include }: ShortList): ShortLists["entries"] =>
  Array.from(include.concepts.keys(), (code) => ({ code, include }));

/** A page of those that are there, each once, and how many these are. */
export const readShortLists = flow(function* (
  { provider, entries }: ShortLists,
  request: EffectiveRequest,
  offset: number,
  count: number,
): Steps<Page<Member>> {
  const { work } = request;
  const codes = entries.map(({ code }) => code);
  const selection = {
    condition: EVERY_CONCEPT,
    codes,
    activeOnly: isActiveOnly(request),
    codesAlone: true,
    work,
  };
  const { items } = yield* found(provider.select(selection));
  const key = codeKey(provider.codeSystem);
  const left = new Set(items.map(({ code }) => key(code)));
  const there = entries.filter(({ code }) => left.delete(key(code)));
  const page = there.slice(offset, offset + count);
  const concepts = yield* found(provider.locate(page.map(({ code }) => code)));
  const members = page.flatMap(({ include }, i): Member[] =>
    concepts[i] ? [{ concept: concepts[i], include }] : [],
  );
  return { total: there.length, items: members };
});
