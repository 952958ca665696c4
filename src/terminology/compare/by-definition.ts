/**
 * What the definitions of two value sets tell of how they relate, without a list of their codes: equal includes, lists
 * of codes, and branches of one hierarchy. Where one cannot tell, nothing is said.
 */
import type { CompiledInclude, CompiledValueSet } from "../compose/compiled.ts";
import { codeKey } from "../concepts/code-key.ts";
import type { ValueSetInclude } from "../model.ts";
import { absence } from "../resolve/content.ts";
import type { CodeSystemProvider } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { inTurns, type LongWork } from "../util/in-turns.ts";
import { sortedInSteps } from "../util/sorted-in-steps.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { type Difference, differenceOf, differing, together } from "./difference.ts";

/** Undefined: the codes have to be listed. */
export const compareByDefinition = flow(function* (
  one: CompiledValueSet,
  other: CompiledValueSet,
  work: WorkBudget,
): Steps<Difference | undefined> {
  const here = bySystem(one);
  const there = bySystem(other);
  if (!here || !there || one.activeOnly !== other.activeOnly) return undefined;
  const { activeOnly } = one;
  const compiledHere = Map.groupBy(one.includes, (include) => include.system);
  const compiledThere = Map.groupBy(other.includes, (include) => include.system);
  const parts: Difference[] = [];
  for (const system of new Set([...here.keys(), ...there.keys()])) {
    const own = here.get(system);
    const others = there.get(system);
    const compiled = [...(compiledHere.get(system) ?? []), ...(compiledThere.get(system) ?? [])];
    if (!own || !others) {
      const alone = yield* found(hasCodes(compiled, activeOnly, work));
      if (alone === undefined) return undefined;
      if (alone) parts.push(differing({ hasMissing: own !== undefined, hasExtra: others !== undefined }));
      continue;
    }
    const part = sameVersion(own, others)
      ? yield* found(compareIncludes(own, others, compiled[0]?.provider, activeOnly))
      : undefined;
    if (!part) return undefined;
    parts.push(part);
  }
  const all = together(parts);
  return {
    ...all,
    common: yield* found(inTurns(sortedInSteps(all.common))),
    missing: yield* found(inTurns(sortedInSteps(all.missing))),
    extra: yield* found(inTurns(sortedInSteps(all.extra))),
  };
});

/** The includes by their system, whatever address names it; undefined where other value sets or excludes have their say. */
function bySystem({
  valueSet,
  includes: compiled,
}: CompiledValueSet): Map<string, ValueSetInclude[]> | undefined {
  const { compose } = valueSet;
  if (!compose || (compose.exclude ?? []).length > 0 || compose.lockedDate !== undefined) return undefined;
  const includes = compose.include ?? [];
  const isPlain = ({ system, valueSet = [] }: ValueSetInclude): boolean =>
    system !== undefined && valueSet.length === 0;
  const own = new Map(compiled.map(({ include, system }) => [include.system, system]));
  return includes.every(isPlain)
    ? Map.groupBy(includes, ({ system }) => own.get(system) ?? system!)
    : undefined;
}

/**
 * Do they hold any code? What they list counts as it stands, and so does a code system that is not here; undefined: what
 * is here of it does not tell.
 */
const hasCodes = flow(function* (
  includes: readonly CompiledInclude[],
  activeOnly: boolean,
  work: WorkBudget,
): Steps<boolean | undefined> {
  let isKnown = true;
  for (const { enumerated, members, provider } of includes) {
    if (!provider || (enumerated && !activeOnly)) return true;
    const { total } = yield* found(provider.select({ condition: members, activeOnly, count: 0, work }));
    if (total > 0) return true;
    yield* found(work.giveWay());
    isKnown &&= absence(provider.codeSystem) === "invalid";
  }
  return isKnown ? false : undefined;
});

const sameVersion = (own: readonly ValueSetInclude[], others: readonly ValueSetInclude[]): boolean =>
  new Set([...own, ...others].map(({ version }) => version)).size === 1;

