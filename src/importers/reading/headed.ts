/** A table that is read by the names of its columns alone. */
import { rowTooWide } from "../../terminology/issues/tables.ts";
import { rowsOf } from "./delimited.ts";
import type { InputFile } from "./input-file.ts";
import { textOf } from "./text.ts";

export interface HeadedRow {
  line: number;
  /** "" where the column is missing or empty. */
  get(column: string): string;
}

/**
 * The rows below the header; names of columns in small letters. `quoted: false` for files that quote nothing.
 * @throws ImportRefused: a row has more fields than there are columns.
 */
export async function* headed(file: InputFile, delimiter: string, quoted = true): AsyncGenerator<HeadedRow> {
  let columns: ReadonlyMap<string, number> | undefined;
  for await (const { line, fields } of rowsOf({
    file,
    text: textOf(file),
    firstLine: 1,
    delimiter,
    quoted,
  })) {
    if (columns === undefined) {
      columns = new Map(fields.map((name, at) => [name.replaceAll('"', "").trim().toLowerCase(), at]));
      continue;
    }
    if (fields.length > columns.size) file.job.fail(file.at(line), rowTooWide(fields.length, columns.size));
    const at = columns;
    yield { line, get: (column) => (fields[at.get(column) ?? -1] ?? "").trim() };
  }
}
