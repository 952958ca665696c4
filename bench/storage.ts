/**
 * What stores cost: `node bench/storage.ts [--store sqlite|postgres] [--sizes 1000,100000,1000000] [--hl7] [--folder DIR]
 *   [--keep]`
 * Generated code systems of several sizes (`generated.ts`): importing, file, memory, and the time of questions; with
 * `--hl7`, hl7.terminology.r4 whole. Each step in a process of its own. PostgreSQL: give its address in TEST_POSTGRES.
 * `--keep` writes docs/storage.md anew with what was measured.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { whole } from "./page/markdown.ts";
import { residentMemory, startFlags } from "./processes.ts";
import { machineLine } from "./report.ts";
import { writeStoragePage } from "./storage-page.ts";
import { keepResults, type Loaded, type Size, type StoreResults, type Times } from "./storage-results.ts";

const { values: options } = parseArgs({
  options: {
    store: { type: "string", default: "sqlite" },
    sizes: { type: "string", default: "1000,10000,100000,1000000" },
    hl7: { type: "boolean", default: false },
    folder: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});

const folder = options.folder ?? mkdtempSync(join(tmpdir(), "ossicle-bench-"));
const STEP = fileURLToPath(new URL("storage-step.ts", import.meta.url));
const SERVER = fileURLToPath(new URL("../src/boot.js", import.meta.url));
const FLAGS = startFlags();

function step<T>(...args: string[]): T {
  const out = execFileSync(process.execPath, [...FLAGS, STEP, ...args], { encoding: "utf8", maxBuffer: 1e8 });
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

async function megabytesOf(address: string): Promise<number> {
  if (address.startsWith("sqlite:")) return Math.round(statSync(address.slice("sqlite:".length)).size / 1e6);
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  const { rows } = await client.query<{ size: string }>(
    `SELECT sum(pg_total_relation_size(oid)) AS size FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'`,
  );
  await client.end();
  return Math.round(Number(rows[0]!.size) / 1e6);
}

/** Resident memory of the server with this store, five seconds after its second start: the first one compiles. */
async function atRest(address: string): Promise<number> {
  let megabytes = 0;
  for (let i = 0; i < 2; i++) {
    const env = { ...process.env, PORT: "0", OSSICLE_STORE: address };
    const server = spawn(process.execPath, [...FLAGS, SERVER], { stdio: "ignore", env });
    await sleep(5_000);
    megabytes = residentMemory(server);
    server.kill();
    await new Promise((resolve) => server.once("exit", resolve));
  }
  return Math.round(megabytes);
}

async function load(name: string, ...what: string[]): Promise<{ address: string; loaded: Loaded }> {
  const address = await addressOf(name);
  const { most, ...imported } = step<Pick<Loaded, "concepts" | "seconds" | "cpuSeconds"> & { most: number }>(
    "load",
    address,
    ...what,
  );
  const { concepts, seconds, cpuSeconds } = imported;
  const { milliseconds } = step<{ milliseconds: number }>("start", address);
  const megabytes = await megabytesOf(address);
  const restMegabytes = await atRest(address);
  const loaded = {
    concepts,
    seconds,
    cpuSeconds,
    importMegabytes: most,
    megabytes,
    startMilliseconds: milliseconds,
  };
  return { address, loaded: { ...loaded, restMegabytes } };
}

const results: StoreResults = { machine: machineLine(), sizes: [], times: {} };
console.log(results.machine, "\n");

if (options.hl7) {
  results.hl7 = (await load("hl7", "hl7")).loaded;
  console.log("hl7.terminology.r4:", JSON.stringify(results.hl7), "\n");
}

const addresses: [size: number, address: string][] = [];
for (const size of options.sizes.split(",").map(Number)) {
  const { address, loaded } = await load(`generated_${size}`, "generated", String(size));
  const serving = step<{ memory: number; most: number }>("serve", address, String(size));
  const one: Size = { ...loaded, servingMegabytes: serving.memory, mostMegabytes: serving.most };
  results.sizes.push(one);
  addresses.push([size, address]);
  console.log(JSON.stringify(one));
}

const times = step<Record<string, Record<string, Times>>>(
  "latency",
  ...addresses.map(([size, address]) => `${size}=${address}`),
);
console.log("\nMicroseconds, median (95th percentile):");
for (const [name, of] of Object.entries(times)) {
  results.times[name] = addresses.map(([size]) => of[size]!);
  console.log(
    name.padEnd(44),
    results.times[name].map(({ median, p95 }) => `${whole(median)} (${whole(p95)})`).join(" | "),
  );
}

if (options.keep) {
  await keepResults({ [options.store]: results });
  await writeStoragePage();
}
if (!options.folder) rmSync(folder, { recursive: true, force: true });
