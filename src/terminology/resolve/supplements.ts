/** A code system seen together with its supplements: their designations and properties are added, with their source. */
import { parseCanonical, printCanonical, versionMatches } from "../canonical.ts";
import { anyOf } from "../concepts/algebra.ts";
import type { ConceptCondition, ConditionOfParts } from "../concepts/concept-condition.ts";
import { PREFERRED_FOR_LANGUAGE } from "../concepts/designation-uses.ts";
import type { CodeSystem, Concept, Designation } from "../model.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { after, type Awaitable, keptOr, mapAll } from "../util/awaitable.ts";
import { Turns } from "../util/in-turns.ts";
import { keptWithin } from "../util/kept-within.ts";
import { onceFor } from "../util/once-for.ts";
import { PerGeneration } from "../util/per-generation.ts";
import { WorkBudget } from "../util/work-budget.ts";
import { acceptingAnyCase } from "./any-case.ts";
import { supplementsCalled } from "./identified.ts";
import { systemTable } from "./known-systems.ts";
import { refuseModified } from "./modified.ts";
import { askedForOwnCodes } from "./short-supplements.ts";
import { ownAddress, urnOf } from "./system-alias.ts";

/**
 * Wraps `provider`; supplements of other code systems, or of another version of it, are left out. A request and a value set
 * may name the same one, which counts once.
 * @throws TerminologyError invalid: a supplement is modified in a way that nobody here knows
 */
export function supplemented(
  provider: CodeSystemProvider,
  candidates: readonly CodeSystemProvider[],
): Supplemented {
  const known = seen(candidates).get(provider);
  if (known) return known;
  const made = seenThrough(provider, candidates);
  seen(candidates).set(provider, made);
  return made;
}

interface Supplemented {
  provider: CodeSystemProvider;
  /** `url|version` of those that are its own. */
  supplements: string[];
}

/** Many codings of a request may be of one code system. */
const seen = onceFor((_: readonly CodeSystemProvider[]) => new WeakMap<CodeSystemProvider, Supplemented>());

function seenThrough(provider: CodeSystemProvider, candidates: readonly CodeSystemProvider[]): Supplemented {
  const own = candidates.filter((s) => belongsTo(s.codeSystem, provider.codeSystem));
  const supplements = [...new Map(own.map((s) => [printCanonical(s.codeSystem), s])).values()];
  if (supplements.length === 0) return { provider, supplements: [] };
  const turns = new Turns();
  for (const { codeSystem } of supplements) refuseModified(codeSystem);
  const rewritten = rewriting(supplements);
  return {
    supplements: supplements.map((s) => printCanonical(s.codeSystem)),
    provider: {
      codeSystem: withProperties(
        provider.codeSystem,
        supplements.map((s) => s.codeSystem),
      ),
      locate: async (codes, work) =>
        withAdditions(await provider.locate(codes, work), supplements, { turns, work }),
      childrenOf: (codes, work) => provider.childrenOf(codes, work),
      select: async (selection) => {
        const condition = await rewritten(selection.condition, selection.work);
        const { total, items } = await provider.select({ ...selection, condition });
        if (selection.codesAlone || items.length === 0) return { total, items };
        const added = await withAdditions(items, supplements, { turns, work: selection.work });
        return { total, items: added.filter((c) => c !== undefined) };
      },
      ...reasonsOf(provider),
    },
  };
}

/** Units to ask a supplement something, besides those for what it says. */
const ASKED = 10;

/** So many are asked at a stretch: some 0.1 ms. */
const AT_A_STRETCH = 100;

/**
 * The concepts with what the supplements say of them.
 * @param turns shared by all who ask about concepts of this code system at the same time
 */
async function withAdditions(
  concepts: readonly (Concept | undefined)[],
  supplements: readonly CodeSystemProvider[],
  { turns, work }: { turns: Turns; work: WorkBudget | undefined },
): Promise<(Concept | undefined)[]> {
  const there = concepts.filter((concept) => concept !== undefined);
  const codes = there.map(({ code }) => code);
  for (const [at, supplement] of supplements.entries()) {
    work?.concepts(ASKED + codes.length);
    if (at % AT_A_STRETCH === AT_A_STRETCH - 1 && turns.isOver) await turns.giveWay();
    const located = supplement.locate(codes);
    for (const [i, extra] of (located instanceof Promise ? await located : located).entries())
      if (extra) there[i] = merge(there[i]!, extra, supplement.codeSystem);
  }
  const merged = there.values();
  return concepts.map((concept) => concept && merged.next().value);
}

