/** Columns under their headings. On a terminal the widest give way until all fit; in a pipe nothing is cut. */
import type { Io } from "../io.ts";
import { harmless, paint, wrap } from "./style.ts";

const GAP = 2;
const NARROWEST = 8;

export function table(io: Io, headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => headings.map((_, i) => harmless(row[i] ?? "")));
  const widths = fitted(
    headings.map((heading, i) => longest([heading, ...cells.map((row) => row[i]!)])),
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

function fitted(widths: readonly number[], io: Io): number[] {
  const result = [...widths];
  if (!io.terminal) return result;
  const total = () => result.reduce((sum, width) => sum + width, 0) + GAP * (result.length - 1);
  while (total() > io.width) {
    const widest = Math.max(...result);
    if (widest <= NARROWEST) break;
    const at = result.indexOf(widest);
    result[at] = Math.max(
      NARROWEST,
      widest - Math.max(1, Math.min(total() - io.width, Math.ceil(widest / 10))),
    );
  }
  return result;
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
