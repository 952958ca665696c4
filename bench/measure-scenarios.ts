/** Every scenario, from each store, with and without kept answers. */
import { Measuring, type Result, type Settings } from "./compare.ts";
import { content } from "./content.ts";
import { load } from "./load.ts";
import { scenarios, type Scenario } from "./pools.ts";
import { start, startBare, stop, type Measured } from "./processes.ts";
import { rowOf, TABLE_HEAD } from "./report.ts";
import type { BenchStores, StoreName } from "./stores.ts";

/** Results of one store, or of another server. */
export interface StoreResults {
  store: StoreName | "other";
  cached: boolean;
  results: Result[];
}

export interface Choice {
  stores: readonly StoreName[];
  /** Bytes for kept answers; 0: none. */
  caches: readonly number[];
  /** Part of the names of those to be measured. */
  named: string;
  settings: Settings;
}

/** Answers to POSTs are never kept: with a cache, only GETs are measured. */
export async function measureScenarios(stores: BenchStores, choice: Choice): Promise<StoreResults[]> {
  const pools = chosen(choice);
  const all: StoreResults[] = [];
  for (const store of choice.stores) {
    const address = await stores.filled(store, "all");
    for (const cache of choice.caches) {
      const server = await start("serve.ts", [address, "all", String(cache)]);
      const asked = pools.filter(({ requests }) => cache === 0 || requests[0]!.method === "GET");
      try {
        console.log(`\n${store}, ${cache === 0 ? "no answers kept" : "answers kept"}\n`);
        const results = await measureEach(asked, `${server.base}/r4`, server, choice.settings);
        all.push({ store, cached: cache > 0, results });
      } finally {
        await stop(server);
      }
    }
  }
  return all;
}

/** Of another FHIR server with the same content. */
export async function measureOther(base: string, choice: Choice): Promise<StoreResults[]> {
  console.log(`\n${base}\n`);
  const results = await measureEach(chosen(choice), base.replace(/\/$/, ""), undefined, choice.settings);
  return [{ store: "other", cached: false, results }];
}

function chosen({ named }: Choice): Scenario[] {
  const all = scenarios([...content("all")]);
  const pools = all.filter(({ name }) => name.includes(named));
  if (pools.length > 0) return pools;
  throw new Error(`--scenario ${named} is in none of the names: ${all.map((s) => s.name).join("; ")}`);
}

async function measureEach(
  pools: readonly Scenario[],
  base: string,
  server: Measured | undefined,
  settings: Settings,
): Promise<Result[]> {
  const bare = await startBare();
  try {
    await load(bare.base, pools[0]!.requests, { ...settings, seconds: settings.warmUp });
    const all = pools.map((pool) => new Measuring(pool, { base, server, bare }, settings));
    for (const measuring of all) await measuring.begin();
    for (const rounds of groups(settings.rounds)) for (const measuring of all) await measuring.run(rounds);
    const results = all.map((measuring) => measuring.result());
    console.log([TABLE_HEAD, ...results.map(rowOf)].join("\n"));
    for (const line of results.flatMap(({ wrong }) => wrong.slice(0, 3))) console.log(`  WRONG: ${line}`);
    return results;
  } finally {
    await stop(bare);
  }
}

/** Rounds in up to three groups, minutes apart: a neighbour who needs the machine for a while spoils one of them. */
function groups(rounds: number): number[] {
  const count = Math.min(3, rounds);
  return Array.from({ length: count }, (_, i) => Math.floor((rounds + i) / count));
}
