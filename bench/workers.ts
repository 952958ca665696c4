/**
 * One process against several on one SQLite file, in turn:
 *   `node bench/workers.ts [--workers 2] [--rounds 5] [--seconds 2] [--warm-up 4] [--connections 16] [--json FILE]`
 * Connections are counted for each process: one that has more to do at a time does it for less. The load comes from the
 * same machine, so what its generator takes of the cores, workers can't have; nor what other programs take. So besides the
 * rates it says how many cores each had, and what the server made of a second of processor time; and rounds in which
 * others were busy are measured again.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Settings } from "./compare.ts";
import { content } from "./content.ts";
import { check, load, type LoadSettings } from "./load.ts";
import { type Scenario, scenarios } from "./pools.ts";
import { type Measured, start, stop } from "./processes.ts";
import { machineLine } from "./report.ts";
import { median } from "./statistics.ts";
import { BenchStores } from "./stores.ts";

/** From little work a request to much. */
const MEASURED = [
  "$lookup GET",
  "ValueSet/$validate-code GET",
  "$translate without map GET",
  "$expand filter= (typeahead, 100,000) GET",
  "$expand small GET",
];

/** Cores that others may have in a round that counts; and how many rounds are measured at most, for each that counts. */
const QUIET = 0.1;
const MOST_ROUNDS = 4;

export interface WorkersLoad {
  /** Requests a second. */
  rate: number;
  /** Milliseconds. */
  p99: number;
  /** Cores that all processes of the server had, on average. */
  serverCores: number;
  /** Cores that the generator of the load had. */
  loadCores: number;
  /** Cores that other programs had: what is above a tenth spoils the comparison. Older results lack it. */
  otherCores?: number;
  /** Requests for each second of the server's processor time. */
  perCpuSecond: number;
  errors: number;
}

export interface WorkersResult {
  scenario: string;
  one: WorkersLoad;
  several: WorkersLoad;
  /** Rate of several to that of one. */
  ratio: number;
  /** Requests per second of processor time, several to one: what is lost by sharing. */
  perCpuRatio: number;
  /** Answers of the sample that were not right. */
  wrong: string[];
}

export interface WorkersResults {
  workers: number;
  results: WorkersResult[];
}

/** Prints each result as soon as it is there. */
export async function measureWorkers(
  stores: BenchStores,
  settings: Settings,
  workers = 2,
): Promise<WorkersResults> {
  const address = await stores.filled("sqlite", "all");
  const pools = scenarios([...content("all")]).filter(({ name }) => MEASURED.includes(name));
  const servers = [
    await start("serve-workers.ts", [address, "1"]),
    await start("serve-workers.ts", [address, String(workers)]),
  ] as const;
  try {
    console.log(workersHead(workers));
    const results: WorkersResult[] = [];
    for (const pool of pools) {
      const result = await compare(pool, servers, workers, settings);
      results.push(result);
      console.log(workersRow(result));
      for (const line of result.wrong.slice(0, 3)) console.log(`  WRONG: ${line}`);
    }
    return { workers, results };
  } finally {
    await Promise.all(servers.map(stop));
  }
}

async function compare(
  { name, requests }: Scenario,
  servers: readonly [Measured, Measured],
  workers: number,
  settings: Settings,
): Promise<WorkersResult> {
  const wrong: string[] = [];
  const loaded = (i: 0 | 1, seconds: number) => {
    const connections = settings.connections * (i === 0 ? 1 : workers);
    return measured(servers[i], requests, { seconds, connections });
  };
  for (const i of [0, 1] as const) {
    wrong.push(...(await check(`${servers[i].base}/r4`, requests)).wrong);
    await loaded(i, settings.warmUp);
  }
  const rounds = await quietest(settings.rounds, async () => ({
    one: await loaded(0, settings.seconds),
    several: await loaded(1, settings.seconds),
  }));
  const ratioOf = (read: (load: WorkersLoad) => number) =>
    median(rounds.map(({ one, several }) => read(several) / read(one)));
  return {
    scenario: name,
    one: middle(rounds.map(({ one }) => one)),
    several: middle(rounds.map(({ several }) => several)),
    ratio: ratioOf(({ rate }) => rate),
    perCpuRatio: ratioOf(({ perCpuSecond }) => perCpuSecond),
    wrong,
  };
}

interface Round {
  one: WorkersLoad;
  several: WorkersLoad;
}

/** Rounds in which nobody else was busy; if there are too few of them, those in which others were least so. */
async function quietest(count: number, run: () => Promise<Round>): Promise<Round[]> {
  const rounds: Round[] = [];
  const others = ({ one, several }: Round) => Math.max(one.otherCores ?? 0, several.otherCores ?? 0);
  for (let quiet = 0; quiet < count && rounds.length < count * MOST_ROUNDS;) {
    const round = await run();
    rounds.push(round);
    if (others(round) <= QUIET) quiet++;
  }
  return rounds.sort((a, b) => others(a) - others(b)).slice(0, count);
}

