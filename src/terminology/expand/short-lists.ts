/**
 * Short lists of one code system that stand one after the other are looked up together: a definition may have tens of
 * thousands of includes that list one code each.
 */
import type { CompiledInclude } from "../compose/compiled.ts";
import { hasPart } from "../concepts/algebra.ts";
import { codeKey, hasCode } from "../concepts/code-key.ts";
import { type ConceptCondition, EVERY_CONCEPT, type Page } from "../concepts/concept-condition.ts";
import { isStandIn } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import { locateByThousands } from "../util/by-thousands.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { Member, OrderedSource } from "./member.ts";
import { type EffectiveRequest, isActiveOnly } from "./request.ts";

/** Codes of a list that is short: to find them again costs no more than to keep them. */
const SHORT = 16;
/** Codes that are looked up at a time. */
const STEP = 1_000;
/** Units of work that are spent at a stretch to see which codes these are: some milliseconds. */
const STRETCH = 20_000;

export interface ShortLists {
  provider: CodeSystemProvider;
  /** In the order of the lists. */
  listed: { code: string; include: CompiledInclude }[];
}

/** The same sources in the same order, neighbours that are short lists as one; each with the place where it begins. */
export function* withShortLists(
  sources: readonly OrderedSource[],
  work: WorkBudget,
): Generator<[at: number, OrderedSource | ShortLists]> {
  for (let at = 0; at < sources.length; at++) {
    const first = shortList(sources[at]!, work);
    if (!first) {
      yield [at, sources[at]!];
      continue;
    }
    const { provider, listed } = first;
    const before = work.rest;
    const from = at;
    for (; listed.length < STEP && before - work.rest < STRETCH && at + 1 < sources.length; at++) {
      const next = shortList(sources[at + 1]!, work);
      if (next?.provider !== provider) break;
      listed.push(...next.listed);
    }
    if (listed.length > 0) yield [from, first];
  }
}

/** Of a code system whose codes are known: those of the list that are members, if lists alone tell which these are. */
function shortList(source: OrderedSource, work: WorkBudget): ShortLists | undefined {
  if ("ranked" in source) return undefined;
  const { include, condition } = source;
  const { provider, concepts } = include;
  if (!include.enumerated || concepts.size > SHORT || !isOfLists(condition)) return undefined;
  if (!provider || isStandIn(provider.codeSystem)) return undefined;
  const holds = (part: ConceptCondition, code: string): boolean => {
    work.concepts(1);
    if (part.kind === "not") return !holds(part.of, code);
    if (part.kind === "all") return part.of.every((one) => holds(one, code));
    if (part.kind === "any") return part.of.some((one) => holds(one, code));
    return part.kind === "codes" && hasCode(part.codes, code, provider.codeSystem);
  };
  const listed: ShortLists["listed"] = [];
  for (const code of concepts.keys()) if (holds(condition, code)) listed.push({ code, include });
  return { provider, listed };
}

const isOfLists = (condition: ConceptCondition): boolean =>
  !hasPart(condition, ({ kind }) => kind !== "codes");

/** A page of those that are there, each once, and how many these are. */
export const readShortLists = flow(function* (
  { provider, listed }: ShortLists,
  request: EffectiveRequest,
  offset: number,
  count: number,
): Steps<Page<Member>> {
  const { work } = request;
  const codes = listed.map(({ code }) => code);
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
  const there = listed.filter(({ code }) => left.delete(key(code)));
  const page = there.slice(offset, offset + count);
  const wanted = page.map(({ code }) => code);
  const concepts = yield* found(locateByThousands(provider, wanted, work));
  const members = page.flatMap(({ include }, i): Member[] =>
    concepts[i] ? [{ concept: concepts[i], include }] : [],
  );
  return { total: there.length, items: members };
});
