/** Which of a concept's names to show, for displayLanguage or Accept-Language. */
import { TerminologyError } from "../issues/issue.ts";
import { invalidDisplayLanguage } from "../issues/parameters.ts";
import type { Concept, Designation, Extension } from "../model.ts";
import { standardsStatus } from "../resolve/standards-status.ts";
import { onceFor } from "../util/once-for.ts";
import { comparableTag, isUsualKind } from "./language-tags.ts";

/** One wanted language with its weight; `*` is any language. */
export interface LanguageRange {
  tag: string;
  quality: number;
}

/** Nobody reads so many languages; each is looked for among the names of every concept. */
const MOST_WANTED = 100;

/** Parses `de-CH, de;q=0.8, *;q=0`, highest quality first; of very many the most wanted. */
export function parseLanguages(text: string | undefined): LanguageRange[] {
  if (!text) return [];
  const ranges = text.split(",").map((part) => {
    const [tag = "", ...params] = part.trim().split(";");
    const q = params.map((p) => /^\s*q\s*=\s*([\d.]+)\s*$/i.exec(p)?.[1]).find((x) => x !== undefined);
    return { tag: tag.trim(), quality: q === undefined ? 1 : Number(q) || 0 };
  });
  const wanted = ranges.filter((r) => r.tag !== "").sort((a, b) => b.quality - a.quality);
  if (wanted.length <= MOST_WANTED) return wanted;
  const refusesOthers = wanted.slice(MOST_WANTED).filter((r) => r.tag === "*" && r.quality === 0);
  return [...wanted.slice(0, MOST_WANTED), ...refusesOthers.slice(0, 1)];
}

const RANGE = /^\s*(\*|[a-z]{1,8}(-[a-z0-9]{1,8})*)\s*(;\s*q\s*=\s*[01](\.\d{0,3})?\s*)?$/i;

/** @throws TerminologyError processing/invalid-display: it is no list of language ranges. */
export function checkDisplayLanguage(text: string | undefined): void {
  if (text !== undefined && !text.split(",").every((part) => RANGE.test(part))) {
    throw new TerminologyError(invalidDisplayLanguage(text));
  }
}

/** RFC 4647 basic filtering: `de` fits `de` and `de-CH`. */
export function languageFits(language: string | undefined, range: string): boolean {
  if (language === undefined) return false;
  const own = comparableTag(language);
  const wanted = comparableTag(range);
  return own === wanted || own.startsWith(`${wanted}-`);
}

/**
 * RFC 4647 lookup: what a wish makes do with, best first: `zh-Hant-TW` with `zh-Hant`, then `zh`. A single letter goes
 * with what stands behind it.
 */
function fallbacks(comparable: string): string[] {
  const parts = comparable.split("-");
  const shorter: string[] = [];
  while (parts.length > 1) {
    parts.pop();
    if (parts.length > 1 && parts.at(-1)?.length === 1) parts.pop();
    shorter.push(parts.join("-"));
  }
  return shorter;
}

/**
 * How well a language suits a wish; lower is better, undefined: not at all. 0: it is the very one, 1: a kind of it
 * (`de-CH` for `de`; 1.5 where it is not the usual one: `zh-TW` for `zh`), from 2: a fallback.
 */
export function suitability(language: string | undefined, tag: string): number | undefined {
  if (language === undefined) return undefined;
  const own = comparableTag(language);
  const wanted = comparableTag(tag);
  if (own === wanted) return 0;
  if (own.startsWith(`${wanted}-`)) return isUsualKind(own, wanted) ? 1 : 1.5;
  if (!wanted.startsWith(`${own}-`)) return undefined;
  const at = fallbacks(wanted).indexOf(own);
  return at < 0 ? undefined : at + 2;
}

interface InLanguage {
  language?: string | undefined;
}

/** Those in a language or a kind of it; where there are none, those in the language that it falls back to first. */
export function inLanguage<T extends InLanguage>(items: readonly T[], tag: string): readonly T[] {
  const own = items.filter((item) => languageFits(item.language, tag));
  return own.length > 0 ? own : byVeryLanguage(items)(tag);
}

/**
 * Those in just a language; where there are none, those in the language that it falls back to first. The items are looked
 * at once, of however many languages they are asked.
 */
export function byVeryLanguage<T extends InLanguage>(items: readonly T[]): (tag: string) => readonly T[] {
  const byTag = Map.groupBy(items, ({ language }) => (language ? comparableTag(language) : undefined));
  return (tag) => {
    const comparable = comparableTag(tag);
    for (const wanted of [comparable, ...fallbacks(comparable)]) {
      const fitting = byTag.get(wanted);
      if (fitting) return fitting;
    }
    return [];
  };
}

const TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

const NO_TRANSLATIONS: readonly Designation[] = [];

/** The names that a display has in other languages by FHIR's extension `translation`; the same objects each time. */
export const translations = (extensions: readonly Extension[] | undefined): readonly Designation[] =>
  extensions ? readTranslations(extensions) : NO_TRANSLATIONS;

const readTranslations = onceFor((extensions: readonly Extension[]): readonly Designation[] =>
  extensions
    .filter((e) => e.url === TRANSLATION)
    .flatMap(({ extension: parts = [] }) => {
      const language = parts.find((p) => p.url === "lang")?.valueCode;
      const content = parts.find((p) => p.url === "content");
      const value = content?.valueString ?? content?.valueMarkdown;
      return language === undefined || value === undefined ? [] : [{ language, value }];
    }),
);

