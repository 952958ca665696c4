/** The slots of SSSOM 1.0 mappings and mapping sets, as data (https://mapping-commons.github.io/sssom/spec-model/). */
import { own } from "../../terminology/util/own.ts";

export interface Slot {
  /** Several values, joined by `|`. */
  multi?: true;
  type?: "decimal" | "dateTime" | "integer";
  /** A value given for the set holds for each mapping that has none of its own. */
  propagates?: true;
  /** The values allowed. */
  values?: readonly string[];
}

/** Columns that every table has, and every row a value of. */
export const ALWAYS = ["predicate_id", "mapping_justification"];

const ENTITY_TYPES = [
  "owl class",
  "owl object property",
  "owl data property",
  "owl annotation property",
  "owl named individual",
  "skos concept",
  "rdfs resource",
  "rdfs class",
  "rdfs literal",
  "rdfs datatype",
  "rdf property",
  "composed entity expression",
];

/** Slots of a mapping that become properties of it. Ids, labels and the comment have elements of their own. */
export const MAPPING_SLOTS: Record<string, Slot> = {
  predicate_id: {},
  predicate_label: {},
  predicate_modifier: { values: ["Not"] },
  predicate_type: { values: ENTITY_TYPES, propagates: true },
  mapping_justification: {},
  confidence: { type: "decimal" },
  reviewer_agreement: { type: "decimal" },
  author_id: { multi: true },
  author_label: { multi: true },
  reviewer_id: { multi: true },
  reviewer_label: { multi: true },
  creator_id: { multi: true },
  creator_label: { multi: true },
  mapping_date: { type: "dateTime", propagates: true },
  publication_date: { type: "dateTime" },
  review_date: { type: "dateTime" },
  mapping_provider: { propagates: true },
  mapping_source: {},
  mapping_cardinality: { values: ["1:1", "1:n", "n:1", "n:n", "1:0", "0:1", "0:0"] },
  cardinality_scope: { multi: true, propagates: true },
  mapping_tool: { propagates: true },
  mapping_tool_id: { propagates: true },
  mapping_tool_version: { propagates: true },
  curation_rule: { multi: true, propagates: true },
  curation_rule_text: { multi: true, propagates: true },
  subject_category: {},
  subject_type: { values: ENTITY_TYPES, propagates: true },
  subject_source: { propagates: true },
  subject_source_version: { propagates: true },
  subject_match_field: { multi: true, propagates: true },
  subject_preprocessing: { multi: true, propagates: true },
  object_category: {},
  object_type: { values: ENTITY_TYPES, propagates: true },
  object_source: { propagates: true },
  object_source_version: { propagates: true },
  object_match_field: { multi: true, propagates: true },
  object_preprocessing: { multi: true, propagates: true },
  match_string: { multi: true },
  similarity_score: { type: "decimal" },
  semantic_similarity_score: { type: "decimal" },
  similarity_measure: { propagates: true },
  semantic_similarity_measure: { propagates: true },
  see_also: { multi: true },
  issue_tracker_item: {},
  license: {},
  record_id: {},
  other: {},
};

/** The slot as ConceptMap.property defines it. */
export const slotProperty = (code: string) => ({
  code,
  uri: `https://w3id.org/sssom/${code}`,
  description: `SSSOM slot ${code}`,
  type: own(MAPPING_SLOTS, code)?.type ?? ("string" as const),
});

/** Slots that a mapping keeps elsewhere: as codings, displays and the comment. */
export const ELEMENT_SLOTS = ["subject_id", "subject_label", "object_id", "object_label", "comment"] as const;

/** Slots of the mapping set, in the order in which they are written. */
export const SET_SLOTS: readonly string[] = [
  "sssom_version",
  "mapping_set_id",
  "mapping_set_version",
  "mapping_set_source",
  "mapping_set_title",
  "mapping_set_description",
  "mapping_set_confidence",
  "creator_id",
  "creator_label",
  "license",
  "subject_type",
  "subject_source",
  "subject_source_version",
  "object_type",
  "object_source",
  "object_source_version",
  "predicate_type",
  "mapping_provider",
  "cardinality_scope",
  "mapping_tool",
  "mapping_tool_id",
  "mapping_tool_version",
  "mapping_date",
  "publication_date",
  "subject_match_field",
  "object_match_field",
  "subject_preprocessing",
  "object_preprocessing",
  "similarity_measure",
  "curation_rule",
  "curation_rule_text",
  "see_also",
  "issue_tracker",
  "other",
  "comment",
];

/** Set slots that hold a list, even of one. */
export const SET_LISTS = new Set([
  "mapping_set_source",
  "creator_id",
  "creator_label",
  "see_also",
  ...Object.entries(MAPPING_SLOTS).flatMap(([name, { multi }]) => (multi ? name : [])),
]);

/** CURIEs of these slots need a declared prefix, as the ids do. */
export const ENTITY_SLOTS = new Set([
  "predicate_id",
  "mapping_justification",
  "author_id",
  "reviewer_id",
  "creator_id",
  "subject_source",
  "object_source",
  "mapping_source",
  "mapping_tool_id",
  "subject_match_field",
  "object_match_field",
  "subject_preprocessing",
  "object_preprocessing",
  "curation_rule",
  "issue_tracker_item",
  "record_id",
]);

/** `a|b\|c` -> [a, b|c] */
export function splitValues(text: string): string[] {
  const values: string[] = [];
  let value = "";
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\" && text[i + 1] === "|") {
      value += "|";
      i++;
    } else if (text[i] === "|") {
      values.push(value);
      value = "";
    } else value += text[i];
  }
  values.push(value);
  return values.map((v) => v.trim()).filter((v) => v !== "");
}

/** Several values of a slot as one field. */
export const joinValues = (values: readonly string[]): string =>
  values.map((v) => v.replaceAll("|", "\\|")).join("|");
