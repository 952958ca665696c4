/** What a table was taken for, for a person to check at a glance. */
import type { TableTaken } from "../import-job.ts";
import type { Column } from "./header.ts";
import { labelOf } from "./layouts/index.ts";
import type { TableInput } from "./read-row.ts";

const NOT_IN_A_SET = "left out: a value set keeps no properties";

/** What the report says of the columns: plain data. */
export function takenAs({ columns, file }: TableInput, becomes: string): TableTaken {
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
