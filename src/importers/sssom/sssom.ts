/** SSSOM mapping sets (TSV, with metadata inside or beside) -> ConceptMaps that keep the provenance of each mapping. */
import {
  columnTwice,
  NO_SUBJECT,
  noColumns,
  noLicence,
  noMappingSetId,
  unknownColumn,
  unknownPredicate,
  unknownSetSlot,
  wrongColumnCount,
} from "../../terminology/issues/sssom.ts";
import type { PropertyType } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { GroupList } from "../group-list.ts";
import { FORMATS } from "../formats.ts";
import type { Importer, ImportJob } from "../importer.ts";
import { rowsOf, type Row } from "../reading/delimited.ts";
import { fileSource } from "../reading/text.ts";
import { conceptMapOf, type Contents } from "./concept-map.ts";
import { openMappingSet, type Metadata, type Opened } from "./metadata.ts";
import { PREDICATES } from "../mappings/predicates.ts";
import { Prefixes } from "../mappings/prefixes.ts";
import { readMapping, type ReadingOf } from "./read-mapping.ts";
import { curieMapOf, extensionDefinitionsOf, setValues } from "./set-extension.ts";
import { ELEMENT_SLOTS, MAPPING_SLOTS, SET_SLOTS } from "./slots.ts";

export const sssom: Importer = {
  name: "sssom",
  title: FORMATS.sssom,
  passes: 2,
  recognises: (path, head) =>
    /\.sssom\.tsv$/i.test(path) ||
    /^(\u00ef\u00bb\u00bf)?#\s*(curie_map|mapping_set_id|sssom_version)\s*:/m.test(head) ||
    /^(?=[^\n]*\bpredicate_id\b)(?=[^\n]*\bmapping_justification\b)[^\n]*[\t,]/m.test(head),
  read,
};

/** Twice through the file: what it holds goes into the header of the map, the rows follow. Nothing else stays in memory. */
async function* read(path: string, job: ImportJob): AsyncGenerator<ImportRecord> {
  const survey = await surveyed(path, job);
  const conceptMap = conceptMapOf(survey.metadata, path, survey, job.options);
  if (setValues(survey.metadata, "mapping_set_id").length === 0) {
    job.note({ file: path, line: 1 }, noMappingSetId(conceptMap.url!));
  }
  if (conceptMap.copyright === undefined) job.note({ file: path, line: 1 }, noLicence());
  yield { kind: "conceptMap", conceptMap };
  for await (const { result } of results(path, job)) {
    if ("mapping" in result) yield { kind: "mapping", mapping: result.mapping };
  }
}

interface Survey extends Contents {
  metadata: Metadata;
}

/** The first pass: reports everything there is to say. */
async function surveyed(path: string, job: ImportJob): Promise<Survey> {
  const groups = new GroupList();
  const used = new Set<string>();
  const strange = new Set<string>();
  let metadata: Metadata = {};
  let extensions: ReadonlyMap<string, PropertyType> = new Map();
  for await (const { row, result, table } of results(path, job, true)) {
    ({ metadata, extensions } = table);
    const place = { file: path, line: row.line };
    if ("issue" in result) job.refuse(place, result.issue);
    else if ("withoutSubject" in result) job.leaveOut(NO_SUBJECT);
    else {
      const { mapping, predicateIri, leftOut } = result;
      groups.add(mapping);
      for (const { code } of mapping.properties) used.add(code);
      if (leftOut !== undefined) job.leaveOut(`${leftOut}: its strings need a licence (--licensed)`);
      if (!PREDICATES.has(predicateIri) && !strange.has(predicateIri)) {
        strange.add(predicateIri);
        job.note(place, unknownPredicate(predicateIri));
      }
    }
  }
  const order = [...ELEMENT_SLOTS, ...Object.keys(MAPPING_SLOTS)];
  return {
    metadata,
    extensions,
    groups: groups.list(),
    properties: order.filter((slot) => used.has(slot)),
  };
}

interface Table extends ReadingOf {
  metadata: Metadata;
  columns: (string | undefined)[];
}

