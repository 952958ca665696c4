/** One row of a table, its cells by what their columns are for. */
import type { Issue } from "../../terminology/issues/issue.ts";
import { rowTooWide } from "../../terminology/issues/tables.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import type { Row } from "../reading/delimited.ts";
import type { InputFile } from "../reading/input-file.ts";
import type { Columns } from "./columns.ts";
import type { Column } from "./header.ts";
import { labelOf } from "./layouts/index.ts";
import type { Verdict } from "./layouts/layout.ts";
import type { Table } from "./open-table.ts";
import type { Role } from "./roles.ts";

export interface TableRow extends Row {
  /** What the tool that wrote the sheet means by the row. */
  verdict: Verdict;
  /** "" where the column is missing or empty. */
  get(role: Role): string;
  synonyms: string[];
  /** Values of the columns that become properties, by code; empty ones left off. */
  properties: [string, string][];
  column(column: Column): string;
}

/** A table of which it is known what its columns are. */
export interface TableInput {
  file: InputFile;
  table: Table;
  columns: Columns;
}

/** The rows below the header that hold something. Between them others have their turn. */
export async function* dataRows({ table, columns }: TableInput): AsyncGenerator<TableRow> {
  const { header, layout } = columns;
  const byLabel = new Map(header.columns.map((column) => [labelOf(column), column]));
  const turns = new Turns();
  for await (const row of table()) {
    if (turns.isOver) await turns.giveWay();
    if (row.line <= header.line || row.fields.every((field) => field.trim() === "")) continue;
    const at = (column: Column | undefined): string =>
      column === undefined ? "" : (row.fields[column.number - 1] ?? "").trim();
    const verdict = layout?.read?.((label) => at(byLabel.get(label))) ?? {};
    yield {
      ...row,
      verdict,
      get: (role) => verdict.set?.[role] ?? (at(columns.roles.get(role)) || (layout?.systems?.[role] ?? "")),
      synonyms: columns.synonyms.flatMap((column) => values(at(column))),
      properties: [...columns.properties]
        .map(([code, column]): [string, string] => [code, at(column)])
        .filter(([, value]) => value !== ""),
      column: at,
    };
  }
}

/** Several values in one cell. */
export const values = (cell: string): string[] =>
  cell
    .split(/[|;\n]/)
    .map((value) => value.trim())
    .filter((value) => value !== "");

/** Fields behind the last column that hold something; exports often end a row with an empty one. */
export function tooWide({ fields }: Row, { header }: Columns): Issue | undefined {
  const width = header.columns.length;
  const behind = fields.slice(width).some((field) => field.trim() !== "");
  return behind ? rowTooWide(fields.length, width) : undefined;
}
