/** Code lists and map tables in CSV, TSV and XLSX. */
import { columnsTaken } from "../../terminology/issues/tables.ts";
import { FORMATS } from "../formats.ts";
import type { Importer } from "../importer.ts";
import { codeListRecords, valueSetRecords } from "./code-list.ts";
import { findColumns } from "./columns.ts";
import { mapRecords } from "./map-table.ts";
import { openTable } from "./open-table.ts";

export const table: Importer = {
  name: "table",
  title: FORMATS.table,
  passes: 2,
  recognises: (path, head) =>
    /\.xlsx$/i.test(path) ? head.startsWith("PK") : /\.(csv|tsv|tab)$/i.test(path),
  async *read(path, job) {
    const rows = await openTable(path, job);
    const columns = await findColumns(rows, path, job);
    const named = [...columns.roles].map(([role, at]): [string, string] => [role, columns.names[at]!]);
    const properties = [...columns.properties].map(([code, at]): [string, string] => [
      `property ${code}`,
      columns.names[at]!,
    ]);
    job.note({ file: path, line: columns.headerLine }, columnsTaken([...named, ...properties]));
    const records = { "code list": codeListRecords, "value set": valueSetRecords, map: mapRecords }[
      columns.kind
    ];
    yield* records(rows, columns, path, job);
  },
};
