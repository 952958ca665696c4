/** The names of a concept, as a display is compared with them and chosen from them. */
import type { IncludedConcept } from "../compose/compiled.ts";
import {
  chooseName,
  designationsOf,
  isSynonym,
  languageFits,
  type LanguageRange,
  nameRank,
  suitability,
  translations,
} from "../concepts/designations.ts";
import type { CodeSystem, Coding, Concept, Extension } from "../model.ts";
import { standardsStatus } from "../resolve/standards-status.ts";
import { addTo } from "../util/grouping.ts";

/** A name that a concept may be shown under. */
export interface DisplayName {
  value: string;
  /** Undefined: not known, so it suits every language. */
  language: string | undefined;
  /** Of a designation. */
  use?: Coding | undefined;
  /** deprecated or withdrawn: known, but no correct display any more. */
  status: string | undefined;
}

/** Which languages the caller wants. */
export interface WantedLanguages {
  /** As the caller wrote them; undefined: not at all. */
  text: string | undefined;
  /** Best first; `*` only, or none: every language is welcome. */
  ranges: readonly LanguageRange[];
}

/**
 * The names of a concept, the preferred one first: what the value set calls it, its display, its designations, of which
 * the value set's come first.
 * @param stated what the value set's include says about the concept
 */
export function displayNames(
  codeSystem: CodeSystem,
  concept: Concept,
  stated?: IncludedConcept,
  valueSetLanguage?: string,
): DisplayName[] {
  const names = new DistinctNames();
  const add = (
    value: string | undefined,
    language: string | undefined,
    extension?: Extension[],
    use?: Coding,
  ) => {
    if (value === undefined) return;
    const status = withdrawnStatus(extension);
    const known = names.sameOrAdded({ value, language, status, use });
    if (known && nameRank({ use }) < nameRank(known)) known.use = use;
  };
  const { language } = codeSystem;
  const ofValueSet = valueSetLanguage ?? language;
  add(stated?.display, ofValueSet);
  add(concept.display, language, concept.displayExtension);
  for (const d of [...(stated?.designation ?? []), ...translations(stated?._display?.extension)])
    add(d.value, d.language ?? ofValueSet, d.extension, d.use);
  for (const d of designationsOf(concept)) add(d.value, d.language ?? language, d.extension, d.use);
  return names.list;
}

/** So many are compared one by one, which is quickest; of very many each is found by what it says. */
const FEW = 50;

/** Names that say different things, or say it in other languages. */
class DistinctNames {
  readonly list: DisplayName[] = [];
  /** By value. */
  private index: Map<string, DisplayName[]> | undefined;

  /** The one that says the same; undefined: there was none, and it is added. */
  sameOrAdded(name: DisplayName): DisplayName | undefined {
    const isFew = this.list.length < FEW;
    const known = (isFew ? this.list : this.having(name.value)).find(isLike(name));
    if (!known) this.list.push(name);
    if (!known && !isFew) addTo(this.index!, name.value, name);
    return known;
  }

  private having(value: string): readonly DisplayName[] {
    this.index ??= Map.groupBy(this.list, (one) => one.value);
    return this.index.get(value) ?? NO_NAMES;
  }
}

const NO_NAMES: readonly DisplayName[] = [];

const isLike =
  ({ value, language, status }: DisplayName) =>
  (other: DisplayName): boolean =>
    other.value === value && other.language === language && other.status === status;

/**
 * The one name to show: the first in the best wanted language, else the first.
 * A concept that the wanted languages rule out (`*;q=0`) is still shown: an answer without a name helps nobody.
 */
export function preferredName(names: readonly DisplayName[], languages: WantedLanguages): string | undefined {
  const first = names.find((n) => n.status === undefined && !isSynonym(n));
  if (!first || languages.ranges.length === 0) return first?.value;
  const designations = names.filter((n) => n.status === undefined && n !== first);
  const chosen = chooseName({ display: first.value, designations }, first.language, languages.ranges);
  const { display = first.value } = chosen;
  if (first.language === undefined || !names.some((n) => n.language === undefined)) return display;
  // One of an unknown language may be right where the one chosen is not.
  const right = inWantedLanguages(names, languages).filter((n) => n.status === undefined);
  return right.some((n) => n.value === display) ? display : (right[0]?.value ?? display);
}

/** The names that are right in these languages. Synonyms only in a language in which there is nothing else. */
export function inWantedLanguages(names: readonly DisplayName[], { ranges }: WantedLanguages): DisplayName[] {
  if (ranges.length === 0) return names.filter((n) => !isSynonym(n));
  const wanted = ranges.filter((r) => r.quality > 0);
  const refused = ranges.filter((r) => r.quality === 0 && r.tag !== "*");
  const proper = new Set<string | undefined>();
  for (const n of names) if (n.status === undefined && !isSynonym(n)) proper.add(n.language);
  const bare = wanted.filter((range) => ![...proper].some((language) => suits(language, range)));
  const isWanted = perLanguage((language) => wanted.some((range) => suits(language, range)));
  const isBare = perLanguage((language) => bare.some((range) => suits(language, range)));
  const isRefused = perLanguage((language) => refused.some(({ tag }) => languageFits(language, tag)));
  return names.filter((n) => {
    const isSuch = isSynonym(n)
      ? wanted.length > 0 && isBare(n.language)
      : wanted.length === 0 || isWanted(n.language);
    return isSuch && !isRefused(n.language);
  });
}

type LanguageTest = (language: string | undefined) => boolean;

/** Tens of thousands of names are in few languages: each is tested once. */
function perLanguage(test: LanguageTest): LanguageTest {
  const kept = new Map<string | undefined, boolean>();
  return (language) => {
    let known = kept.get(language);
    if (known === undefined) kept.set(language, (known = test(language)));
    return known;
  };
}

/** `de` takes `de-CH`; `de-CH` makes do with `de` (RFC 4647, filtering and lookup). */
function suits(language: string | undefined, { tag }: LanguageRange): boolean {
  return tag === "*" || language === undefined || suitability(language, tag) !== undefined;
}

function withdrawnStatus(extension: Extension[] | undefined): string | undefined {
  const status = standardsStatus({ extension });
  return status === "withdrawn" || status === "deprecated" ? status : undefined;
}
