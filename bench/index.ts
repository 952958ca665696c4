/**
 * `npm run bench -- [--parts scenarios,startup,growth] [--json FILE] [--report FILE.md]`
 *   scenarios: [--stores memory,sqlite,postgres] [--cache 0,32000000] [--scenario TEXT] [--compare BASEURL]
 *   growth:    [--most 1000000]
 *   all parts: [--rounds 5] [--seconds 1] [--warm-up 3] [--connections 16]
 * `--json` keeps what was measured; other parts that the file has stay. `--report` writes the page from that file
 * (bench/results.json if none is named), with `--parts none` without measuring anything. `--floor` measures a few scenarios in a minute, and fails if a ratio is
 * far below the kept one.
 */
import { parseArgs } from "node:util";
import type { Settings } from "./compare.ts";
import { holdFloor } from "./floor.ts";
import { growthSettings, measureGrowth } from "./growth.ts";
import { measureOther, measureScenarios } from "./measure-scenarios.ts";
import { writePage } from "./page/index.ts";
import { machineLine } from "./report.ts";
import { readResults, RESULTS_FILE, wrongIn, writeResults, type Results } from "./results.ts";
import { measureStart } from "./startup.ts";
import { BenchStores, storesHere, type StoreName } from "./stores.ts";

const { values: options } = parseArgs({
  options: {
    parts: { type: "string", default: "scenarios" },
    stores: { type: "string", default: storesHere().join(",") },
    cache: { type: "string", default: "0,32000000" },
    scenario: { type: "string", default: "" },
    most: { type: "string", default: "1000000" },
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

const settings: Settings = {
  rounds: Number(options.rounds),
  seconds: Number(options.seconds),
  warmUp: Number(options["warm-up"]),
  connections: Number(options.connections),
};
/** Where results are kept, if anywhere. */
const kept = options.json ?? (options.report && RESULTS_FILE);
const PARTS = ["scenarios", "startup", "growth"] as const;

/** Each part is kept as soon as it is there. */
async function measureParts(stores: BenchStores): Promise<Results> {
  const parts = options.parts === "all" ? PARTS : options.parts.split(",").filter((part) => part !== "none");
  const unknown = parts.find((part) => !PARTS.includes(part as never));
  if (unknown !== undefined)
    throw new Error(`--parts ${unknown} is unknown: give all, none, or some of ${PARTS.join(",")}`);
  const choice = {
    stores: options.stores.split(",") as StoreName[],
    caches: options.cache.split(",").map(Number),
    named: options.scenario,
    settings,
  };
  const measured: Results = {};
  const machine = machineLine();
  console.log(machine);
  const keep = async (part: Results): Promise<void> => {
    Object.assign(measured, part);
    if (kept) await writeResults(kept, { ...readResults(kept), ...part });
  };
  if (parts.includes("scenarios")) {
    const results = options.compare
      ? await measureOther(options.compare, choice)
      : await measureScenarios(stores, choice);
    await keep({ scenarios: { machine, settings, results } });
  }
  if (parts.includes("startup"))
    await keep({ startup: { machine, settings, results: await measureStart(stores, settings) } });
  if (parts.includes("growth")) {
    const shorter = growthSettings(settings);
    const results = await measureGrowth(stores, shorter, Number(options.most));
    await keep({ growth: { machine, settings: shorter, results } });
  }
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