/** @param activeOnly a list alone, or a hierarchy, does not tell which of its codes count */
const compareIncludes = flow(function* (
  own: readonly ValueSetInclude[],
  others: readonly ValueSetInclude[],
  provider: CodeSystemProvider | undefined,
  activeOnly: boolean,
): Steps<Awaitable<Difference | undefined>> {
  const [one, other] = [onlyOf(own), onlyOf(others)];
  const areLists = one !== undefined && other !== undefined && isList(one) && isList(other);
  if (areLists && !activeOnly) return inTurns(compareLists(one, other, provider));
  if (yield* found(inTurns(saySame(own, others)))) return differing({ hasCommon: true });
  const [above, below] = [one && rootOf(one), other && rootOf(other)];
  if (activeOnly || !provider || above === undefined || below === undefined) return undefined;
  return yield* found(compareBranches(provider, above, below));
});

const onlyOf = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

const hasList = ({ concept }: ValueSetInclude): boolean => concept !== undefined;
const isList = (include: ValueSetInclude): boolean => hasList(include) && (include.filter ?? []).length === 0;

function* compareLists(
  one: ValueSetInclude,
  other: ValueSetInclude,
  provider: CodeSystemProvider | undefined,
): LongWork<Difference> {
  const codesOf = ({ concept = [] }: ValueSetInclude): string[] => concept.map(({ code }) => code);
  return yield* differenceOf(codesOf(one), codesOf(other), codeKey(provider?.codeSystem), (code) => code);
}

/** Whether the one say of codes what the others say. */
function* saySame(own: readonly ValueSetInclude[], others: readonly ValueSetInclude[]): LongWork<boolean> {
  if (own.some(hasList) !== others.some(hasList)) return false;
  const here = yield* textsOf(own);
  const there = yield* textsOf(others);
  return here.size === there.size && [...here].every((text) => there.has(text));
}

/** What includes say of codes, whatever the order in which they say it. */
function* textsOf(includes: readonly ValueSetInclude[]): LongWork<Set<string>> {
  const texts = new Set<string>();
  for (const { concept, filter } of includes) {
    const codes = concept && (yield* sortedInSteps([...new Set(concept.map(({ code }) => code))]));
    const filters = filter?.map(({ property, op, value }) => JSON.stringify([property, op, value])).sort();
    texts.add(JSON.stringify([codes ?? null, filters ?? []]));
    yield;
  }
  return texts;
}

/** The concept of which this is the branch. */
function rootOf({ concept, filter = [] }: ValueSetInclude): string | undefined {
  const [only, ...others] = filter;
  if (concept || others.length > 0 || only?.op !== "is-a") return undefined;
  return only.property === "concept" || only.property === "code" ? only.value : undefined;
}

/** Two branches of one hierarchy: one in the other, or with something that is in both. */
const compareBranches = flow(function* (
  provider: CodeSystemProvider,
  one: string,
  other: string,
): Steps<Difference | undefined> {
  const { hierarchyMeaning = "is-a" } = provider.codeSystem;
  const roots = yield* found(provider.locate([one, other]));
  if (hierarchyMeaning !== "is-a" || roots.includes(undefined)) return undefined;
  const below = (code: string) => ({ kind: "descendantOf", code, self: true }) as const;
  const has = (upper: string, lower: string) =>
    provider.select({ condition: below(upper), codes: [lower], count: 0 });
  if ((yield* found(has(other, one))).total > 0) return differing({ hasCommon: true, hasExtra: true });
  if ((yield* found(has(one, other))).total > 0) return differing({ hasCommon: true, hasMissing: true });
  // What lies between the two may not be here.
  if (absence(provider.codeSystem) !== "invalid") return undefined;
  const condition = { kind: "all" as const, of: [below(one), below(other)] };
  const { total } = yield* found(provider.select({ condition, count: 0 }));
  return differing({ hasCommon: total > 0, hasMissing: true, hasExtra: true });
});
