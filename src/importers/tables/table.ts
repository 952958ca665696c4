/** Code lists and map tables in CSV, TSV and XLSX. */
import { FORMATS } from "../formats.ts";
import type { Importer } from "../importer.ts";
import { codeListRecords } from "./code-list.ts";
import { findColumns } from "./columns.ts";
import { mapRecords } from "./map-table.ts";
import { namelessCells } from "./nameless.ts";
import { openTable } from "./open-table.ts";
import { roleNamed } from "./roles.ts";
import { takenAs } from "./taken-as.ts";
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
  title: FORMATS.table,
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
