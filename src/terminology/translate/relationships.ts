/**
 * What a mapping claims, in R5's five words and R4's ten, and seen from the other side.
 * R4 says how the target relates to the source (`wider`: the target is wider), R5 how the source relates to the target.
 */
import type { Equivalence, Mapping, Relationship } from "../model.ts";

const RELATIONSHIP: Record<Equivalence, Relationship> = {
  relatedto: "related-to",
  equivalent: "equivalent",
  equal: "equivalent",
  wider: "source-is-narrower-than-target",
  subsumes: "source-is-narrower-than-target",
  narrower: "source-is-broader-than-target",
  specializes: "source-is-broader-than-target",
  inexact: "related-to",
  unmatched: "not-related-to",
  disjoint: "not-related-to",
};

const EQUIVALENCE: Record<Relationship, Equivalence> = {
  "related-to": "relatedto",
  equivalent: "equivalent",
  "source-is-narrower-than-target": "wider",
  "source-is-broader-than-target": "narrower",
  "not-related-to": "disjoint",
};

/** Is it one of R5's words? */
export const isRelationship = (word: unknown): word is Relationship =>
  typeof word === "string" && Object.hasOwn(EQUIVALENCE, word);

/** Is it one of R4's words? */
export const isEquivalence = (word: unknown): word is Equivalence =>
  typeof word === "string" && Object.hasOwn(RELATIONSHIP, word);

/** All of R5's words. */
export const RELATIONSHIPS: readonly Relationship[] = Object.keys(EQUIVALENCE).filter(isRelationship);

const INVERSE: Partial<Record<Relationship | Equivalence, Relationship | Equivalence>> = {
  "source-is-narrower-than-target": "source-is-broader-than-target",
  "source-is-broader-than-target": "source-is-narrower-than-target",
  wider: "narrower",
  narrower: "wider",
  subsumes: "specializes",
  specializes: "subsumes",
};

/** The R5 relationship of an R4 equivalence. */
export const relationshipFor = (equivalence: Equivalence): Relationship => RELATIONSHIP[equivalence];

/** The R4 equivalence of an R5 relationship. */
export const equivalenceFor = (relationship: Relationship): Equivalence => EQUIVALENCE[relationship];

/** Both words of one mapping. */
export interface Relation {
  relationship: Relationship;
  equivalence: Equivalence;
}

/** What the mapping says; where only one version's word is known, the other version's nearest. Nothing said: related. */
export function relationOf({
  relationship,
  equivalence,
}: Pick<Mapping, "relationship" | "equivalence">): Relation {
  const said = relationship ?? (equivalence ? RELATIONSHIP[equivalence] : "related-to");
  const fits = equivalence !== undefined && RELATIONSHIP[equivalence] === said;
  return { relationship: said, equivalence: fits ? equivalence : EQUIVALENCE[said] };
}

/** The same statement read from the target to the source. */
export const inverted = ({ relationship, equivalence }: Relation): Relation => ({
  relationship: inverseOf(relationship),
  equivalence: inverseOf(equivalence),
});

/** One of the two words, read from the target to the source. */
export const inverseOf = <W extends Relationship | Equivalence>(word: W): W =>
  (INVERSE[word] as W | undefined) ?? word;

/** Does it say that there is no translation? */
export const isNegative = ({ relationship }: Relation): boolean => relationship === "not-related-to";

/** Only these may be applied without a person looking. */
export const isEquivalent = ({ relationship }: Relation): boolean => relationship === "equivalent";
