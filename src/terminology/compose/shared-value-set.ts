/**
 * Callers send the same value set again with each code to validate and each page of its expansion. One object stands
 * for all that say the same, so that what was worked out of the first (its compiled form) is found again.
 */
import type { ValueSet, ValueSetInclude } from "../model.ts";
import { Lru } from "../util/lru.ts";

/** Characters of value sets that are kept. */
const CAPACITY = 2_000_000;
/** Value sets that list more codes are not looked for: writing them out costs more than it may save. */
const MOST_CODES = 500;

const known = new Lru<string, ValueSet>("sent-value-sets", CAPACITY);

/** `valueSet`, or one sent before that says the very same; it must not be changed from now on. */
export function sharedValueSet(valueSet: ValueSet): ValueSet {
  if (
    valueSet.expansion ||
    listed(valueSet.compose?.include) + listed(valueSet.compose?.exclude) > MOST_CODES
  )
    return valueSet;
  const text = JSON.stringify(valueSet);
  const same = known.get(text);
  if (!same) known.set(text, valueSet, text.length);
  return same ?? valueSet;
}

const listed = (parts: readonly ValueSetInclude[] = []): number =>
  parts.reduce((sum, { concept }) => sum + (concept?.length ?? 0), 0);
