/** How text is compared: the one normalisation used by filters, names and `$match`. */
import type { Concept } from "../model.ts";
import { own } from "../util/own.ts";
import { designationsOf } from "./designations.ts";

/** Letters that NFKD leaves whole although readers take them for others. */
const FOLDED: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" };
/** `P.O.H.` or `P. O. H.`: single letters, each with its dot. */
const INITIALISM = /(?<![\p{L}\p{N}])(?:\p{L}\.\s?)+\p{L}(?![\p{L}\p{N}])/gu;
/** What stands in a word unseen: soft hyphens, joiners. A space of no width parts words, as it may end a line. */
const UNSEEN = /\u00ad|\u200c|\u200d|\u2060/g;
const APOSTROPHES = /(?<=\p{L})['’ʼ`´](?=\p{L})/gu;

/** ASCII without the dots of initials and without apostrophes, as most names are: less work says the same of them. */
const PLAIN = /^[^.'`\x7f-\uffff]*$/;

/** NFKC, without case, diacritics and punctuation; words separated by one space, initials joined (`A.B.C.` -> `abc`). */
export function normalise(text: string): string {
  if (PLAIN.test(text)) {
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, " ")
      .trim();
  }
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(UNSEEN, "")
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => own(FOLDED, letter)!)
    .replace(INITIALISM, (initials) => initials.replace(/[^\p{L}]+/gu, ""))
    .replace(APOSTROPHES, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** The words of a text, normalised: what a text filter compares. */
export function words(text: string): string[] {
  const normal = normalise(text);
  return normal === "" ? [] : normal.split(" ");
}

/** The words with which others must start: each once, and none that starts another one, which says as much. */
export function distinctStarts(starts: readonly string[]): string[] {
  if (starts.length < 2) return [...starts];
  const sorted = [...new Set(starts)].sort();
  return sorted.filter((start, i) => !sorted[i + 1]?.startsWith(start));
}

/** Does each word of `query` start a word of `text`? Both normalised. */
export function textMatches(text: string, queryWords: readonly string[]): boolean {
  const textWords = words(text);
  return queryWords.every((q) => textWords.some((w) => w.startsWith(q)));
}

/** Everything that a concept is called: its code, display and designations. */
export function namesOf(concept: Concept): string[] {
  const { code, display } = concept;
  return [code, ...(display === undefined ? [] : [display]), ...designationsOf(concept).map((d) => d.value)];
}

/** The properties that give a concept's code in other systems, as a Coding. */
export const CROSS_REFERENCE = "xref";

/** What a text filter looks at: the names, and the concept's codes in other systems. */
export function searchTexts(concept: Concept): string[] {
  const references = concept.properties.filter((p) => p.code === CROSS_REFERENCE);
  const codes = references.map(({ value }) =>
    typeof value === "object" ? (value.code ?? "") : String(value),
  );
  return [...namesOf(concept), ...codes];
}

/** A trailing acronym as catalogues print it: `Name (ABC)`, `NAME; ABC`. */
const TRAILING_ACRONYM = /^(.*\S)\s*(?:\(\s*([^()\s]{2,12})\s*\)|;\s*([^;\s]{2,12}))\s*$/su;

/**
 * The key under which spellings of one name meet: normalised, without its own acronym at the end, and with the order of
 * words that catalogues invert at a comma put right (`Heteroplasia, osseous` -> `osseous heteroplasia`).
 * Equal keys are the same name; nearly equal keys are nothing.
 */
export function nameKey(text: string): string {
  const name = withoutAcronym(text);
  return uninverted(name) || normalise(text);
}

/** A name as it is compared with others. */
export interface NameForms {
  /** Normalised. */
  normal: string;
  /** The same without its own acronym at the end. */
  bare: string;
  /** As `nameKey` makes it. */
  key: string;
}

/** All of them; most names have neither an acronym nor a comma, and are normalised once. */
export function nameForms(text: string): NameForms {
  const normal = normalise(text);
  const name = withoutAcronym(text);
  const bare = name === text ? normal : normalise(name);
  const key = (name.includes(",") ? uninverted(name) : bare) || normal;
  return { normal, bare, key };
}

/** The name without its own acronym at the end; the text itself where there is none. */
export function withoutAcronym(text: string): string {
  if (!text.includes("(") && !text.includes(";")) return text;
  const [, name, bracketed, afterSemicolon] = TRAILING_ACRONYM.exec(text) ?? [];
  const acronym = bracketed ?? afterSemicolon;
  if (name === undefined || acronym === undefined || !/^[\p{Lu}\p{N}.-]+$/u.test(acronym)) return text;
  return abbreviates(normalise(acronym), uninverted(name)) ? name : text;
}

/** An acronym before its own name: `ABC (a name)`, `ABC - a name`, `(ABC) a name`. */
const LEADING_ACRONYM = /^\s*[([]?([\p{L}\p{N}.]{2,12})\s*(?:[()[\]:,;=/–—-]\s*)?(\S.*?)\s*[)\]]?\s*$/su;
/** The same behind it, with other signs than catalogues use: `a name - ABC`, `a name [ABC]`, `a name ABC`. */
const FOLLOWING_ACRONYM = /^\s*(\S.*?)\s*(?:\s|[([:,;=/–—-]\s*)([\p{L}\p{N}.]{2,12})\s*[)\]]?\s*$/su;

/** Acronyms are looked for beside names up to this length. */
const LONGEST_NAME = 300;

/** The name that stands beside its own acronym, on either side. Many blanks in a row would be tried in all ways: one is left. */
export function besideAcronym(text: string): string | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  const spaced = text.replace(/\s+/g, " ");
  const [, before, name] = LEADING_ACRONYM.exec(spaced) ?? [];
  if (before !== undefined && isAcronymOf(before, name!)) return name;
  const [, longer, behind] = FOLLOWING_ACRONYM.exec(spaced) ?? [];
  return behind !== undefined && isAcronymOf(behind, longer!) ? longer : undefined;
}

/** A short word beside a text, set apart as an acronym of it is: `a name (ABC)`, `a name [ABC]`, `a name; ABC`, `ABC (a name)`. */
const SET_APART = [
  /^(?<name>\S.*?) ?(?:\( ?(?<a>[\p{L}\p{N}.]{2,12}) ?\)|\[ ?(?<b>[\p{L}\p{N}.]{2,12}) ?\]|; ?(?<c>[\p{L}\p{N}.]{2,12}))$/u,
  /^(?<a>[\p{L}\p{N}.]{2,12}) ?(?:\((?<name>[^()]+)\)|\[(?<other>[^[\]]+)\])$/u,
];

export interface WordSetApart {
  word: string;
  /** What it stands beside. */
  name: string;
}

/** The short word that a text sets apart, as it does an acronym; whether it is one of the name, only other names can tell. */
export function wordSetApart(text: string): WordSetApart | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  const spaced = text.replace(/\s+/g, " ").trim();
  for (const pattern of SET_APART) {
    const { name, other, a, b, c } = pattern.exec(spaced)?.groups ?? {};
    const [beside, word] = [name ?? other, a ?? b ?? c];
    if (beside !== undefined && word !== undefined) return { word, name: beside };
  }
  return undefined;
}

