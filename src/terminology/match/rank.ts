/**
 * How well a concept's names fit a text. The order is fixed: the display or code itself, the same but for case, a synonym,
 * the same but for spelling, a code in another system, all words, a typo, some words.
 */
import { NAME_KINDS, NAME_SCOPES } from "../concepts/designation-uses.ts";
import { designationsOf } from "../concepts/designations.ts";
import { inParts } from "../concepts/many-names.ts";
import {
  isAcronym as isWrittenAsAcronym,
  nameKey,
  normalise,
  queryKeys,
  searchTexts,
  words,
  type WordSetApart,
  wordSetApart,
} from "../concepts/text-match.ts";
import type { Coding, Concept } from "../model.ts";
import { AskedName, nameDistance, typosBetween } from "../resolve/names.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import type { WorkBudget } from "../util/work-budget.ts";

export type MatchKind =
  | "exact"
  | "case-folded"
  | "synonym"
  | "listed-name"
  | "normalised"
  | "cross-reference"
  | "words"
  | "some-words"
  | "fuzzy";

export interface NamedMatch {
  kind: MatchKind;
  score: number;
  name: string;
  language?: string | undefined;
  use?: Coding | undefined;
  /** The supplement that adds the name or cross-reference. */
  source?: string | undefined;
}

interface Name {
  name: string;
  own: boolean;
  language?: string | undefined;
  use?: Coding | undefined;
  source?: string | undefined;
}

/** For names that by their scope cover more or less than the concept, and for acronyms. */
const LOOSE = 0.6;
/** An acronym alone may stand for much else: "past ocular history" is POH in every eye clinic. */
const isAcronym = ({ system, code }: Coding): boolean => system === NAME_KINDS && code === "acronym";

/** A text, read once for all names that it is compared with. */
interface AskedText {
  name: AskedName;
  key: string;
  words: readonly string[];
  beside?: Beside | undefined;
}

/** Units to rate a name of a concept that has very many. */
const RATED = 6;

/** The text without a word that may be an acronym beside it. */
interface Beside {
  word: string;
  name: AskedName;
}

export const askedText = (text: string): AskedText => ({
  name: new AskedName(text.trim(), queryKeys(text)),
  key: nameKey(text),
  words: words(text),
  beside: withKeys(wordSetApart(text)),
});

const withKeys = (apart: WordSetApart | undefined): Beside | undefined =>
  apart && { word: normalise(apart.word), name: new AskedName(apart.name) };

/** The concept's name that fits best; undefined: none does. */
export function bestName(
  concept: Concept,
  asked: AskedText,
  work?: WorkBudget,
): Awaitable<NamedMatch | undefined> {
  const names = namesOfConcept(concept);
  const beside = names.some((own) => isAcronymBeside(own, asked)) ? asked.beside : undefined;
  const toRate = { ...asked, beside };
  let best: NamedMatch | undefined;
  const compared = inParts(
    names,
    work,
    (part) => {
      for (const name of part) {
        const rated = rate(name, toRate);
        if (rated && !(best && best.score >= rated.score)) best = rated;
      }
    },
    RATED,
  );
  return after(compared, () => best ?? byReference(concept, asked));
}

function namesOfConcept(concept: Concept): Name[] {
  const { code, display } = concept;
  return [
    ...(display === undefined ? [] : [{ name: display, own: true }]),
    { name: code, own: true },
    ...designationsOf(concept).map(({ value, language, use, additionalUse = [], source }) => ({
      name: value,
      own: false,
      language,
      use: additionalUse.find(isAcronym) ?? use,
      source,
    })),
  ];
}

function rate({ name, own, language, use, source }: Name, asked: AskedText): NamedMatch | undefined {
  const rated = same(name, own, asked) ?? better(byWords(name, asked), byTypo(name, asked));
  if (!rated) return undefined;
  const isLoose =
    use !== undefined && ((use.system === NAME_SCOPES && use.code !== "exact") || isAcronym(use));
  if (!isLoose) return { ...rated, score: rounded(rated.score), name, language, use, source };
  const kind = rated.kind === "synonym" ? "listed-name" : rated.kind;
  return { kind, score: rounded(rated.score * LOOSE), name, language, use, source };
}

type Rated = Pick<NamedMatch, "kind" | "score">;

const better = (a: Rated | undefined, b: Rated | undefined): Rated | undefined =>
  a && b ? (b.score > a.score ? b : a) : (a ?? b);

/** Is it the word that the text sets apart, so that the rest may be a name of the same concept? */
const isAcronymBeside = ({ name }: Name, { beside }: AskedText): boolean =>
  beside !== undefined && isWrittenAsAcronym(name) && normalise(name) === beside.word;

function same(name: string, own: boolean, { name: asked, beside }: AskedText): Rated | undefined {
  const away = nameDistance(name, asked) ?? (beside && withoutAcronymAway(name, beside));
  if (away === undefined) return undefined;
  if (away >= 2) return { kind: "normalised", score: own ? 0.9 : 0.88 };
  if (!own) return { kind: "synonym", score: away === 0 ? 0.95 : 0.94 };
  return away === 0 ? { kind: "exact", score: 1 } : { kind: "case-folded", score: 0.98 };
}

/** Beside an acronym of the concept a name differs from the text by no less than by it. */
function withoutAcronymAway(name: string, beside: Beside): number | undefined {
  const away = nameDistance(name, beside.name);
  return away === undefined ? undefined : Math.max(away, 3);
}

/** All words of the text in the name: the more of the name they make up, the better. Or some: the share of both. */
function byWords(name: string, { words: asked }: AskedText): Rated | undefined {
  const own = words(name);
  const hits = asked.filter((word) => own.some((w) => w.startsWith(word))).length;
  if (hits === 0) return undefined;
  if (hits === asked.length) {
    const share = Math.min(1, asked.join("").length / own.join("").length);
    return { kind: "words", score: 0.4 + 0.4 * share };
  }
  const shared = own.filter((word) => asked.some((a) => word.startsWith(a) && a.length >= 3)).length;
  const share = (hits / asked.length + shared / own.length) / 2;
  return share < 0.4 ? undefined : { kind: "some-words", score: 0.3 * share };
}

function byTypo(name: string, { key }: AskedText): Rated | undefined {
  const typos = typosBetween(nameKey(name), key);
  return typos === undefined ? undefined : { kind: "fuzzy", score: 0.39 * (1 - typos / key.length) };
}

/** A code of another system that the concept refers to. */
function byReference(concept: Concept, { key }: AskedText): NamedMatch | undefined {
  const name = searchTexts(concept).find((other) => nameKey(other) === key);
  if (name === undefined) return undefined;
  const source = concept.properties.find(
    ({ value }) => typeof value === "object" && value.code === name,
  )?.source;
  return { kind: "cross-reference", score: 0.8, name, source };
}

const rounded = (score: number): number => Math.round(score * 1000) / 1000;
