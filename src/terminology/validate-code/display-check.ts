/** Is the display that came with a code one of the concept's names, in a language that the caller wants? */
import type { IncludedConcept } from "../compose/compiled.ts";
import { NAME_KINDS, NAME_SCOPES } from "../concepts/designation-uses.ts";
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
import {
  displayNotJudged,
  displayOfDefaultLanguage,
  displayWithdrawn,
  listedNotAsDisplay,
  type NamesHere,
  noDisplayToCompare,
  wrongDisplay,
  wrongInEveryLanguage,
  wrongWhitespace,
} from "../issues/display-check.ts";
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem, Coding, Concept, Extension } from "../model.ts";
import { standardsStatus } from "../resolve/standards-status.ts";
import { withoutCase } from "../util/without-case.ts";

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
    const name = { value, language, status, use };
    const known = names.known(name);
    if (!known) names.add(name);
    else if (nameRank({ use }) < nameRank(known)) known.use = use;
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
  private index: Map<string, DisplayName> | undefined;

  known({ value, language, status }: DisplayName): DisplayName | undefined {
    if (this.list.length < FEW)
      return this.list.find((n) => n.value === value && n.language === language && n.status === status);
    this.index ??= new Map(this.list.map((name) => [keyOf(name), name]));
    return this.index.get(keyOf({ value, language, status }));
  }

  add(name: DisplayName): void {
    this.list.push(name);
    this.index?.set(keyOf(name), name);
  }
}

/** No line break is in a status or a language. */
const keyOf = ({ value, language, status }: DisplayName): string =>
  `${status ?? ""}\n${language ?? ""}\n${value}`;

/**
 * The one name to show: the first in the best wanted language, else the first.
 * A concept that the wanted languages rule out (`*;q=0`) is still shown: an answer without a name helps nobody.
 */
export function preferredName(names: readonly DisplayName[], languages: WantedLanguages): string | undefined {
  const first = names.find((n) => n.status === undefined && !isSynonym(n));
  if (!first || languages.ranges.length === 0) return first?.value;
  const designations = names.filter((n) => n.status === undefined && n !== first);
  const { display } = chooseName({ display: first.value, designations }, first.language, languages.ranges);
  return display ?? first.value;
}

/** A name that the code system lists with the concept, and says itself that it is no display of it. */
function listedAsOther(sent: string, code: string, names: readonly DisplayName[]): Issue[] {
  const listed = names.find((n) => same(n.value, sent) && OF_NAMES.has(n.use?.system ?? ""));
  return listed ? [listedNotAsDisplay(sent, code, listed.use?.display ?? listed.use?.code ?? "")] : [];
}

const OF_NAMES = new Set([NAME_KINDS, NAME_SCOPES]);

/** Would `checkDisplay` accept it without a word? */
export function isValidDisplay(
  sent: string,
  names: readonly DisplayName[],
  languages: WantedLanguages,
): boolean {
  return inWantedLanguages(names, languages).some((n) => n.status === undefined && same(n.value, sent));
}

/** The parts of what is asked that matter here. */
interface Asked {
  coding: Coding;
  path: { at(element: "display"): string[] };
  settings: { languages: WantedLanguages; lenientDisplay?: boolean | undefined };
}

/**
 * Compares the display that was sent with the names; case does not count.
 * @param asked of its coding, `display` is checked
 * @param here how much of the code system is: of what is not here there may be other names
 * @returns nothing where the display is right or none was sent
 */
export function checkDisplay(
  { coding, path, settings }: Asked,
  names: readonly DisplayName[],
  here: NamesHere = "all",
): Issue[] {
  const sent = coding.display;
  if (sent === undefined) return [];
  const { languages } = settings;
  const { system = "", code = "" } = coding;
  const all = inWantedLanguages(names, languages);
  const valid = all.filter((n) => n.status === undefined);
  if (valid.some((n) => same(n.value, sent))) return [];
  const severity = settings.lenientDisplay === true ? "warning" : "error";
  const where = path.at("display");
  const display = { sent, code: `${system}#${code}`, languages: languages.text, severity, where } as const;
  const withdrawn = all.find((n) => n.status !== undefined && same(n.value, sent));
  if (withdrawn?.status !== undefined) return [displayWithdrawn(display, code, withdrawn.status, valid)];
  const usual = names.find((n) => n.status === undefined);
  const ofDefault = names.filter((n) => n.status === undefined && n.language === usual?.language);
  const isOfDefault = ofDefault.some((n) => same(n.value, sent));
  if (here !== "all" && !isOfDefault) return [displayNotJudged(display, usual?.value, here)];
  if (valid.some((n) => same(squeeze(n.value), squeeze(sent)))) return [wrongWhitespace(display, valid)];
  if (valid.length > 0) return [wrongDisplay(display, valid), ...listedAsOther(sent, code, names)];
  if (!usual) return [noDisplayToCompare(display)];
  return isOfDefault ? [displayOfDefaultLanguage(display)] : [wrongInEveryLanguage(display, usual.value)];
}

/** Synonyms only in a language in which there is nothing else. */
function inWantedLanguages(names: readonly DisplayName[], { ranges }: WantedLanguages): DisplayName[] {
  const proper = names.filter((n) => !isSynonym(n));
  const wanted = ranges.filter((r) => r.quality > 0);
  const refused = ranges.filter((r) => r.quality === 0 && r.tag !== "*");
  const bare = wanted.filter((range) => !proper.some((n) => n.status === undefined && suits(n, range)));
  return names.filter(
    (n) =>
      (wanted.length === 0 ? !isSynonym(n) : (isSynonym(n) ? bare : wanted).some((r) => suits(n, r))) &&
      !refused.some((r) => n.language !== undefined && languageFits(n.language, r.tag)),
  );
}

/** `de` takes `de-CH`; `de-CH` makes do with `de` (RFC 4647, filtering and lookup). */
function suits({ language }: DisplayName, { tag }: LanguageRange): boolean {
  return tag === "*" || language === undefined || suitability(language, tag) !== undefined;
}

function withdrawnStatus(extension: Extension[] | undefined): string | undefined {
  const status = standardsStatus({ extension });
  return status === "withdrawn" || status === "deprecated" ? status : undefined;
}

/** Case does not count, nor how Unicode composes a letter. */
const same = (a: string, b: string): boolean => a === b || folded(a) === folded(b);
const folded = (text: string): string => withoutCase(text.normalize("NFC"));
const squeeze = (text: string): string => text.replace(/\s+/gu, "");
