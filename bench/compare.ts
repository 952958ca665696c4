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

/** What is measured, and beside what. */
export interface Beside {
  /** The FHIR base of the measured server. */
  base: string;
  /** Its process, if it is ours. */
  server: Measured | undefined;
  /** Runs `bare.ts`. */
  bare: Measured;
}

/** All rounds of one scenario, one after the other. */
export async function measure(scenario: Scenario, beside: Beside, settings: Settings): Promise<Result> {
  const measuring = new Measuring(scenario, beside, settings);
  await measuring.begin();
  await measuring.run(settings.rounds);
  return measuring.result();
}

/** One scenario: its rounds may come in several groups, with other scenarios between. */
export class Measuring {
  private readonly scenario: Scenario;
  private readonly beside: Beside;
  private readonly settings: Settings;
  private readonly ours: Load[] = [];
  private readonly bares: Load[] = [];
  private checked: Awaited<ReturnType<typeof check>> | undefined;

  constructor(scenario: Scenario, beside: Beside, settings: Settings) {
    this.scenario = scenario;
    this.beside = beside;
    this.settings = settings;
  }

  /** Checks a sample of the answers, and asks until what is kept for the next time is there and the code compiled. */
  async begin(): Promise<void> {
    const { base } = this.beside;
    const { requests } = this.scenario;
    this.checked = await check(base, requests);
    // Each request once.
    await load(base, requests, { ...this.settings, amount: requests.length });
    await load(base, requests, { ...this.settings, seconds: this.settings.warmUp });
  }

  /** So many rounds more. Either server has done something else before, so that the first load isn't timed. */
  async run(rounds: number): Promise<void> {
    const { base, server, bare } = this.beside;
    const { requests } = this.scenario;
    bare.process.send(this.checked!.bytes);
    await load(bare.base, requests, this.settings);
    await load(base, requests, this.settings);
    for (let round = 0; round < rounds; round++) {
      this.bares.push(await load(bare.base, requests, this.settings, bare));
      this.ours.push(await load(base, requests, this.settings, server));
    }
  }

  result(): Result {
    const { ours, bares } = this;
    const { server } = this.beside;
    const { name, requests } = this.scenario;
    return {
      scenario: name,
      distinct: new Set(requests.map(({ path, body }) => `${path} ${body}`)).size,
      ours: middle(ours),
      bare: middle(bares),
      ratio: median(ours.map((l, i) => l.rate / bares[i]!.rate)),
      p99Ratio: median(ours.map((l) => l.p99)) / median(bares.map((l) => l.p99)),
      wrong: this.checked!.wrong,
      ...(server ? { memory: residentMemory(server.process) } : {}),
    };
  }
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
