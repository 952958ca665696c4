/**
 * How far the cells of a sheet reach. The reader of workbooks makes a place for each one before the last: two cells, at A1
 * and XFD1048576, would take more memory than there is, and end the process.
 */
import { badWorkbook } from "../../terminology/issues/tables.ts";
import type { InputFile } from "../reading/input-file.ts";
import type { CheckedZip } from "../reading/zip-guard.ts";

/** Places that may be empty: so many in any case, and so many for each cell that is there. */
const MOST_EMPTY = 1_000_000;
const EMPTY_PER_CELL = 20;

/**
 * Of a sheet that reaches far, only the cells that hold something count: a format that was given to the last row leaves an
 * empty one there.
 * @throws ImportRefused: what is left is still nearly all empty, and large
 */
export function withinExtents(zip: CheckedZip, file: InputFile): CheckedZip {
  let within = zip;
  // Any part may be a sheet: the workbook says which.
  for (const name of zip.names) {
    const text = zip.text(name) ?? "";
    if (tooFar(text) === undefined) continue;
    const filled = withoutEmptyCells(text);
    const reason = tooFar(filled);
    if (reason !== undefined) file.job.fail(file.at(), badWorkbook(reason));
    within = within.with(name, filled);
  }
  return within;
}

const empty = (tag: string): RegExp =>
  new RegExp(`<((?:[\\w.-]+:)?)${tag}(?=[\\s/>])[^<>]*(?:/>|>\\s*</\\1${tag}\\s*>)`, "g");
const EMPTY_CELL = empty("c");
const EMPTY_ROW = empty("row");
/** Its place follows from what stands before it. */
const UNPLACED = /<(?:[\w.-]+:)?(?:c|row)(?=[\s/>])(?![^<>]*\sr=)/;

const withoutEmptyCells = (text: string): string =>
  UNPLACED.test(text) ? text : text.replace(EMPTY_CELL, "").replace(EMPTY_ROW, "");

const TAG = /<(?:[\w.-]+:)?(c|row)(?=[\s/>])/g;
const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*\/?>/y;
const PLACE = /^([A-Z]{0,3})(\d{1,7})$/;

/** What is wrong with this text, if it is a sheet's; a library that is less strict would read tags that are not well-formed. */
function tooFar(text: string): string | undefined {
  let [cells, row, column, rows, columns] = [0, 0, 0, 0, 0];
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(text); tag; tag = TAG.exec(text)) {
    const place = placeIn(text, TAG.lastIndex);
    if (place === undefined) return "a row or cell of it is not well-formed";
    if (tag[1] === "row") {
      [row, column] = [place.row ?? row + 1, 0];
    } else {
      cells++;
      row = Math.max(row, place.row ?? 1);
      column = place.column ?? column + 1;
    }
    rows = Math.max(rows, row);
    columns = Math.max(columns, column);
  }
  if (rows * columns <= MOST_EMPTY + EMPTY_PER_CELL * cells) return undefined;
  return `${cells} cells are spread over ${rows} rows and ${columns} columns; delete the rows and columns that look empty, and save it again`;
}

/** By its `r`; absent: behind the one before it. undefined: the tag that goes on here is not well-formed. */
function placeIn(text: string, from: number): { row?: number; column?: number } | undefined {
  let at = from;
  let place: { row?: number; column?: number } = {};
  ATTRIBUTE.lastIndex = at;
  for (let found = ATTRIBUTE.exec(text); found; found = ATTRIBUTE.exec(text)) {
    at = ATTRIBUTE.lastIndex;
    const [, name, value = found[3]!] = found;
    if (name !== "r") continue;
    const [, letters, row] = PLACE.exec(value) ?? [];
    if (letters === undefined) return undefined;
    place = { row: Number(row), ...(letters === "" ? {} : { column: columnOf(letters) }) };
  }
  END.lastIndex = at;
  return END.test(text) ? place : undefined;
}

/** `A` is 1, `AA` 27. */
export const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
