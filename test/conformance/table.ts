/** The table of results in docs/conformance.md. */
import { readFileSync, writeFileSync } from "node:fs";

/** Results of one run: `suite/case` and whether it passed. */
export type Results = readonly { key: string; passed: boolean }[];

const PAGE = new URL("../../docs/conformance.md", import.meta.url);
const START = "<!-- results -->\n";
const END = "<!-- /results -->";

export const suiteOf = (key: string): string => key.slice(0, key.indexOf("/"));

/** Markdown, as Prettier would write it: one row a suite, in the order of the run, and the sum. */
export function resultTable(r4: Results, r5: Results): string {
  const passed = (results: Results, suite?: string): number =>
    results.filter((r) => r.passed && (suite === undefined || suiteOf(r.key) === suite)).length;
  const suites = [...new Set([...r4, ...r5].map((r) => suiteOf(r.key)))];
  const cases = (suite: string): number => r4.filter((r) => suiteOf(r.key) === suite).length;
  const rows = suites.map((suite) => [suite, cases(suite), passed(r4, suite), passed(r5, suite)]);
  return markdown(["Suite", "Cases", "R4", "R5"], [...rows, ["all", r4.length, passed(r4), passed(r5)]]);
}

function markdown(head: string[], rows: (string | number)[][]): string {
  const all = [head, ...rows.map((row) => row.map(String))];
  const width = (column: number): number => Math.max(3, ...all.map((row) => row[column]!.length));
  const pad = (text: string, column: number): string =>
    column === 0 ? text.padEnd(width(column)) : text.padStart(width(column));
  const line = (row: string[]): string => `| ${row.map(pad).join(" | ")} |\n`;
  const rule = head.map((_, i) => (i === 0 ? "-".repeat(width(i)) : `${"-".repeat(width(i) - 1)}:`));
  return [line(head), line(rule), ...rows.map((row) => line(row.map(String)))].join("");
}

/** What the page says now. */
export function tableInPage(): string {
  const page = readFileSync(PAGE, "utf8");
  return page.slice(page.indexOf(START) + START.length, page.indexOf(END)).trimStart();
}

export function writeTable(table: string): void {
  const page = readFileSync(PAGE, "utf8");
  const [before, after] = [page.slice(0, page.indexOf(START) + START.length), page.slice(page.indexOf(END))];
  writeFileSync(PAGE, `${before}\n${table}\n${after}`);
}
