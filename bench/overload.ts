/**
 * What becomes of a server of which too much is asked: `node bench/overload.ts STORE [SECONDS]`, 30 unless said otherwise, over
 * a store that `fill.ts` has filled with `costs-100000`: 1,000 connections that ask as fast as they are answered, then
 * callers who come twice as often as it can answer. Prints what was answered and refused, how long `/health/live` took,
 * memory, and how long a `$lookup` took in the second after.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import autocannon from "autocannon";
import { CONCEPT_QUESTIONS } from "./growth-questions.ts";
import { load } from "./load.ts";
import { Answers, openLoop } from "./open-loop.ts";
import { residentMemory, start, stop } from "./processes.ts";

const [store = "memory:", seconds = "30"] = process.argv.slice(2);
const SIZE = 100_000;
/** Requests that one connection has in turn. */
const SHARE = 10;
const asked = CONCEPT_QUESTIONS.filter(({ point }) => point).map(({ requests }) => requests(SIZE));
const requests = asked[0]!.flatMap((_, i) => asked.map((all) => all[i % all.length]!));

const server = await start("serve-workers.ts", [store, "1"], { LOG_LEVEL: "silent" });
const base = `${server.base}/r4`;
await load(base, requests, { seconds: 5, connections: 16 });
const most = Math.round((await load(base, requests, { seconds: 10, connections: 16 })).rate);
console.log(`At most ${most} requests a second.\n`);
console.log(
  "| Load | Statuses | p50 | p99 | /health/live at most | Memory before, at most, after | $lookup after, at most |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- |");
await during("1,000 connections", closedLoop);
await during("twice as many as it can answer", () =>
  openLoop(base, requests, { rate: 2 * most, seconds: Number(seconds) }),
);
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
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const after = await openLoop(base, requests, { rate: 20, seconds: 1 });
  const statuses = Array.from(answers.statuses, ([status, count]) => `${count} times ${status || "none"}`);
  const memory = [before, highest, residentMemory(server.process)].map((mb) => `${Math.round(mb)} MB`);
  console.log(
    `| ${name} | ${statuses.join(", ")} | ${Math.round(answers.percentile(0.5))} ms | ` +
      `${Math.round(answers.percentile(0.99))} ms | ${Math.round(longest.live!)} ms | ${memory.join(", ")} | ` +
      `${Math.round(after.percentile(1))} ms |`,
  );
}

/** Each of 1,000 connections asks again when it has its answer. */
async function closedLoop(): Promise<Answers> {
  const answers = new Answers();
  const headers = { "content-type": "application/fhir+json" };
  const rendered = requests.map(({ method, path, body }) => ({
    method,
    path: `/r4${path}`,
    headers,
    ...(body === undefined ? {} : { body }),
  }));
  let clients = 0;
  const { errors, timeouts } = await autocannon({
    url: server.base,
    connections: 1_000,
    duration: Number(seconds),
    timeout: 60,
    requests: rendered.slice(0, 1),
    setupClient(client) {
      const from = (clients++ * SHARE) % (rendered.length - SHARE);
      client.setRequests(rendered.slice(from, from + SHARE));
      client.on("response", (status, _bytes, milliseconds) => answers.add(status, milliseconds));
    },
  });
  for (let i = 0; i < errors + timeouts; i++) answers.add(0, 0);
  return answers;
}
