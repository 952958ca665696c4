/** docs/performance.md says what was measured, all of it, and what misses its target. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { growthPlot } from "../../bench/page/growth.ts";
import { page } from "../../bench/page/index.ts";
import { readResults, RESULTS_FILE, wrongIn } from "../../bench/results.ts";
import { growthPart, result, scenarioPart, startPart } from "./sample-results.ts";

/** The cells of the first row that has this text in its first cell. */
function row(text: string, first: string): string[] {
  const line = text.split("\n").find((l) => l.startsWith(`| ${first}`));
  return (line ?? "").split("|").map((cell) => cell.trim());
}

describe("the page of results", () => {
  it("shows figures beside their targets, and what is missed in bold", async () => {
    const text = await page({ scenarios: scenarioPart(result("$lookup GET", 0.5, 4.2)) }, "plot.svg");
    const cells = row(text, "$lookup GET");
    expect(cells).toContain("5,000");
    expect(cells).toContain("0.50");
    expect(cells).toContain("0.45 to 0.55");
    expect(cells).toContain("4.2 to 5.2");
    expect(cells).toContain("≥ 0.35");
    expect(cells).toContain("**4.2**");
    expect(cells).toContain("< 4");
  });

  it("gives the worst of a group, and counts what is missed", async () => {
    const results = [
      result("$lookup GET", 0.5),
      result("$subsumes GET", 0.3),
      result("$expand small GET", 0.1),
    ];
    const text = await page({ scenarios: scenarioPart(...results) }, "plot.svg");
    const held = row(text, "Point operations, from SQLite: rate");
    expect(held).toContain("0.30 ($subsumes GET)");
    expect(held).toContain("**no**");
    expect(row(text, "Point operations, from SQLite: p99")).toContain("yes");
    expect(text).toContain("1 of 2 are missed.");
  });

  it("says in how many launches a target was met by every scenario of its group", async () => {
    const results = [result("$lookup GET", 0.37), result("$subsumes GET", 0.31), result("read", 0.1)];
    const text = await page({ scenarios: scenarioPart(...results) }, "plot.svg");
    expect(row(text, "Point operations, from SQLite: rate")).toEqual(
      expect.arrayContaining(["**no**", "0 of 2"]),
    );
    const better = await page({ scenarios: scenarioPart(result("$lookup GET", 0.37, 3.5)) }, "plot.svg");
    expect(row(better, "Point operations, from SQLite: rate")).toEqual(
      expect.arrayContaining(["yes", "1 of 2"]),
    );
    expect(row(better, "Point operations, from SQLite: p99")).toEqual(
      expect.arrayContaining(["yes", "1 of 2"]),
    );
  });

  it("says so when all targets are met", async () => {
    expect(await page({ startup: startPart(5.9, 99) }, "plot.svg")).toContain("All are met.");
  });

  it("holds memory at rest and the start to their limits", async () => {
    const text = await page({ startup: startPart(6.1, 101) }, "plot.svg");
    const cells = row(text, "the condition only");
    expect(cells).toEqual(expect.arrayContaining(["**6.1**", "≤ 6", "**101**", "< 100", "222"]));
    expect(text).toContain("77 packages, 12.3 MB");
  });

  it("holds point operations, but not lists, to the limit of growth", async () => {
    const part = growthPart(
      [
        { name: "$lookup", point: true, p50: [0.1, 0.16], rate: [9_000, 8_000] },
        { name: "$expand", point: false, p50: [0.1, 0.9], rate: [9_000, 800] },
      ],
      [90, 351],
    );
    const text = await page({ growth: part }, "plot.svg");
    expect(row(text, "$lookup")).toContain("**1.60**");
    expect(row(text, "$expand")).toContain("9.00");
    expect(row(text, "Resident memory, MB")).toContain("**351**");
    expect(text).toContain("(plot.svg)");
    expect(growthPlot(part.results)).toContain("$lookup: 160 µs");
  });

  it("leaves out what wasn't measured", async () => {
    const text = await page({ startup: startPart(5, 90) }, "plot.svg");
    expect(text).toContain("## Start, memory and size");
    expect(text).not.toContain("## Scenarios");
    expect(text).not.toContain("## Growth");
  });

  it("names the day of each part where they differ", async () => {
    const later = { ...startPart(5, 90), machine: "another one" };
    const text = await page(
      { scenarios: scenarioPart(result("$lookup GET", 0.5)), startup: later },
      "plot.svg",
    );
    expect(text).toContain("- startup: another one");
  });
});

describe("docs/performance.md", () => {
  const kept = readResults(RESULTS_FILE);
  const docs = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

  it("is what the kept results say: nothing in it is written by hand", async () => {
    expect(docs("performance.md")).toBe(await page(kept, "performance-growth.svg"));
    expect(docs("performance-growth.svg")).toBe(growthPlot(kept.growth!.results));
  });

  it("comes from right answers", () => {
    expect(wrongIn(kept)).toBe(false);
  });
});

describe("results with a wrong answer", () => {
  it("are told from right ones", () => {
    const good = result("$lookup GET", 0.5);
    expect(wrongIn({ scenarios: scenarioPart(good) })).toBe(false);
    expect(wrongIn({ scenarios: scenarioPart({ ...good, wrong: ["GET /..."] }) })).toBe(true);
    expect(wrongIn({ scenarios: scenarioPart({ ...good, ours: { ...good.ours, errors: 1 } }) })).toBe(true);
  });
});
