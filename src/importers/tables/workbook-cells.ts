/**
 * What the reader of workbooks does not give: in which format a cell shows its number, and which cells are merged
 * (ECMA-376, part 1, 18.3 worksheets and 18.8 styles). A code is only safe where stored and shown are the same.
 */
import sax from "sax";
import { feed } from "../../fhir/xml/feed.ts";
import { atOnce } from "../../terminology/util/in-turns.ts";
import type { CheckedZip } from "../reading/zip-guard.ts";
import { columnOf } from "./sheet-extent.ts";

export interface WorkbookCells {
  /** `row column` from 0 -> how the cell shows what it stores, where the two differ. */
  differing: ReadonlyMap<string, string>;
  /** Cells that show an error (`#REF!`); their places from 0. */
  errors: readonly { row: number; column: number; text: string }[];
  /** As in `A2:A4`. */
  merged: readonly { range: string; firstRow: number; lastRow: number }[];
}

/** A cell as a key: its row and its column. */
export const cellKey = (row: number, column: number): string => `${row} ${column}`;

/** What a cell says, as Excel shows it in English; the reader of workbooks gives it as a value. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  // A number beyond all dates is shown as nothing but signs.
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  if (typeof cell === "boolean") return cell ? "TRUE" : "FALSE";
  return typeof cell === "string" ? cell : String(cell);
}

/** What the cells say, row by row; the reader of workbooks leaves errors out, and rows at the end that hold nothing else. */
export function cellTexts(
  data: readonly (readonly unknown[])[],
  { errors }: Pick<WorkbookCells, "errors">,
): string[][] {
  const texts = data.map((cells) => cells.map(cellText));
  for (const { row, column, text } of errors) {
    while (texts.length <= row) texts.push([]);
    const cells = texts[row]!;
    while (cells.length < column) cells.push("");
    cells[column] = text;
  }
  return texts;
}

/** `sheet`: its number in the order of the workbook, from 0. */
export function workbookCells(zip: CheckedZip, sheet: number): WorkbookCells {
  const path = sheetPath(zip, sheet);
  const text = path === undefined ? undefined : zip.text(path);
  if (text === undefined) return { differing: new Map(), errors: [], merged: [] };
  return readSheet(text, formatsOf(zip.text("xl/styles.xml") ?? ""));
}

/** The sheet that is seen first, by its number in the order of the workbook: what is hidden is not what was sent. */
export function firstShown(zip: CheckedZip): number {
  const states: string[] = [];
  elements(zip.text("xl/workbook.xml") ?? "", (name, attributes) => {
    if (name === "sheet") states.push(attributes.get("state") ?? "visible");
  });
  return Math.max(0, states.indexOf("visible"));
}

function sheetPath(zip: CheckedZip, sheet: number): string | undefined {
  const ids: string[] = [];
  elements(zip.text("xl/workbook.xml") ?? "", (name, attributes) => {
    if (name === "sheet") ids.push(attributes.get("id") ?? "");
  });
  const targets = new Map<string, string>();
  elements(zip.text("xl/_rels/workbook.xml.rels") ?? "", (name, attributes) => {
    if (name === "Relationship") targets.set(attributes.get("Id") ?? "", attributes.get("Target") ?? "");
  });
  const target = targets.get(ids[sheet] ?? "");
  return target?.startsWith("/") ? target.slice(1) : target && `xl/${target}`;
}

/** The number format of each cell style. */
function formatsOf(styles: string): string[] {
  const codes = new Map<string, string>();
  const formats: string[] = [];
  let cellFormats = false;
  elements(
    styles,
    (name, attributes) => {
      if (name === "numFmt") codes.set(attributes.get("numFmtId") ?? "", attributes.get("formatCode") ?? "");
      if (name === "cellXfs") cellFormats = true;
      if (name === "xf" && cellFormats) {
        const id = attributes.get("numFmtId") ?? "0";
        formats.push(codes.get(id) ?? BUILT_IN.get(id) ?? "General");
      }
    },
    (name) => {
      if (name === "cellXfs") cellFormats = false;
    },
  );
  return formats;
}

