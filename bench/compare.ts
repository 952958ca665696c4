/** Measures scenarios: this server and bare `node:http` in turn, several rounds, medians and their ratio. */
import { check, load, type Load, type LoadSettings } from "./load.ts";
import type { Scenario } from "./pools.ts";
import { residentMemory, type Measured } from "./processes.ts";
import { median } from "./statistics.ts";

export interface Settings extends LoadSettings {
  /** Each of `seconds` of load for either server, in turn. */
  rounds: number;
  /** Seconds of load before anything is timed. */
  warmUp: number;
}

export interface Result {
  scenario: string;
  /** How many of the pool's requests differ. */
  distinct: number;
  ours: Load;
  bare: Load;
  /** Rate to that of bare `node:http`. */
  ratio: number;
  /** p99 to that of bare `node:http`. */
  p99Ratio: number;
  /** MB, after the load; absent for a server that is not ours. */
  memory?: number;
  /** Answers of the sample that were not right. */
  wrong: string[];
}

/** `base` is the FHIR base of the measured server; `server` its process, if it is ours; `bare` runs `bare.ts`. */
export async function measure(
  { name, requests }: Scenario,
  base: string,
  server: Measured | undefined,
  bare: Measured,
  settings: Settings,
): Promise<Result> {
  const { wrong, bytes } = await check(base, requests);
  bare.process.send(bytes);
  // The yardstick is warm from earlier scenarios, but for what is new to it.
  await load(bare.base, requests, { ...settings, seconds: Math.min(1, settings.warmUp) });
  // Each request once, so that what is kept for the next time is there; then until the code is compiled.
  await load(base, requests, { ...settings, amount: requests.length });
  await load(base, requests, { ...settings, seconds: settings.warmUp });
  const ours: Load[] = [];
  const bares: Load[] = [];
  for (let round = 0; round < settings.rounds; round++) {
    bares.push(await load(bare.base, requests, settings, bare));
    ours.push(await load(base, requests, settings, server));
  }
  return {
    scenario: name,
    distinct: new Set(requests.map(({ path, body }) => `${path} ${body}`)).size,
    ours: middle(ours),
    bare: middle(bares),
    ratio: median(ours.map((l, i) => l.rate / bares[i]!.rate)),
    p99Ratio: median(ours.map((l) => l.p99)) / median(bares.map((l) => l.p99)),
    wrong,
    ...(server ? { memory: residentMemory(server.process) } : {}),
  };
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
