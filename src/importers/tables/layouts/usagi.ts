/** Usagi's mapping file and its export as `source_to_concept_map`: local codes to OMOP concept ids. */
import { type Meaning, UNKNOWN_PREDICATE } from "../../mappings/predicates.ts";
import { RELATIONSHIP_NAMES } from "../../mappings/relationship-names.ts";
import { OMOP_CONCEPTS } from "../../naming.ts";
import { isInvalid } from "../../omop/words.ts";
import type { Layout } from "./layout.ts";

/** Usagi asks how source and target relate; older versions did not. */
function meaningOf(equivalence: string): Meaning {
  return RELATIONSHIP_NAMES.get(equivalence.toLowerCase()) ?? UNKNOWN_PREDICATE;
}

export const usagi: Layout = {
  title: "Usagi mapping file",
  kind: "map",
  marks: ["source code", "mapping status", "concept id"],
  roles: {
    source: "source code",
    "source-display": "source name",
    target: "concept id",
    "target-display": "concept name",
    relationship: "equivalence",
    comment: "comment",
  },
  systems: { "target-system": OMOP_CONCEPTS },
  reads: new Map([["mapping status", "taken where APPROVED"]]),
  read(cell) {
    const status = cell("mapping status");
    if (status.toUpperCase() !== "APPROVED")
      return { leaveOut: `rows that are not approved (${status || "no status"})` };
    const equivalence = cell("equivalence");
    return {
      noMap: /^0?$/.test(cell("concept id")) || /^unmatched$/i.test(equivalence),
      meaning: meaningOf(equivalence),
    };
  },
};

export const sourceToConceptMap: Layout = {
  title: "OMOP source_to_concept_map",
  kind: "map",
  marks: ["source code", "source vocabulary id", "target concept id"],
  roles: {
    source: "source code",
    "source-display": ["source code description", "source name"],
    "source-system": "source vocabulary id",
    target: "target concept id",
  },
  systems: { "target-system": OMOP_CONCEPTS },
  reads: new Map([["invalid reason", "left out where D or U"]]),
  read: (cell) =>
    isInvalid(cell("invalid reason"))
      ? { leaveOut: "rows that are not valid any more (invalid_reason)" }
      : { noMap: /^0?$/.test(cell("target concept id")), meaning: UNKNOWN_PREDICATE },
};
