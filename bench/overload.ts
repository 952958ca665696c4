/**
 * What becomes of a server of which too much is asked: `node bench/overload.ts STORE [SECONDS]`, 30 unless said otherwise, over
 * a store that `fill.ts` has filled with `costs-100000`: 1,000 connections that ask as fast as they are answered, then
 * callers who come twice as often as it can answer. Prints what was answered and refused and how long it took, how long
 * `/health/live` took, memory, and how long a `$lookup` took in the second after.
 *
 * "At most" is what the server answers 64 connections of the same client. A time is what a caller sees, from when its
 * request is due to the last byte, and so has in it what the client takes, which needs a core of its own: "behind" is the
 * longest that the client was late, "not sent" what it had no connection for.
 */
import { once } from "node:events";
import { loadavg } from "node:os";
import { Worker } from "node:worker_threads";
import type { Answers } from "./answers.ts";
import { closedLoop } from "./closed-loop.ts";
import { CONCEPT_QUESTIONS } from "./growth-questions.ts";
import { openLoop } from "./open-loop.ts";
import { residentMemory, start, stop } from "./processes.ts";

const [store = "memory:", length = "30"] = process.argv.slice(2);
const seconds = Number(length);
const SIZE = 100_000;
const asked = CONCEPT_QUESTIONS.filter(({ point }) => point).map(({ requests }) => requests(SIZE));
const requests = asked[0]!.flatMap((_, i) => asked.map((all) => all[i % all.length]!));

const server = await start("serve-workers.ts", [store, "1"], { LOG_LEVEL: "silent" });
const base = `${server.base}/r4`;
await closedLoop(base, requests, { connections: 64, seconds: 5 });
const most = Math.round((await closedLoop(base, requests, { connections: 64, seconds: 10 })).answered / 10);
console.log(`At most ${most} requests a second; load of the machine ${loadavg()[0]!.toFixed(1)}.\n`);
const COLUMNS = [
  "Load",
  "Statuses",
  "Answered: p50, p99, at most",
  "Refused: p50, p99",
  "Not sent, behind",
  "/health/live at most",
  "Memory before, at most, after",
  "$lookup after, at most",
];
console.log(row(COLUMNS));
console.log(row(COLUMNS.map(() => "---")));
await during("1,000 connections", () => closedLoop(base, requests, { connections: 1_000, seconds }));
await during("twice as many as it can answer", () => openLoop(base, requests, { rate: 2 * most, seconds }));
await stop(server);
process.exit();

async function during(name: string, ask: () => Promise<Answers>): Promise<void> {
  const before = residentMemory(server.process);
  let highest = before;
  const looking = setInterval(() => (highest = Math.max(highest, residentMemory(server.process))), 100);
  const worker = new Worker(new URL("costs-others.ts", import.meta.url), { workerData: server.base });
  const answers = await ask();
  worker.postMessage("stop");
  const [longest] = (await once(worker, "message")) as [Record<string, number>];
  clearInterval(looking);
  const after = await openLoop(base, requests, { rate: 20, seconds: 1 });
  const statuses = Array.from(answers.statuses, ([status, count]) => `${count} times ${status || "none"}`);
  const memory = [before, highest, residentMemory(server.process)].map((mb) => `${Math.round(mb)} MB`);
  console.log(
    row([
      name,
      statuses.join(", "),
      [0.5, 0.99, 1].map((part) => ms(answers.percentile(part))).join(", "),
      [0.5, 0.99].map((part) => ms(answers.refusedPercentile(part))).join(", "),
      `${answers.unsent}, ${ms(answers.late)}`,
      ms(longest.live!),
      memory.join(", "),
      ms(after.percentile(1)),
    ]),
  );
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function ms(milliseconds: number): string {
  return Number.isNaN(milliseconds) ? "-" : `${Math.round(milliseconds)} ms`;
}
