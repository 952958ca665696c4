/** CSV, TSV and XLSX as the same thing: rows of text with their line. */
import { readFileSync, statSync } from "node:fs";
import readWorkbook from "read-excel-file/node";
import { documentTooLarge } from "../../terminology/issues/importing.ts";
import { badWorkbook, mergedCells, noSuchSheet, onlyFirstSheet } from "../../terminology/issues/tables.ts";
import type { ImportJob } from "../importer.ts";
import { rowsOf, type Row } from "../reading/delimited.ts";
import { delimiterIn } from "../reading/delimiter.ts";
import { fileSource, textOf } from "../reading/text.ts";
import { checkZip, MAX_WORKBOOK } from "../reading/zip-guard.ts";
import { cellKey, workbookCells, type WorkbookCells } from "./workbook-cells.ts";

/** From the first row, each time it is called. */
export type Table = () => AsyncIterable<Row> | Iterable<Row>;

/** @throws ImportRefused: it is no workbook, too large, or has no such sheet */
export async function openTable(path: string, job: ImportJob): Promise<Table> {
  if (/\.xlsx$/i.test(path)) {
    const rows = await sheetRows(path, job);
    return () => rows;
  }
  const delimiter = await delimiterIn(path, job);
  return () => rowsOf({ file: path, text: textOf(fileSource(path, job), job), firstLine: 1, delimiter }, job);
}

async function sheetRows(path: string, job: ImportJob): Promise<Row[]> {
  const { size } = statSync(path);
  if (size > MAX_WORKBOOK) job.fail({ file: path }, documentTooLarge(MAX_WORKBOOK));
  const bytes = readFileSync(path);
  job.bytesRead += size;
  await checkZip(bytes, path, job);
  // Cells of numbers stay as they are written, so that a code 1.10 is not made 1.1.
  const sheets = await readWorkbook(bytes, { parseNumber: (text: string) => text }).catch((error: Error) =>
    job.fail({ file: path }, badWorkbook(error.message)),
  );
  const wanted = job.options.sheet;
  const number = wanted === undefined ? 0 : sheets.findIndex((s) => s.sheet === wanted);
  const sheet = sheets[number];
  if (!sheet)
    job.fail(
      { file: path },
      wanted === undefined
        ? badWorkbook("it has no sheet")
        : noSuchSheet(
            wanted,
            sheets.map((s) => s.sheet),
          ),
    );
  if (sheets.length > 1 && wanted === undefined)
    job.note({ file: path }, onlyFirstSheet(sheets.map((s) => s.sheet)));
  return rowsOfSheet(sheet.data, workbookCells(bytes, number), path, job);
}

function rowsOfSheet(
  data: readonly unknown[][],
  { differing, merged }: WorkbookCells,
  path: string,
  job: ImportJob,
): Row[] {
  for (const { range, firstRow, lastRow } of merged)
    if (lastRow > firstRow) job.note({ file: path, line: firstRow + 1 }, mergedCells(range));
  return data.map((cells, row) => {
    const damaged = new Map(
      cells
        .map((_, column) => [column, differing.get(cellKey(row, column))] as const)
        .filter((entry): entry is [number, string] => entry[1] !== undefined),
    );
    return { line: row + 1, fields: cells.map(cellText), ...(damaged.size > 0 ? { damaged } : {}) };
  });
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  return typeof cell === "string" ? cell : String(cell);
}
