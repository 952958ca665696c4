/** Language tags: `de`, `de-CH`, `zh-Hant-TW` (BCP 47). Valid is what RFC 5646, 2.2.9 calls so. */
import type { Grammar, GrammarCode } from "./grammar.ts";
import { loadLanguageRegistry, type LanguageRegistry, type Subtag } from "./language-registry.ts";

export const bcp47: Grammar = {
  url: "urn:ietf:bcp:47",
  name: "BCP47",
  title: "Tags for identifying languages (BCP 47)",
  caseSensitive: false,
  commonCodes: "http://terminology.hl7.org/ValueSet/Languages",
  async load() {
    const registry = await loadLanguageRegistry();
    return { read: (code) => readTag(registry, code), common: registry.common };
  },
};

function readTag(registry: LanguageRegistry, tag: string): GrammarCode | undefined {
  const whole = registry.find("grandfathered", tag);
  if (whole) return registered(whole);
  if (PRIVATE_USE.test(tag))
    return { code: tag.toLowerCase(), display: `Private use (${tag.toLowerCase()})` };
  const parts = partsOf(registry, tag);
  if (!parts) return undefined;
  const read = named(parts);
  const { descriptions = [], deprecated = false } = registry.find("redundant", tag) ?? {};
  const names = new Set([...(read.otherNames ?? []), ...descriptions]);
  names.delete(read.display);
  return { ...read, otherNames: [...names], deprecated: read.deprecated === true || deprecated };
}

const registered = ({ subtag, descriptions, deprecated }: Subtag): GrammarCode => ({
  code: subtag,
  display: descriptions[0]!,
  otherNames: descriptions.slice(1),
  deprecated,
});

/** The subtags of a tag, each as the registry has it. */
interface Parts {
  language: Subtag;
  extlang: Subtag | undefined;
  script: Subtag | undefined;
  region: Subtag | undefined;
  variants: Subtag[];
  /** Extensions and private use, as they are to be written. */
  rest: string;
}

const PRIVATE_USE = /^x(?:-[a-z0-9]{1,8})+$/i;
/** RFC 5646, 2.1: the parts in their order. Only one extlang is ever valid (2.2.2). */
const LANGTAG =
  /^([a-z]{2,8})(?:-([a-z]{3}))?(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?((?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)((?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?)$/i;

/** Undefined: it is no tag, or one of its subtags is not registered, twice there, or in the wrong company. */
function partsOf(registry: LanguageRegistry, tag: string): Parts | undefined {
  const match = LANGTAG.exec(tag);
  if (!match) return undefined;
  const [, language, extlang, script, region, variants = "", rest = ""] = match;
  const asked = [
    ["language", language],
    ["extlang", extlang],
    ["script", script],
    ["region", region],
    ...split(variants).map((variant) => ["variant", variant] as const),
  ] as const;
  const given = asked.filter(([, subtag]) => subtag !== undefined);
  const subtags = given.map(([type, subtag]) => registry.find(type, subtag!));
  if (subtags.some((s) => s === undefined) || repeats(variants) || repeats(singletons(rest)))
    return undefined;
  const of = (type: string) => subtags.find((_, i) => given[i]![0] === type);
  const parts: Parts = {
    language: of("language")!,
    extlang: of("extlang"),
    script: of("script"),
    region: of("region"),
    variants: subtags.filter((s, i) => s !== undefined && given[i]![0] === "variant") as Subtag[],
    rest: rest.toLowerCase(),
  };
  const { prefixes = [] } = parts.extlang ?? {};
  const fits = prefixes.length === 0 || prefixes.includes(parts.language.subtag.toLowerCase());
  return fits ? parts : undefined;
}

const split = (subtags: string): string[] => subtags.split("-").filter((s) => s !== "");

function repeats(subtags: string): boolean {
  const all = split(subtags.toLowerCase());
  return new Set(all).size < all.length;
}

/** The letters that begin an extension; what follows `x` is private. */
const singletons = (rest: string): string =>
  split(rest.replace(/-x-.*$/i, ""))
    .filter((s) => s.length === 1)
    .join("-");

/** RFC 5646, 2.1.1: regions in capitals, scripts with one, the rest small; nothing is replaced by what is preferred to it. */
function named({ language, extlang, script, region, variants, rest }: Parts): GrammarCode {
  const subtags = [language, extlang, script, region, ...variants].filter((s) => s !== undefined);
  const code = [
    language.subtag.toLowerCase(),
    extlang?.subtag,
    script && script.subtag[0]!.toUpperCase() + script.subtag.slice(1).toLowerCase(),
    region?.subtag.toUpperCase(),
    ...variants.map((v) => v.subtag),
  ];
  const spoken = extlang ?? language;
  const details = [
    ...(script ? [nameOf("script", script)] : []),
    ...(region ? [nameOf("region", region)] : []),
  ];
  const deprecated = subtags.some((s) => s.deprecated);
  const written = code.filter((part) => part !== undefined).join("-") + rest;
  const unicode = nameOf("language", spoken);
  if (details.length > 0) return { code: written, display: `${unicode} (${details.join(", ")})`, deprecated };
  const [display, ...others] = spoken.descriptions;
  return { code: written, display: display!, otherNames: [...others, unicode], deprecated };
}

type Part = "language" | "script" | "region";

const unicodeNames: Partial<Record<Part, Intl.DisplayNames>> = {};

/** As Unicode names it in English, which is short; what Unicode does not name, as the registry does. */
function nameOf(part: Part, { subtag, descriptions }: Subtag): string {
  const list = (unicodeNames[part] ??= new Intl.DisplayNames("en", { type: part, fallback: "none" }));
  return list.of(subtag) ?? descriptions[0]!;
}
