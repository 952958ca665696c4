/** CI fails on a ratio far below the kept one, seen twice, and on nothing else. */
import { describe, expect, it } from "vitest";
import { attempts, FLOOR_SCENARIOS, floorOf } from "../../bench/floor.ts";
import { readResults, RESULTS_FILE } from "../../bench/results.ts";
import { result, scenarioPart } from "./sample-results.ts";

/** Runs the rule over these measurements; says whether it held, and how many it took. */
async function held(floor: number, ...measured: ReturnType<typeof result>[]) {
  const lines: string[] = [];
  const rest = [...measured];
  const ok = await attempts(
    async () => rest.shift()!,
    floor,
    (line) => lines.push(line),
  );
  return { ok, lines, taken: measured.length - rest.length };
}

describe("the floor", () => {
  it("is a quarter of the kept ratio", () => {
    const kept = { scenarios: scenarioPart(result("$lookup GET", 0.8)) };
    expect(floorOf(kept, "sqlite", "$lookup GET")).toBeCloseTo(0.2);
  });

  it("can't be had for what wasn't kept", () => {
    const kept = { scenarios: scenarioPart(result("$lookup GET", 0.5)) };
    expect(() => floorOf(kept, "memory", "$lookup GET")).toThrow("'$lookup GET' from memory");
  });

  it("holds at the first measurement above it", async () => {
    expect(await held(0.2, result("$lookup GET", 0.2))).toMatchObject({ ok: true, taken: 1 });
  });

  it("is measured again where it isn't reached", async () => {
    const slow = result("$lookup GET", 0.1);
    const fast = result("$lookup GET", 0.3);
    expect(await held(0.2, slow, fast)).toMatchObject({ ok: true, taken: 2 });
    const missed = await held(0.2, slow, slow);
    expect(missed).toMatchObject({ ok: false, taken: 2 });
    expect(missed.lines[1]).toContain("0.10 of bare node:http, at least 0.20: TOO SLOW");
  });

  it("isn't reached by wrong answers, however fast", async () => {
    const wrong = { ...result("$lookup GET", 0.9), wrong: ["GET /..."] };
    const missed = await held(0.2, wrong, wrong);
    expect(missed.ok).toBe(false);
    expect(missed.lines[0]).toContain("1 wrong answers");
  });

  it.each(FLOOR_SCENARIOS)("is there for %s from memory and SQLite", (scenario) => {
    const kept = readResults(RESULTS_FILE);
    for (const store of ["memory", "sqlite"] as const)
      expect(floorOf(kept, store, scenario)).toBeGreaterThan(0.02);
  });
});
