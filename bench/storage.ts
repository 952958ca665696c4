/**
 * What stores cost: `node bench/storage.ts [--store sqlite|postgres] [--sizes 1000,100000,1000000] [--hl7] [--folder DIR]
 *   [--json FILE] [--svg FILE]`
 * Generated code systems of several sizes (`generated.ts`): importing, file, memory, and the time of questions; with
 * `--hl7`, hl7.terminology.r4 whole. Each step in a process of its own. PostgreSQL: give its address in TEST_POSTGRES.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { costPlot } from "./plot.ts";
import { machineLine } from "./report.ts";

const { values: options } = parseArgs({
  options: {
    store: { type: "string", default: "sqlite" },
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    hl7: { type: "boolean", default: false },
    folder: { type: "string" },
    json: { type: "string" },
    svg: { type: "string" },
  },
});

const folder = options.folder ?? mkdtempSync(join(tmpdir(), "ossicle-bench-"));
const STEP = fileURLToPath(new URL("storage-step.ts", import.meta.url));

function step<T>(...args: string[]): T {
  const out = execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", STEP, ...args], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  return JSON.parse(out) as T;
}

/** A place of its own for each content; PostgreSQL: a schema. */
async function addressOf(name: string): Promise<string> {
  if (options.store === "sqlite") return `sqlite:${join(folder, `${name}.db`)}`;
  const address = new URL(process.env["TEST_POSTGRES"]!);
  const client = new pg.Client({ connectionString: address.toString() });
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS bench_${name} CASCADE; CREATE SCHEMA bench_${name}`);
  await client.end();
  address.searchParams.set("options", `-c search_path=bench_${name}`);
  return address.toString();
}

async function megabytesOf(address: string, name: string): Promise<number> {
  if (options.store === "sqlite") return Math.round(statSync(join(folder, `${name}.db`)).size / 1e6);
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  const { rows } = await client.query<{ size: string }>(
    `SELECT sum(pg_total_relation_size(oid)) AS size FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`,
  );
  await client.end();
  return Math.round(Number(rows[0]!.size) / 1e6);
}

interface Loaded {
  seconds: number;
  most: number;
  concepts: number;
  written: Record<string, number>;
}
interface Times {
  median: number;
  p95: number;
  first: number;
}

const report: Record<string, unknown> = { machine: machineLine(), store: options.store };
console.log(machineLine(), "\n");

if (options.hl7) {
  const address = await addressOf("hl7");
  const loaded = step<Loaded>("load", address, "hl7");
  const start = step<{ milliseconds: number; memory: number }>("start", address);
  report["hl7"] = { ...loaded, megabytes: await megabytesOf(address, "hl7"), start };
  console.log("hl7.terminology.r4:", JSON.stringify(report["hl7"]), "\n");
}

const sizes = options.sizes.split(",").map(Number);
const addresses = new Map<number, string>();
const loads: Record<number, object> = {};
for (const size of sizes) {
  const name = `generated_${size}`;
  const there = options.folder !== undefined && existsSync(join(folder, `${name}.db`));
  const address = there ? `sqlite:${join(folder, `${name}.db`)}` : await addressOf(name);
  addresses.set(size, address);
  const loaded = there ? undefined : step<Loaded>("load", address, "generated", String(size));
  const start = step<{ milliseconds: number }>("start", address);
  const serving = step<{ memory: number }>("serve", address, String(size));
  loads[size] = {
    importSeconds: loaded && Math.round(loaded.seconds * 10) / 10,
    conceptsPerSecond: loaded && Math.round(size / loaded.seconds),
    importMemory: loaded?.most,
    megabytes: await megabytesOf(address, name),
    startMilliseconds: Math.round(start.milliseconds),
    servingMemory: serving.memory,
  };
  console.log(size, JSON.stringify(loads[size]));
}
report["loads"] = loads;

const times = step<Record<string, Record<string, Times>>>(
  "latency",
  ...[...addresses].map(([size, address]) => `${size}=${address}`),
);
report["times"] = times;
console.log(
  `\nMicroseconds, median (95th percentile):\n\n| question | ${sizes.join(" | ")} |\n|---|${sizes.map(() => "---|").join("")}`,
);
for (const [name, of] of Object.entries(times))
  console.log(`| ${name} | ${sizes.map((size) => `${of[size]!.median} (${of[size]!.p95})`).join(" | ")} |`);

if (options.json) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
if (options.svg) {
  const medians = Object.fromEntries(
    Object.entries(times).map(([name, of]) => [name, sizes.map((size) => of[size]!.median)]),
  );
  writeFileSync(options.svg, costPlot(sizes, medians));
}
if (!options.folder) rmSync(folder, { recursive: true, force: true });
