/** Measures scenarios: this server and bare `node:http` in turn, several rounds and launches, medians and their ratio. */
import { check, type Load, load, type LoadSettings } from "./load.ts";
import type { Scenario } from "./pools.ts";
import { type Measured, residentMemory } from "./processes.ts";
import { median } from "./statistics.ts";

export interface Settings extends LoadSettings {
  /** Each of `seconds` of load for either server, in turn; so many in each launch. */
  rounds: number;
  /** Seconds of load at the start of a launch, and again before the rounds: none of it is timed. */
  warmUp: number;
}

/** What one pair of processes, ours and bare, did under one scenario. */
export interface Launch {
  ours: Load[];
  bare: Load[];
  /** MB, after the load; absent for a server that is not ours. */
  memory?: number;
  /** Answers of the sample that were not right. */
  wrong: string[];
}

export interface Ratios {
  /** Rate to that of bare `node:http`. */
  ratio: number;
  /** p99 to that of bare `node:http`. */
  p99Ratio: number;
}

/** Medians of all rounds of all launches; of p99, of the launches. */
export interface Result extends Ratios {
  scenario: string;
  /** How many of the pool's requests differ. */
  distinct: number;
  ours: Load;
  bare: Load;
  /** Those of each launch alone: how far the figures scatter. */
  launches: Ratios[];
  memory?: number;
  wrong: string[];
}

/** What is measured, and beside what. */
export interface Beside {
  /** The FHIR base of the measured server. */
  base: string;
  /** Its process, if it is ours. */
  server: Measured | undefined;
  /** Runs `bare.ts`. */
  bare: Measured;
}

/** One scenario alone, in one launch. */
export async function measure(scenario: Scenario, beside: Beside, settings: Settings): Promise<Result> {
  return resultOf(scenario, await measureLaunch([scenario], beside, settings));
}

/** Each scenario's rounds, after all were asked: a server that has answered one kind of question only is faster. */
export async function measureLaunch(
  scenarios: readonly Scenario[],
  beside: Beside,
  settings: Settings,
): Promise<Launch[]> {
  const checked: Checked[] = [];
  for (const { requests } of scenarios) checked.push(await warmUp(requests, beside.base, settings));
  const launches: Launch[] = [];
  for (const [i, { requests }] of scenarios.entries())
    launches.push(await runRounds(requests, checked[i]!, beside, settings));
  return launches;
}

type Checked = Awaited<ReturnType<typeof check>>;

/** Checks a sample of the answers, and asks until what is kept for the next time is there and the code compiled. */
async function warmUp(requests: Scenario["requests"], base: string, settings: Settings): Promise<Checked> {
  const checked = await check(base, requests);
  // Each request once.
  await load(base, requests, { ...settings, amount: requests.length });
  await load(base, requests, { ...settings, seconds: settings.warmUp });
  return checked;
}

/**
 * Either server has done something else before. Ours was seen to be slower for about a second after another kind of
 * question; bare `node:http` does the same whatever it is asked, and one round is enough.
 */
async function runRounds(
  requests: Scenario["requests"],
  { bytes, wrong }: Checked,
  { base, server, bare }: Beside,
  settings: Settings,
): Promise<Launch> {
  bare.process.send(bytes);
  await load(bare.base, requests, settings);
  await load(base, requests, { ...settings, seconds: settings.warmUp });
  const launch: Launch = { ours: [], bare: [], wrong };
  for (let round = 0; round < settings.rounds; round++) {
    launch.bare.push(await load(bare.base, requests, settings, bare));
    launch.ours.push(await load(base, requests, settings, server));
  }
  return server ? { ...launch, memory: residentMemory(server.process) } : launch;
}

/** The launches of one scenario. */
export function resultOf({ name, requests }: Scenario, launches: readonly Launch[]): Result {
  const ratios = launches.map(ratiosOf);
  const memory = launches.flatMap((launch) => launch.memory ?? []);
  return {
    scenario: name,
    distinct: new Set(requests.map(({ path, body }) => `${path} ${body}`)).size,
    ours: middle(launches.flatMap(({ ours }) => ours)),
    bare: middle(launches.flatMap(({ bare }) => bare)),
    ratio: median(launches.flatMap(roundRatios)),
    // Only what ran side by side is compared: a busy hour lengthens the tails of both.
    p99Ratio: median(ratios.map(({ p99Ratio }) => p99Ratio)),
    launches: ratios,
    wrong: launches.flatMap(({ wrong }) => wrong),
    ...(memory.length > 0 ? { memory: median(memory) } : {}),
  };
}

const roundRatios = ({ ours, bare }: Launch): number[] => ours.map((l, i) => l.rate / bare[i]!.rate);

function ratiosOf(launch: Launch): Ratios {
  const p99Of = (loads: readonly Load[]): number => median(loads.map((l) => l.p99));
  return { ratio: median(roundRatios(launch)), p99Ratio: p99Of(launch.ours) / p99Of(launch.bare) };
}

function middle(loads: readonly Load[]): Load {
  const of = (read: (load: Load) => number | undefined): number => median(loads.map((l) => read(l) ?? NaN));
  const cpu = of((l) => l.cpu);
  return {
    rate: of((l) => l.rate),
    p50: of((l) => l.p50),
    p99: of((l) => l.p99),
    errors: loads.reduce((sum, l) => sum + l.errors, 0),
    ...(Number.isNaN(cpu) ? {} : { cpu }),
  };
}
