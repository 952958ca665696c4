/** Values of primitive types as XML attributes. */
import { own } from "../../terminology/util/own.ts";

const NUMBERS: Record<string, RegExp> = {
  integer: /^[-+]?\d+$/,
  positiveInt: /^\+?\d+$/,
  unsignedInt: /^\+?\d+$/,
  decimal: /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/,
};

const SPACES = " \t\n\r";

/** White space at the ends of an attribute is no part of its value (XML, "Attributes"). No pattern: its time would be squared. */
export function withoutEnds(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && SPACES.includes(text[from]!)) from++;
  while (from < to && SPACES.includes(text[to - 1]!)) to--;
  return text.slice(from, to);
}

/** An attribute's text as JSON has it: boolean, number or text; undefined when it isn't a value of the type. */
export function readPrimitive(type: string, text: string): boolean | number | string | undefined {
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  const number = own(NUMBERS, type);
  if (!number) return text;
  return number.test(text) ? Number(text) : undefined;
}

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** Characters that XML 1.0 can't hold in any form. */
// eslint-disable-next-line no-control-regex
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The text of an attribute; what XML can't hold becomes U+FFFD. */
export function escapeAttribute(value: string): string {
  if (!/[^ !#-%'-;=?-~]/.test(value)) return value;
  return value
    .toWellFormed()
    .replace(IMPOSSIBLE, "\ufffd")
    .replace(/[&<>"\n\r\t]/g, (c) => own(ESCAPES, c)!);
}
