/** What questions cost as content grows, as tables and a plot. */
import type { Growth, GrowthResults, QuestionGrowth } from "../growth.ts";
import { costPlot } from "../plot.ts";
import type { Part } from "../results.ts";
import { GROWTH, MILLION_MEMORY } from "../targets.ts";
import { besides, short, STORE_NAMES, table, whole } from "./markdown.ts";

/** How many times the time at the smallest size the time at the largest is. */
export const growthOf = ({ p50 }: QuestionGrowth): number => p50.at(-1)! / p50[0]!;

export function growthSection({ results, settings }: Part<GrowthResults>, plotFile: string): string {
  const { rounds, seconds, connections, warmUp } = settings;
  const intro = `\
## Growth

The same questions of generated code systems of several sizes: twelve levels, a fifth of the concepts with a second parent, names of three words. Each size has a server of its own, and no answers are kept. The first figure is the time of an answer in ms at one connection (p50, over HTTP), the second one requests/s at ${connections} connections; each the median of ${rounds} rounds of ${seconds} s after ${warmUp} s that aren't timed, sizes in turn. Each size is asked 10,000 different requests if it has as many.
"Growth" is the time at the largest size to that at the smallest. Where a question is about one code or one resource, it may be at most ${GROWTH}; a figure in bold misses that. Lists may grow: there is more to look through.

![Time of an answer against the number of concepts](${plotFile})`;
  return [intro, ...results.flatMap(block)].join("\n\n");
}

function block({ store, kind, sizes, questions, memory }: Growth): string[] {
  const cells = (question: QuestionGrowth): string[] => [
    question.name,
    ...question.p50.map((p50, i) => `${short(p50)}; ${whole(question.rate[i]!)}`),
    besides(growthOf(question).toFixed(2), !question.point || growthOf(question) <= GROWTH),
    question.point ? `≤ ${GROWTH}` : "",
  ];
  const limit = (i: number): boolean =>
    !(kind === "concepts" && sizes[i] === 1_000_000) || memory[i]! < MILLION_MEMORY;
  const resident = ["Resident memory, MB", ...memory.map((mb, i) => besides(whole(mb), limit(i))), "", ""];
  const head = [kind === "concepts" ? "Concepts" : "Maps", ...sizes.map(whole), "Growth", "Target"];
  const what = kind === "concepts" ? "Concepts" : "Maps from one code system, 100 mappings each";
  return [`### ${what}, from ${STORE_NAMES[store]}`, table(head, [...questions.map(cells), resident])];
}

/** Of concepts in SQLite; undefined if these weren't measured. */
export function growthPlot(results: GrowthResults): string | undefined {
  const growth = results.find(({ store, kind }) => store === "sqlite" && kind === "concepts");
  if (!growth) return undefined;
  const lines = growth.questions.map(({ name, p50 }) => [name, p50.map((ms) => Math.round(ms * 1_000))]);
  return costPlot(growth.sizes, Object.fromEntries(lines) as Record<string, number[]>);
}
