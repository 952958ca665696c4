/** What two sets of codes share, and what each has alone: known as a fact, and code by code where codes were compared. */
import type { LongWork } from "../util/in-turns.ts";
import type { Codes, Relation } from "./request.ts";

interface Facts {
  hasCommon: boolean;
  hasMissing: boolean;
  hasExtra: boolean;
}

export interface Difference extends Facts, Codes {}

/** A difference of which no single code is known. */
export const differing = ({
  hasCommon = false,
  hasMissing = false,
  hasExtra = false,
}: Partial<Facts>): Difference => ({
  hasCommon,
  hasMissing,
  hasExtra,
  common: [],
  missing: [],
  extra: [],
});

/** Items that are looked at between two steps. */
const STEP = 5_000;

/** Of lists; in their order. @param keyOf what two codes have in common that are the same */
export function* differenceOf<T>(
  one: readonly T[],
  other: readonly T[],
  keyOf: (item: T) => string,
  codeOf: (item: T) => string,
): LongWork<Difference> {
  const here = yield* byKey(one, keyOf);
  const there = yield* byKey(other, keyOf);
  const common: string[] = [];
  const missing: string[] = [];
  const extra: string[] = [];
  let looked = 0;
  for (const [key, item] of here) {
    (there.has(key) ? common : missing).push(codeOf(item));
    if (++looked % STEP === 0) yield;
  }
  for (const [key, item] of there) {
    if (!here.has(key)) extra.push(codeOf(item));
    if (++looked % STEP === 0) yield;
  }
  return {
    hasCommon: common.length > 0,
    hasMissing: missing.length > 0,
    hasExtra: extra.length > 0,
    common,
    missing,
    extra,
  };
}

function* byKey<T>(items: readonly T[], keyOf: (item: T) => string): LongWork<Map<string, T>> {
  const found = new Map<string, T>();
  for (const [at, item] of items.entries()) {
    found.set(keyOf(item), item);
    if (at % STEP === STEP - 1) yield;
  }
  return found;
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
