/** Messages about code lists and map tables (CSV, TSV, XLSX). */
import { quote, type Issue, type IssueCode } from "./issue.ts";

const error = (code: IssueCode, text: string): Issue => ({ severity: "error", code, text });
const note = (text: string): Issue => ({ severity: "information", code: "informational", text });

const listed = (names: readonly string[]): string => names.map((n) => quote(n)).join(", ");

export const noHeaderRow = (columns: readonly string[]): Issue =>
  error(
    "required",
    `No row names the columns of a code list (code) or a map (source and target). Found: ${listed(columns)}. Say which is which: --columns code=NAME,display=NAME`,
  );

export const unknownRole = (role: string, roles: readonly string[]): Issue =>
  error(
    "value",
    `--columns: ${quote(role)} is no role of a column. Give one of ${roles.join(", ")}, or property:NAME`,
  );

export const noSuchColumn = (name: string, columns: readonly string[]): Issue =>
  error("value", `--columns: there is no column ${quote(name)}. There are ${listed(columns)}`);

export const noSuchSheet = (name: string, sheets: readonly string[]): Issue =>
  error("value", `--sheet: there is no sheet ${quote(name)}. There are ${listed(sheets)}`);

export const systemNotGiven = (side: "source" | "target"): Issue =>
  error(
    "required",
    `The system of the ${side} codes is not known: give --${side}-system URI, or a column with it (--columns ${side}-system=NAME)`,
  );

export const unknownRelationship = (value: string, known: readonly string[]): Issue =>
  error("value", `${quote(value)} is no relationship. Give one of ${known.join(", ")}`);

export const emptySource = (): Issue => error("required", "The row has no source code");

export const parentNotListed = (parent: string, code: string): Issue =>
  error("code-invalid", `The parent ${quote(parent)} of ${quote(code)} is not in the list`);

export const rowTooWide = (fields: number, columns: number): Issue =>
  error("structure", `The row has ${fields} fields, more than the ${columns} columns`);

export const columnsTaken = (roles: readonly [string, string][]): Issue =>
  note(`Columns: ${roles.map(([role, name]) => `${name} -> ${role}`).join(", ")}`);

export const urlChosen = (url: string): Issue =>
  note(`No url is given; it is ${url}. Give --url to name it for good`);

export const noRelationshipColumn = (): Issue =>
  note(
    "There is no column that says how source and target relate: all are 'related-to', which is no translation",
  );

export const badWorkbook = (reason: string): Issue =>
  error("structure", `The file is no readable XLSX workbook: ${reason}`);
