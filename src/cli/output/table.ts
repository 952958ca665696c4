/** Columns under their headings. On a terminal the widest give way until all fit; in a pipe nothing is cut. */
import type { Io } from "../io.ts";
import { harmless, paint, wrap } from "./style.ts";

const GAP = 2;
const NARROWEST = 8;
/** An address is readable in pieces, but not in crumbs. */
const ADDRESS = 20;

export function table(io: Io, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => headings.map((_, i) => harmless(row[i] ?? "")));
  const widths = fitted(
    headings.map((heading, i) => [heading, ...cells.map((row) => row[i]!)]),
    io,
  );
  const bold = paint(io);
  const head = headings.map((heading, i) =>
    bold("bold", heading.padEnd(i === headings.length - 1 ? 0 : widths[i]!)),
  );
  return (
    [head.join(" ".repeat(GAP)).trimEnd(), ...cells.flatMap((row) => lines(row, widths))].join("\n") + "\n"
  );
}

const longest = (texts: readonly string[]): number =>
  Math.max(...texts.flatMap((t) => t.split("\n")).map((t) => t.length));

/** Addresses give way first: they can be broken, codes and words should not be. */
function fitted(columns: readonly (readonly string[])[], io: Io): number[] {
  const result = columns.map(longest);
  if (!io.terminal) return result;
  const addresses = new Set(columns.flatMap((texts, i) => (texts.some((t) => t.includes("://")) ? [i] : [])));
  shrink(result, io.width, ADDRESS, (i) => addresses.has(i));
  shrink(result, io.width, NARROWEST, () => true);
  return result;
}

/** Makes the widest of the columns narrower until all fit, or none of them can be. */
function shrink(widths: number[], room: number, least: number, may: (column: number) => boolean): void {
  const over = () => widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1) - room;
  for (;;) {
    const candidates = widths.flatMap((width, i) => (may(i) && width > least ? [i] : []));
    if (over() <= 0 || candidates.length === 0) return;
    const at = candidates.reduce((a, b) => (widths[b]! > widths[a]! ? b : a));
    widths[at] = Math.max(least, widths[at]! - Math.min(over(), Math.ceil(widths[at]! / 10)));
  }
}

function lines(row: readonly string[], widths: readonly number[]): string[] {
  const wrapped = row.map((cell, i) => wrap(cell, widths[i]!));
  const height = Math.max(...wrapped.map((w) => w.length));
  return Array.from({ length: height }, (_, y) =>
    wrapped
      .map((w, x) => (w[y] ?? "").padEnd(x === wrapped.length - 1 ? 0 : widths[x]!))
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

/** Names with their values, one under the other; empty values are left out. */
export function pairs(io: Io, entries: readonly (readonly [string, string | undefined])[]): string {
  const shown = entries.filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  if (shown.length === 0) return "";
  const left = Math.max(...shown.map(([name]) => name.length));
  const width = io.terminal ? Math.max(20, io.width - left - GAP) : Infinity;
  const bold = paint(io);
  return shown
    .map(([name, value]) => {
      const [first = "", ...others] = wrap(harmless(value), width);
      const indent = " ".repeat(left + GAP);
      return [
        `${bold("bold", name.padEnd(left))}  ${first}`,
        ...others.map((line) => `${indent}${line}`),
      ].join("\n");
    })
    .join("\n")
    .concat("\n");
}
