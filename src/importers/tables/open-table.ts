/** CSV, TSV and XLSX as the same thing: rows of text with their line. */
import { readFileSync, statSync } from "node:fs";
import readWorkbook from "read-excel-file/node";
import { documentTooLarge } from "../../terminology/issues/importing.ts";
import { badWorkbook, noSuchSheet } from "../../terminology/issues/tables.ts";
import type { ImportJob } from "../importer.ts";
import { rowsOf, type Row } from "../reading/delimited.ts";
import { fileSource, textOf } from "../reading/text.ts";
import { checkZip, MAX_WORKBOOK } from "../reading/zip-guard.ts";

/** From the first row, each time it is called. */
export type Table = () => AsyncIterable<Row> | Iterable<Row>;

export async function openTable(path: string, job: ImportJob): Promise<Table> {
  if (/\.xlsx$/i.test(path)) {
    const rows = await sheetRows(path, job);
    return () => rows;
  }
  const delimiter = await delimiterOf(path, job);
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
  const sheet = wanted === undefined ? sheets[0] : sheets.find((s) => s.sheet === wanted);
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
  return sheet.data.map((cells, i) => ({ line: i + 1, fields: (cells as unknown[]).map(cellText) }));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}

/** The sign that the first lines hold most of, and as often in each. */
async function delimiterOf(path: string, job: ImportJob): Promise<string> {
  if (/\.(tsv|tab)$/i.test(path)) return "\t";
  let head = "";
  for await (const text of textOf(fileSource(path, job), job)) {
    head += text;
    if (head.length > 20_000) break;
  }
  const lines = head
    .split(/\r\n|\n|\r/)
    .slice(0, 5)
    .filter((line) => line !== "");
  const counts = [",", ";", "\t", "|"].map((sign) => ({
    sign,
    least: Math.min(...lines.map((line) => unquoted(line).split(sign).length - 1)),
  }));
  const best = counts.sort((a, b) => b.least - a.least)[0]!;
  if (best.least > 0) return best.sign;
  const [first = ""] = lines;
  return [",", ";", "\t", "|"].find((sign) => first.includes(sign)) ?? ",";
}

const unquoted = (line: string): string => line.replace(/"(?:[^"]|"")*"/g, "");
