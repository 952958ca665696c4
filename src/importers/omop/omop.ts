/** OMOP's vocabulary tables (CONCEPT, CONCEPT_RELATIONSHIP, CONCEPT_SYNONYM, VOCABULARY), and ATLAS's concept sets in JSON. */
import { basename } from "node:path";
import { tableLeftOut, twoTables } from "../../terminology/issues/omop.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import type { ImportJob } from "../import-job.ts";
import type { Importer } from "../importer.ts";
import { headOf } from "../reading/head.ts";
import type { InputFile } from "../reading/input-file.ts";
import { conceptSetRecords, isConceptSet } from "./concept-set.ts";
import { type Besides, conceptRecords, surveyedConcepts } from "./concepts.ts";
import { aboveOf, relationshipRecords } from "./relationships.ts";
import { omopRows, type TableName, tableNamed } from "./tables.ts";

export const omop: Importer = {
  name: "omop",
  passes: 3,
  recognises: (path, head) =>
    isConceptSet(head) || (/\.(csv|tsv|txt)$/i.test(path) && tableNamed(head) !== undefined),
  read: (file) => records([file], file.job),
  readAll: (files, job) => records(files, job),
};

async function* records(files: readonly InputFile[], job: ImportJob): AsyncGenerator<ImportRecord> {
  for (const file of files) if (isConceptSet(headOf(file.path))) yield* conceptSetRecords(file);
  const tables = tablesOf(files, job);
  const [concept, relationship] = [tables.get("CONCEPT"), tables.get("CONCEPT_RELATIONSHIP")];
  if (concept !== undefined) {
    const concepts = await surveyedConcepts(concept, await versionsIn(tables.get("VOCABULARY")));
    const besides: Besides = {
      synonyms: await synonymsIn(tables.get("CONCEPT_SYNONYM")),
      above: relationship === undefined ? new Map() : await aboveOf(relationship),
    };
    yield* conceptRecords(concept, concepts, besides);
    if (relationship !== undefined) yield* relationshipRecords(relationship, concepts.byId);
  } else if (relationship !== undefined) yield* relationshipRecords(relationship, undefined);
}

/** Which file holds which table; those that say nothing of codes are left out. */
function tablesOf(files: readonly InputFile[], job: ImportJob): Map<TableName, InputFile> {
  const tables = new Map<TableName, InputFile>();
  for (const file of files) {
    if (isConceptSet(headOf(file.path))) continue;
    const name = tableNamed(headOf(file.path)) ?? "other";
    const alone = files.length === 1 && (name === "CONCEPT_SYNONYM" || name === "VOCABULARY");
    if (name === "other" || alone) job.leaveOut(tableLeftOut(basename(file.path)));
    else if (tables.has(name)) job.fail(file.at(), twoTables(name, tables.get(name)!.path));
    else tables.set(name, file);
  }
  return tables;
}

async function versionsIn(file: InputFile | undefined): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  if (file === undefined) return versions;
  for await (const row of omopRows(file)) {
    const version = row.get("vocabulary_version").replace(/[|\s]+/g, "-");
    if (version !== "") versions.set(row.get("vocabulary_id"), version);
  }
  return versions;
}

async function synonymsIn(file: InputFile | undefined): Promise<Map<string, string[]>> {
  const synonyms = new Map<string, string[]>();
  if (file === undefined) return synonyms;
  for await (const row of omopRows(file)) {
    const name = row.get("concept_synonym_name");
    if (name !== "") addTo(synonyms, row.get("concept_id"), name);
  }
  return synonyms;
}
