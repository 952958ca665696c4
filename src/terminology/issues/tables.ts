/** Messages about code lists and map tables (CSV, TSV, XLSX). */
import { error, type Issue, note, quote, warning } from "./issue.ts";

const listed = (names: readonly string[]): string => names.map((n) => quote(n)).join(", ");

export const noHeaderRow = (columns: readonly string[]): Issue =>
  error(
    "no-header-row",
    "required",
    `No row names the columns of a code list (code) or a map (source and target). Found: ${listed(columns)}. Say which is which: --columns code=NAME,display=NAME`,
  );

export const rowTooLong = (most: number): Issue =>
  error(
    "row-too-long",
    "too-long",
    `A row is longer than ${most} characters; is a quotation mark open, or is it no table?`,
  );

export const unknownRole = (role: string, roles: readonly string[]): Issue =>
  error(
    "unknown-role",
    "value",
    `--columns: ${quote(role)} is no role of a column. Give one of ${roles.join(", ")}, or property:NAME`,
  );

export const noSuchColumn = (name: string, columns: readonly string[]): Issue =>
  error(
    "no-such-column",
    "value",
    `--columns: there is no column ${quote(name)}. There are ${listed(columns)}`,
  );

export const noSuchSheet = (name: string, sheets: readonly string[]): Issue =>
  error("no-such-sheet", "value", `--sheet: there is no sheet ${quote(name)}. There are ${listed(sheets)}`);

export const onlyFirstSheet = (sheets: readonly string[], read: string): Issue =>
  note(
    "only-first-sheet",
    `The workbook has ${sheets.length} sheets (${listed(sheets)}); ${quote(read)} is read. Give --sheet NAME for another`,
  );

export const systemNotGiven = (side: "source" | "target", code: string): Issue =>
  error(
    "system-not-given",
    "required",
    `The system of the ${side} code ${quote(code)} is not known: give --${side}-system URI, or a column with it (--columns ${side}-system=NAME)`,
  );

export const unknownRelationship = (value: string, known: readonly string[]): Issue =>
  error(
    "unknown-relationship",
    "value",
    `${quote(value)} is no relationship. Give one of ${known.join(", ")}`,
  );

export const emptySource = (): Issue => error("empty-source", "required", "The row has no source code");

export const nothingTaken = (): Issue =>
  error("nothing-taken", "required", "No row of the table can be imported; nothing is made of it");

export const parentNotListed = (parent: string, code: string): Issue =>
  error(
    "parent-not-listed",
    "code-invalid",
    `The parent ${quote(parent)} of ${quote(code)} is not in the list`,
  );

export const rowTooWide = (fields: number, columns: number): Issue =>
  error("row-too-wide", "structure", `The row has ${fields} fields, more than the ${columns} columns`);

/** The first of them stands where the note does. */
export const shortRows = (count: number, columns: number): Issue =>
  note(
    "short-row",
    `${count === 1 ? "The row has" : `This row and ${count - 1} more have`} fewer fields than the ${columns} columns: the last ones are taken as empty`,
  );

/** Lines that hold something, such as a title. */
export const ABOVE_HEADER = "lines above the names of the columns";

export const namesByNumber = (names: readonly string[]): Issue =>
  note(
    "names-by-number",
    `The row is taken as the names of the columns (${listed(names)}). If it is one like the others, put a row of names above it`,
  );

export const urlChosen = (url: string): Issue =>
  note("url-chosen", `No url is given; it is ${url}. Give --url to name it for good`);

export const noRelationshipColumn = (): Issue =>
  note(
    "no-relationship-column",
    "There is no column that says how source and target relate: all are 'related-to', which is no translation",
  );

export const badWorkbook = (reason: string): Issue =>
  error("bad-workbook", "structure", `The file is no readable XLSX workbook: ${reason}`);

export const notATable = (): Issue =>
  error("not-a-table", "structure", "The file is neither text (CSV, one name a line) nor an XLSX workbook");