/** What a grammar says of its codes, no supplement changes. */
const reasonsOf = ({ why, whyNot }: CodeSystemProvider): Pick<CodeSystemProvider, "why" | "whyNot"> => ({
  ...(why ? { why } : {}),
  ...(whyNot ? { whyNot } : {}),
});

/** The code system with those of the supplements that are its own. */
export function withSupplements(
  store: Terminology,
  provider: CodeSystemProvider,
  supplements: readonly string[],
): Awaitable<CodeSystemProvider> {
  return supplements.length === 0 ? acceptingAnyCase(provider) : addSupplements(store, provider, supplements);
}

async function addSupplements(
  store: Terminology,
  provider: CodeSystemProvider,
  supplements: readonly string[],
): Promise<CodeSystemProvider> {
  const candidates = await supplementsOf(store, supplements, provider.codeSystem);
  return supplemented(provider, candidates).provider;
}

/** A list of names, which each coding and each include of a request comes with, is looked up once. */
const named = new PerGeneration(() => new WeakMap<readonly string[], Awaitable<CodeSystemProvider[][]>>());

/** Aligned with the names: those that each of them names. */
export const supplementsNamed = (
  store: Terminology,
  names: readonly string[],
): Awaitable<readonly CodeSystemProvider[][]> =>
  keptOr(named.of(store), names, () => findNamed(store, names));

/** Those of the named that are of this code system, in one of its versions. */
export const supplementsOf = (
  store: Terminology,
  names: readonly string[],
  { url = "" }: CodeSystem,
): Awaitable<readonly CodeSystemProvider[]> =>
  after(supplementsNamed(store, names), (all) => bySupplied(all).get(url) ?? NONE);

const NONE: readonly CodeSystemProvider[] = [];

const bySupplied = onceFor((all: readonly CodeSystemProvider[][]) =>
  Map.groupBy(all.flat(), ({ codeSystem }) => suppliedUrl(codeSystem)),
);

/** A database is asked for several at a time. */
const AT_A_TIME = 10;
/** Of more it is worth while to know which codes each has. */
const MANY = 20;

async function findNamed(store: Terminology, names: readonly string[]): Promise<CodeSystemProvider[][]> {
  const turns = new Turns();
  const all: CodeSystemProvider[][] = [];
  for (let from = 0; from < names.length; from += AT_A_TIME) {
    const asked = names
      .slice(from, from + AT_A_TIME)
      .map((name) => supplementsCalled(store, parseCanonical(name)));
    for (const found of await Promise.all(asked)) {
      const own = await mapAll(found, (supplement) => ofOwnAddress(store, supplement));
      all.push(names.length > MANY ? own.map(askedForOwnCodes) : own);
    }
    if (turns.isOver) await turns.giveWay();
  }
  return all;
}

/** One of a code system that it names by an OID or another alias is of that code system. */
function ofOwnAddress(store: Terminology, supplement: CodeSystemProvider): Awaitable<CodeSystemProvider> {
  const { codeSystem } = supplement;
  const { url, version } = parseCanonical(codeSystem.supplements ?? "");
  if (urnOf(url) === undefined && systemTable.alias(url) === undefined) return supplement;
  return ownAddress(store, url, false).then((own) => ({
    codeSystem: { ...codeSystem, supplements: printCanonical({ url: own, version }) },
    locate: (codes, work) => supplement.locate(codes, work),
    select: (selection) => supplement.select(selection),
    childrenOf: (codes, work) => supplement.childrenOf(codes, work),
  }));
}

/** The url of the code system that it supplements. */
export const suppliedUrl = ({ supplements = "" }: CodeSystem): string => parseCanonical(supplements).url;

