/**
 * Columns under their headings. On a terminal columns of words give way until all fit; an address is never broken: where
 * it does not fit it gets a line of its own. In a pipe nothing is cut, and each row is one line.
 */
import stringWidth from "string-width";
import type { Io } from "../io.ts";
import { harmless, padded, paint, wrap } from "./style.ts";

const GAP = 2;
const NARROWEST = 8;

interface TableOptions {
  /** Columns that are left out, the last first, until the rest fits: for tables with one line a row. */
  spare?: readonly string[];
}

interface Column {
  at: number;
  heading: string;
  width: number;
}

type Cells = readonly string[];

const cellOf = (row: Cells, { at }: Pick<Column, "at">): string => row[at] ?? "";

export function table(
  io: Io,
  headings: readonly string[],
  rows: readonly Cells[],
  { spare = [] }: TableOptions = {},
): string {
  const cells = rows.map((row) => row.map(harmless));
  const all = headings.map((heading, at): Column => {
    const width = longest([heading, ...cells.map((row) => cellOf(row, { at }))]);
    return { at, heading, width };
  });
  const shown = io.terminal ? withoutSpare(all, spare, io.width) : all;
  const apart = io.terminal ? addressesApart(shown, cells, io.width) : [];
  const columns = shown.filter((column) => !apart.includes(column));
  if (io.terminal) shrink(columns, io.width);
  const line = (texts: Cells): string =>
    columns
      .map(({ width }, i) => padded(texts[i] ?? "", width))
      .join(" ".repeat(GAP))
      .trimEnd();
  const head = paint(io)("bold", line(columns.map(({ heading }) => heading)));
  const body = cells.flatMap((row) => {
    const addresses = apart.map((column) => cellOf(row, column)).filter((text) => text !== "");
    const lines = wrapped(columns.map((column) => wrap(cellOf(row, column), column.width))).map(line);
    return [...lines, ...addresses.map((text) => `  ${text}`)];
  });
  return `${[head, ...body].join("\n")}\n`;
}

const longest = (texts: Cells): number =>
  Math.max(...texts.flatMap((t) => t.split("\n")).map((t) => stringWidth(t)));

const total = (columns: readonly Column[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0) + GAP * (columns.length - 1);

function withoutSpare(columns: readonly Column[], spare: readonly string[], room: number): readonly Column[] {
  let left = columns;
  for (const name of spare.toReversed()) {
    if (total(left) <= room) break;
    left = left.filter(({ heading }) => heading !== name);
  }
  return left;
}

/** The columns of addresses, where the table is too wide with them. */
function addressesApart(columns: readonly Column[], rows: readonly Cells[], room: number): Column[] {
  if (total(columns) <= room) return [];
  return columns.filter((column) => rows.some((row) => cellOf(row, column).includes("://")));
}

/** Makes the widest of the columns narrower until all fit, or none of them can be. */
function shrink(columns: readonly Column[], room: number): void {
  for (;;) {
    const over = total(columns) - room;
    const wide = columns.filter(({ width }) => width > NARROWEST);
    if (over <= 0 || wide.length === 0) return;
    const widest = wide.reduce((a, b) => (b.width > a.width ? b : a));
    const less = Math.min(over, Math.ceil(widest.width / 10));
    widest.width = Math.max(NARROWEST, widest.width - less);
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
