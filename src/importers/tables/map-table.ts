/** A table with source and target codes -> a ConceptMap. What no column says is never taken for sameness. */
import {
  emptySource,
  noRelationshipColumn,
  rowTooWide,
  systemNotGiven,
  unknownRelationship,
} from "../../terminology/issues/tables.ts";
import type { Issue } from "../../terminology/issues/issue.ts";
import type { Coding, ConceptMap, Mapping } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { GroupList } from "../group-list.ts";
import type { ImportJob } from "../importer.ts";
import { licensedSystem } from "../licensed-strings.ts";
import type { Row } from "../reading/delimited.ts";
import { commentNeeded, stated, statedAs, UNKNOWN_PREDICATE } from "../mappings/predicates.ts";
import { wellKnownCoding } from "../mappings/curies.ts";
import { parseCurie } from "../mappings/prefixes.ts";
import { dataRows } from "./code-list.ts";
import { reader, type Columns } from "./columns.ts";
import type { Table } from "./open-table.ts";
import { RELATIONSHIP_NAMES, relationshipNamed } from "../mappings/relationship-names.ts";
import { tableHeader } from "./table-header.ts";

export async function* mapRecords(
  table: Table,
  columns: Columns,
  path: string,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  const groups = new GroupList();
  for await (const row of dataRows(table, columns)) {
    const result = mappingOf(row, columns, job);
    if ("issue" in result) job.refuse({ file: path, line: row.line }, result.issue);
    else {
      for (const name of result.leftOut) job.leaveOut(`${name}: its strings need a licence (--licensed)`);
      groups.add(result.mapping);
    }
  }
  if (!columns.roles.has("relationship"))
    job.note({ file: path, line: columns.headerLine }, noRelationshipColumn());
  const conceptMap: ConceptMap = {
    ...tableHeader("ConceptMap", path, job),
    resourceType: "ConceptMap",
    status: "active",
    group: groups.list(),
  };
  yield { kind: "conceptMap", conceptMap };
  for await (const row of dataRows(table, columns)) {
    const result = mappingOf(row, columns, job);
    if ("mapping" in result) yield { kind: "mapping", mapping: result.mapping };
  }
}

type Result = { mapping: Mapping; leftOut: string[] } | { issue: Issue };

function mappingOf(row: Row, columns: Columns, job: ImportJob): Result {
  if (row.fields.length > columns.names.length)
    return { issue: rowTooWide(row.fields.length, columns.names.length) };
  const { get } = reader(columns, row);
  if (get("source") === "") return { issue: emptySource() };
  const source = side("source", get("source"), get("source-display"), get("source-system"), job);
  if (!source) return { issue: systemNotGiven("source") };
  const mapping: Mapping = { source: source.coding, dependsOn: [], product: [], properties: [] };
  const leftOut = [source.leftOut];
  const relationship = get("relationship");
  const comment = get("comment");
  if (get("target") === "" || /^(unmatched|no ?map)$/i.test(relationship)) mapping.noMap = true;
  else {
    const target = side("target", get("target"), get("target-display"), get("target-system"), job);
    if (!target) return { issue: systemNotGiven("target") };
    const meaning = relationship === "" ? UNKNOWN_PREDICATE : relationshipNamed(relationship);
    if (!meaning) return { issue: unknownRelationship(relationship, Object.keys(RELATIONSHIP_NAMES)) };
    mapping.target = target.coding;
    leftOut.push(target.leftOut);
    Object.assign(mapping, stated(meaning));
    if (comment === "" && commentNeeded(meaning)) mapping.comment = statedAs(relationship, false);
  }
  if (comment !== "") mapping.comment = comment;
  return { mapping, leftOut: leftOut.filter((name) => name !== undefined) };
}

/** undefined: nothing says of which system the code is. */
function side(
  name: "source" | "target",
  code: string,
  display: string,
  system: string,
  job: ImportJob,
): { coding: Coding; leftOut: string | undefined } | undefined {
  const given = system || job.options[`${name}System`];
  const curie = parseCurie(code);
  const coding = given
    ? { system: job.systems.called(given)?.uri ?? given, code }
    : curie && wellKnownCoding(job.systems, curie);
  if (!coding) return undefined;
  const licence = job.options.licensed ? undefined : licensedSystem(coding.system);
  return {
    coding: { ...coding, ...(display !== "" && licence === undefined ? { display } : {}) },
    leftOut: display === "" ? undefined : licence,
  };
}
