/** Measures scenarios: this server and bare `node:http` in turn, several rounds, medians and their ratio. */
import { averageSize, check, load, type Load } from "./load.ts";
import type { Scenario } from "./pools.ts";
import { residentMemory, start, stop, type Measured } from "./processes.ts";

export interface Settings {
  rounds: number;
  /** Of load, per round and server. */
  seconds: number;
  connections: number;
}

export interface Result {
  scenario: string;
  ours: Load;
  bare: Load;
  /** Rate to that of bare `node:http`. */
  ratio: number;
  /** p99 to that of bare `node:http`. */
  p99Ratio: number;
  /** MB, after the load; absent for a server that is not ours. */
  memory?: number;
  wrong: string[];
}

/** `base` is the FHIR base of the measured server; `server` its process, if it is ours. */
export async function measure(
  scenario: Scenario,
  base: string,
  server: Measured | undefined,
  settings: Settings,
): Promise<Result> {
  const { requests } = scenario;
  const wrong = await check(base, requests);
  const bareServer = await start("bare.ts", [String(await averageSize(base, requests))]);
  try {
    const ours: Load[] = [];
    const bare: Load[] = [];
    await load(base, requests, Math.min(1, settings.seconds), settings.connections);
    for (let round = 0; round < settings.rounds; round++) {
      bare.push(await load(bareServer.base, requests, settings.seconds, settings.connections));
      ours.push(await load(base, requests, settings.seconds, settings.connections));
    }
    const result: Result = {
      scenario: scenario.name,
      ours: middle(ours),
      bare: middle(bare),
      ratio: median(ours.map((l, i) => l.rate / bare[i]!.rate)),
      p99Ratio: median(ours.map((l) => l.p99)) / Math.max(1, median(bare.map((l) => l.p99))),
      wrong,
    };
    if (server) result.memory = residentMemory(server);
    return result;
  } finally {
    await stop(bareServer);
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function middle(loads: readonly Load[]): Load {
  return {
    rate: median(loads.map((l) => l.rate)),
    p50: median(loads.map((l) => l.p50)),
    p99: median(loads.map((l) => l.p99)),
    errors: loads.reduce((sum, l) => sum + l.errors, 0),
  };
}
