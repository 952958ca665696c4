/** REDCap's data dictionary: a variable is a concept, its choices are concepts below it. */
import type { Layout } from "./layout.ts";

export const redcap: Layout = {
  title: "REDCap data dictionary",
  kind: "code list",
  marks: [["variable field name", "field name"], "form name", "field type"],
  roles: { code: ["variable field name", "field name"], display: "field label" },
  read: (cell) => ({
    below: choicesOf(
      cell("variable field name") || cell("field name"),
      cell("field type"),
      choicesCell(cell),
    ),
  }),
};

const choicesCell = (cell: (name: string) => string): string =>
  cell("choices calculations or slider labels") ||
  cell("choices or calculations") ||
  cell("select choices or calculations");

/** Types whose choices REDCap itself sets. */
const SET: ReadonlyMap<string, string> = new Map([
  ["yesno", "1, Yes | 0, No"],
  ["truefalse", "1, True | 0, False"],
]);

/** `1, Yes | 2, No`; a calculation and the labels of a slider are no choices. */
function choicesOf(variable: string, type: string, text: string): { code: string; display: string }[] {
  const set = SET.get(type.toLowerCase());
  if (set === undefined && !/^(radio|dropdown|checkbox)$/i.test(type)) return [];
  return (set ?? text)
    .split("|")
    .map((choice) => /^\s*([^,]+?)\s*,\s*(.*?)\s*$/s.exec(choice))
    .filter((choice) => choice !== null)
    .map(([, code, display]) => ({ code: `${variable}=${code}`, display: display! }));
}
