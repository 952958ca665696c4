/** Cells under no name: they can't be taken for anything, so they are counted. */
import { namelessColumn } from "../../terminology/issues/tables.ts";
import type { ImportJob } from "../importer.ts";
import type { Columns } from "./columns.ts";
import type { Table } from "./open-table.ts";
import { dataRows } from "./read-row.ts";

export async function namelessCells(
  table: Table,
  columns: Columns,
  path: string,
  job: ImportJob,
): Promise<void> {
  const nameless = columns.header.columns.filter(({ name }) => name === "");
  if (nameless.length === 0) return;
  const counts = new Map<number, number>();
  for await (const row of dataRows(table, columns)) {
    for (const column of nameless)
      if (row.column(column) !== "") counts.set(column.number, (counts.get(column.number) ?? 0) + 1);
  }
  for (const [number, count] of counts)
    job.note({ file: path, line: columns.header.line }, namelessColumn(number, count));
}
