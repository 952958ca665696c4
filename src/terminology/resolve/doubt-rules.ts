/** The signs and words of doubt as patterns: which these are is data, `resources/words-of-doubt.json`, with its sources. */
import { literalPattern } from "../util/literal-pattern.ts";
import { ownData } from "../util/own-data.ts";

export type MarkMeaning =
  "doubt" | "denial" | "history" | "other-person" | "alternative" | "purpose" | "unknown-sign";

export interface Mark {
  /** What it is called: a word as it is listed, or the name of a sign. */
  read: string;
  isSign: boolean;
  /** It is a part of the first word, and may belong to the name: `nonketotic`. */
  isPrefix?: true;
  means: MarkMeaning;
}

interface Signs {
  signs: string[];
  name: string;
  means: MarkMeaning;
}

interface Words {
  means: MarkMeaning;
  before?: string[];
  after?: string[];
  between?: string[];
}

interface File {
  signs: Signs[];
  startSigns: Signs[];
  endSigns: Signs[];
  prefixes: { prefixes: string[]; means: MarkMeaning }[];
  punctuation: string;
  words: Words[];
  fillers: string[];
}

/** Compatibility forms and accents evened out; signs such as ≠ stay whole. */
export const folded = (text: string): string =>
  text
    .normalize("NFKC")
    .normalize("NFD")
    .replace(/(\p{L})\p{M}+/gu, "$1")
    .normalize("NFC");

/** Words that differ only in dots, slashes, spaces, accents or case are one; signs stay. */
export const compact = (phrase: string): string =>
  folded(phrase)
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[\s./\\’'_-]+(?=.)|(?<=\p{L})[\s./\\’'_-]+$/gu, "");

export interface Rule {
  /** Its first group is what was found. */
  pattern: RegExp;
  marks: ReadonlyMap<string, Mark>;
}

interface Rules {
  signs: Rule;
  /** Symbols and punctuation marks of which nothing is known. */
  unknownSigns: RegExp;
  startSigns: Rule;
  endSigns: Rule;
  prefixes: Rule;
  before: Rule;
  after: Rule;
  between: Rule;
  fillersBefore: Rule;
  fillersAfter: Rule;
}

let rules: Rules | undefined;

/** Made when the first text that is no listed name is looked at. */
export const doubtRules = (): Rules => (rules ??= compiled());

function compiled(): Rules {
  const file = ownData<File>("words-of-doubt.json");
  const words = (where: "before" | "after" | "between", pattern: (any: string) => string): Rule => {
    const all = file.words.flatMap((list) =>
      (list[where] ?? []).map((read): [string, Mark] => [read, { read, isSign: false, means: list.means }]),
    );
    return ruleOf(all, pattern(anyWord(all.map(([read]) => read))));
  };
  const signs = (lists: readonly Signs[], pattern: (any: string) => string): Rule => {
    const all = lists.flatMap(({ signs: own, name, means }) =>
      own.map((sign): [string, Mark] => [sign, { read: name, isSign: true, means }]),
    );
    const rule = ruleOf(named(all), pattern(anyOf(all.map(([sign]) => spaced(sign)))));
    return { ...rule, marks: new Map(named(all).map(([sign, mark]) => [sign.replace(/\s/g, ""), mark])) };
  };
  const fillers = anyWord(file.fillers);
  const prefixes = file.prefixes.flatMap((list) =>
    list.prefixes.map((read): [string, Mark] => [
      read,
      { read, isSign: false, isPrefix: true, means: list.means },
    ]),
  );
  return {
    signs: signs(file.signs, (any) => `(${any})`),
    unknownSigns: new RegExp(`(?![${inClass(file.punctuation)}])[\\p{S}\\p{P}\\p{Co}]`, "gu"),
    startSigns: signs(file.startSigns, (any) => `(?<=^[\\s("'“«\\[]{0,4})(${any}){1,4}(?=\\p{L})`),
    endSigns: signs(file.endSigns, (any) => `(?<=\\S\\s?)(${any}){1,4}\\s?$`),
    prefixes: ruleOf(
      prefixes,
      `^(${anyOf(prefixes.map(([read]) => literalPattern(read)))})(?=[\\s-]*\\p{L}{4})`,
    ),
    before: words("before", before),
    after: words("after", after),
    between: words("between", (any) => `(?<=\\S{3})[\\s,;(]{1,3}(${any})[.:]{0,2}\\s(?=\\S)`),
    fillersBefore: { pattern: new RegExp(before(fillers), "iu"), marks: new Map() },
    fillersAfter: { pattern: new RegExp(after(fillers), "iu"), marks: new Map() },
  };
}

const before = (any: string): string => `^[\\s("'“«\\[]{0,4}(${any})[\\s.,:;)"'”»\\]=>–—-]{0,6}`;
const after = (any: string): string =>
  `[\\s.,:;("'“«\\[=>/–—-]{0,6}(?<![\\p{L}\\p{N}])(${any})[\\s.,:;)"'”»\\]!]{0,4}$`;

/** One mark a name, so that two signs of one name are said once. */
function named(all: readonly [string, Mark][]): [string, Mark][] {
  const byName = new Map<string, Mark>();
  for (const [, mark] of all) if (!byName.has(mark.read)) byName.set(mark.read, mark);
  return all.map(([sign, { read }]) => [sign, byName.get(read)!]);
}

const ruleOf = (all: readonly [string, Mark][], pattern: string): Rule => ({
  pattern: new RegExp(pattern, "giu"),
  marks: new Map(all.map(([read, mark]): [string, Mark] => [compact(read), mark]).reverse()),
});

/** A sign in brackets may have spaces in them. */
const spaced = (sign: string): string =>
  /^[([{]/.test(sign)
    ? Array.from(sign.replace(/\s/g, ""), literalPattern).join("\\s?")
    : literalPattern(sign);

/** As members of a class of a regular expression. */
const inClass = (characters: string): string =>
  Array.from(characters, (c) => (/[\w\s]/.test(c) ? c : `\\u{${c.codePointAt(0)!.toString(16)}}`)).join("");

/** The longest first. */
const anyOf = (patterns: readonly string[]): string =>
  [...new Set(patterns)].sort((a, b) => b.length - a.length).join("|");

/** One of these phrases, with an end that ends a word. The end stands once: to compile it for each phrase takes half a second. */
const anyWord = (phrases: readonly string[]): string =>
  `(?:${anyOf(phrases.map(wordPattern))})(?:(?<=['’]\\s?)|(?![\\p{L}\\p{N}]))`;

/** A phrase with its dots, slashes and hyphens left open. */
function wordPattern(phrase: string): string {
  const parts = Array.from(folded(phrase).toLowerCase(), (char) => {
    if (char === " ") return "[\\s.,:/_-]{1,4}";
    if (char === "'") return "\\s?['’]\\s?";
    if (/[./-]/.test(char)) return "[\\s./\\\\-]{0,3}";
    return char === "ß" ? "(?:ß|ss)" : literalPattern(char);
  });
  return parts.join("");
}
