/**
 * Columns under their headings. On a terminal columns of words give way until all fit; an address is never broken: where
 * it does not fit it gets a line of its own. In a pipe nothing is cut, and each row is one line.
 */
import stringWidth from "string-width";
import type { Io } from "../io.ts";
import { harmless, paint, padded, wrap } from "./style.ts";

const GAP = 2;
const NARROWEST = 8;

interface TableOptions {
  /** Columns that are left out, the last first, until the rest fits: for tables with one line a row. */
  spare?: readonly string[];
}

export function table(
  io: Io,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { spare = [] }: TableOptions = {},
): string {
  const cells = rows.map((row) => headings.map((_, i) => harmless(row[i] ?? "")));
  const all = headings.map((_, i) => i);
  const widths = headings.map((heading, i) => longest([heading, ...cells.map((row) => row[i]!)]));
  const shown = io.terminal
    ? withoutSpare(
        all,
        spare.map((name) => headings.indexOf(name)),
        widths,
        io.width,
      )
    : all;
  const apart = io.terminal ? addressesApart(shown, cells, widths, io.width) : [];
  const columns = shown.filter((i) => !apart.includes(i));
  if (io.terminal) shrink(widths, columns, io.width);
  const line = (texts: readonly string[]): string =>
    columns
      .map((column, at) => (at === columns.length - 1 ? texts[at]! : padded(texts[at]!, widths[column]!)))
      .join(" ".repeat(GAP))
      .trimEnd();
  const head = paint(io)("bold", line(columns.map((i) => headings[i]!)));
  const body = cells.flatMap((row) => [
    ...wrapped(columns.map((i) => wrap(row[i]!, widths[i]!))).map(line),
    ...apart.filter((i) => row[i] !== "").map((i) => `  ${row[i]!}`),
  ]);
  return `${[head, ...body].join("\n")}\n`;
}

const longest = (texts: readonly string[]): number =>
  Math.max(...texts.flatMap((t) => t.split("\n")).map((t) => stringWidth(t)));

const total = (columns: readonly number[], widths: readonly number[]): number =>
  columns.reduce((sum, i) => sum + widths[i]!, 0) + GAP * (columns.length - 1);

function withoutSpare(
  columns: readonly number[],
  spare: readonly number[],
  widths: readonly number[],
  room: number,
): number[] {
  let left = [...columns];
  for (const one of spare.toReversed()) {
    if (total(left, widths) <= room) break;
    left = left.filter((i) => i !== one);
  }
  return left;
}

/** The columns of addresses, where the table is too wide with them. */
function addressesApart(
  columns: readonly number[],
  cells: readonly (readonly string[])[],
  widths: readonly number[],
  room: number,
): number[] {
  if (total(columns, widths) <= room) return [];
  return columns.filter((i) => cells.some((row) => row[i]!.includes("://")));
}

/** Makes the widest of the columns narrower until all fit, or none of them can be. */
function shrink(widths: number[], columns: readonly number[], room: number): void {
  for (;;) {
    const over = total(columns, widths) - room;
    const wide = columns.filter((i) => widths[i]! > NARROWEST);
    if (over <= 0 || wide.length === 0) return;
    const at = wide.reduce((a, b) => (widths[b]! > widths[a]! ? b : a));
    widths[at] = Math.max(NARROWEST, widths[at]! - Math.min(over, Math.ceil(widths[at]! / 10)));
  }
}

/** The cells of a row as lines of cells. */
function wrapped(cells: readonly (readonly string[])[]): string[][] {
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, y) => cells.map((lines) => lines[y] ?? ""));
}

/** Names with their values, one under the other; empty values are left out. */
export function pairs(io: Io, entries: readonly (readonly [string, string | undefined])[]): string {
  const shown = entries.filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  if (shown.length === 0) return "";
  const left = Math.max(...shown.map(([name]) => stringWidth(name)));
  const width = io.terminal ? Math.max(20, io.width - left - GAP) : Infinity;
  const bold = paint(io);
  return shown
    .map(([name, value]) => {
      const [first = "", ...others] = wrap(harmless(value), width);
      const indent = " ".repeat(left + GAP);
      return [
        `${bold("bold", padded(name, left))}  ${first}`,
        ...others.map((line) => `${indent}${line}`),
      ].join("\n");
    })
    .join("\n")
    .concat("\n");
}
