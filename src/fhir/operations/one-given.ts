/** Parameters of which a request may give one, not several. */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { exclusiveParameters } from "../../terminology/issues/parameters.ts";

/**
 * The one that is given; undefined: none is.
 * @throws TerminologyError invalid: several are
 */
export function oneGiven<N extends string>(
  input: Partial<Record<N, unknown>>,
  names: readonly N[],
): N | undefined {
  const given = names.filter((name) => input[name] !== undefined);
  if (given.length > 1) throw new TerminologyError(exclusiveParameters(given));
  return given[0];
}
