/** Messages of $compare; HL7's terminology ecosystem cases fix the texts. */
import type { Relation } from "../compare/request.ts";
import { asSent } from "./issue.ts";

const TEXTS: Record<Exclude<Relation, "indeterminate">, (one: string, other: string) => string> = {
  same: (one, other) => `The value sets ${one} and ${other} contain the same codes`,
  subset: (one, other) => `The valueSet ${one} is a sub-set of the valueSet ${other}`,
  superset: (one, other) => `The valueSet ${one} is a super-set of the valueSet ${other}`,
  overlapping: (one, other) =>
    `Both value sets ${one} and ${other} contain the codes the other doesn't, but there is some overlap`,
  disjoint: (one, other) => `No shared codes between the value sets ${one} and ${other}`,
  empty: (one, other) => `Both the value sets ${one} and ${other} are empty`,
};

export const comparisonText = (
  relation: Exclude<Relation, "indeterminate">,
  one: string,
  other: string,
): string => TEXTS[relation](asSent(one), asSent(other));

export const cannotCompare = (one: string, other: string, why: string): string =>
  `Unable to compare ${asSent(one)} and ${asSent(other)}: ${why}`;

const SIDES = { one: "This", other: "Other" };

export const expansionFailed = (side: "one" | "other", why: string): string =>
  `${SIDES[side]} expansion failed: ${why}`;

export const notListedWhole = (side: "one" | "other"): string =>
  `${SIDES[side]} expansion is not known as a whole, so that nobody can say what it lacks`;
