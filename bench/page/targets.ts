/** What was aimed at beside what was reached, worst figures first: one row for each target. */
import type { Ratios, Result } from "../compare.ts";
import type { StoreResults } from "../measure-scenarios.ts";
import type { Results } from "../results.ts";
import { GROWTH, MILLION_MEMORY, POINT, START_TARGETS, type Target, targetOf } from "../targets.ts";
import { growthOf } from "./growth.ts";
import { ratio, STORE_NAMES, table, tenths, whole } from "./markdown.ts";

export interface Held {
  what: string;
  target: string;
  /** The worst figure, and whose it is. */
  measured: string;
  met: boolean;
  /** Of scenarios: in how many launches all of the group met it. */
  launches?: { met: number; all: number };
}

export function targetSection(results: Results): string {
  const held = [
    ...(results.scenarios?.results ?? []).flatMap(ofScenarios),
    ...ofStart(results),
    ...ofGrowth(results),
  ];
  const missed = held.filter(({ met }) => !met).length;
  const verdict = missed === 0 ? "All are met." : `${missed} of ${held.length} are missed.`;
  const rows = held.map(({ what, target, measured, met, launches }) => [
    what,
    target,
    measured,
    met ? "yes" : "**no**",
    launches ? `${launches.met} of ${launches.all}` : "",
  ]);
  return [
    "## Targets",
    `The worst figure of each group. ${verdict} ${SCATTER}`,
    table(["What", "Target", "Worst measured", "Met", "In launches"], rows),
  ].join("\n\n");
}

const SCATTER =
  'Others use this machine too, and no launch is like the next: "In launches" says in how many of them every scenario of the group met the target by the rounds of that launch alone. A target that some launches miss is met narrowly.';

const GROUPS: [name: string, of: RegExp][] = [
  ["Point operations", POINT],
  ["$expand count=20 of a large value set", /^\$expand count=20/],
  ["$expand filter=, 100,000 concepts", /^\$expand filter=/],
];

export function ofScenarios({ store, cached, results }: StoreResults): Held[] {
  if (store === "other") return [];
  return GROUPS.flatMap(([name, pattern]) => {
    const group = results.filter(({ scenario }) => pattern.test(scenario));
    const target = group[0] && targetOf(group[0].scenario, store, cached);
    const place = `${name}, from ${STORE_NAMES[store]}${cached ? ", answers kept" : ""}`;
    return target ? [rateHeld(place, group, target), ...tailHeld(place, group, target)] : [];
  });
}

function rateHeld(place: string, group: readonly Result[], target: Target): Held {
  const worst = group.reduce((a, b) => (b.ratio < a.ratio ? b : a));
  return {
    what: `${place}: rate to bare \`node:http\``,
    target: `≥ ${target.ratio}`,
    measured: `${ratio(worst.ratio)} (${worst.scenario})`,
    met: worst.ratio >= target.ratio,
    launches: launchesMet(group, ({ ratio }) => ratio >= target.ratio),
  };
}

function tailHeld(place: string, group: readonly Result[], { p99Ratio }: Target): Held[] {
  if (p99Ratio === undefined) return [];
  const worst = group.reduce((a, b) => (b.p99Ratio > a.p99Ratio ? b : a));
  const measured = `${tenths(worst.p99Ratio)} (${worst.scenario})`;
  const met = worst.p99Ratio < p99Ratio;
  const launches = launchesMet(group, (launch) => launch.p99Ratio < p99Ratio);
  return [
    { what: `${place}: p99 to bare \`node:http\`'s`, target: `< ${p99Ratio}`, measured, met, launches },
  ];
}

function launchesMet(
  group: readonly Result[],
  meets: (launch: Ratios) => boolean,
): NonNullable<Held["launches"]> {
  const all = group[0]!.launches.length;
  const met = Array.from({ length: all }, (_, i) => group.every(({ launches }) => meets(launches[i]!)));
  return { met: met.filter(Boolean).length, all };
}

function ofStart({ startup }: Results): Held[] {
  return (startup?.results.contents ?? []).flatMap(({ content, ratio, atRest }) => {
    if (content === "all") return [];
    const target = START_TARGETS[content];
    const name = content === "condition" ? "condition only" : "with `hl7.terminology.r4` in SQLite";
    return [
      {
        what: `Start to first answer, ${name}: times \`node -e 0\``,
        target: `≤ ${target.ratio}`,
        measured: ratio.toFixed(1),
        met: ratio <= target.ratio,
      },
      {
        what: `Memory at rest, ${name}, MB`,
        target: `< ${target.memory}`,
        measured: whole(atRest),
        met: atRest < target.memory,
      },
    ];
  });
}

function ofGrowth({ growth }: Results): Held[] {
  return (growth?.results ?? []).flatMap(({ store, kind, sizes, questions, memory }) => {
    const points = questions.filter(({ point }) => point);
    const worst = points.reduce((a, b) => (growthOf(b) > growthOf(a) ? b : a));
    const held: Held[] = [
      {
        what: `Point operations, from ${STORE_NAMES[store]}: time at ${whole(sizes.at(-1)!)} ${kind} to that at ${whole(sizes[0]!)}`,
        target: `≤ ${GROWTH}`,
        measured: `${growthOf(worst).toFixed(2)} (${worst.name})`,
        met: growthOf(worst) <= GROWTH,
      },
    ];
    const million = kind === "concepts" ? memory[sizes.indexOf(1_000_000)] : undefined;
    if (million !== undefined)
      held.push({
        what: `Memory while 1,000,000 concepts are served from ${STORE_NAMES[store]}, MB`,
        target: `< ${MILLION_MEMORY}`,
        measured: whole(million),
        met: million < MILLION_MEMORY,
      });
    return held;
  });
}
