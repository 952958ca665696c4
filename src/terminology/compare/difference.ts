/** What two sets of codes share, and what each has alone: known as a fact, and code by code where codes were compared. */
import type { Codes, Relation } from "./request.ts";

export interface Difference extends Codes {
  hasCommon: boolean;
  hasMissing: boolean;
  hasExtra: boolean;
}

/** A difference of which no single code is known. */
export const differing = (hasCommon: boolean, hasMissing: boolean, hasExtra: boolean): Difference => ({
  hasCommon,
  hasMissing,
  hasExtra,
  common: [],
  missing: [],
  extra: [],
});

/** Of lists; in their order. @param keyOf what two codes have in common that are the same */
export function differenceOf<T>(
  one: readonly T[],
  other: readonly T[],
  keyOf: (item: T) => string,
  codeOf: (item: T) => string,
): Difference {
  const here = new Set(one.map(keyOf));
  const there = new Set(other.map(keyOf));
  const distinct = (items: readonly T[]): T[] => [
    ...new Map(items.map((item) => [keyOf(item), item])).values(),
  ];
  const common = distinct(one.filter((item) => there.has(keyOf(item)))).map(codeOf);
  const missing = distinct(one.filter((item) => !there.has(keyOf(item)))).map(codeOf);
  const extra = distinct(other.filter((item) => !here.has(keyOf(item)))).map(codeOf);
  return {
    hasCommon: common.length > 0,
    hasMissing: missing.length > 0,
    hasExtra: extra.length > 0,
    common,
    missing,
    extra,
  };
}

/** Of several systems together. */
export function together(parts: readonly Difference[]): Difference {
  return {
    hasCommon: parts.some((part) => part.hasCommon),
    hasMissing: parts.some((part) => part.hasMissing),
    hasExtra: parts.some((part) => part.hasExtra),
    common: parts.flatMap((part) => part.common),
    missing: parts.flatMap((part) => part.missing),
    extra: parts.flatMap((part) => part.extra),
  };
}

/** The one word for it, as $compare's `result`. */
export function relationOf({
  hasCommon,
  hasMissing,
  hasExtra,
}: Difference): Exclude<Relation, "indeterminate"> {
  if (!hasMissing && !hasExtra) return hasCommon ? "same" : "empty";
  if (!hasMissing) return "subset";
  if (!hasExtra) return "superset";
  return hasCommon ? "overlapping" : "disjoint";
}
