import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { resultTable, suiteOf, tableInPage } from "./table.ts";

const baseline = (version: string): string[] =>
  JSON.parse(readFileSync(new URL(`./baseline-${version}.json`, import.meta.url), "utf8")) as string[];

test("a table counts cases and passes by suite", () => {
  const results = ["a/1", "a/2", "long-name/1"].map((key) => ({ key, passed: key !== "a/2" }));
  const all = results.map(({ key }) => ({ key, passed: true }));
  expect(resultTable(results, all)).toBe(
    [
      "| Suite     | Cases |  R4 |  R5 |",
      "| --------- | ----: | --: | --: |",
      "| a         |     2 |   1 |   2 |",
      "| long-name |     1 |   1 |   1 |",
      "| all       |     3 |   2 |   3 |",
      "",
    ].join("\n"),
  );
});

test("docs/conformance.md claims what the baseline holds the server to, no more and no less", () => {
  const [r4, r5] = ["r4", "r5"].map(baseline);
  const rows = tableInPage()
    .trim()
    .split("\n")
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, 5),
    );
  const count = (keys: string[], suite: string) => keys.filter((key) => suiteOf(key) === suite).length;
  for (const [suite, , ...claimed] of rows.slice(0, -1))
    expect(claimed, suite).toEqual([r4, r5].map((keys) => String(count(keys!, suite!))));
  expect(rows.at(-1)!.slice(2)).toEqual([r4, r5].map((keys) => String(keys!.length)));
  expect(new Set(rows.slice(0, -1).map(([suite]) => suite))).toEqual(new Set(r4!.map(suiteOf)));
});
