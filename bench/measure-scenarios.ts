/** Every scenario, from each store, with and without kept answers. */
import { type Launch, measureLaunch, type Result, resultOf, type Settings } from "./compare.ts";
import { content } from "./content.ts";
import { load } from "./load.ts";
import { type Scenario, scenarios } from "./pools.ts";
import { type Measured, start, startBare, stop } from "./processes.ts";
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
  /** How often all of it is measured, in new processes each time. */
  launches: number;
  settings: Settings;
}

/** One server with its content: its scenarios, and what each launch of it showed of them. */
interface Subject {
  store: StoreResults["store"];
  cache: number;
  pools: readonly Scenario[];
  /** Starts it: its base, and its process if it is ours. */
  start: () => Promise<{ base: string; server: Measured | undefined }>;
  /** By launch, then as `pools`. */
  launches: Launch[][];
}

/** Answers to POSTs are never kept: with a cache, only GETs are measured. */
export async function measureScenarios(
  stores: BenchStores,
  choice: Choice,
  keep: Keep,
): Promise<StoreResults[]> {
  const pools = chosen(choice);
  const subjects: Subject[] = [];
  for (const store of choice.stores) {
    const address = await stores.filled(store, "all");
    for (const cache of choice.caches)
      subjects.push({
        store,
        cache,
        pools: pools.filter(({ requests }) => cache === 0 || requests[0]!.method === "GET"),
        start: async () => {
          const server = await start("serve.ts", [address, "all", String(cache)]);
          return { base: `${server.base}/r4`, server };
        },
        launches: [],
      });
  }
  return measureAll(subjects, choice, keep);
}

/** Of another FHIR server with the same content: its process stays, that of bare `node:http` is started again. */
export function measureOther(base: string, choice: Choice, keep: Keep): Promise<StoreResults[]> {
  const other: Subject = {
    store: "other",
    cache: 0,
    pools: chosen(choice),
    start: async () => ({ base: base.replace(/\/$/, ""), server: undefined }),
    launches: [],
  };
  return measureAll([other], choice, keep);
}

/** Is told after each launch of all what was seen so far. */
type Keep = (results: StoreResults[]) => Promise<void>;

/** A neighbour who needs the machine for a while spoils one launch of some, not every launch of one. */
async function measureAll(
  subjects: readonly Subject[],
  { launches, settings }: Choice,
  keep: Keep,
): Promise<StoreResults[]> {
  let results: StoreResults[] = [];
  for (let launch = 1; launch <= launches; launch++) {
    for (const subject of subjects) {
      console.log(`launch ${launch} of ${launches}: ${nameOf(subject)}`);
      subject.launches.push(await measureSubject(subject, settings));
    }
    results = subjects.map(resultsOf);
    await keep(results);
  }
  for (const [i, { results: rows }] of results.entries()) {
    console.log([`\n${nameOf(subjects[i]!)}\n`, TABLE_HEAD, ...rows.map(rowOf)].join("\n"));
    for (const line of rows.flatMap(({ wrong }) => wrong.slice(0, 3))) console.log(`  WRONG: ${line}`);
  }
  return results;
}

const nameOf = ({ store, cache }: Subject): string =>
  `${store}, ${cache === 0 ? "no answers kept" : "answers kept"}`;

function resultsOf({ store, cache, pools, launches }: Subject): StoreResults {
  const results = pools.map((pool, i) =>
    resultOf(
      pool,
      launches.map((launch) => launch[i]!),
    ),
  );
  return { store, cached: cache > 0, results };
}

async function measureSubject({ pools, start }: Subject, settings: Settings): Promise<Launch[]> {
  const { base, server } = await start();
  const bare = await startBare();
  try {
    await load(bare.base, pools[0]!.requests, { ...settings, seconds: settings.warmUp });
    return await measureLaunch(pools, { base, server, bare }, settings);
  } finally {
    await stop(bare);
    if (server) await stop(server);
  }
}

function chosen({ named }: Choice): Scenario[] {
  const all = scenarios([...content("all")]);
  const pools = all.filter(({ name }) => name.includes(named));
  if (pools.length > 0) return pools;
  throw new Error(`--scenario ${named} is in none of the names: ${all.map((s) => s.name).join("; ")}`);
}
