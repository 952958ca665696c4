/** How deep and wide resources may be: beyond any real hierarchy, and far from overflowing the call stack. */
import { TerminologyError } from "../terminology/issues/issue.ts";
import { nestedTooDeeply, tooManyElements } from "../terminology/issues/resource.ts";
import { isList } from "../terminology/util/json-object.ts";

/** Objects within objects. */
export const MAX_DEPTH = 400;
/** Names in one object: no type of FHIR's has a tenth of them, and an object of very many is slow to look through. */
const MOST_NAMES = 1_000;

/**
 * Counts the objects and lists in a JSON value.
 * @throws TerminologyError when it nests deeper than {@link MAX_DEPTH}, or an object has more names than any of FHIR's.
 */
export function checkDepth(value: object): number {
  return counted(value, 0);
}

/** An object and the list that it is in count as one: the call stack never gets deeper than twice the limit. */
function counted(value: object, depth: number): number {
  if (depth > 2 * MAX_DEPTH) throw new TerminologyError(nestedTooDeeply(MAX_DEPTH));
  let count = 1;
  if (isList(value)) {
    for (const inner of value)
      if (typeof inner === "object" && inner !== null) count += counted(inner, depth + 1);
  } else {
    let names = 0;
    for (const key in value) {
      if (++names > MOST_NAMES) throw new TerminologyError(tooManyElements(MOST_NAMES));
      const inner = (value as Record<string, unknown>)[key];
      if (typeof inner === "object" && inner !== null) count += counted(inner, depth + 1);
    }
  }
  return count;
}
