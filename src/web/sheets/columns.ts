/** A translated sheet as columns: those that were there, untouched, and what was found beside them. */
import type { Statement } from "../translations.ts";
import type { TranslatedRow } from "./translate-rows.ts";

/** `code` is filled only for what may be applied; all that is known stands in the other columns. */
const ADDED: readonly (readonly [string, (row: TranslatedRow) => string])[] = [
  ["outcome", (row) => WORDS[row.outcome]],
  ["code", ({ code }) => code?.code ?? ""],
  ["system", ({ code }) => code?.system ?? ""],
  ["display", ({ code }) => code?.display ?? ""],
  ["candidate_relation", each((s) => s.relationship)],
  ["candidate_code", each((s) => s.target.code)],
  ["candidate_system", each((s) => s.target.system)],
  ["candidate_display", each((s) => s.target.display)],
  ["candidate_condition", each((s) => s.conditions.join("; "))],
  ["candidate_warning", each((s) => s.warnings.join(" "))],
  ["candidate_comment", each((s) => s.comment)],
  [
    "candidate_evidence",
    each(({ evidence }) => [...evidence].map(([name, value]) => `${name}: ${value}`).join("; ")),
  ],
  ["candidate_map", each((s) => s.map)],
  ["message", ({ message }) => message ?? ""],
];

const WORDS = {
  apply: "may be applied",
  look: "look first",
  none: "no match",
  unread: "not understood",
} as const;

/** One value a statement, in the same order in each column. */
function each(of: (statement: Statement) => string | undefined): (row: TranslatedRow) => string {
  return ({ statements }) => {
    const values = statements.map((s) => of(s) ?? "");
    return values.every((value) => value === "") ? "" : values.join(" | ");
  };
}

/** The heading and every row. A name that the sheet has already is followed by a number. */
export function resultTable(
  heading: readonly string[],
  rows: readonly TranslatedRow[],
  width: number,
): string[][] {
  const taken = new Set(heading);
  const names = ADDED.map(([name]) => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
    taken.add(free);
    return free;
  });
  const padded = (cells: readonly string[]): string[] =>
    Array.from({ length: Math.max(width, cells.length) }, (_, i) => cells[i] ?? "");
  return [
    [...padded(heading), ...names],
    ...rows.map((row) => [...padded(row.cells), ...ADDED.map(([, of]) => of(row))]),
  ];
}

/** Cells that a spreadsheet would run are made text, by the apostrophe that spreadsheets hide. */
export const forSpreadsheets = (rows: readonly (readonly string[])[]): string[][] =>
  rows.map((row) => row.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)));
