/** Messages about code lists and map tables: CSV, TSV, XLSX. */
import type { Explanations } from "../explanation.ts";

export const tables: Explanations = {
  "not-a-table": [
    "A file was sent to be translated that holds no text, but a picture or something else.",
    "Save the list as CSV or XLSX, and choose that file.",
  ],
  "row-too-long": [
    "A row of the table is longer than any real one: mostly a quotation mark was opened and never closed.",
    "Close or remove the quotation mark, or choose another separator; what is no table is sent as a list.",
  ],
  "no-header-row": [
    "No row of the table has names by which the column of codes could be known.",
    "Add a heading with “code” (and “display”), or “source” and “target”; or say under “Columns” which is which: code=NAME,display=NAME.",
  ],
  "unknown-role": [
    "A column was given a purpose that there is not.",
    "Take one of those in the message, or property:NAME for a property of your own.",
  ],
  "no-such-column": [
    "A column was named that the table does not have.",
    "Take a name from the heading as it is written there, or #4 for the fourth column.",
  ],
  "no-such-sheet": [
    "The workbook has no sheet of that name.",
    "Take one of the names in the message; capitals and blanks count.",
  ],
  "only-first-sheet": [
    "The workbook has several sheets, of which the first was read.",
    "Where another one is meant, name it: “Sheet of a workbook” on the page, --sheet on the command line.",
  ],
  "system-not-given": [
    "A map was read, but nothing says to which code system the codes of one side belong.",
    "Name it: “Code system of the source (or target) codes” on the page, --source-system or --target-system on the command line; or add a column with it.",
  ],
  "unknown-relationship": [
    "The word in the column of relationships is none that is known.",
    "Write one of those in the message.",
  ],
  "empty-source": ["A row of the map has no code to start from.", "Fill it in, or delete the row."],
  "nothing-taken": [
    "Every row was left out or refused, so that nothing would be made of the table.",
    "Look at what is said of the single rows, and at what each column was taken for.",
  ],
  "parent-not-listed": [
    "A row names a parent that is in no row of the list.",
    "Add a row for the parent, or correct its code.",
  ],
  "row-too-wide": [
    "The row has more fields than the heading has columns; most often a separator stands in a text without quotation marks.",
    "Put the text into quotation marks.",
  ],
  "url-chosen": [
    "Nobody said under which address the result shall be known, so one was made.",
    "Before others use it, give it an address of your own: “Canonical address” on the page, --url on the command line.",
  ],
  "no-relationship-column": [
    "The table says which codes belong together, but not how. They are kept as related, and nothing is translated by them.",
    "Add a column “relationship” with equivalent, source-is-narrower-than-target and so on.",
  ],
  "bad-workbook": [
    "The file ends in .xlsx, but can't be opened as a workbook.",
    "Open it in a spreadsheet program and save it again as XLSX; old .xls files and those with a password are not read.",
  ],
  "columns-twice": [
    "Two columns of the heading could be the one that is looked for.",
    "Say which: under “Columns” by name and number, as in code=Code#2.",
  ],
  "one-side": [
    "The heading has one side of a map and not the other, so that the table could be a list or a map.",
    "Say under “Columns” what it is: code=NAME for a list, source=NAME,target=NAME for a map.",
  ],
  "column-for-two": [
    "One column was given for two purposes.",
    "Give each purpose a column, or leave one of them away.",
  ],
  "nameless-column": [
    "A column has content, but no name in the heading. It was left out.",
    "Name it in the heading, or say under “Columns” what it is by its number.",
  ],
  "column-not-carried": [
    "A value set has no place for what this column holds.",
    "Import the table as a code system where it is needed.",
  ],
  "system-not-known": [
    "A code system was named by a word that is not known here.",
    "Write its address (https://..., urn:oid:...), or load a NamingSystem that has the word.",
  ],
  "perhaps-no-target": [
    "The target is a word such as “none”, which may be a code, or say that there is no target.",
    "Leave the cell empty where there is no target. Or say which words mean that: “Words that mean no target” on the page, --no-map on the command line.",
  ],
  "odd-target": [
    "A target looks like a word that says “none”, but is not among those that were given for it.",
    "Add it to those words if it is no code: “Words that mean no target” on the page, --no-map on the command line.",
  ],
  "part-of-system": [
    "The address belongs to somebody else's code system, so the table is taken as a part of it: codes that it lacks are not called wrong.",
    "Where it is the whole, say so: “A table has its code system” on the page, --content complete on the command line.",
  ],
  "stays-fragment": [
    "What is stored is a part of its code system, and stays one with what was added.",
    "Where it is now the whole, import it with the content “complete”.",
  ],
  "damaged-cell": [
    "The workbook stores another value than it shows: a spreadsheet has turned the code into a number or a date.",
    "Format the column as text, and enter the code again from its source.",
  ],
  "spreadsheet-error": [
    "In the cell stands an error of the spreadsheet, such as #REF!, and no code.",
    "Take the value from where the sheet got it.",
  ],
  "likely-damaged": [
    "The value looks like what spreadsheets make of codes: a date, a power of ten, a rounded number. It was kept.",
    "Compare it with the source.",
  ],
  "lost-zeros-likely": [
    "A code is shorter than its neighbours, some of which begin with a zero: it may have had one.",
    "Compare it with the source, and keep the column as text.",
  ],
  "names-by-number": [
    "The columns were given by their numbers, and no name in the first row is a usual one: it may be a row like the others.",
    "Nothing, if the first row names the columns; otherwise put a row of names above it.",
  ],
  "merged-cells": [
    "Cells were merged: the value stands in the first of them alone.",
    "Undo the merge, and write the value into each row that it belongs to.",
  ],
};
