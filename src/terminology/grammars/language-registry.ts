/** The IANA language subtag registry (RFC 5646, 3), as the npm package language-subtag-registry ships it. */

/** One record of the registry: a subtag, a range of them (`qaa..qtz`), or a whole tag from before there were subtags. */
interface RegistryRecord {
  Type: RegistryType;
  Subtag?: string;
  Tag?: string;
  Description: string[];
  Added: string;
  Deprecated?: string;
  Prefix?: string[];
}

/**
 * Subtags, and tags that are registered as a whole: `grandfathered` ones need not be made of subtags (`i-klingon`),
 * `redundant` ones are, and have a name of their own besides (`zh-Hant`).
 */
type RegistryType = "language" | "extlang" | "script" | "region" | "variant" | "grandfathered" | "redundant";

export interface Subtag {
  /** As the registry writes it, so in its recommended case; of a private range: as it was asked for. */
  subtag: string;
  descriptions: readonly string[];
  deprecated: boolean;
  /** Tags that may stand before it; an extlang must have its one. */
  prefixes: readonly string[];
}

export interface LanguageRegistry {
  find(type: RegistryType, subtag: string): Subtag | undefined;
  /** The languages of ISO 639-1 and 639-2, which is to say those in common use and groups of others. */
  common: readonly string[];
}

// A name that TypeScript does not follow: it would take the 9,000 records for a type.
const REGISTRY: string = "language-subtag-registry/data/json/registry.json";

/** Loads the registry. */
export async function loadLanguageRegistry(): Promise<LanguageRegistry> {
  const { default: records } = (await import(REGISTRY, { with: { type: "json" } })) as {
    default: RegistryRecord[];
  };
  return languageRegistry(records);
}

function languageRegistry(records: readonly RegistryRecord[]): LanguageRegistry {
  const known = new Map<string, Subtag>();
  const ranges: { type: string; first: string; last: string; subtag: Subtag }[] = [];
  for (const record of records) {
    const { Type: type, Subtag: name = record.Tag ?? "" } = record;
    const subtag = subtagOf(record, name);
    const [first, last] = name.toLowerCase().split("..");
    if (last !== undefined) ranges.push({ type, first: first!, last, subtag });
    else known.set(key(type, name), subtag);
  }
  return {
    find(type, name) {
      const own = known.get(key(type, name));
      if (own) return own;
      const small = name.toLowerCase();
      const range = ranges.find(
        (r) => r.type === type && r.first.length === small.length && r.first <= small && small <= r.last,
      );
      return range && { ...range.subtag, subtag: name };
    },
    common: records.filter(isCommon).map((r) => r.Subtag!),
  };
}

const key = (type: string, subtag: string): string => `${type} ${subtag.toLowerCase()}`;

const subtagOf = (record: RegistryRecord, subtag: string): Subtag => ({
  subtag,
  descriptions: record.Description,
  deprecated: record.Deprecated !== undefined,
  prefixes: record.Prefix ?? [],
});

/** The registry began on this day with the languages of ISO 639-1 and 639-2 (RFC 4646, 3.9). */
const FIRST_DAY = "2005-10-16";
/** ISO 639-2 has these since (its table of changes). */
const ADDED_SINCE = new Set("anp cnr frr frs gsw krl nqo syc zbl zgh zxx zza".split(" "));
/** ISO 639-1 has withdrawn these, which the registry keeps. */
const WITHDRAWN = new Set(["bh", "sh"]);

function isCommon({ Type, Subtag: subtag, Added, Deprecated }: RegistryRecord): boolean {
  if (Type !== "language" || subtag === undefined || subtag.includes("..")) return false;
  if (Deprecated !== undefined || WITHDRAWN.has(subtag)) return false;
  return Added === FIRST_DAY || ADDED_SINCE.has(subtag);
}
