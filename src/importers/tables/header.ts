/** The row or two rows that name the columns. */
import type { Row } from "../reading/delimited.ts";
import { plain } from "./roles.ts";

export interface Column {
  /** From 1, as people count. */
  number: number;
  /** As its header says; "" where it says nothing. */
  name: string;
  /** What stands above several columns, as in `HL7 v2` above `Code` and `Text`. */
  group: string;
}

export interface Header {
  columns: readonly Column[];
  line: number;
}

/** `above`: the row right above it, which may name groups of columns. */
export function headerOf(row: Row, above: Row | undefined): Header {
  const names = row.fields.map((field) => field.trim());
  const groups = above && namesGroups(above, names) ? spread(above.fields, names.length) : [];
  const columns = names.map((name, at): Column => {
    const group = groups[at] ?? "";
    // A column with a name above and none below is named above, as `Comments` at the end of a sheet.
    const own = above?.fields[at]?.trim() ?? "";
    return name === "" && groups.length > 0 && own !== ""
      ? { number: at + 1, name: own, group: "" }
      : { number: at + 1, name, group };
  });
  return { columns, line: row.line };
}

/** A title names one thing, groups are several; they are only needed where names stand twice or are missing. */
function namesGroups({ fields }: Row, names: readonly string[]): boolean {
  if (fields.filter((field) => field.trim() !== "").length < 2) return false;
  const given = names.filter((name) => name !== "").map(plain);
  return given.length < names.length || new Set(given).size < given.length;
}

/** A group goes on until the next one begins. */
function spread(fields: readonly string[], length: number): string[] {
  let group = "";
  return Array.from({ length }, (_, at) => (group = fields[at]?.trim() || group));
}

/** How a column is called in `--columns`: by its name, by which one of that name, or by its number. */
export function referenceTo(column: Column, columns: readonly Column[]): string {
  if (column.name === "") return `#${column.number}`;
  const same = columns.filter((c) => c.name === column.name);
  return same.length === 1 ? column.name : `${column.name}#${same.indexOf(column) + 1}`;
}

type Found = { column: Column } | { several: readonly Column[] } | undefined;

/** `Name`, `Name#2`, `#4` or `4`. */
export function referredTo(reference: string, columns: readonly Column[]): Found {
  const text = reference.trim();
  const [only, ...others] = columns.filter((column) => column.name === text);
  if (only) return others.length > 0 ? { several: [only, ...others] } : { column: only };
  const [, name, nth] = /^(?:(.*)#)?(\d+)$/s.exec(text) ?? [];
  const among = name ? columns.filter((column) => column.name === name) : columns;
  const column = among[Number(nth) - 1];
  return column && { column };
}
