/** A table that is read by the names of its columns alone. */
import { rowTooWide } from "../../terminology/issues/tables.ts";
import type { ImportJob } from "../importer.ts";
import { rowsOf } from "./delimited.ts";
import { fileSource, textOf } from "./text.ts";

export interface HeadedRow {
  line: number;
  /** "" where the column is missing or empty. */
  get(column: string): string;
}

/**
 * The rows below the header; names of columns in small letters. `quoted: false` for files that quote nothing.
 * @throws ImportRefused: a row has more fields than there are columns.
 */
export async function* headed(
  path: string,
  delimiter: string,
  job: ImportJob,
  quoted = true,
): AsyncGenerator<HeadedRow> {
  const text = textOf(fileSource(path, job), job);
  let columns: ReadonlyMap<string, number> | undefined;
  for await (const { line, fields } of rowsOf({ file: path, text, firstLine: 1, delimiter, quoted }, job)) {
    if (columns === undefined) {
      columns = new Map(fields.map((name, at) => [name.replaceAll('"', "").trim().toLowerCase(), at]));
      continue;
    }
    if (fields.length > columns.size) job.fail({ file: path, line }, rowTooWide(fields.length, columns.size));
    const at = columns;
    yield { line, get: (column) => (fields[at.get(column) ?? -1] ?? "").trim() };
  }
}
