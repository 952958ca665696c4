/** A list or a table of names and codes: read from text or a workbook, every cell as it is written. */
import { Readable } from "node:stream";
import { type Options, parse } from "csv-parse";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { rowTooLong } from "../../terminology/issues/tables.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import { codeOf } from "../../terminology/util/reason.ts";

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
type Separator = (typeof SEPARATORS)[number];

/** What a form says; a word that is no separator leaves it to the text. */
export const separatorFrom = (word: string): Separator => SEPARATORS.find((one) => one === word) ?? "";

const MARK = "\ufeff";

/** Rows of which no more are read: so many are too many for anyone who asks. */
export const MOST_READ = 20_000;

/** Characters of the longest row. */
const LONGEST_ROW = 100_000;

/**
 * The rows of a text; quotes may hold separators and line ends, as in CSV.
 * @throws TerminologyError too-long: a row is longer than any of a table.
 */
export async function readSheet(text: string, separator: Separator): Promise<Sheet> {
  const plain = text.startsWith(MARK) ? text.slice(1) : text;
  // The parser counts what is in cells, not how many there are.
  if (hasLongLine(plain)) throw new TerminologyError(rowTooLong(LONGEST_ROW));
  const delimiter = separator === "none" ? undefined : separator === "" ? delimiterOf(plain) : separator;
  const rows =
    delimiter === undefined ? linesOf(plain).map((line) => [line]) : await cellsOf(plain, delimiter);
  while (rows.length > 0 && rows.at(-1)!.every((cell) => cell.trim() === "")) rows.pop();
  return { rows, delimiter, width: rows.reduce((most, row) => Math.max(most, row.length), 1) };
}

const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/, MOST_READ);

async function cellsOf(text: string, delimiter: string): Promise<string[][]> {
  const options: Options = {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
  };
  // A quotation mark that is never closed is a part of the text.
  return parsed(text, options).catch(() => parsed(text, { ...options, quote: false }));
}

async function parsed(text: string, options: Options): Promise<string[][]> {
  const rows: string[][] = [];
  const turns = new Turns();
  try {
    for await (const row of Readable.from(pieces(text)).pipe(parse(options))) {
      if (rows.push(row as string[]) === MOST_READ) break;
      await turns.giveWay();
    }
  } catch (error) {
    const isLong = codeOf(error) === "CSV_MAX_RECORD_SIZE";
    throw isLong ? new TerminologyError(rowTooLong(LONGEST_ROW)) : error;
  }
  return rows;
}

function hasLongLine(text: string): boolean {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    length = char === 10 || char === 13 ? 0 : length + 1;
    if (length > LONGEST_ROW) return true;
  }
  return false;
}

/** Characters that are parsed between two turns. */
const PIECE = 16_000;

function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += PIECE) yield text.slice(from, from + PIECE);
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
  const sign = ["\t", ";", ","].find((candidate) => {
    const counts = new Set(lines.map((line) => line.split(candidate).length));
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