/** Is the name written as an acronym is: one word, in capitals? */
export const isAcronym = (name: string): boolean => /^\p{Lu}[\p{Lu}\p{N}.]{1,11}$/u.test(name);

/** The first letters of all words, two at least: beside a name, less may well be a word of its own. */
function isAcronymOf(acronym: string, name: string): boolean {
  const initials = Array.from(uninverted(name).split(" "), (word) => word[0]).join("");
  return initials.length > 1 && normalise(acronym) === initials;
}

const uninverted = (name: string): string => normalise(name.split(",").reverse().join(" "));

/**
 * Are the letters of `acronym` found in `name` in that order, the first one starting a word? An acronym that fails
 * says something else than the name, `Red wine (BEER)` for one, and must not be dropped.
 */
function abbreviates(acronym: string, name: string): boolean {
  const letters = acronym.replace(/[^\p{L}]+/gu, "");
  if (letters === "") return false;
  return words(name).some((_, from, all) => {
    const rest = all.slice(from).join("");
    if (!rest.startsWith(letters[0]!)) return false;
    let at = 0;
    for (const letter of letters) {
      at = rest.indexOf(letter, at) + 1;
      if (at === 0) return false;
    }
    return true;
  });
}

/** The keys that a text may be meant by: of the name as it stands, and with the order of its words put right. */
export function queryKeys(text: string): string[] {
  const name = besideAcronym(text);
  const keys = [nameKey(text), nameKey(text.replaceAll(",", " ")), normalise(text)];
  if (name !== undefined) keys.push(nameKey(name));
  return [...new Set(keys)].filter((key) => key !== "");
}