/** Formats that have a number and no definition, as far as they show a number as something else. */
const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["2", "0.00"],
  ["9", "0%"],
  ["10", "0.00%"],
  ["11", "0.00E+00"],
  ["12", "# ?/?"],
  ["13", "# ??/??"],
  ["48", "##0.0E+0"],
  ...[14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57].map((id): [string, string] => [
    String(id),
    "d-mmm-yy",
  ]),
]);

function readSheet(text: string, formats: readonly string[]): WorkbookCells {
  const differing = new Map<string, string>();
  const errors: WorkbookCells["errors"][number][] = [];
  const merged: WorkbookCells["merged"][number][] = [];
  let cell: { at: string; type: string; format: string } | undefined;
  let value: string | undefined;
  elements(
    text,
    (name, attributes) => {
      if (name === "c")
        cell = {
          at: attributes.get("r") ?? "",
          type: attributes.get("t") ?? "n",
          format: formats[Number(attributes.get("s") ?? 0)] ?? "General",
        };
      if (name === "v") value = "";
      if (name === "mergeCell") merged.push(...mergedRange(attributes.get("ref") ?? ""));
    },
    (name) => {
      if (name !== "c") return;
      const shown = cell && value !== undefined ? shownOtherwise(cell.type, value, cell.format) : undefined;
      const at = cell && position(cell.at);
      if (shown !== undefined && at) differing.set(cellKey(at.row, at.column), shown);
      if (cell?.type === "e" && value && at) errors.push({ ...at, text: value });
      cell = value = undefined;
    },
    (part) => {
      if (cell && value !== undefined) value += part;
    },
  );
  return { differing, errors, merged };
}

/** How a number looks in its format, where that is not what is stored; undefined: it looks as it is. */
function shownOtherwise(type: string, stored: string, format: string): string | undefined {
  if (type === "d") return "a date";
  if (type !== "n") return undefined;
  const plain = format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
  if (/[ymdhs]/i.test(plain) && !/general/i.test(plain)) return `a date or time (format ${format})`;
  if (plain.includes("%")) return `${Number((Number(stored) * 100).toPrecision(15))}%`;
  if (digits(stored) > 15)
    return `${Number(stored)}: Excel keeps fifteen digits of a number, the others are lost`;
  const zeros = /^0+$/.test(plain) ? plain.length : 0;
  if (zeros > stored.length && /^\d+$/.test(stored))
    return `'${stored.padStart(zeros, "0")}' (format ${format})`;
  const places = /^0\.(0+)$/.exec(plain)?.[1]?.length;
  if (places !== undefined && Number(stored).toFixed(places) !== stored)
    return `'${Number(stored).toFixed(places)}' (format ${format})`;
  return /[E/]/.test(plain.replace(/general/i, "")) ? `something else (format ${format})` : undefined;
}

/** Digits before the exponent and as many behind as it asks for. */
const digits = (stored: string): number =>
  Number.isInteger(Number(stored)) ? BigInt(Number(stored)).toString().replace("-", "").length : 0;

function mergedRange(range: string): WorkbookCells["merged"][number][] {
  const [first, last] = range.split(":").map(position);
  return first && last ? [{ range, firstRow: first.row, lastRow: last.row }] : [];
}

/** `B3` -> row 2, column 1. */
function position(reference: string): { row: number; column: number } | undefined {
  const [, letters, row] = /^([A-Z]{1,3})(\d+)$/.exec(reference) ?? [];
  if (letters === undefined) return undefined;
  return { row: Number(row) - 1, column: columnOf(letters) - 1 };
}

/** Elements by local name, their attributes too. */
function elements(
  xml: string,
  open: (name: string, attributes: ReadonlyMap<string, string>) => void,
  close: (name: string) => void = () => {},
  text: (part: string) => void = () => {},
): void {
  const local = (name: string): string => name.slice(name.indexOf(":") + 1);
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) =>
    open(local(name), new Map(Object.entries(attributes).map(([key, value]) => [local(key), String(value)])));
  parser.onclosetag = (name) => close(local(name));
  parser.ontext = text;
  // A workbook that is not well-formed has been refused by its reader already.
  parser.onerror = () => parser.resume();
  if (atOnce(feed(parser, xml)) === undefined) parser.close();
}
