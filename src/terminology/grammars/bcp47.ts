/** Language tags: `de`, `de-CH`, `zh-Hant-TW` (BCP 47). Valid is what RFC 5646, 2.2.9 calls so. */
import type { Issue } from "../issues/issue.ts";
import { perhapsCode } from "../issues/recognition.ts";
import type { Designation, ValueSet } from "../model.ts";
import { capitalised } from "../util/capitalised.ts";
import type { Grammar, PropertyCondition } from "./grammar.ts";
import { type LanguageRegistry, loadLanguageRegistry, type Subtag } from "./language-registry.ts";

const URL = "urn:ietf:bcp:47";

/** The parts of a tag by the names that value sets of HL7 give them, as US Core's of simple languages. */
const PART_NAMES = ["language", "ext-lang", "script", "region", "variant", "extension", "private-use"];

let registry: LanguageRegistry | undefined;

export const bcp47: Grammar = {
  url: URL,
  name: "BCP47",
  title: "Tags for identifying languages (BCP 47)",
  caseSensitive: false,
  filter: PART_NAMES.map((code) => ({
    code,
    description: `What a tag has as its ${code}`,
    operator: ["exists", "=", "in", "not-in"],
    value: "true or false (exists); otherwise subtags, such as de or Latn",
  })),
  common: () => registry && commonLanguages(registry),
  async load() {
    registry ??= await loadLanguageRegistry();
  },
  read: (code) => readTag(registry!, code),
  why: perhapsMeant,
  holds: (code, { property, test }) => hasPart(partsNamed(code).get(property) ?? [], test),
};

/** `en_US` for en-US, `deu` for de, `en-UK` for en-GB, as CLDR has it. */
function perhapsMeant(code: string): Issue[] {
  const [meant] = canonicalTags(code.trim().replace(/_/g, "-"));
  const read = meant === undefined ? undefined : readTag(registry!, meant);
  return read ? [perhapsCode(read.code, "It is the tag that BCP 47 has.")] : [];
}

function canonicalTags(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}

/** HL7's value set of languages lists those of ISO 639-1 and 639-2. */
const commonLanguages = ({ common }: LanguageRegistry): ValueSet => ({
  resourceType: "ValueSet",
  url: "http://terminology.hl7.org/ValueSet/Languages",
  status: "active",
  compose: { include: [{ system: URL, concept: common.map((code) => ({ code })) }] },
});

/** What a tag stands for. */
interface Tag {
  code: string;
  display: string;
  otherNames: readonly string[];
  deprecated: boolean;
}

function readTag(registry: LanguageRegistry, tag: string): ReturnType<Grammar["read"]> {
  const read = tagOf(registry, tag);
  if (!read) return undefined;
  const { code, display, otherNames, deprecated } = read;
  const others = new Set(otherNames);
  others.delete(display);
  const designations = Array.from(others, (value): Designation => ({ value }));
  return { code, display, designations, ...(deprecated ? { status: "deprecated" } : {}) };
}

function tagOf(registry: LanguageRegistry, tag: string): Tag | undefined {
  const whole = registry.find("grandfathered", tag);
  if (whole) return registered(whole);
  if (PRIVATE_USE.test(tag)) return privateUse(tag.toLowerCase());
  const parts = partsOf(registry, tag);
  if (!parts) return undefined;
  const read = named(parts);
  const redundant = registry.find("redundant", tag);
  if (!redundant) return read;
  const otherNames = [...read.otherNames, ...redundant.descriptions];
  return { ...read, otherNames, deprecated: read.deprecated || redundant.deprecated };
}

const privateUse = (code: string): Tag => ({
  code,
  display: `Private use (${code})`,
  otherNames: [],
  deprecated: false,
});

const registered = ({ subtag, descriptions, deprecated }: Subtag): Tag => ({
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
    variants: subtags.filter((s, i): s is Subtag => s !== undefined && given[i]![0] === "variant"),
    rest: rest.toLowerCase(),
  };
  const { prefixes = [] } = parts.extlang ?? {};
  const fits = prefixes.length === 0 || prefixes.includes(parts.language.subtag.toLowerCase());
  return fits ? parts : undefined;
}

/** The parts of a tag by their names; a tag that is registered as a whole has none. */
function partsNamed(tag: string): ReadonlyMap<string, string[]> {
  if (PRIVATE_USE.test(tag)) return new Map([["private-use", [tag.slice("x-".length)]]]);
  const parts = registry!.find("grandfathered", tag) ? undefined : partsOf(registry!, tag);
  if (!parts) return new Map();
  const [, extensions = "", privateUse] = /^(.*?)(?:-x-(.*))?$/.exec(parts.rest)!;
  return new Map([
    ["language", [parts.language.subtag]],
    ["ext-lang", subtagsOf(parts.extlang)],
    ["script", subtagsOf(parts.script)],
    ["region", subtagsOf(parts.region)],
    ["variant", subtagsOf(...parts.variants)],
    ["extension", extensions.split(/-(?=[a-z0-9]-)/).filter((one) => one !== "")],
    ["private-use", privateUse === undefined ? [] : [privateUse]],
  ]);
}

const subtagsOf = (...parts: (Subtag | undefined)[]): string[] => parts.flatMap((part) => part?.subtag ?? []);

function hasPart(subtags: readonly string[], test: PropertyCondition["test"]): boolean {
  if (test.op === "exists") return subtags.length > 0;
  if (test.op !== "in") return false;
  const wanted = new Set(test.values.map((value) => value.toLowerCase()));
  return subtags.some((subtag) => wanted.has(subtag.toLowerCase()));
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
function named({ language, extlang, script, region, variants, rest }: Parts): Tag {
  const subtags = [language, extlang, script, region, ...variants].filter((s) => s !== undefined);
  const code = [
    language.subtag.toLowerCase(),
    extlang?.subtag,
    script && capitalised(script.subtag.toLowerCase()),
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
  if (details.length > 0)
    return { code: written, display: `${unicode} (${details.join(", ")})`, otherNames: [], deprecated };
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
