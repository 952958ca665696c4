/** A list or a table of names and codes: read from text or a workbook, every cell as it is written. */
import { parse } from "csv-parse/sync";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { badWorkbook } from "../../terminology/issues/tables.ts";
import { systemTable } from "../../terminology/resolve/known-systems.ts";

export interface Sheet {
  /** The rows as they came, a heading among them. */
  rows: string[][];
  /** Between cells; undefined: each line is one cell. */
  delimiter: string | undefined;
  /** Cells of the widest row. */
  width: number;
}

const SEPARATORS = [",", ";", "\t", "none", ""] as const;

/** "none": each line is one name; "": what the text seems to use. */
export type Separator = (typeof SEPARATORS)[number];

/** What a form says; a word that is no separator leaves it to the text. */
export const separatorFrom = (word: string): Separator => SEPARATORS.find((one) => one === word) ?? "";

const MARK = "\ufeff";

/** The rows of a text; quotes may hold separators and line ends, as in CSV. */
export function readSheet(text: string, separator: Separator): Sheet {
  const plain = text.startsWith(MARK) ? text.slice(1) : text;
  const delimiter = separator === "none" ? undefined : separator === "" ? delimiterOf(plain) : separator;
  const rows = delimiter === undefined ? linesOf(plain).map((line) => [line]) : cellsOf(plain, delimiter);
  while (rows.length > 0 && rows.at(-1)!.every((cell) => cell.trim() === "")) rows.pop();
  return { rows, delimiter, width: rows.reduce((most, row) => Math.max(most, row.length), 1) };
}

const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

function cellsOf(text: string, delimiter: string): string[][] {
  const options = { delimiter, relax_column_count: true, relax_quotes: true };
  try {
    return parse(text, options);
  } catch {
    // A quotation mark that is never closed is a part of the text.
    return parse(text, { ...options, quote: false });
  }
}

/** The sign that every line has, and as often: a name with a comma in it is no table. */
function delimiterOf(text: string): string | undefined {
  const head = text.slice(0, 50_000);
  // What is quoted does not count; where quotation marks are not in pairs, each line counts as it is.
  return commonSign(linesOf(unquoted(head))) ?? commonSign(linesOf(head).map(unquoted));
}

function commonSign(all: readonly string[]): string | undefined {
  // The last line may be cut off.
  const lines = all.filter((line) => line.trim() !== "").slice(0, 50);
  const sign = ["\t", ";", ","].find((sign) => {
    const counts = new Set(lines.map((line) => line.split(sign).length));
    return counts.size === 1 && !counts.has(1);
  });
  // One line with a comma is more often a name than a table.
  return lines.length === 1 && sign === "," ? undefined : sign;
}

const unquoted = (text: string): string => text.replace(/"(?:[^"]|"")*"/g, "");

/** As text that `readSheet` gives the same rows for. */
export function sheetText(rows: readonly (readonly string[])[], delimiter = ","): string {
  return rows.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join("\r\n") + "\r\n";
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * The cells of the first sheet of an XLSX file; numbers as they are written in it.
 * @throws TerminologyError: it is no workbook, or unpacks to too much.
 */
export async function readXlsx(bytes: Buffer, name: string): Promise<string[][]> {
  const [{ default: read }, { checkZip }, { ImportJob }] = await Promise.all([
    import("read-excel-file/node"),
    import("../../importers/reading/zip-guard.ts"),
    import("../../importers/importer.ts"),
  ]);
  await checkZip(bytes, name, new ImportJob(systemTable));
  const sheets = await read(bytes, { parseNumber: (text: string) => text }).catch((error: Error) => {
    throw new TerminologyError(badWorkbook(error.message));
  });
  return (sheets[0]?.data ?? []).map((cells) => cells.map(cellText));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
