/** Cells under no name: they can't be taken for anything, so they are counted. */
import { namelessColumn } from "../../terminology/issues/tables.ts";
import { dataRows, type TableInput } from "./read-row.ts";

/** Notes each such column that has content. */
export async function namelessCells(input: TableInput): Promise<void> {
  const { file } = input;
  const { columns, line } = input.columns.header;
  const nameless = columns.filter(({ name }) => name === "");
  if (nameless.length === 0) return;
  const counts = new Map<number, number>();
  for await (const row of dataRows(input)) {
    for (const column of nameless)
      if (row.column(column) !== "") counts.set(column.number, (counts.get(column.number) ?? 0) + 1);
  }
  for (const [number, count] of counts) file.job.note(file.at(line), namelessColumn(number, count));
}
