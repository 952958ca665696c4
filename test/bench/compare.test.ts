/** What several launches say together. */
import { describe, expect, it } from "vitest";
import { type Launch, resultOf } from "../../bench/compare.ts";
import type { Load } from "../../bench/load.ts";

const scenario = { name: "$lookup GET", requests: [] };
const load = (rate: number, p99: number, cpu = 20): Load => ({ rate, p50: 1, p99, errors: 0, cpu });
const launch = (ours: Load[], bare: Load[], memory = 100): Launch => ({ ours, bare, memory, wrong: [] });

describe("the result of several launches", () => {
  it("has the median of all rounds, and what each launch alone gave", () => {
    const bare = [load(100, 1), load(100, 1), load(100, 1)];
    const slow = launch([load(40, 2), load(42, 2), load(44, 2)], bare, 120);
    const fast = launch([load(50, 2), load(52, 2), load(54, 2)], bare, 140);
    const result = resultOf(scenario, [slow, fast]);
    expect(result.ratio).toBeCloseTo(0.47);
    expect(result.launches.map(({ ratio }) => ratio)).toEqual([0.42, 0.52]);
    expect(result.ours.rate).toBe(47);
    expect(result.memory).toBe(130);
  });

  it("compares tails of what ran side by side only", () => {
    // In a busy hour both have long tails: the middle one of all is ours from that hour, and bare's from a quiet one.
    const quiet = launch([load(50, 2)], [load(100, 1)]);
    const busy = launch([load(50, 16)], [load(100, 8)]);
    const busyForUs = launch([load(50, 16)], [load(100, 1)]);
    expect(resultOf(scenario, [quiet, busy, busyForUs]).p99Ratio).toBe(2);
  });

  it("names every wrong answer", () => {
    const wrong = { ...launch([load(50, 2)], [load(100, 1)]), wrong: ["GET /a"] };
    expect(resultOf(scenario, [wrong, wrong]).wrong).toEqual(["GET /a", "GET /a"]);
  });
});
