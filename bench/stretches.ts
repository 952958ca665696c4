/**
 * How long writes keep everyone else from their turn: `node bench/stretches.ts STORE...`. Each store, such as `memory:`, a
 * new SQLite file or an empty PostgreSQL database, is written to by long and by many resources; of each request the longest
 * that the server computed without a turn of the event loop (processor time of its main thread, so that other work on the
 * machine counts little), and after it the answer's time. Prints a table; ends with 1 where one is longer than 50 ms.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { type Measured, start, stop } from "./processes.ts";
import type { Watched } from "./serve-watched.ts";
import { type LongRequest, writtenAtLength } from "./stretches-requests.ts";

const MOST_MS = 50;
const KEY = "bench";
const stores = process.argv.length > 2 ? process.argv.slice(2) : ["memory:"];

const server = (store: string): Promise<Measured> =>
  start("serve-watched.ts", [store], {
    OSSICLE_WRITES: "on",
    OSSICLE_KEYS: `bench:${createHash("sha256").update(KEY).digest("hex")}`,
    // On a busy machine too the answers are waited for.
    OSSICLE_REQUEST_TIMEOUT: "150",
    LOG_LEVEL: "error",
  });

async function watched({ process }: Measured): Promise<Watched> {
  const answer = once(process, "message");
  process.send("report");
  return ((await answer) as [Watched])[0];
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The pages are loaded when the first is asked for. */
const WARM_UP = "/add";

/** Until the server has nothing more to prepare. */
async function quiet(measured: Measured): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await pause(500);
    if ((await watched(measured)).stretch < 5) return;
  }
}

interface Seen {
  stretch: number;
  took: number;
}

async function seen(measured: Measured, { method, path, type, body, accept }: LongRequest): Promise<Seen> {
  const headers = {
    authorization: `Bearer ${KEY}`,
    accept: accept ?? "application/fhir+json",
    ...(type === undefined ? {} : { "content-type": type }),
  };
  const sent = body?.();
  await watched(measured);
  const began = performance.now();
  const answer = await fetch(measured.base + path, {
    method,
    headers,
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await answer.text();
  const took = performance.now() - began;
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
  // What is left to do after the answer counts too.
  await pause(300);
  return { stretch: (await watched(measured)).stretch, took };
}

const requests = writtenAtLength();
const columns: Seen[][] = [];
for (const store of stores) {
  const measured = await server(store);
  await (await fetch(measured.base + WARM_UP, { headers: { accept: "text/html" } })).text();
  await quiet(measured);
  const column: Seen[] = [];
  for (const request of requests) column.push(await seen(measured, request));
  await stop(measured);
  columns.push(column);
}

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const name = (store: string): string => /^[a-z]+/.exec(store)![0];
console.log(row(["Request", ...stores.map(name)]));
console.log(row(["---", ...stores.map(() => "---")]));
for (const [i, request] of requests.entries()) {
  const cells = columns.map(
    (column) => `${Math.round(column[i]!.stretch)} ms (${(column[i]!.took / 1_000).toFixed(1)} s)`,
  );
  console.log(row([request.name, ...cells]));
}
process.exit(columns.flat().every(({ stretch }) => stretch <= MOST_MS) ? 0 : 1);
