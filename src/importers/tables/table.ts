/** Code lists and map tables in CSV, TSV and XLSX. */
import { FORMATS } from "../formats.ts";
import type { Importer } from "../importer.ts";
import { codeListRecords } from "./code-list.ts";
import { findColumns } from "./columns.ts";
import { mapRecords } from "./map-table.ts";
import { namelessCells } from "./nameless.ts";
import { openTable } from "./open-table.ts";
import { takenAs } from "./taken-as.ts";
import { valueSetRecords } from "./value-set.ts";

const READ = {
  "code list": { records: codeListRecords, becomes: "CodeSystem" },
  "value set": { records: valueSetRecords, becomes: "ValueSet" },
  map: { records: mapRecords, becomes: "ConceptMap" },
} as const;

export const table: Importer = {
  name: "table",
  title: FORMATS.table,
  passes: 3,
  recognises: (path, head) =>
    /\.xlsx$/i.test(path) ? head.startsWith("PK") : /\.(csv|tsv|tab)$/i.test(path),
  async *read(path, job) {
    const rows = await openTable(path, job);
    const columns = await findColumns(rows, path, job);
    const { records, becomes } = READ[columns.kind];
    job.tables.push(takenAs(columns, path, becomes));
    await namelessCells(rows, columns, path, job);
    yield* records(rows, columns, path, job);
  },
};
