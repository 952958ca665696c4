/**
 * `npm run bench -- [--parts scenarios,startup,growth,workers] [--json FILE] [--report FILE.md]`
 *   scenarios: [--stores memory,sqlite,postgres] [--cache 0,16000000] [--scenario TEXT] [--launches 3] [--compare BASEURL]
 *   growth:    [--most 1000000]
 *   all parts: [--rounds 5] [--seconds 1] [--warm-up 3] [--connections 16]
 * `--json` keeps what was measured; other parts that the file has stay. `--report` writes the page from that file
 * (bench/results.json if none is named), with `--parts none` without measuring anything. `--floor` measures a few scenarios in a minute, and fails if a ratio is
 * far below the kept one.
 */
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { SETTINGS } from "../src/server/config.ts";
import type { Settings } from "./compare.ts";
import { holdFloor } from "./floor.ts";
import { growthSettings, measureGrowth } from "./growth.ts";
import { measureOther, measureScenarios, type StoreResults } from "./measure-scenarios.ts";
import { writePage } from "./page/index.ts";
import { machineLine } from "./report.ts";
import { readResults, type Results, RESULTS_FILE, writeResults, wrongIn } from "./results.ts";
import { measureStart } from "./startup.ts";
import { BenchStores, STORES, storesHere } from "./stores.ts";
import { measureWorkers } from "./workers.ts";

const { values: options } = parseArgs({
  options: {
    parts: { type: "string", default: "scenarios" },
    stores: { type: "string", default: storesHere().join(",") },
    cache: { type: "string", default: `0,${SETTINGS.responseCache.default}` },
    scenario: { type: "string", default: "" },
    most: { type: "string", default: "1000000" },
    launches: { type: "string", default: "3" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "1" },
    "warm-up": { type: "string", default: "3" },
    connections: { type: "string", default: "16" },
    compare: { type: "string" },
    json: { type: "string" },
    report: { type: "string" },
    floor: { type: "boolean", default: false },
  },
});

function number(name: "launches" | "rounds" | "seconds" | "warm-up" | "connections" | "most"): number {
  const value = Number(options[name]);
  if (value > 0) return value;
  throw new Error(`--${name} ${options[name]} is no number above 0`);
}

/** Those of a list that the option names, in its order. */
function some<T extends string>(name: "parts" | "stores", known: readonly T[]): T[] {
  const given = options[name].split(",") as T[];
  const unknown = given.find((item) => !known.includes(item));
  if (unknown === undefined) return given;
  throw new Error(`--${name} ${unknown} is unknown: give some of ${known.join(",")}`);
}

const settings: Settings = {
  rounds: number("rounds"),
  seconds: number("seconds"),
  warmUp: number("warm-up"),
  connections: number("connections"),
};
/** Where results are kept, if anywhere. */
const kept = options.json ?? (options.report && RESULTS_FILE);
const PARTS = ["scenarios", "startup", "growth", "workers"] as const;
type PartName = (typeof PARTS)[number] | "all" | "none";

/** Each part is kept as soon as it is there. */
async function measureParts(stores: BenchStores): Promise<Results> {
  const named = some<PartName>("parts", [...PARTS, "all", "none"]);
  const parts = named.includes("all") ? PARTS : named;
  const choice = {
    stores: some("stores", STORES),
    caches: options.cache.split(",").map(Number),
    named: options.scenario,
    launches: number("launches"),
    settings,
  };
  const measured: Results = {};
  // What else ran is part of what was measured.
  const machine = `${machineLine()}, load average ${loadavg()[0]!.toFixed(1)} before`;
  console.log(machine);
  const keep = async (part: Results): Promise<void> => {
    Object.assign(measured, part);
    if (kept) await writeResults(kept, { ...readResults(kept), ...part });
  };
  if (parts.includes("scenarios")) {
    const keepScenarios = (results: StoreResults[]): Promise<void> =>
      keep({ scenarios: { machine, settings, results } });
    await (options.compare
      ? measureOther(options.compare, choice, keepScenarios)
      : measureScenarios(stores, choice, keepScenarios));
  }
  if (parts.includes("startup"))
    await keep({ startup: { machine, settings, results: await measureStart(stores, settings) } });
  if (parts.includes("growth")) {
    const shorter = growthSettings(settings);
    const results = await measureGrowth(stores, shorter, number("most"));
    await keep({ growth: { machine, settings: shorter, results } });
  }
  if (parts.includes("workers"))
    await keep({ workers: { machine, settings, results: await measureWorkers(stores, settings) } });
  return measured;
}

const stores = new BenchStores();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void stores.remove().finally(() => process.exit(1)));
try {
  if (options.floor) {
    if (!(await holdFloor(stores, readResults(RESULTS_FILE)))) process.exitCode = 1;
  } else {
    const measured = await measureParts(stores);
    if (wrongIn(measured)) process.exitCode = 1;
    if (options.report) await writePage(options.report, readResults(kept!));
  }
} finally {
  await stores.remove();
}
