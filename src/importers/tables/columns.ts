/** Which column is what: as the user says, as the tool that wrote the sheet means it, or by the names of the columns. */
import { columnForTwo, columnsTwice, namesByNumber, unknownRole } from "../../terminology/issues/tables.ts";
import type { InputFile } from "../reading/input-file.ts";
import { findHeader, type Given, named } from "./find-header.ts";
import { type Column, type Header, referenceTo, referredTo } from "./header.ts";
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

/**
 * @throws ImportRefused: no row looks like a header; `--columns` names what is not there; or a column that matters
 * stands twice, and nobody said which is meant.
 */
export async function findColumns(table: Table, file: InputFile): Promise<Columns> {
  const given = file.job.options.columns ?? {};
  const bad = Object.keys(given).find((role) => !isRole(role) && !/^property:./.test(role));
  if (bad !== undefined) file.job.fail(file.at(), unknownRole(bad, ROLES));
  const { header, kind } = await findHeader(table, given, file);
  return columnsOf(header, kind, given, file);
}

function columnsOf(header: Header, kind: Kind, given: Given, file: InputFile): Columns {
  const layout = Object.keys(given).length === 0 ? layoutOf(header.columns) : undefined;
  if (layout) return byLayout(header, layout, file);
  const said = asSaid(header, given, file);
  const byNumber = Object.values(given).every((reference) => /^#?\d+$/.test(reference.trim()));
  if (Object.keys(given).length > 0 && byNumber && named(header) === 0)
    file.job.note(file.at(header.line), namesByNumber(header.columns.map(({ name }) => name)));
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
function asSaid(header: Header, given: Given, file: InputFile): Said {
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
