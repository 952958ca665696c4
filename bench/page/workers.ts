/** Several processes against one, as a table. */
import type { Part } from "../results.ts";
import type { WorkersLoad, WorkersResults } from "../workers.ts";
import { ratio, short, table, whole } from "./markdown.ts";

export function workersSection({ results: { workers, results }, settings }: Part<WorkersResults>): string {
  const { rounds, seconds, connections } = settings;
  const rows = results.map(({ scenario, one, several, ratio: gain, perCpuRatio, wrong }) => [
    scenario,
    whole(one.rate),
    whole(several.rate),
    ratio(gain),
    short(one.p99),
    short(several.p99),
    cores(one),
    cores(several),
    ratio(perCpuRatio),
    one.errors + several.errors + wrong.length,
  ]);
  const head = [
    "Scenario",
    "Requests/s, 1",
    `Requests/s, ${workers}`,
    "Ratio",
    "p99 ms, 1",
    `p99 ms, ${workers}`,
    "Cores, 1",
    `Cores, ${workers}`,
    "Per CPU second",
    "Errors",
  ];
  return `\
## More than one process

\`OSSICLE_WORKERS=${workers}\` against one process, both on the same SQLite file with all of the content, no answers kept; medians of ${rounds} rounds of ${seconds} s in turn, ${connections} connections for each process, for one that has more to do at a time does it for less.
The load is made on the same machine: the cores that its generator has, workers can't have. "Cores" says how many the server, the generator and (where it was measured) other programs had on average: others that were busy spoil the ratio; "Per CPU second" how many requests several processes answer in a second of processor time, to those of one: what sharing costs.

${table(head, rows)}`;
}

function cores({ serverCores, loadCores, otherCores }: WorkersLoad): string {
  return [serverCores, loadCores, otherCores ?? []].flat().map(ratio).join(" + ");
}
