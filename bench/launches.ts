/**
 * Does each launch of the same server over the same content cost the same? It stands idle for a while before it is asked.
 *     node bench/launches.ts [LAUNCHES] [FLAG]
 * prints, for each, the microseconds of processor time that a request takes: all threads of it, from memory, warm. FLAG is given
 * to Node after those of `npm start`, as `--allocation-site-pretenuring`.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { content } from "./content.ts";
import { load } from "./load.ts";
import { scenarios } from "./pools.ts";
import { start, startFlags, stop } from "./processes.ts";
import { median } from "./statistics.ts";

const IDLE_MS = 10_000;
const WARM_UP = 30_000;
const ASKED = 30_000;

const [launches = "8", ...flags] = process.argv.slice(2);
const { requests } = scenarios([...content("all")]).find(({ name }) => name === "$subsumes GET")!;
const costs: number[] = [];
for (let launch = 0; launch < Number(launches); launch++) {
  const server = await start("serve.ts", ["memory:", "all", "0"], {}, [...startFlags(), ...flags]);
  const ask = (amount: number) =>
    load(`${server.base}/r4`, requests, { seconds: 0, connections: 16, amount }, server);
  await sleep(IDLE_MS);
  await ask(WARM_UP);
  costs.push((await ask(ASKED)).cpu!);
  await stop(server);
  console.log(costs.at(-1)!.toFixed(1));
}
console.log(`median ${median(costs).toFixed(1)}, most ${Math.max(...costs).toFixed(1)}`);
