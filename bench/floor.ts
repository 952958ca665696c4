/** For CI: are a few scenarios still near the kept figures? Only ratios are compared, for machines differ. */
import { measure, type Result, type Settings } from "./compare.ts";
import { content } from "./content.ts";
import { load } from "./load.ts";
import { type Scenario, scenarios } from "./pools.ts";
import { type Measured, start, startBare, stop } from "./processes.ts";
import type { Results } from "./results.ts";
import type { BenchStores, StoreName } from "./stores.ts";

/** So much of a kept ratio must be there: machines that others use too are no exact clocks. */
const SHARE = 1 / 4;

const CONTENT = "terminology";
const STORES = ["memory", "sqlite"] as const;
export const FLOOR_SCENARIOS = [
  "$lookup GET",
  "ValueSet/$validate-code POST",
  "$translate without map GET",
  "$expand small GET",
];
const SETTINGS: Settings = { rounds: 3, seconds: 0.5, warmUp: 1, connections: 16 };

/**
 * The least ratio to bare `node:http`.
 * @throws Error if the scenario isn't among the kept results.
 */
export function floorOf({ scenarios }: Results, store: StoreName, scenario: string): number {
  const kept = scenarios?.results.find((r) => r.store === store && !r.cached);
  const result = kept?.results.find((r) => r.scenario === scenario);
  if (!result)
    throw new Error(`the kept results have no '${scenario}' from ${store}, so that it has no floor`);
  return result.ratio * SHARE;
}

/** Measures again what fails, once: something else may have needed the machine. */
export async function attempts(
  measureOnce: () => Promise<Result>,
  floor: number,
  say: (line: string) => void = console.log,
): Promise<boolean> {
  for (const attempt of ["", ", again"]) {
    const { scenario, ratio, wrong, ours } = await measureOnce();
    const met = ratio >= floor && wrong.length === 0 && ours.errors === 0;
    const errors = wrong.length + ours.errors;
    const verdict = met ? "" : errors > 0 ? `: ${errors} wrong answers` : ": TOO SLOW";
    say(
      `  ${scenario}${attempt}: ${ratio.toFixed(2)} of bare node:http, at least ${floor.toFixed(2)}${verdict}`,
    );
    if (met) return true;
  }
  return false;
}

/** Is every scenario above its floor? */
export async function holdFloor(stores: BenchStores, kept: Results): Promise<boolean> {
  const pools = scenarios([...content(CONTENT)]).filter(({ name }) => FLOOR_SCENARIOS.includes(name));
  const bare = await startBare();
  let held = true;
  try {
    await load(bare.base, pools[0]!.requests, { ...SETTINGS, seconds: 2 });
    for (const store of STORES) {
      console.log(`Speed, ${store}:`);
      const server = await start("serve.ts", [await stores.filled(store, CONTENT), CONTENT, "0"]);
      try {
        for (const pool of pools)
          held = (await holds(pool, server, floorOf(kept, store, pool.name), bare)) && held;
      } finally {
        await stop(server);
      }
    }
  } finally {
    await stop(bare);
  }
  return held;
}

function holds(pool: Scenario, server: Measured, floor: number, bare: Measured): Promise<boolean> {
  return attempts(() => measure(pool, { base: `${server.base}/r4`, server, bare }, SETTINGS), floor);
}
