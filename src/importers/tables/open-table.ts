/** CSV, TSV and XLSX as the same thing: rows of text with their line. */
import { readFileSync, statSync } from "node:fs";
import { documentTooLarge } from "../../terminology/issues/importing.ts";
import { badWorkbook, mergedCells, noSuchSheet, onlyFirstSheet } from "../../terminology/issues/tables.ts";
import { type Row, rowsOf } from "../reading/delimited.ts";
import { delimiterIn } from "../reading/delimiter.ts";
import type { InputFile } from "../reading/input-file.ts";
import { textOf } from "../reading/text.ts";
import { checkedZip, MAX_WORKBOOK } from "../reading/zip-guard.ts";
import { readSheets } from "./read-sheets.ts";
import { withinExtents } from "./sheet-extent.ts";
import { cellKey, cellTexts, firstShown, type WorkbookCells, workbookCells } from "./workbook-cells.ts";

/** From the first row, each time it is called. */
export type Table = () => AsyncIterable<Row> | Iterable<Row>;

/** @throws ImportRefused: it is no workbook, too large, or has no such sheet */
export async function openTable(file: InputFile): Promise<Table> {
  if (/\.xlsx$/i.test(file.path)) {
    const rows = await sheetRows(file);
    return () => rows;
  }
  const delimiter = await delimiterIn(file);
  return () => rowsOf({ file, text: textOf(file), firstLine: 1, delimiter });
}

async function sheetRows(file: InputFile): Promise<Row[]> {
  const { size } = statSync(file.path);
  if (size > MAX_WORKBOOK) file.job.fail(file.at(), documentTooLarge(MAX_WORKBOOK));
  file.job.bytesRead += size;
  const zip = withinExtents(await checkedZip(readFileSync(file.path), file), file);
  const sheets = await readSheets(zip.bytes).catch((error: Error) =>
    file.job.fail(file.at(), badWorkbook(error.message)),
  );
  const names = sheets.map((one) => one.sheet);
  const wanted = file.job.options.sheet;
  const number = wanted === undefined ? firstShown(zip) : names.indexOf(wanted);
  const sheet = sheets[number];
  if (!sheet) {
    const none = wanted === undefined ? badWorkbook("it has no sheet") : noSuchSheet(wanted, names);
    return file.job.fail(file.at(), none);
  }
  if (sheets.length > 1 && wanted === undefined) file.job.note(file.at(), onlyFirstSheet(names, sheet.sheet));
  return rowsOfSheet(sheet.data, workbookCells(zip, number), file);
}

function rowsOfSheet(
  data: readonly unknown[][],
  { differing, errors, merged }: WorkbookCells,
  file: InputFile,
): Row[] {
  for (const { range, firstRow, lastRow } of merged)
    if (lastRow > firstRow) file.job.note(file.at(firstRow + 1), mergedCells(range));
  return cellTexts(data, { errors }).map((fields, row) => {
    const damaged = new Map(
      fields
        .map((_, column) => [column, differing.get(cellKey(row, column))] as const)
        .filter((entry): entry is [number, string] => entry[1] !== undefined),
    );
    return { line: row + 1, fields, ...(damaged.size > 0 ? { damaged } : {}) };
  });
}
