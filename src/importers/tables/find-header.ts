/** Which row names the columns, and what the table is for. */
import { emptyFile } from "../../terminology/issues/importing.ts";
import type { Issue } from "../../terminology/issues/issue.ts";
import { ABOVE_HEADER, noHeaderRow, noSuchColumn, oneSide } from "../../terminology/issues/tables.ts";
import type { Row } from "../reading/delimited.ts";
import type { InputFile } from "../reading/input-file.ts";
import { type Column, type Header, headerOf, referenceTo, referredTo } from "./header.ts";
import { layoutOf } from "./layouts/index.ts";
import type { Kind } from "./layouts/layout.ts";
import type { Table } from "./open-table.ts";
import { roleNamed } from "./roles.ts";

/** What `--columns` says: names, by roles. */
export type Given = Readonly<Record<string, string>>;

/** Titles may stand above the header; further down than this there is none. */
const SEARCHED_ROWS = 30;

/** @throws ImportRefused: no row looks like a header, or none has the columns that the user speaks of. */
export async function findHeader(
  table: Table,
  given: Given,
  file: InputFile,
): Promise<{ header: Header; kind: Kind }> {
  const rows = await firstRows(table);
  const headers = rows.map((row, at) => headerOf(row, rows[at - 1]));
  const candidates = headers.flatMap((header, at) => {
    const kind = kindOf(header, given);
    return kind === undefined ? [] : [{ header, kind, at }];
  });
  const [first, second] = candidates;
  // A row that names groups can look like a header; the one right below it then is the header.
  const follows = first && second?.at === first.at + 1 && saysMore(second.header, first.header);
  const found = follows ? second : first;
  if (rows.length === 0) return file.job.fail(file.at(), emptyFile());
  if (!found) return file.job.fail(file.at(rows[0]?.line), whyNone(headers, given));
  const above = rows.filter((row) => isLost(row, found.header)).length;
  if (above > 0) file.job.leaveOut(ABOVE_HEADER, above);
  return found;
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

/** How many of its names are those of a column. */
export const named = ({ columns }: Header): number => columns.filter(({ name }) => roleNamed(name)).length;

/** More of its names are those of columns. */
const saysMore = (below: Header, above: Header): boolean => named(below) > named(above);

function whyNone(headers: readonly Header[], given: Given): Issue {
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
function kindOf({ columns }: Header, given: Given): Kind | undefined {
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