/** Is it one of this version of this code system? */
export function belongsTo(supplement: CodeSystem, codeSystem: CodeSystem): boolean {
  const { url, version } = parseCanonical(supplement.supplements ?? "");
  return url === codeSystem.url && (version === undefined || versionMatches(codeSystem.version, version));
}

function withProperties(codeSystem: CodeSystem, supplements: readonly CodeSystem[]): CodeSystem {
  const property = [...(codeSystem.property ?? [])];
  const known = new Set(property.map(({ code }) => code));
  for (const supplement of supplements) {
    for (const added of supplement.property ?? []) {
      if (known.size < known.add(added.code).size) property.push(added);
    }
  }
  return property.length === 0 ? codeSystem : { ...codeSystem, property };
}

function merge(concept: Concept, extra: Concept, supplement: CodeSystem): Concept {
  const source = printCanonical(supplement);
  const names = namesAdded(extra, supplement, concept.display);
  const merged: Concept = {
    ...concept,
    designations: [...concept.designations, ...names.map((d) => ({ ...d, source }))],
    properties: [...concept.properties, ...extra.properties.map((p) => ({ ...p, source }))],
  };
  if (extra.written?.modifier) merged.written = { ...concept.written, modifier: extra.written.modifier };
  if (extra.extension) merged.extension = [...(concept.extension ?? []), ...extra.extension];
  return merged;
}

/**
 * The names that a supplement gives a concept. Where it has a language of its own, its display is one of them: the
 * concept's own display stays what it is.
 */
export function namesAdded(
  extra: Concept,
  { language }: CodeSystem,
  ownDisplay?: string,
): readonly Designation[] {
  const { display, designations } = extra;
  if (language === undefined || display === undefined || display === ownDisplay) return designations;
  return [{ language, use: PREFERRED_FOR_LANGUAGE, value: display }, ...designations];
}

/**
 * Conditions as the code system itself can answer them: a question about names or properties is true of a concept also
 * where a supplement says so. What many conditions share is rewritten once, and stays one for all of them.
 */
function rewriting(
  supplements: readonly CodeSystemProvider[],
): (condition: ConceptCondition, work: WorkBudget | undefined) => Awaitable<ConceptCondition> {
  const kept = new WeakMap<ConceptCondition, Awaitable<ConceptCondition>>();
  const rewritten = (condition: ConceptCondition, work = new WorkBudget()): Awaitable<ConceptCondition> => {
    if ("of" in condition)
      return keptWithin(kept, condition, work, () => withPartsRewritten(condition, work));
    return saysMore(condition)
      ? keptWithin(kept, condition, work, () => addedBy(condition, supplements, work))
      : condition;
  };
  const withPartsRewritten = async (
    condition: ConditionOfParts,
    work: WorkBudget,
  ): Promise<ConceptCondition> => {
    const parts = condition.kind === "not" ? [condition.of] : condition.of;
    const others = await mapAll(parts, (part) => rewritten(part, work));
    if (others.every((part, i) => part === parts[i])) return condition;
    return condition.kind === "not" ? { kind: "not", of: others[0]! } : { kind: condition.kind, of: others };
  };
  return rewritten;
}

type Content = Extract<ConceptCondition, { kind: "property" | "designation" | "text" | "name" }>;

/** May a supplement say it of a concept? */
const saysMore = (condition: ConceptCondition): condition is Content =>
  ["property", "designation", "text", "name"].includes(condition.kind);

async function addedBy(
  condition: Content,
  supplements: readonly CodeSystemProvider[],
  work: WorkBudget,
): Promise<ConceptCondition> {
  const parts: ConceptCondition[] = [condition];
  for (const supplement of supplements) {
    if (condition.kind === "property" && !declares(supplement.codeSystem, condition.property)) continue;
    work.concepts(ASKED);
    const { items } = await supplement.select({ condition, codesAlone: true, work });
    if (items.length > 0) parts.push({ kind: "codes", codes: items.map((c) => c.code) });
    await work.giveWay();
  }
  return parts.length === 1 ? condition : anyOf(parts);
}

/** Undeclared properties may be used as well; a supplement that declares some is taken at its word. */
function declares(supplement: CodeSystem, property: string): boolean {
  const declared = supplement.property ?? [];
  return declared.length === 0 || declared.some((p) => p.code === property);
}
