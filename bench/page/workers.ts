/** Several processes against one, as a table. */
import type { Part } from "../results.ts";
import type { WorkersResults } from "../workers.ts";
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
    `${ratio(one.serverCores)} + ${ratio(one.loadCores)}`,
    `${ratio(several.serverCores)} + ${ratio(several.loadCores)}`,
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

\`OSSICLE_WORKERS=${workers}\` against one process, both on the same SQLite file with all of the content, no answers kept; medians of ${rounds} rounds of ${seconds} s in turn, ${connections} connections.
The load is made on the same machine: the cores that its generator has, workers can't have. "Cores" says how many the server and the generator had on average; "Per CPU second" how many requests several processes answer in a second of processor time, to those of one: what sharing costs. On a machine whose cores are free for the server, the rate is that times the number of workers.

${table(head, rows)}`;
}