/** Each row with what became of it. */
async function* results(path: string, job: ImportJob, report = false) {
  const source = fileSource(path, job);
  const opened = await openMappingSet(source, job);
  let table: Table | undefined;
  const delimiter = /\.csv(\.gz)?$/i.test(path) ? "," : "\t";
  for await (const row of rowsOf(
    { file: path, text: opened.table, firstLine: opened.firstLine, delimiter },
    job,
  )) {
    if (table === undefined) table = tableOf(opened, row, path, job, report);
    else yield { row, table, result: resultOf(row, table) };
  }
  if (table === undefined)
    job.fail({ file: path, line: opened.firstLine }, noColumns(["predicate_id", "mapping_justification"]));
}

function resultOf(row: Row, table: Table): ReturnType<typeof readMapping> {
  const { fields } = row;
  if (fields.length !== table.columns.length)
    return { issue: wrongColumnCount(fields.length, table.columns.length) };
  const values = new Map<string, string>();
  table.columns.forEach((slot, i) => {
    const text = fields[i]!.trim();
    if (slot !== undefined && text !== "") values.set(slot, text);
  });
  return readMapping(values, table);
}

/** The metadata and the header row: what every further row is read by. */
function tableOf(
  { metadata, file }: Opened,
  header: Row,
  path: string,
  job: ImportJob,
  report: boolean,
): Table {
  const place = { file: path, line: header.line };
  const prefixes = new Prefixes(curieMapOf(metadata));
  const problem = prefixes.problem();
  if (problem) job.fail({ file, line: 1 }, problem);
  const extensions = extensionTypes(metadata);
  const known = (slot: string) =>
    Object.hasOwn(MAPPING_SLOTS, slot) ||
    (ELEMENT_SLOTS as readonly string[]).includes(slot) ||
    extensions.has(slot);
  const names = header.fields.map((name) => name.trim());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) job.fail(place, columnTwice(twice));
  const missing = missingColumns(names);
  if (missing.length > 0) job.fail(place, noColumns(missing));
  if (report) {
    for (const name of names) if (!known(name)) job.note(place, unknownColumn(name));
    for (const name of Object.keys(metadata)) {
      if (!SET_SLOTS.includes(name) && !["curie_map", "extension_definitions"].includes(name)) {
        job.note({ file, line: 1 }, unknownSetSlot(name));
      }
    }
  }
  const propagated = propagatedOf(metadata);
  return {
    metadata,
    prefixes,
    extensions,
    systems: job.systems,
    licensed: job.options.licensed ?? false,
    columns: names.map((name) => (known(name) ? name : undefined)),
    propagated,
    slots: Object.entries(MAPPING_SLOTS).filter(([slot]) => names.includes(slot) || propagated.has(slot)),
  };
}

/** What the set says once for all of its mappings. */
function propagatedOf(metadata: Metadata): Map<string, string[]> {
  const slots = Object.keys(MAPPING_SLOTS).filter((slot) => MAPPING_SLOTS[slot]!.propagates);
  return new Map(
    slots.map((slot) => [slot, setValues(metadata, slot)] as const).filter(([, values]) => values.length > 0),
  );
}

function missingColumns(names: readonly string[]): string[] {
  const missing = ["predicate_id", "mapping_justification"].filter((name) => !names.includes(name));
  for (const side of ["subject", "object"]) {
    if (!names.includes(`${side}_id`) && !names.includes(`${side}_label`)) missing.push(`${side}_id`);
  }
  return missing;
}

const TYPE_HINTS: Record<string, PropertyType> = {
  "xsd:boolean": "boolean",
  "xsd:integer": "integer",
  "xsd:double": "decimal",
  "xsd:float": "decimal",
  "xsd:decimal": "decimal",
  "xsd:date": "dateTime",
  "xsd:dateTime": "dateTime",
};

function extensionTypes(metadata: Metadata): Map<string, PropertyType> {
  return new Map(
    extensionDefinitionsOf(metadata).map(({ slot_name, type_hint }) => [
      slot_name,
      TYPE_HINTS[type_hint ?? ""] ?? "string",
    ]),
  );
}
