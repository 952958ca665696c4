/** SSSOM's predicates and FHIR's relationships, both ways. A cross-reference says "has to do with", never "is the same". */
import type { Equivalence, Relationship } from "../../terminology/model.ts";
import { equivalenceFor } from "../../terminology/translate/relationships.ts";

export interface Meaning {
  relationship: Relationship;
  equivalence: Equivalence;
}

export const meaning = (relationship: Relationship, equivalence: Equivalence): Meaning => ({
  relationship,
  equivalence,
});

const SKOS = "http://www.w3.org/2004/02/skos/core#";
const OWL = "http://www.w3.org/2002/07/owl#";
export const OBO_IN_OWL = "http://www.geneontology.org/formats/oboInOwl#";

export const SAME = meaning("equivalent", "equivalent");
export const TARGET_WIDER = meaning("source-is-narrower-than-target", "wider");
export const TARGET_NARROWER = meaning("source-is-broader-than-target", "narrower");
export const RELATED = meaning("related-to", "relatedto");

/** By the predicate's IRI. */
export const PREDICATES: ReadonlyMap<string, Meaning> = new Map([
  [`${SKOS}exactMatch`, SAME],
  [`${OWL}equivalentClass`, SAME],
  [`${OWL}equivalentProperty`, SAME],
  [`${OWL}sameAs`, SAME],
  [`${SKOS}closeMatch`, meaning("related-to", "inexact")],
  [`${SKOS}broadMatch`, TARGET_WIDER],
  [`${SKOS}narrowMatch`, TARGET_NARROWER],
  [`${SKOS}relatedMatch`, RELATED],
  [`${OBO_IN_OWL}hasDbXref`, RELATED],
  ["http://www.w3.org/2000/01/rdf-schema#seeAlso", RELATED],
  ["http://www.w3.org/2000/01/rdf-schema#subClassOf", meaning("source-is-narrower-than-target", "subsumes")],
  ["https://w3id.org/sssom/superClassOf", meaning("source-is-broader-than-target", "specializes")],
]);

/** `predicate_modifier: Not`: the mapping is denied, whatever was denied. */
export const DENIED = meaning("not-related-to", "disjoint");
export const UNKNOWN_PREDICATE = RELATED;

/** The justification of a mapping whose source gives none. */
export const UNSPECIFIED = "semapv:UnspecifiedMatching";

/** The meaning as a mapping keeps it: R4's word only where R5's does not lead to it. */
export function stated({ relationship, equivalence }: Meaning): Partial<Meaning> {
  return equivalenceFor(relationship) === equivalence ? { relationship } : { relationship, equivalence };
}

/** FHIR wants a reason for these (R5 and R4 invariant cmd-1); without one the predicate itself is given. */
export function commentNeeded({ relationship, equivalence }: Meaning): boolean {
  return (
    relationship === "source-is-broader-than-target" ||
    relationship === "not-related-to" ||
    equivalence === "narrower" ||
    equivalence === "inexact"
  );
}

/** A comment for a relationship that FHIR wants one for (invariant cmd-1) and the source gives none for. */
export const statedAs = (predicate: string): string => `The source states ${predicate}; it gives no comment`;

/** The same of a relationship that the source denies. */
export const deniedAs = (predicate: string): string => statedAs(`that this does not hold: ${predicate}`);

/** The predicate of a mapping that was not read from SSSOM. */
export function predicateOf(
  relationship: Relationship | undefined,
  equivalence: Equivalence | undefined,
): string {
  if (equivalence === "inexact") return "skos:closeMatch";
  if (equivalence === "subsumes") return "rdfs:subClassOf";
  if (equivalence === "specializes") return "sssom:superClassOf";
  switch (relationship) {
    case "equivalent":
    case "not-related-to":
      return "skos:exactMatch";
    case "source-is-narrower-than-target":
      return "skos:broadMatch";
    case "source-is-broader-than-target":
      return "skos:narrowMatch";
    default:
      return "skos:relatedMatch";
  }
}
