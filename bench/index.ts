/**
 * `npm run bench -- [--stores memory,sqlite] [--cache 0,50000000] [--scenario TEXT] [--rounds 5] [--seconds 3]
 *   [--connections 16] [--compare BASEURL] [--json FILE]`
 * Ratios to bare `node:http` are measured in the same run, in turn with it; absolute rates are this machine's.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measure, type Result, type Settings } from "./compare.ts";
import { content } from "./content.ts";
import { scenarios, type Scenario } from "./pools.ts";
import { start, stop } from "./processes.ts";
import { machineLine, table } from "./report.ts";

const { values: options } = parseArgs({
  options: {
    stores: { type: "string", default: "memory,sqlite" },
    cache: { type: "string", default: "0" },
    scenario: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "2" },
    connections: { type: "string", default: "16" },
    compare: { type: "string" },
    json: { type: "string" },
  },
});

const settings: Settings = {
  rounds: Number(options.rounds),
  seconds: Number(options.seconds),
  connections: Number(options.connections),
};
const folder = mkdtempSync(join(tmpdir(), "ossicle-bench-"));
const all: Record<string, Result[]> = {};

function storeUrl(name: string): string {
  if (name === "memory") return "memory:";
  if (name === "sqlite") return `sqlite:${join(folder, "bench.db")}`;
  const postgres = process.env.TEST_POSTGRES;
  if (!postgres) throw new Error("give the address of a PostgreSQL in TEST_POSTGRES");
  return postgres;
}

async function measureAll(
  title: string,
  pools: readonly Scenario[],
  base: string,
  server?: Awaited<ReturnType<typeof start>>,
) {
  console.log(`\n## ${title}\n`);
  const results: Result[] = [];
  for (const scenario of pools) {
    const result = await measure(scenario, base, server, settings);
    results.push(result);
    console.log(
      table([result])
        .split("\n")
        .slice(results.length === 1 ? 0 : 2)
        .join("\n"),
    );
    for (const line of result.wrong.slice(0, 3)) console.log(`  WRONG: ${line}`);
  }
  all[title] = results;
}

console.log(machineLine());
console.log(
  `${settings.rounds} alternating rounds of ${settings.seconds} s, ${settings.connections} connections; medians`,
);
const pools = scenarios([...content("all")]).filter((s) => s.name.includes(options.scenario));
try {
  if (options.compare) {
    await measureAll(options.compare, pools, options.compare.replace(/\/$/, ""));
  } else {
    for (const name of options.stores.split(",")) {
      for (const cache of options.cache.split(",")) {
        const server = await start("serve.ts", [storeUrl(name), "all", cache]);
        await measureAll(
          `${name}, ${cache === "0" ? "uncached" : "cached"}`,
          pools,
          `${server.base}/r4`,
          server,
        );
        await stop(server);
      }
    }
  }
  if (options.json)
    writeFileSync(options.json, JSON.stringify({ machine: machineLine(), settings, all }, undefined, 2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (
  Object.values(all)
    .flat()
    .some((r) => r.wrong.length > 0 || r.ours.errors > 0)
)
  process.exitCode = 1;
