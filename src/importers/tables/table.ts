/** Code lists and map tables in CSV, TSV and XLSX. */
import { namelessColumn } from "../../terminology/issues/tables.ts";
import type { TableTaken } from "../import-job.ts";
import type { Importer } from "../importer.ts";
import { codeListRecords } from "./code-list.ts";
import { findColumns } from "./columns.ts";
import type { Column } from "./header.ts";
import { labelOf } from "./layouts/index.ts";
import { mapRecords } from "./map-table.ts";
import { openTable } from "./open-table.ts";
import { dataRows, type TableInput } from "./read-row.ts";
import { roleNamed } from "./roles.ts";
import { valueSetRecords } from "./value-set.ts";

const READ = {
  "code list": { records: codeListRecords, becomes: "CodeSystem" },
  "value set": { records: valueSetRecords, becomes: "ValueSet" },
  map: { records: mapRecords, becomes: "ConceptMap" },
} as const;

/** What Excel calls "Unicode text" is a table in a file whose name says nothing of it. */
function hasHeader(head: string): boolean {
  const [first = ""] = head.split(/\r\n|\n|\r/, 1);
  const roles = first.split("\t").map((name) => roleNamed(name)?.role);
  return roles.length > 1 && roles.some((role) => role === "code" || role === "source");
}

export const table: Importer = {
  name: "table",
  passes: 3,
  recognises: (path, head) =>
    /\.xlsx$/i.test(path)
      ? head.startsWith("PK")
      : /\.(csv|tsv|tab)$/i.test(path) || (/\.txt$/i.test(path) && hasHeader(head)),
  async *read(file) {
    const table = await openTable(file);
    const columns = await findColumns(table, file);
    const { records, becomes } = READ[columns.kind];
    const input = { table, columns, file };
    file.job.tables.push(takenAs(input, becomes));
    await namelessCells(input);
    yield* records(input);
  },
};

/** Cells under no name can't be taken for anything: each such column that has content is noted. */
async function namelessCells(input: TableInput): Promise<void> {
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

const NOT_IN_A_SET = "left out: a value set keeps no properties";

/** What a table was taken for, for a person to check at a glance: plain data. */
function takenAs({ columns, file }: TableInput, becomes: string): TableTaken {
  const { header, layout, roles, synonyms } = columns;
  const as = new Map<Column, string>();
  for (const [code, column] of columns.properties)
    as.set(column, columns.kind === "value set" ? NOT_IN_A_SET : `property ${code}`);
  for (const column of header.columns) {
    const read = layout?.reads?.get(labelOf(column));
    if (read !== undefined) as.set(column, columns.kind === "map" ? `${read}, ${as.get(column)!}` : read);
  }
  for (const column of synonyms) as.set(column, "synonym");
  for (const [role, column] of roles) as.set(column, role);
  return {
    file: file.path,
    line: header.line,
    sheet: layout?.title ?? "table",
    becomes,
    columns: header.columns.map((column) => ({
      number: column.number,
      name: [column.group, column.name].filter((text) => text !== "").join(" / "),
      as: as.get(column) ?? "left out: it has no name",
    })),
  };
}
