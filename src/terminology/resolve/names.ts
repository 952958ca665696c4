/**
 * Names as codes: finds a listed name from the words that a record uses. A name is found when the two are the same
 * but for case, spaces, punctuation, diacritics, inverted word order or an acronym beside it. Nearly equal names are
 * only ever offered as a question.
 */
import { distance } from "fastest-levenshtein";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import { inPartsOfNames } from "../concepts/many-names.ts";
import {
  besideAcronym,
  isAcronym,
  nameForms,
  nameKey,
  normalise,
  queryKeys,
  withoutAcronym,
  words,
  wordSetApart,
} from "../concepts/text-match.ts";
import type { CodeSystem, Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { keepsMarks, marksIn } from "./words-of-doubt.ts";

/** How a name or code was recognised: codes of `match-basis`, the strongest first. */
export type MatchBasis = "exact" | "case-folded" | "normalised" | "alias" | "text";

export interface FoundName {
  concept: Concept;
  basis: "exact" | "case-folded" | "normalised";
  /** The name as it is listed. */
  listed: string;
}

/** The code system of names of conditions, so that the text of a record can be asked for. */
export const CONDITION_NAMES = "https://w3id.org/ossicle/CodeSystem/condition-names";

/** The property by which a code system says that its codes are names: how much the name covers. */
const NAME_SCOPE = "https://w3id.org/ossicle/CodeSystem/condition-properties#name-scope";

/** Are its codes names, as people write them, so that they may be looked for in other forms? */
export function holdsNames({ property = [], caseSensitive }: CodeSystem): boolean {
  return caseSensitive === false && property.some((p) => p.uri === NAME_SCOPE);
}

/** A name that is asked for: what it is compared by is made once, however many names are listed. */
export class AskedName {
  readonly text: string;
  readonly lower: string;
  readonly keys: readonly string[];
  private made: { normal: string; bare: string } | undefined;

  constructor(text: string, keys = queryKeys(text)) {
    this.text = text;
    this.lower = text.toLowerCase();
    this.keys = keys;
  }

  /** Normalised, and the same without an acronym beside it. */
  get forms(): { normal: string; bare: string } {
    return (this.made ??= {
      normal: normalise(this.text),
      bare: normalise(besideAcronym(this.text) ?? withoutAcronym(this.text)),
    });
  }
}

/**
 * 0: the same; 1: but for case; 2: but for spaces and signs; 3: but for an acronym at the end; 4: but for the order of
 * words; undefined: another name.
 */
export function nameDistance(listed: string, asked: AskedName): number | undefined {
  if (listed === asked.text) return 0;
  if (listed.toLowerCase() === asked.lower) return 1;
  const { normal, bare, key } = nameForms(listed);
  if (normal === asked.forms.normal) return 2;
  if (bare === asked.forms.bare) return 3;
  return asked.keys.includes(key) ? 4 : undefined;
}

const BASES = ["exact", "case-folded", "normalised", "normalised", "normalised"] as const;
const MOST_NAMES = 50;

/**
 * The concepts that go by this name, those nearest to it only. What the text says besides (`?`, `no`) the listed name
 * must say too; an acronym beside it must be one of the name, or listed for the same condition.
 */
export async function findNames(
  provider: CodeSystemProvider,
  text: string,
  work?: WorkBudget,
): Promise<FoundName[]> {
  const found = await namedSo(provider, text, work);
  return found.length > 0 ? found : besideItsAcronym(provider, text, work);
}

/** A name beside the acronym of its condition says no more than the name alone: `Osteoma cutis (POH)`. */
async function besideItsAcronym(
  provider: CodeSystemProvider,
  text: string,
  work: WorkBudget | undefined,
): Promise<FoundName[]> {
  const { name, word } = wordSetApart(text) ?? {};
  if (name === undefined || word === undefined) return [];
  const named = await namedSo(provider, name, work);
  if (named.length === 0) return [];
  const acronyms = (await namedSo(provider, word, work)).filter(({ listed }) => isAcronym(listed));
  const isOfOneCondition = ({ concept }: FoundName): boolean =>
    acronyms.some((acronym) => isSameCondition(concept, acronym.concept));
  return named.filter(isOfOneCondition).map((one) => ({ ...one, basis: "normalised" }));
}

/** The property by which a name says which condition it is given for. */
const CONDITION = "condition";

function isSameCondition(a: Concept, b: Concept): boolean {
  const given = (concept: Concept): string[] =>
    concept.properties.flatMap(({ code, value }) =>
      code === CONDITION && typeof value === "object" ? `${value.system ?? ""} ${value.code ?? ""}` : [],
    );
  return given(a).some((condition) => given(b).includes(condition));
}

interface NameAway {
  concept: Concept;
  listed: string;
  away: number;
}

async function namedSo(
  provider: CodeSystemProvider,
  text: string,
  work: WorkBudget | undefined,
): Promise<FoundName[]> {
  const keys = queryKeys(text);
  if (keys.length === 0) return [];
  const { items } = await provider.select({ condition: { kind: "name", keys }, count: MOST_NAMES });
  const marked = items.length > 0 ? marksIn(text) : undefined;
  const fits = (listed: string, away: number): boolean => !marked || away < 2 || keepsMarks(listed, marked);
  const asked = new AskedName(text, keys);
  const found: NameAway[] = [];
  for (const concept of items) {
    const compared = inPartsOfNames(concept, work, (part) => {
      for (const listed of part) {
        const away = nameDistance(listed, asked);
        if (away !== undefined && fits(listed, away)) found.push({ concept, listed, away });
      }
    });
    if (compared instanceof Promise) await compared;
  }
  const least = Math.min(...found.map(({ away }) => away));
  const closest = found.filter(({ away }) => away === least);
  const once = new Map(closest.toReversed().map((f) => [f.concept.code, f]));
  return [...once.values()]
    .toReversed()
    .map(({ concept, listed }) => ({ concept, listed, basis: BASES[least]! }));
}

/* ---- near misses ---- */

const MOST_CANDIDATES = 300;
const SHORTEST = 5;
/** Names that are shown. */
const MOST_NEAR = 3;
/** A longer text is no name. */
const LONGEST_NAME = 300;

/** What SNOMED CT's full names say at the end of the kind of their concept; `(situation)` and others say more. */
const KIND_OF_CONCEPT = /\s+\((?:disorder|finding|morphologic abnormality)\)\s*$/iu;

/**
 * Listed names that differ from `text` by a typo or two, nearest first, or by a word for the kind of concept at its end:
 * for "did you mean", never for an answer. None that is the same, and none that leaves a "no" out.
 */
export async function nearNames(
  provider: CodeSystemProvider,
  text: string,
  work?: WorkBudget,
): Promise<string[]> {
  const bare = text.length > LONGEST_NAME ? text : text.replace(KIND_OF_CONCEPT, "");
  if (bare !== text) {
    const named = await findNames(provider, bare, work);
    return [...new Set(named.map(({ listed }) => listed))].slice(0, MOST_NEAR);
  }
  const wanted = nameKey(text);
  if (wanted.length < SHORTEST || !/\p{L}/u.test(wanted)) return [];
  const marked = marksIn(text);
  for (const condition of candidates(words(text).slice(0, 12))) {
    const { items } = await provider.select({ condition, activeOnly: true, count: MOST_CANDIDATES });
    const near: NearName[] = [];
    for (const concept of items) {
      const found = nearest(concept, wanted, work);
      near.push(...(found instanceof Promise ? await found : found));
    }
    near.sort((a, b) => a.typos - b.typos);
    const names = [...new Set(near.map((n) => n.name))].filter((name) => !marked || keepsMarks(name, marked));
    if (names.length > 0) return names.slice(0, MOST_NEAR);
  }
  return [];
}

/** First names that have all the words but one; then those with a word that begins like one of the text. */
function* candidates(own: readonly string[]): Generator<ConceptCondition> {
  const text = (word: string): ConceptCondition => ({ kind: "text", text: word });
  if (own.length > 1) {
    const allBut = own.map((_, i): ConceptCondition => ({
      kind: "all",
      of: own.filter((_word, j) => j !== i).map(text),
    }));
    yield { kind: "any", of: allBut };
  }
  const beginnings = own.filter((word) => word.length >= SHORTEST).map((word) => text(word.slice(0, 4)));
  if (beginnings.length > 0) yield { kind: "any", of: beginnings };
}

interface NearName {
  name: string;
  typos: number;
}

/** The nearest of its names, if one is near. */
function nearest(concept: Concept, wanted: string, work: WorkBudget | undefined): Awaitable<NearName[]> {
  let best: NearName | undefined;
  const compared = inPartsOfNames(concept, work, (part) => {
    for (const name of part) {
      const key = nameKey(name);
      const typos = isReordered(key, wanted) ? REORDERED : typosBetween(key, wanted);
      if (typos === undefined || typos === 0) continue;
      if (!best || typos < best.typos) best = { name, typos };
    }
  });
  return after(compared, () => (best ? [best] : []));
}

/** The words in another order are nearer than a wrong letter. */
const REORDERED = 0.5;

/** Of several numbers, each may have changed its place: then it is another thing. */
const isReordered = (listed: string, wanted: string): boolean =>
  listed !== wanted &&
  listed.length === wanted.length &&
  !digits(listed).includes(" ") &&
  sorted(listed) === sorted(wanted);

const sorted = (text: string): string => text.split(" ").sort().join(" ");

/** How many letters are wrong; undefined: too many, or a number differs, which makes another thing of it. */
export function typosBetween(listed: string, wanted: string): number | undefined {
  const allowed = wanted.length < 8 ? 1 : wanted.length < 15 ? 2 : 3;
  if (wanted.length < SHORTEST || Math.abs(listed.length - wanted.length) > allowed) return undefined;
  if (digits(listed) !== digits(wanted)) return undefined;
  const typos = distance(listed, wanted);
  return typos <= allowed ? typos : undefined;
}

/** Roman ones too: type I is not type II. */
const digits = (text: string): string =>
  (text.match(/\d+|(?<![\p{L}\p{N}])[ivx]+(?![\p{L}\p{N}])/gu) ?? []).join(" ");