async function measured(
  server: Measured,
  requests: Scenario["requests"],
  settings: LoadSettings,
): Promise<WorkersLoad> {
  const before = processorTimes(server);
  const { rate, p99, errors } = await load(`${server.base}/r4`, requests, settings);
  const after = processorTimes(server);
  const seconds = after.at - before.at;
  const serverCores = (after.server - before.server) / seconds;
  const loadCores = (after.load - before.load) / seconds;
  const otherCores = Math.max(0, (after.all - before.all) / seconds - serverCores - loadCores);
  return { rate, p99, serverCores, loadCores, otherCores, perCpuSecond: rate / serverCores, errors };
}

function middle(loads: readonly WorkersLoad[]): WorkersLoad {
  const of = (read: (load: WorkersLoad) => number): number => median(loads.map(read));
  return {
    rate: of(({ rate }) => rate),
    p99: of(({ p99 }) => p99),
    serverCores: of(({ serverCores }) => serverCores),
    loadCores: of(({ loadCores }) => loadCores),
    otherCores: of(({ otherCores }) => otherCores ?? 0),
    perCpuSecond: of(({ perCpuSecond }) => perCpuSecond),
    errors: loads.reduce((sum, { errors }) => sum + errors, 0),
  };
}

interface Times {
  /** When, in seconds, as all of these. */
  at: number;
  server: number;
  load: number;
  /** Of all programs of the machine. */
  all: number;
}

/** What has been used of the processors so far (Linux). */
function processorTimes({ process: first }: Measured): Times {
  const { user, system } = process.cpuUsage();
  const server = [first.pid!, ...childrenOf(first.pid!)].reduce(
    (sum, pid) => sum + nanoseconds(pid) / 1e9,
    0,
  );
  // cpu user nice system idle iowait irq softirq, in hundredths.
  const [, ...all] = readFileSync("/proc/stat", "utf8").split("\n")[0]!.split(/\s+/).map(Number);
  const busy = [0, 1, 2, 5, 6].reduce((sum, i) => sum + all[i]!, 0) / 100;
  return { at: performance.now() / 1_000, server, load: (user + system) / 1e6, all: busy };
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
}

/** Of all threads; finer than what /proc/PID/stat has. */
function nanoseconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce(
    (sum, task) => sum + Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]),
    0,
  );
}

export function workersHead(workers: number): string {
  const columns = [
    "scenario",
    "requests/s, 1 process",
    `${workers} workers`,
    "ratio",
    "p99 ms",
    `${workers} workers`,
    "server's cores",
    `${workers} workers`,
    "load's cores",
    `${workers} workers`,
    "others' cores",
    `${workers} workers`,
    "requests per CPU second, ratio",
    "errors",
  ];
  return `| ${columns.join(" | ")} |\n|${"---|".repeat(columns.length)}`;
}

export function workersRow({ scenario, one, several, ratio, perCpuRatio, wrong }: WorkersResult): string {
  const cells = [
    scenario,
    Math.round(one.rate),
    Math.round(several.rate),
    ratio.toFixed(2),
    one.p99.toFixed(1),
    several.p99.toFixed(1),
    one.serverCores.toFixed(2),
    several.serverCores.toFixed(2),
    one.loadCores.toFixed(2),
    several.loadCores.toFixed(2),
    one.otherCores?.toFixed(2),
    several.otherCores?.toFixed(2),
    perCpuRatio.toFixed(2),
    one.errors + several.errors + wrong.length,
  ];
  return `| ${cells.join(" | ")} |`;
}

if (import.meta.main) {
  const { values: options } = parseArgs({
    options: {
      workers: { type: "string", default: "2" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "2" },
      "warm-up": { type: "string", default: "4" },
      connections: { type: "string", default: "16" },
      json: { type: "string" },
    },
  });
  const settings: Settings = {
    rounds: Number(options.rounds),
    seconds: Number(options.seconds),
    warmUp: Number(options["warm-up"]),
    connections: Number(options.connections),
  };
  const stores = new BenchStores();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stores.remove().finally(() => process.exit(1)));
  try {
    console.log(
      `${machineLine()}\n${settings.connections} connections for each process. The load is made on the same cores.\n`,
    );
    const results = await measureWorkers(stores, settings, Number(options.workers));
    if (options.json) {
      const kept = { machine: machineLine(), settings, results };
      writeFileSync(options.json, `${JSON.stringify(kept, undefined, 2)}\n`);
    }
    if (results.results.some(({ wrong, one, several }) => wrong.length + one.errors + several.errors > 0))
      process.exitCode = 1;
  } finally {
    await stores.remove();
  }
}
