/** Which column is what: as the user says, as the tool that wrote the sheet means it, or by the names of the columns. */
import { emptyFile } from "../../terminology/issues/importing.ts";
import type { Issue } from "../../terminology/issues/issue.ts";
import {
  ABOVE_HEADER,
  columnForTwo,
  columnsTwice,
  namesByNumber,
  noHeaderRow,
  noSuchColumn,
  oneSide,
  unknownRole,
} from "../../terminology/issues/tables.ts";
import type { Row } from "../reading/delimited.ts";
import type { InputFile } from "../reading/input-file.ts";
import { type Column, type Header, headerOf, referenceTo, referredTo } from "./header.ts";
import { labelOf, layoutOf } from "./layouts/index.ts";
import type { Kind, Layout } from "./layouts/layout.ts";
import type { Table } from "./open-table.ts";
import { isRole, plain, type Role, roleNamed, ROLES } from "./roles.ts";
import { besideCode, sidesOf } from "./sides.ts";

export interface Columns {
  kind: Kind;
  header: Header;
  /** The tool's sheet, where it is one. */
  layout: Layout | undefined;
  roles: ReadonlyMap<Role, Column>;
  /** Further columns of synonyms. */
  synonyms: readonly Column[];
  /** Columns that become properties, by the property's code. */
  properties: ReadonlyMap<string, Column>;
}

/** Titles may stand above the header; further down than this there is none. */
const SEARCHED_ROWS = 30;

/**
 * @throws ImportRefused: no row looks like a header; `--columns` names what is not there; or a column that matters
 * stands twice, and nobody said which is meant.
 */
export async function findColumns(table: Table, file: InputFile): Promise<Columns> {
  const given = file.job.options.columns ?? {};
  const bad = Object.keys(given).find((role) => !isRole(role) && !/^property:./.test(role));
  if (bad !== undefined) file.job.fail(file.at(), unknownRole(bad, ROLES));
  const rows = await firstRows(table);
  const headers = rows.map((row, at) => headerOf(row, rows[at - 1]));
  const candidates = headers.filter((header) => kindOf(header, given) !== undefined);
  const [first, second] = candidates;
  // A row that names groups can look like a header; the one right below it then is the header.
  const follows = first && second && headers.indexOf(second) === headers.indexOf(first) + 1;
  const header = follows && saysMore(second, first) ? second : first;
  if (rows.length === 0) return file.job.fail(file.at(), emptyFile());
  if (!header) return file.job.fail(file.at(rows[0]?.line), whyNone(headers, given));
  const above = rows.filter((row) => isLost(row, header)).length;
  if (above > 0) file.job.leaveOut(ABOVE_HEADER, above);
  return columnsOf(header, given, file);
}

/** Neither names groups of columns, nor says for Excel what stands between the fields. */
function isLost({ line, fields }: Row, header: Header): boolean {
  const groups = header.columns.some(({ group }) => group !== "");
  return line < header.line - (groups ? 1 : 0) && !/^sep=.?$/i.test(fields.join(""));
}

async function firstRows(table: Table): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of table()) {
    if (row.fields.every((field) => field.trim() === "")) continue;
    rows.push(row);
    if (rows.length >= SEARCHED_ROWS) break;
  }
  return rows;
}

const named = ({ columns }: Header): number => columns.filter(({ name }) => roleNamed(name)).length;

/** Every one of its names is a column's name, and there are more of them. */
const saysMore = (below: Header, above: Header): boolean => named(below) > named(above);

function whyNone(headers: readonly Header[], given: Readonly<Record<string, string>>): Issue {
  const names = (headers[0]?.columns ?? []).map(({ name }) => name).filter((name) => name !== "");
  const missing = Object.values(given).find((ref) => !headers.some((h) => referredTo(ref, h.columns)));
  if (missing !== undefined) return noSuchColumn(missing, names);
  const half = headers.find(({ columns }) => oneSided(columns));
  return half ? oneSide(half.columns.map((column) => referenceTo(column, half.columns))) : noHeaderRow(names);
}

/** Codes, and one side of a map without the other. */
function oneSided(columns: readonly Column[]): boolean {
  const roles = new Set(columns.map(({ name }) => roleNamed(name)?.role));
  return roles.has("code") && roles.has("source") !== roles.has("target");
}

/** undefined: the row names no columns, or not those that the user speaks of. */
function kindOf({ columns }: Header, given: Readonly<Record<string, string>>): Kind | undefined {
  if (!Object.values(given).every((reference) => referredTo(reference, columns))) return undefined;
  const roles = new Set<string>(Object.keys(given));
  if (roles.size === 0) {
    const layout = layoutOf(columns);
    if (layout) return layout.kind;
  }
  for (const { name } of columns) roles.add(roleNamed(name)?.role ?? "");
  if (roles.has("source") && roles.has("target")) return "map";
  // With codes and one side of a map it is no list: which column is the other side is asked.
  if (!roles.has("code") || roles.has("source") || roles.has("target")) return undefined;
  return roles.has("system") ? "value set" : "code list";
}

