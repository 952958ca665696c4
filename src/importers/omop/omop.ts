/** OMOP's vocabulary tables (CONCEPT, CONCEPT_RELATIONSHIP, CONCEPT_SYNONYM, VOCABULARY), and ATLAS's concept sets in JSON. */
import { basename } from "node:path";
import { tableLeftOut, twoTables } from "../../terminology/issues/omop.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { FORMATS } from "../formats.ts";
import type { Importer, ImportJob } from "../importer.ts";
import { headOf } from "../reading/head.ts";
import { conceptSetRecords, isConceptSet } from "./concept-set.ts";
import { conceptRecords, surveyedConcepts, type Besides } from "./concepts.ts";
import { aboveOf, relationshipRecords } from "./relationships.ts";
import { omopRows, tableNamed, type TableName } from "./tables.ts";

export const omop: Importer = {
  name: "omop",
  title: FORMATS.omop,
  passes: 3,
  recognises: (path, head) =>
    isConceptSet(head) || (/\.(csv|tsv|txt)$/i.test(path) && tableNamed(head) !== undefined),
  read: (path, job) => records([path], job),
  readAll: (paths, job) => records(paths, job),
};

async function* records(paths: readonly string[], job: ImportJob): AsyncGenerator<ImportRecord> {
  for (const path of paths) if (isConceptSet(headOf(path))) yield* conceptSetRecords(path, job);
  const tables = tablesOf(paths, job);
  const [concept, relationship] = [tables.get("CONCEPT"), tables.get("CONCEPT_RELATIONSHIP")];
  if (concept !== undefined) {
    const concepts = await surveyedConcepts(concept, await versionsIn(tables.get("VOCABULARY"), job), job);
    const besides: Besides = {
      synonyms: await synonymsIn(tables.get("CONCEPT_SYNONYM"), job),
      above: relationship === undefined ? new Map() : await aboveOf(relationship, job),
    };
    yield* conceptRecords(concept, concepts, besides, job);
    if (relationship !== undefined) yield* relationshipRecords(relationship, concepts.byId, job);
  } else if (relationship !== undefined) yield* relationshipRecords(relationship, undefined, job);
}

/** Which file holds which table; those that say nothing of codes are left out. */
function tablesOf(paths: readonly string[], job: ImportJob): Map<TableName, string> {
  const tables = new Map<TableName, string>();
  for (const path of paths) {
    if (isConceptSet(headOf(path))) continue;
    const name = tableNamed(headOf(path)) ?? "other";
    const alone = paths.length === 1 && (name === "CONCEPT_SYNONYM" || name === "VOCABULARY");
    if (name === "other" || alone) job.leaveOut(tableLeftOut(basename(path)));
    else if (tables.has(name)) job.fail({ file: path }, twoTables(name, tables.get(name)!));
    else tables.set(name, path);
  }
  return tables;
}

async function versionsIn(path: string | undefined, job: ImportJob): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  if (path === undefined) return versions;
  for await (const row of omopRows(path, job)) {
    const version = row.get("vocabulary_version").replace(/[|\s]+/g, "-");
    if (version !== "") versions.set(row.get("vocabulary_id"), version);
  }
  return versions;
}

async function synonymsIn(path: string | undefined, job: ImportJob): Promise<Map<string, string[]>> {
  const synonyms = new Map<string, string[]>();
  if (path === undefined) return synonyms;
  for await (const row of omopRows(path, job)) {
    const name = row.get("concept_synonym_name");
    const id = row.get("concept_id");
    if (name !== "") synonyms.set(id, [...(synonyms.get(id) ?? []), name]);
  }
  return synonyms;
}