/** All designations of a concept: those that it lists, and the translations of its display. */
export function designationsOf({ designations, displayExtension }: Named): readonly Designation[] {
  if (displayExtension === undefined) return designations;
  const translated = translations(displayExtension);
  return translated.length === 0 ? designations : [...designations, ...translated];
}

export type ChosenDisplay =
  /** The concept's own display. */
  | { kind: "own"; display: string | undefined }
  | { kind: "designation"; display: string; designation: Designation }
  /** No name in a language that the caller accepts: `*;q=0` says that no other will do. */
  | { kind: "none"; display: undefined };

/** The names of a concept. */
export type Named = Pick<Concept, "display" | "designations" | "displayExtension">;

/**
 * Chooses the display.
 * @param language that of the concept's own display; undefined: not known, so it may suit anybody unless a designation
 * tells it
 */
export function chooseName(
  concept: Named,
  language: string | undefined,
  wanted: readonly LanguageRange[],
): ChosenDisplay {
  const { display } = concept;
  if (wanted.length === 0) return { kind: "own", display };
  const languages = language === undefined ? languagesOfDisplay(concept) : [language];
  const designations = bestOfMany(designationsOf(concept));
  for (const { tag, quality } of wanted) {
    if (quality === 0) continue;
    const own = tag === "*" ? 0 : bestSuitability(languages, tag);
    if (own !== undefined && own < 2) return { kind: "own", display };
    const worst = languages.length > 0 ? (own === undefined ? SYNONYM_RANK : 2) : isEnglish(tag) ? 1 : 2;
    const designation = bestDesignation(designations, tag, worst, own ?? Infinity);
    if (designation) return { kind: "designation", display: designation.value, designation };
    if (own !== undefined) return { kind: "own", display };
  }
  const refusesOthers = wanted.some((r) => r.tag === "*" && r.quality === 0);
  return refusesOthers && languages.length > 0
    ? { kind: "none", display: undefined }
    : { kind: "own", display };
}

/** What says no language of its display is mostly English: an English synonym suits a wish for English no better. */
const isEnglish = (tag: string): boolean => /^en(?:[-_]|$)/i.test(tag);

/** The languages of designations that say just what the display says: it is in all of them. */
function languagesOfDisplay(concept: Named): string[] {
  const same = designationsOf(concept).filter(({ value }) => value === concept.display);
  return [...new Set(same.map(({ language }) => language).filter((language) => language !== undefined))];
}

/** So many are looked at for each language that is wanted. */
const FEW = 20;

/** Of very many those that may be chosen, in their order. */
const bestOfMany = (designations: readonly Designation[]): readonly Designation[] =>
  designations.length <= FEW ? designations : bestOfEachLanguage(designations);

/** The first of those in a language that are most made to be shown. */
const bestOfEachLanguage = onceFor((designations: readonly Designation[]): readonly Designation[] => {
  const best = new Map<string, Designation>();
  for (const d of designations) {
    if (d.language === undefined || isWithdrawn(d)) continue;
    const language = comparableTag(d.language);
    const known = best.get(language);
    if (!known || nameRank(d) < nameRank(known)) best.set(language, d);
  }
  const chosen = new Set(best.values());
  return designations.filter((d) => chosen.has(d));
});

/** How well the best of these languages suits a wish. */
function bestSuitability(languages: readonly string[], tag: string): number | undefined {
  if (languages.length === 1) return suitability(languages[0], tag);
  const all = languages.map((language) => suitability(language, tag)).filter((s) => s !== undefined);
  return all.length === 0 ? undefined : Math.min(...all);
}

/**
 * Of the designations in the language that suits best, the one that is most made to be shown.
 * @param worst the last rank that will do
 * @param limit how well the language must suit: better than this
 */
function bestDesignation(
  designations: readonly Designation[],
  tag: string,
  worst: number,
  limit: number,
): Designation | undefined {
  let best: Designation | undefined;
  let bestScore = Infinity;
  for (const d of designations) {
    const suits = suitability(d.language, tag);
    if (suits === undefined || suits >= limit || nameRank(d) > worst || isWithdrawn(d)) continue;
    // A kind of the language is as good as the language; of equally good names, the very language comes first.
    const score = Number(isSynonym(d)) * 10_000 + Math.max(suits, 1) * 100 + nameRank(d) * 10 + suits;
    if (score < bestScore) [best, bestScore] = [d, score];
  }
  return best;
}

const PREFERRED = new Set(["preferredForLanguage", "display", "preferred"]);

const SNOMED_CT = "http://snomed.info/sct";
/** Fully specified name, and synonym. */
const SNOMED_NAMES = new Set(["900000000000003001", "900000000000013009"]);

/**
 * What a designation's use makes of it. 0: made to be shown; 1: no use is said; 2: a name of the concept itself all
 * the same; 3: a synonym or the like, perhaps of something broader, narrower or obsolete.
 */
export function nameRank({ use }: Pick<Designation, "use">): number {
  if (use?.code === undefined) return use === undefined ? 1 : 3;
  if (PREFERRED.has(use.code)) return 0;
  return use.system === SNOMED_CT && SNOMED_NAMES.has(use.code) ? 2 : 3;
}

const SYNONYM_RANK = 3;

/** Is it no display by its use? Such a one is shown only where the concept has no better name in a language. */
export const isSynonym = (designation: Pick<Designation, "use">): boolean =>
  nameRank(designation) >= SYNONYM_RANK;

/** Still known, but not to be used any more. */
function isWithdrawn(designation: Designation): boolean {
  const status = standardsStatus(designation);
  return status === "withdrawn" || status === "deprecated";
}
