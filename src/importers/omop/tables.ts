/** The vocabulary tables of the OMOP common data model, as Athena gives them: known by their columns. */
import { delimiterIn } from "../reading/delimiter.ts";
import { headed, type HeadedRow } from "../reading/headed.ts";
import type { InputFile } from "../reading/input-file.ts";

export type TableName = "CONCEPT" | "CONCEPT_RELATIONSHIP" | "CONCEPT_SYNONYM" | "VOCABULARY" | "other";

/** Columns by which a table is known. */
const MARKS: readonly (readonly [TableName, readonly string[]])[] = [
  ["CONCEPT", ["concept_id", "concept_name", "vocabulary_id", "concept_code"]],
  ["CONCEPT_RELATIONSHIP", ["concept_id_1", "concept_id_2", "relationship_id"]],
  ["CONCEPT_SYNONYM", ["concept_id", "concept_synonym_name"]],
  ["VOCABULARY", ["vocabulary_id", "vocabulary_name", "vocabulary_concept_id"]],
  ["other", ["ancestor_concept_id", "descendant_concept_id"]],
  ["other", ["drug_concept_id", "ingredient_concept_id"]],
  ["other", ["domain_id", "domain_name", "domain_concept_id"]],
  ["other", ["concept_class_id", "concept_class_name"]],
  ["other", ["relationship_id", "relationship_name", "reverse_relationship_id"]],
];

/** undefined: no table of OMOP's. `head`: the beginning of the file. */
export function tableNamed(head: string): TableName | undefined {
  const [first = ""] = head.split(/[\r\n]/, 1);
  const columns = new Set(namesIn(first.split(/[\t,;|]/)));
  return MARKS.find(([, marks]) => marks.every((mark) => columns.has(mark)))?.[0];
}

const namesIn = (fields: readonly string[]): string[] =>
  fields.map((field) => field.replaceAll('"', "").trim().toLowerCase());

export type OmopRow = HeadedRow;

/** The rows below the header. Athena's files are cut by tabs and quote nothing. */
export async function* omopRows(file: InputFile): AsyncGenerator<OmopRow> {
  const delimiter = await delimiterIn(file);
  yield* headed(file, delimiter, delimiter !== "\t");
}
