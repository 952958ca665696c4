/**
 * What a record says around a name: doubt, denial, history, another person. `POH?` and `no POH` are not POH.
 * Which signs and words these are says `doubt-rules.ts`.
 */
import { besideAcronym } from "../concepts/text-match.ts";
import { quote } from "../issues/issue.ts";
import { Lru } from "../util/lru.ts";
import { compact, doubtRules, folded, type Mark, type Rule } from "./doubt-rules.ts";

export type { Mark, MarkMeaning } from "./doubt-rules.ts";

export interface MarkedText {
  readonly marks: readonly Mark[];
  /** The text without its marks. */
  readonly rest: string;
}

/** A longer text is no name. */
const LONGEST = 300;

/** One question asks several times about its text, and long ones that are all words of doubt take half a millisecond. */
const kept = new Lru<string, MarkedText | null>("marks", 200);

/** The marks of a text and what is left of it; undefined: it has none, or nothing else. */
export function marksIn(text: string): MarkedText | undefined {
  if (text.length > LONGEST) return undefined;
  let found = kept.get(text);
  if (found === undefined) kept.set(text, (found = lookedFor(text) ?? null));
  return found ?? undefined;
}

function lookedFor(text: string): MarkedText | undefined {
  const { startSigns, endSigns } = doubtRules();
  const marks: Mark[] = [];
  const signless = withoutSigns(withoutOwnAcronym(text), marks);
  const plain = taken(startSigns, taken(endSigns, signless, marks), marks);
  const rest = withoutWords(plain, marks);
  return marks.length === 0 || !/[\p{L}\p{N}]/u.test(rest) ? undefined : { marks, rest };
}

const BRACKETED_ACRONYM = /^\s*\p{Lu}[\p{Lu}.]+\s*[([]|[([]\s*\p{Lu}[\p{Lu}.]+\s*[)\]]\s*$/u;

/** `Heterotopic ossification (HO)` says no `h/o`: what abbreviates the name beside it is no word of doubt. */
const withoutOwnAcronym = (text: string): string =>
  BRACKETED_ACRONYM.test(text) ? (besideAcronym(text) ?? text) : text;

/** Before the first text comes: its patterns are compiled when they are first used. */
export function readyMarks(): void {
  marksIn("no name");
}

/** Strokes through letters are looked for before folding, which takes them for accents; a sign that nobody listed is one too. */
function withoutSigns(text: string, marks: Mark[]): string {
  const { signs, unknownSigns } = doubtRules();
  const rest = taken(signs, folded(taken(signs, text.normalize("NFC"), marks)), marks);
  return rest.replace(unknownSigns, (sign) => {
    if (!marks.some(({ read }) => read === quote(sign)))
      marks.push({ read: quote(sign), isSign: true, means: "unknown-sign" });
    return " ";
  });
}

/** Does this text mean the same by its marks? A listed name that begins with `no` is one. */
export function keepsMarks(text: string, { marks }: MarkedText): boolean {
  const own = marksIn(text)?.marks ?? [];
  return marks.every(({ means }) => own.some((mark) => mark.means === means));
}

/** Without a prefix that is a mark, too. */
export const withoutPrefix = ({ rest }: MarkedText): string =>
  trimmed(rest.replace(doubtRules().prefixes.pattern, ""));

/** Most words that are taken off a text. */
const MOST_WORDS = 24;

/** Takes words off both ends, then looks for one that parts two names. */
function withoutWords(text: string, marks: Mark[]): string {
  const { before, after, prefixes, between, fillersBefore, fillersAfter } = doubtRules();
  let rest = trimmed(text);
  for (let n = 0; n < MOST_WORDS; n++) {
    const next = [before, after, fillersBefore, fillersAfter].reduce(
      (found, rule) => (found === rest ? trimmed(taken(rule, rest, marks)) : found),
      rest,
    );
    if (next === rest) break;
    rest = next;
  }
  taken(prefixes, rest, marks);
  const [parting] = rest.matchAll(between.pattern);
  if (!parting) return rest;
  marks.push(between.marks.get(compact(parting[1]!))!);
  return rest.slice(0, parting.index);
}

/** The text without what the rule finds, and a mark for each. */
function taken({ pattern, marks: known }: Rule, text: string, marks: Mark[]): string {
  return text.replace(pattern, (_, found: string) => {
    const mark = known.get(found.replace(/\s/g, "")) ?? known.get(compact(found));
    if (mark && !marks.includes(mark)) marks.push(mark);
    return " ";
  });
}

/** Without signs at its ends and brackets that hold nothing any more. */
const trimmed = (text: string): string =>
  text
    .replace(/[([]\s?[)\]]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[ ,;:.=\-–—]{1,8}|[ ,;:=\-–—]{1,8}$/gu, "");