function columnsOf(header: Header, given: Readonly<Record<string, string>>, file: InputFile): Columns {
  const layout = Object.keys(given).length === 0 ? layoutOf(header.columns) : undefined;
  if (layout) return byLayout(header, layout, file);
  const said = asSaid(header, given, file);
  const byNumber = Object.values(given).every((reference) => /^#?\d+$/.test(reference.trim()));
  if (Object.keys(given).length > 0 && byNumber && named(header) === 0)
    file.job.note(file.at(header.line), namesByNumber(header.columns.map(({ name }) => name)));
  const kind = kindOf(header, given)!;
  const roles = new Map(said.roles);
  const left = header.columns.filter((c) => !said.taken.has(c));
  const beside = kind === "map" ? left : besideCode(header.columns, left, roles.get("code"));
  const synonyms = kind === "map" ? [] : beside.filter(({ name }) => roleNamed(name)?.role === "synonym");
  const doubled: string[] = [];
  for (const role of ROLES.filter((r) => isOf(r, kind) && !roles.has(r) && r !== "synonym")) {
    const [best, ...same] = bestNamed(role, beside);
    if (!best) continue;
    roles.set(role, best);
    if (same.length > 0) doubled.push(...[best, ...same].map((c) => referenceTo(c, header.columns)));
  }
  if (doubled.length > 0) file.job.fail(file.at(header.line), columnsTwice(doubled, suggestion(header)));
  if (kind === "map") for (const [role, column] of sidesOf(header.columns, roles)) roles.set(role, column);
  const taken = new Set([...roles.values(), ...said.properties.values(), ...synonyms]);
  return { kind, header, layout, roles, synonyms, properties: properties(header, taken, said.properties) };
}

/** The column whose name says best that it has this role, and those that may be meant just as well. */
function bestNamed(role: Role, columns: readonly Column[]): Column[] {
  const [best, ...others] = columns
    .map((column) => ({ column, role: undefined, rank: 0, ...roleNamed(column.name) }))
    .filter((named) => named.role === role)
    .sort((a, b) => a.rank - b.rank);
  if (!best) return [];
  const same = others.filter((o) => o.rank === best.rank && asks(role, o.column, best.column));
  return [best.column, ...same.map(({ column }) => column)];
}

/** Codes decide what a row is about: which column has them is asked, whatever the two are called. */
const ESSENTIAL: readonly Role[] = ["code", "source", "target", "system", "source-system", "target-system"];

const asks = (role: Role, one: Column, other: Column): boolean =>
  ESSENTIAL.includes(role) || plain(one.name) === plain(other.name);

const MAP_ONLY = /^(source|target|relationship)/;

/** A map has no codes of its own, and a list no sides. */
const isOf = (role: Role, kind: Kind): boolean =>
  kind === "map"
    ? MAP_ONLY.test(role) || role === "comment"
    : !MAP_ONLY.test(role) && role !== "comment" && (role !== "system" || kind === "value set");

interface Said {
  roles: Map<Role, Column>;
  properties: Map<string, Column>;
  taken: Set<Column>;
}

/** What `--columns` says. */
function asSaid(header: Header, given: Readonly<Record<string, string>>, file: InputFile): Said {
  const { columns } = header;
  const said: Said = { roles: new Map(), properties: new Map(), taken: new Set() };
  for (const [role, reference] of Object.entries(given)) {
    const found = referredTo(reference, columns)!;
    if ("several" in found) {
      const references = found.several.map((column) => referenceTo(column, columns));
      return file.job.fail(
        file.at(header.line),
        columnsTwice(references, suggestion(header) || `${role}=${references[0]!}`),
      );
    }
    const { column } = found;
    if (said.taken.has(column)) file.job.fail(file.at(header.line), columnForTwo(reference));
    said.taken.add(column);
    if (role.startsWith("property:")) said.properties.set(role.slice("property:".length), column);
    else if (isRole(role)) said.roles.set(role, column);
  }
  return said;
}

/** What the user may want to say: of two columns of codes, the left one is the source. */
function suggestion({ columns }: Pick<Header, "columns">): string {
  const codes = columns.filter(({ name }) =>
    ["code", "source", "target"].includes(roleNamed(name)?.role ?? ""),
  );
  const [source, target] = codes;
  if (!source) return "";
  return target === undefined
    ? `code=${referenceTo(source, columns)}`
    : `source=${referenceTo(source, columns)},target=${referenceTo(target, columns)}`;
}

function byLayout(header: Header, layout: Layout, file: InputFile): Columns {
  const { columns } = header;
  const roles = new Map<Role, Column>();
  for (const role of Object.keys(layout.roles).filter(isRole)) {
    const found =
      [layout.roles[role]]
        .flat()
        .map((name) => columns.filter((column) => labelOf(column) === name))
        .find((same) => same.length > 0) ?? [];
    const [column, ...same] = found;
    const references = found.map((one) => referenceTo(one, columns));
    if (same.length > 0) file.job.fail(file.at(header.line), columnsTwice(references, suggestion(header)));
    if (column) roles.set(role, column);
  }
  return {
    kind: layout.kind,
    header,
    layout,
    roles,
    synonyms: [],
    properties: properties(header, new Set(roles.values()), new Map()),
  };
}

/** Every other column that has a name; a name that stands twice gets a number. */
function properties(
  header: Header,
  taken: ReadonlySet<Column>,
  said: ReadonlyMap<string, Column>,
): Map<string, Column> {
  const result = new Map(said);
  for (const column of header.columns) {
    if (taken.has(column) || column.name === "") continue;
    const code = propertyCode(column.name);
    let free = code;
    for (let n = 2; result.has(free); n++) free = `${code}-${n}`;
    result.set(free, column);
  }
  return result;
}

const propertyCode = (name: string): string =>
  name.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "") || "column";
