/** Results as a short run gives them, for tests. */
import type { Result, Settings } from "../../bench/compare.ts";
import type { QuestionGrowth } from "../../bench/growth.ts";
import type { Results } from "../../bench/results.ts";

export const settings: Settings = { rounds: 5, seconds: 1, warmUp: 3, connections: 16 };
const MACHINE = "2 x Test, 4 GiB, Node v24.0.0, 2026-01-01";

export function result(scenario: string, ratio: number, p99Ratio = 2): Result {
  return {
    scenario,
    distinct: 1_900,
    ours: { rate: 10_000 * ratio, p50: 1.234, p99: 2.5, errors: 0, cpu: 60 },
    bare: { rate: 10_000, p50: 0.6, p99: 1.25, errors: 0, cpu: 30 },
    ratio,
    p99Ratio,
    launches: [
      { ratio: ratio * 0.9, p99Ratio },
      { ratio: ratio * 1.1, p99Ratio: p99Ratio + 1 },
    ],
    memory: 123.4,
    wrong: [],
  };
}

export const scenarioPart = (...results: Result[]): NonNullable<Results["scenarios"]> => ({
  machine: MACHINE,
  settings,
  results: [{ store: "sqlite", cached: false, results }],
});

export function startPart(ratio: number, atRest: number): NonNullable<Results["startup"]> {
  const start = { content: "condition" as const, nodeAlone: 40, firstAnswer: 40 * ratio, ratio };
  return {
    machine: MACHINE,
    settings,
    results: {
      contents: [{ ...start, atRest, afterLoad: 222 }],
      production: { packages: 77, megabytes: 12.34 },
    },
  };
}

export function growthPart(
  questions: Omit<QuestionGrowth, "wrong">[],
  memory: number[],
): NonNullable<Results["growth"]> {
  return {
    machine: MACHINE,
    settings,
    results: [
      {
        store: "sqlite",
        kind: "concepts",
        sizes: [1_000, 1_000_000],
        questions: questions.map((question) => ({ ...question, wrong: [] })),
        memory,
      },
    ],
  };
}
