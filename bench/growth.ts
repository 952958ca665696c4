/** What each question costs as content grows: sizes in turn, so that noise hits all alike. */
import type { Settings } from "./compare.ts";
import type { ContentName } from "./content.ts";
import { CONCEPT_QUESTIONS, type GrowthQuestion, MAP_QUESTIONS } from "./growth-questions.ts";
import { check, type Load, load } from "./load.ts";
import { short } from "./page/markdown.ts";
import { type Measured, residentMemory, start, stop } from "./processes.ts";
import { median } from "./statistics.ts";
import type { BenchStores, StoreName } from "./stores.ts";

export interface Growth {
  store: StoreName;
  /** What there are so many of: concepts of one code system, or maps from it. */
  kind: "concepts" | "maps";
  sizes: number[];
  questions: QuestionGrowth[];
  /** MB resident after all questions, by size. */
  memory: number[];
}

export interface QuestionGrowth {
  name: string;
  point: boolean;
  /** Milliseconds at one connection, by size. */
  p50: number[];
  /** Requests a second at all connections, by size. */
  rate: number[];
  wrong: string[];
}

export type GrowthResults = Growth[];

const SIZES = { concepts: [1_000, 10_000, 100_000, 1_000_000], maps: [1, 10, 100, 1_000] };
const CONTENT = { concepts: "generated", maps: "maps" } as const;
const QUESTIONS = { concepts: CONCEPT_QUESTIONS, maps: MAP_QUESTIONS };
/** A million concepts in memory are what the other stores are for. */
const MOST_IN_MEMORY = 100_000;

/** Times of the same process in turn differ less than those of two servers: fewer and shorter rounds will do. */
export function growthSettings({ rounds, seconds, warmUp, connections }: Settings): Settings {
  return {
    rounds: Math.min(3, rounds),
    seconds: Math.min(1, seconds),
    warmUp: Math.min(2, warmUp),
    connections,
  };
}

/** From SQLite and from memory; `most`: no more concepts than that. */
export async function measureGrowth(
  stores: BenchStores,
  settings: Settings,
  most: number,
): Promise<GrowthResults> {
  const all: GrowthResults = [];
  for (const store of ["sqlite", "memory"] as const)
    for (const kind of ["concepts", "maps"] as const) {
      const sizes = SIZES[kind].filter(
        (size) => size <= most && (store !== "memory" || size <= MOST_IN_MEMORY),
      );
      all.push(await measureSizes(stores, store, kind, sizes, settings));
    }
  return all;
}

interface Served {
  size: number;
  server: Measured;
}

async function measureSizes(
  stores: BenchStores,
  store: StoreName,
  kind: Growth["kind"],
  sizes: number[],
  settings: Settings,
): Promise<Growth> {
  const served: Served[] = [];
  try {
    for (const size of sizes) {
      const name: ContentName = `${CONTENT[kind]}-${size}`;
      const address = await stores.filled(store, name);
      served.push({ size, server: await start("serve.ts", [address, name, "0"]) });
    }
    console.log(`\n${store}, ${kind}: ms at one connection, requests/s at ${settings.connections}\n`);
    console.log(`| question | ${sizes.join(" | ")} |\n|${"---|".repeat(sizes.length + 1)}`);
    const questions: QuestionGrowth[] = [];
    for (const question of QUESTIONS[kind]) {
      const grown = await ask(question, served, settings);
      questions.push(grown);
      const cells = grown.p50.map((p50, i) => `${short(p50)}, ${short(grown.rate[i]!)}`);
      console.log(`| ${grown.name} | ${cells.join(" | ")} |`);
      for (const line of grown.wrong.slice(0, 3)) console.log(`  WRONG: ${line}`);
    }
    return { store, kind, sizes, questions, memory: served.map((s) => residentMemory(s.server.process)) };
  } finally {
    for (const { server } of served) await stop(server);
  }
}

async function ask(
  { name, point, requests }: GrowthQuestion,
  served: readonly Served[],
  settings: Settings,
): Promise<QuestionGrowth> {
  const wrong: string[] = [];
  const pools = served.map(({ size }) => requests(size));
  const base = ({ server }: Served): string => `${server.base}/r4`;
  for (const [i, at] of served.entries()) {
    wrong.push(...(await check(base(at), pools[i]!)).wrong);
    await load(base(at), pools[i]!, { ...settings, seconds: settings.warmUp });
  }
  const alone: Load[][] = served.map(() => []);
  const together: Load[][] = served.map(() => []);
  for (let round = 0; round < settings.rounds; round++)
    for (const [i, at] of served.entries()) {
      alone[i]!.push(await load(base(at), pools[i]!, { ...settings, connections: 1 }));
      together[i]!.push(await load(base(at), pools[i]!, settings));
    }
  const errors = [...alone, ...together].flat().reduce((sum, l) => sum + l.errors, 0);
  if (errors > 0) wrong.push(`${errors} answers were not 2xx`);
  return {
    name,
    point,
    p50: alone.map((loads) => median(loads.map((l) => l.p50))),
    rate: together.map((loads) => median(loads.map((l) => l.rate))),
    wrong,
  };
}
