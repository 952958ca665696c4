/** A table with a column of codes -> a CodeSystem; with a column of systems too -> a ValueSet. */
import type * as r5 from "fhir/r5";
import { noCode } from "../../terminology/issues/importing.ts";
import { parentNotListed, rowTooWide, systemNotGiven } from "../../terminology/issues/tables.ts";
import type { CodeSystem, Concept, Property } from "../../terminology/model.ts";
import type { ImportRecord } from "../../terminology/store.ts";
import { CodeCheck, withoutCircles } from "../concept-checks.ts";
import type { ImportJob, Place } from "../importer.ts";
import { mayTake } from "../licensed-strings.ts";
import type { Row } from "../reading/delimited.ts";
import { reader, type Columns } from "./columns.ts";
import type { Table } from "./open-table.ts";
import { tableHeader } from "./table-header.ts";

const SYNONYM = { system: "http://snomed.info/sct", code: "900000000000013009" };

export async function* codeListRecords(
  table: Table,
  columns: Columns,
  path: string,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  const survey = await surveyed(table, columns, path, job);
  yield { kind: "codeSystem", codeSystem: codeSystemOf(columns, survey.parents, path, job) };
  for await (const row of dataRows(table, columns)) {
    const concept = survey.lines.has(row.line) ? conceptOf(row, columns) : undefined;
    if (concept)
      yield { kind: "concept", concept: { ...concept, parents: survey.parents.get(concept.code) ?? [] } };
  }
}

export async function* dataRows(table: Table, { headerLine }: Columns): AsyncGenerator<Row> {
  for await (const row of table()) {
    if (row.line > headerLine && row.fields.some((field) => field.trim() !== "")) yield row;
  }
}

interface Survey {
  /** Lines of the rows that are taken. */
  lines: Set<number>;
  /** Parents of each code, those that are refused left off. */
  parents: Map<string, string[]>;
}

async function surveyed(table: Table, columns: Columns, path: string, job: ImportJob): Promise<Survey> {
  const check = new CodeCheck(job);
  const lines = new Set<number>();
  const parents = new Map<string, string[]>();
  const lineOf = new Map<string, number>();
  for await (const row of dataRows(table, columns)) {
    const { line, fields } = row;
    const place = { file: path, line };
    if (fields.length > columns.names.length) {
      job.refuse(place, rowTooWide(fields.length, columns.names.length));
      continue;
    }
    const row_ = reader(columns, row);
    const code = row_.get("code");
    if (!check.accepts(code, place)) continue;
    lines.add(line);
    lineOf.set(code, line);
    parents.set(code, values(row_.get("parent")));
  }
  const placeOf = (code: string): Place => ({ file: path, line: lineOf.get(code) });
  for (const [code, above] of parents) {
    for (const parent of above)
      if (!parents.has(parent)) job.refuse(placeOf(code), parentNotListed(parent, code));
    parents.set(
      code,
      above.filter((parent) => parents.has(parent)),
    );
  }
  for (const [code, closing] of withoutCircles(parents, placeOf, job)) {
    parents.set(
      code,
      parents.get(code)!.filter((parent) => !closing.has(parent)),
    );
  }
  return { lines, parents };
}

/** Several values in one cell. */
const values = (cell: string): string[] =>
  cell
    .split(/[|;\n]/)
    .map((value) => value.trim())
    .filter((value) => value !== "");

function codeSystemOf(
  columns: Columns,
  parents: Survey["parents"],
  path: string,
  job: ImportJob,
): CodeSystem {
  const property: NonNullable<CodeSystem["property"]> = [...columns.properties.keys()].map((name) => ({
    code: propertyCode(name),
    description: `Column ${name}`,
    type: "string",
  }));
  if (columns.roles.has("inactive")) {
    const uri = "http://hl7.org/fhir/concept-properties#inactive";
    property.unshift({
      code: "inactive",
      uri,
      description: "True when the code is not in use any more.",
      type: "boolean",
    });
  }
  const nested = [...parents.values()].some((above) => above.length > 0);
  return {
    ...tableHeader("CodeSystem", path, job),
    resourceType: "CodeSystem",
    status: "active",
    caseSensitive: true,
    ...(nested ? { hierarchyMeaning: "is-a" } : {}),
    content: "complete",
    ...(property.length > 0 ? { property } : {}),
  };
}

const propertyCode = (name: string): string =>
  name.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "column";

function conceptOf(row: Row, columns: Columns): Concept {
  const { get, property } = reader(columns, row);
  const inactive = isInactive(get("inactive"), columns);
  const properties: Property[] = inactive ? [{ code: "inactive", type: "boolean", value: true }] : [];
  for (const name of columns.properties.keys()) {
    if (property(name) !== "")
      properties.push({ code: propertyCode(name), type: "string", value: property(name) });
  }
  const [display, definition] = [get("display"), get("definition")];
  return {
    code: get("code"),
    ...(display === "" ? {} : { display }),
    ...(definition === "" ? {} : { definition }),
    designations: values(get("synonym")).map((value) => ({ use: SYNONYM, value })),
    properties,
    parents: [],
    inactive,
    abstract: false,
  };
}

/** `active` says it the other way round; words of a status speak for themselves. */
function isInactive(cell: string, { roles, names }: Columns): boolean {
  const column = names[roles.get("inactive") ?? -1]?.toLowerCase() ?? "";
  if (/^(retired|inactive|obsolete|deprecated|withdrawn)$/i.test(cell)) return true;
  const yes = /^(true|yes|y|1|x)$/i.test(cell);
  if (/^active$/.test(column)) return cell !== "" && !yes && !/^active$/i.test(cell);
  return yes && column !== "status";
}

export async function* valueSetRecords(
  table: Table,
  columns: Columns,
  path: string,
  job: ImportJob,
): AsyncGenerator<ImportRecord> {
  const include = new Map<string, r5.ValueSetComposeInclude>();
  const checks = new Map<string, CodeCheck>();
  for await (const row of dataRows(table, columns)) {
    const { get } = reader(columns, row);
    const place = { file: path, line: row.line };
    const given = get("system") || job.options.sourceSystem;
    if (!given) job.refuse(place, systemNotGiven("source"));
    else if (get("code") === "") job.refuse(place, noCode());
    else {
      const system = job.systems.called(given)?.uri ?? given;
      const check = checks.get(system) ?? new CodeCheck(job);
      checks.set(system, check);
      if (!check.accepts(get("code"), place)) continue;
      const group = include.get(system) ?? { system, concept: [] };
      include.set(system, group);
      const display = get("display");
      group.concept!.push({
        code: get("code"),
        ...(display !== "" && mayTake(system, job) ? { display } : {}),
      });
    }
  }
  const valueSet: r5.ValueSet = {
    ...tableHeader("ValueSet", path, job),
    resourceType: "ValueSet",
    status: "active",
    compose: { include: [...include.values()] },
  };
  yield { kind: "resource", resource: valueSet };
}