/* ---- columns ---- */

export const columnsTwice = (references: readonly string[], suggestion: string): Issue =>
  error(
    "columns-twice",
    "multiple-matches",
    `Which column is meant? There are ${listed(references)}. Say it by name and number: --columns ${suggestion}. (#4 is the fourth column, whatever its name)`,
  );

export const oneSide = (columns: readonly string[]): Issue =>
  error(
    "one-side",
    "multiple-matches",
    `The columns name codes, and one side of a map without the other. Found: ${listed(columns)}. Say which is which: --columns source=NAME,target=NAME for a map, --columns code=NAME for a list`,
  );

export const columnForTwo = (name: string): Issue =>
  error(
    "column-for-two",
    "invalid",
    `--columns: the column ${quote(name)} is given for two purposes; give each a column of its own`,
  );

export const namelessColumn = (number: number, cells: number): Issue =>
  warning(
    "nameless-column",
    `Column ${number} has no name, but ${cells.toLocaleString("en")} cells with content: left out. To keep it: --columns property:NAME=#${number} beside the other columns`,
  );

export const columnNotCarried = (name: string): Issue =>
  note(
    "column-not-carried",
    `The column ${quote(name)} is left out: a value set keeps systems, codes and displays only`,
  );

/* ---- systems and targets ---- */

export const systemNotKnown = (name: string): Issue =>
  error(
    "system-not-known",
    "code-invalid",
    `${quote(name)} is no uri and no known name of a code system. Give its uri (https://..., urn:...), or import a NamingSystem that names it`,
  );

export const perhapsNoTarget = (word: string): Issue =>
  error(
    "perhaps-no-target",
    "business-rule",
    `Is ${quote(word)} a code, or does it say that there is no target? Say which words say so with --no-map ${quote(word)}, or --no-map "" if all are codes`,
  );

export const oddTarget = (word: string): Issue =>
  warning("odd-target", `The target ${quote(word)} is not among the words of --no-map: taken as a code`);

export const partOfSystem = (url: string): Issue =>
  note(
    "part-of-system",
    `${url} is an address of others: the table is taken as a part of it (content=fragment), which makes no other code wrong. If it is the whole, give --content complete`,
  );

export const staysFragment = (name: string): Issue =>
  warning(
    "stays-fragment",
    `${name} is a part of its code system in the store, and stays one. If what comes now is the whole, give --content complete`,
  );

/* ---- what spreadsheets do to codes ---- */

export const damagedCell = (column: string, stored: string, shown: string): Issue =>
  error(
    "damaged-cell",
    "value",
    `${quote(column)}: the workbook stores ${quote(stored)} and shows it as ${shown}; which of them the code is can't be told. Format the column as text, and enter the code again`,
  );

export const spreadsheetError = (column: string, text: string, severity: "error" | "warning"): Issue =>
  severity === "error"
    ? error(
        "spreadsheet-error",
        "value",
        `${quote(column)}: ${quote(text)} is what a spreadsheet left of a code; what stood there can't be told. Take it from the source again`,
      )
    : warning(
        "spreadsheet-error",
        `${quote(column)}: ${quote(text)} is an error of a spreadsheet, kept as it stands`,
      );

export const likelyDamaged = (column: string, text: string, looks: string): Issue =>
  warning(
    "likely-damaged",
    `${quote(column)}: ${quote(text)} looks like ${looks}, as spreadsheets make of codes; kept as it stands`,
  );

export const lostZerosLikely = (column: string, code: string, width: number): Issue =>
  warning(
    "lost-zeros-likely",
    `${quote(column)}: ${quote(code)} is shorter than the ${width} digits of the codes that begin with a zero: it may have lost zeros; kept as it stands`,
  );

export const mergedCells = (range: string): Issue =>
  warning(
    "merged-cells",
    `The cells ${range} are merged: only the first of them holds the value, the others are empty`,
  );
