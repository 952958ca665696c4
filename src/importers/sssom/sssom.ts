/** SSSOM mapping sets (TSV, with metadata inside or beside) -> ConceptMaps that keep the provenance of each mapping. */
import type { Issue } from "../../terminology/issues/issue.ts";
import {
  columnTwice,
  NO_SUBJECT,
  noColumns,
  noLicence,
  noMappingSetId,
  shortRow,
  undeclaredColumn,
  unknownColumn,
  unknownPredicate,
  unknownSetSlot,
  unlistedSystem,
  wrongColumnCount,
} from "../../terminology/issues/sssom.ts";
import type { ConceptMapGroup, PropertyType } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { own } from "../../terminology/util/own.ts";
import { GroupList } from "../group-list.ts";
import type { Pass } from "../import-job.ts";
import type { Importer } from "../importer.ts";
import { leaveOutString } from "../licensed-strings.ts";
import { PREDICATES } from "../mappings/predicates.ts";
import { Prefixes } from "../mappings/prefixes.ts";
import { OddCodes } from "../odd-codes.ts";
import { type Row, rowsOf } from "../reading/delimited.ts";
import type { InputFile } from "../reading/input-file.ts";
import { conceptMapOf, type Contents } from "./concept-map.ts";
import { type Metadata, type Opened, openMappingSet } from "./metadata.ts";
import { LITERALS, type ReadingOf, readMapping } from "./read-mapping.ts";
import { curieMapOf, extensionDefinitionsOf, NESTED, setValues } from "./set-extension.ts";
import { ALWAYS, ELEMENT_SLOTS, MAPPING_SLOTS } from "./slots.ts";

export const sssom: Importer = {
  name: "sssom",
  passes: 2,
  recognises: (path, head) =>
    /\.sssom\.tsv$/i.test(path) ||
    /^#\s*(curie_map|mapping_set_id|sssom_version)\s*:/m.test(head) ||
    /^(?=[^\n]*\bpredicate_id\b)(?=[^\n]*\bmapping_justification\b)[^\n]*[\t,]/m.test(head),
  read,
};

/** Twice through the file: what it holds goes into the header of the map, the rows follow. Nothing else stays in memory. */
async function* read(file: InputFile): AsyncGenerator<ImportRecord> {
  const survey = await surveyed(file);
  const conceptMap = conceptMapOf(survey.metadata, file, survey);
  if (setValues(survey.metadata, "mapping_set_id").length === 0) {
    file.job.note(file.at(1), noMappingSetId(conceptMap.url!));
  }
  if (conceptMap.copyright === undefined) file.job.note(file.at(1), noLicence());
  yield { kind: "conceptMap", conceptMap };
  for await (const { result } of results(file)) {
    if ("mapping" in result) yield { kind: "mapping", mapping: result.mapping };
  }
}

interface Survey extends Contents {
  metadata: Metadata;
}

/** The first pass: reports everything there is to say. */
async function surveyed(file: InputFile): Promise<Survey> {
  const groups = new GroupList();
  const used = new Set<string>();
  const strange = new Set<string>();
  const odd = new OddCodes(file);
  let metadata: Metadata = {};
  let extensions: ReadonlyMap<string, PropertyType> = new Map();
  for await (const { row, result, table } of results(file, { report: true })) {
    ({ metadata, extensions } = table);
    const location = file.at(row.line);
    if (isShort(row, table) && !("issue" in result))
      file.job.note(location, shortRow(row.fields.length, table.columns.length));
    if ("issue" in result) file.job.refuse(location, result.issue);
    else if ("withoutSubject" in result) file.job.leaveOut(NO_SUBJECT);
    else {
      const { mapping, predicateIri, leftOut } = result;
      odd.check(mapping.source, location);
      odd.check(mapping.target, location);
      groups.add(mapping);
      for (const { code } of mapping.properties) used.add(code);
      if (leftOut !== undefined) leaveOutString(leftOut, file.job);
      if (!PREDICATES.has(predicateIri) && !strange.has(predicateIri)) {
        strange.add(predicateIri);
        file.job.note(location, unknownPredicate(predicateIri));
      }
    }
  }
  odd.finish();
  noteUnlisted(groups.list(), file);
  const order = [...ELEMENT_SLOTS, ...Object.keys(MAPPING_SLOTS)];
  return {
    metadata,
    extensions,
    groups: groups.list(),
    properties: order.filter((slot) => used.has(slot)),
  };
}

/** A system that the table does not list goes by what the file says: by no other address will its codes be found. */
function noteUnlisted(groups: readonly ConceptMapGroup[], file: InputFile): void {
  const systems = new Set(groups.flatMap(({ source, target }) => [source, target]));
  for (const system of systems) {
    if (system === undefined || system === LITERALS || file.job.systems.entry(system)) continue;
    file.job.note(file.at(), unlistedSystem(system));
  }
}

interface Table extends ReadingOf {
  metadata: Metadata;
  columns: (string | undefined)[];
}

