/** Each scenario from each store, as tables. */
import type { Result, Settings } from "../compare.ts";
import type { StoreResults } from "../measure-scenarios.ts";
import type { Part } from "../results.ts";
import { targetOf } from "../targets.ts";
import { besides, range, ratio, short, STORE_NAMES, table, tenths, whole } from "./markdown.ts";

const HEAD = [
  "Scenario",
  "Requests/s",
  "To bare",
  "Launches",
  "Target",
  "p50 ms",
  "p99 ms",
  "p99 to bare",
  "Launches",
  "Target",
  "CPU µs",
  "CPU to bare",
  "Errors",
  "MB",
];

const INTRO = `\
The server and a bare \`node:http\` server, which answers every request with the same text of the same length, are loaded in turn by the same generator (autocannon) on the same machine.
What counts is the ratio of the two: the rates themselves are this machine's.
The content is \`hl7.terminology.r4\`, \`hl7.fhir.r5.core\`, the condition, and a generated code system of 100,000 concepts for what a user types.
A sample of the answers is checked before anything is timed; "Errors" counts those that were wrong, then or under load.

- "To bare": our rate to that of bare \`node:http\`; 1 would be as fast. "p99 to bare": our 99th percentile to its. "Launches": the least and the most that a single launch gave.
- "CPU µs": processor time that the server spent on a request, all threads; "CPU to bare": as many times bare \`node:http\`'s. The generator and the server share the machine: where the generator is the slower one, rates flatter, and processor time doesn't.
- "MB": resident memory of the server after the last round, the median of the launches. For PostgreSQL neither counts what the database itself takes.
- A figure in bold misses its target.`;

export function scenarioSection({ results, settings }: Part<StoreResults[]>): string {
  const kept = results.filter((r) => r.cached);
  return [
    "## Scenarios, one process",
    INTRO,
    method(settings, results),
    "### Each answer computed",
    "No answers are kept (`OSSICLE_RESPONSE_CACHE=0`).",
    ...results.filter((r) => !r.cached).flatMap(storeTable),
    ...(kept.length > 0
      ? [
          "### Answers kept",
          "Answers to GETs are kept until something is written, as by default; answers to POSTs never are, so these are not listed.",
          ...kept.flatMap(storeTable),
        ]
      : []),
    "### The requests",
    distinct(results),
  ].join("\n\n");
}

function method(
  { rounds, seconds, warmUp, connections }: Settings,
  results: readonly StoreResults[],
): string {
  const launches = launchesOf(results);
  return `Each figure is the median of ${launches * rounds} rounds: ${rounds} in each of ${launches} launches, for which both servers are started anew and all scenarios of all stores are gone through, so that launches of one scenario are many minutes apart. A round is ${seconds} s of load for either server in turn, with ${connections} connections. Before, and not timed, our server gets each request once and ${warmUp} s of load for every scenario when a launch begins, and ${warmUp} s again before the rounds of one, for after another kind of question it is slower for about a second; bare \`node:http\`, which does the same whatever it is asked, gets ${warmUp} s when a launch begins and ${seconds} s before the rounds. The p99 ratio is the median of those of the launches.`;
}

function launchesOf(results: readonly StoreResults[]): number {
  return results[0]?.results[0]?.launches.length ?? 0;
}

function storeTable({ store, cached, results }: StoreResults): string[] {
  const rows = results.map((result) => row(result, store, cached));
  const from = store === "other" ? "Another server" : `From ${STORE_NAMES[store]}`;
  return [`#### ${from}${cached ? ", answers kept" : ""}`, table(HEAD, rows)];
}

function row(result: Result, store: StoreResults["store"], cached: boolean): string[] {
  const { ours, bare } = result;
  const target = store === "other" ? undefined : targetOf(result.scenario, store, cached);
  return [
    result.scenario,
    whole(ours.rate),
    besides(ratio(result.ratio), result.ratio >= (target?.ratio ?? 0)),
    range(
      result.launches.map((l) => l.ratio),
      ratio,
    ),
    target ? `≥ ${target.ratio}` : "",
    short(ours.p50),
    short(ours.p99),
    besides(tenths(result.p99Ratio), result.p99Ratio < (target?.p99Ratio ?? Infinity)),
    range(
      result.launches.map((l) => l.p99Ratio),
      tenths,
    ),
    target?.p99Ratio === undefined ? "" : `< ${target.p99Ratio}`,
    ours.cpu === undefined ? "" : whole(ours.cpu),
    ours.cpu === undefined || !bare.cpu ? "" : (ours.cpu / bare.cpu).toFixed(1),
    String(ours.errors + result.wrong.length),
    result.memory === undefined ? "" : whole(result.memory),
  ];
}

/** How many requests of each pool differ. */
function distinct(results: readonly StoreResults[]): string {
  const counts = new Map<string, number>();
  for (const { results: of } of results)
    for (const { scenario, distinct } of of) counts.set(scenario, distinct);
  const list = [...counts].map(([name, count]) => `${name} ${whole(count)}`).join("; ");
  return `Each scenario has a pool of 2,000 requests, drawn at random from the content and the same in every run; where the content has fewer, some occur more than once. So many differ: ${list}.`;
}