/** Each row with what became of it. */
async function* results(file: InputFile, pass: Pass = { report: false }) {
  const opened = await openMappingSet(file);
  const end = { text: "" };
  let table: Table | undefined;
  let last: Row | undefined;
  for await (const row of tableRows(opened, file, end)) {
    if (table === undefined) {
      table = tableOf(opened, row, file, pass);
      continue;
    }
    if (last) yield { row: last, table, result: resultOf(last, table) };
    last = row;
  }
  if (table === undefined) file.job.fail(file.at(opened.firstLine), noColumns(ALWAYS));
  if (last) {
    // A last row without an end, and without its last fields, is what is left of a file that was cut off.
    const cut = isShort(last, table) && !/[\r\n]$/.test(end.text);
    yield { row: last, table, result: cut ? { issue: wrongCount(last, table) } : resultOf(last, table) };
  }
}

/** `end`: keeps the last piece of the text. */
function tableRows(opened: Opened, file: InputFile, end: { text: string }): AsyncGenerator<Row> {
  const delimiter = /\.csv(\.gz)?$/i.test(file.path) ? "," : "\t";
  const text = followed(opened.table, end);
  return rowsOf({ file, text, firstLine: opened.firstLine, delimiter });
}

async function* followed(text: AsyncIterable<string>, end: { text: string }): AsyncGenerator<string> {
  for await (const piece of text) {
    end.text = piece;
    yield piece;
  }
}

const isShort = (row: Row, { columns }: Table): boolean => row.fields.length < columns.length;

const wrongCount = (row: Row, { columns }: Table): Issue =>
  wrongColumnCount(row.fields.length, columns.length);

/** A row may lack its last fields where they are empty, as some tools write them; they can't be those that every row has. */
function resultOf(row: Row, table: Table): ReturnType<typeof readMapping> {
  const { fields } = row;
  const lacking = table.columns.slice(fields.length);
  const beyond = fields.slice(table.columns.length).some((field) => field.trim() !== "");
  if (beyond || lacking.some((slot) => REQUIRED.has(slot ?? ""))) return { issue: wrongCount(row, table) };
  const values = new Map<string, string>();
  table.columns.forEach((slot, i) => {
    const text = fields[i]?.trim() ?? "";
    if (slot !== undefined && text !== "") values.set(slot, text);
  });
  return readMapping(values, table);
}

const REQUIRED: ReadonlySet<string> = new Set(["subject_id", "object_id", ...ALWAYS]);

/** The metadata and the header row: what every further row is read by. */
function tableOf({ metadata, metadataFile }: Opened, header: Row, file: InputFile, { report }: Pass): Table {
  const location = file.at(header.line);
  const prefixes = new Prefixes(curieMapOf(metadata));
  const problem = prefixes.problem();
  if (problem) file.job.fail(metadataFile.at(1), problem);
  const names = header.fields.map((name) => name.trim());
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) file.job.fail(location, columnTwice(twice));
  const missing = missingColumns(names);
  if (missing.length > 0) file.job.fail(location, noColumns(missing));
  const declared = extensionTypes(metadata);
  // SSSOM lets a set have slots of its own; one that is not declared is text.
  const undeclared = names.filter((name) => name !== "" && !isSlot(name) && !declared.has(name));
  const extensions = new Map([...declared, ...undeclared.map((name) => [name, "string"] as const)]);
  if (report) {
    for (const name of undeclared) file.job.note(location, undeclaredColumn(name));
    if (names.includes("")) file.job.note(location, unknownColumn(""));
    for (const name of Object.keys(metadata))
      if (!isCarried(name, metadata)) file.job.note(metadataFile.at(1), unknownSetSlot(name));
  }
  const propagated = propagatedOf(metadata);
  return {
    metadata,
    prefixes,
    extensions,
    systems: file.job.systems,
    licensed: file.job.options.licensed ?? false,
    columns: names.map((name) => (name === "" ? undefined : name)),
    propagated,
    slots: Object.entries(MAPPING_SLOTS).filter(([slot]) => names.includes(slot) || propagated.has(slot)),
  };
}

const elementSlots: ReadonlySet<string> = new Set(ELEMENT_SLOTS);
const isSlot = (name: string): boolean => Object.hasOwn(MAPPING_SLOTS, name) || elementSlots.has(name);

/** A slot of the set's own is kept where it is text, or a list of texts. */
const isCarried = (name: string, metadata: Metadata): boolean =>
  NESTED.has(name) || [metadata[name]].flat().every((value) => typeof value === "string");

/** What the set says once for all of its mappings. */
function propagatedOf(metadata: Metadata): Map<string, string[]> {
  const slots = Object.entries(MAPPING_SLOTS).flatMap(([name, { propagates }]) => (propagates ? name : []));
  const stated = slots.map((slot) => [slot, setValues(metadata, slot)] as const);
  return new Map(stated.filter(([, values]) => values.length > 0));
}

function missingColumns(names: readonly string[]): string[] {
  const missing = ALWAYS.filter((name) => !names.includes(name));
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
      own(TYPE_HINTS, type_hint ?? "") ?? "string",
    ]),
  );
}
