/**
 * What costly questions cost one server: `node bench/costs.ts STORE [NAME...]`, over a store that `fill.ts` has filled with
 * `costs-100000`. Of each: status, size, time to the first byte and to the last, processor time, the memory that the
 * server took more at its highest, its longest stretch without a turn, and how long `/health/live` and a `$lookup`
 * waited meanwhile at most. Prints a table. NODE_FLAGS are the server's, such as `--max-old-space-size=128`.
 */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { Worker } from "node:worker_threads";
import { type CostlyQuestion, costlyQuestions } from "./costly-questions.ts";
import { codeOf, GENERATED } from "./generated.ts";
import { ALL } from "./generated-resources.ts";
import { cpuSeconds, type Measured, start, startFlags, stop } from "./processes.ts";
import type { Watched } from "./serve-watched.ts";

const [store = "memory:", ...names] = process.argv.slice(2);
const flags = [...startFlags(), ...(process.env.NODE_FLAGS ?? "").split(" ").filter((flag) => flag !== "")];

interface Answered {
  status: number;
  bytes: number;
  first: number;
  last: number;
}

/** Reads as fast as it comes and keeps nothing. */
async function ask(base: string, { method, path, body, type, headers }: CostlyQuestion): Promise<Answered> {
  const began = performance.now();
  const sent = request(base + path, {
    method,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { "content-type": type ?? "application/fhir+json" }),
    },
  });
  sent.end(body);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  let bytes = 0;
  let first = 0;
  answer.on("data", (chunk: Buffer) => {
    first ||= performance.now() - began;
    bytes += chunk.length;
  });
  await once(answer, "close");
  return { status: answer.statusCode!, bytes, first, last: performance.now() - began };
}

async function watched(server: Measured): Promise<Watched> {
  const answer = once(server.process, "message");
  server.process.send("report");
  return ((await answer) as [Watched])[0];
}

/** Others who ask all the time, from a thread of their own; gives the longest wait of each kind, in ms. */
function others(base: string): { longest(): Promise<Record<string, number>> } {
  const worker = new Worker(new URL("costs-others.ts", import.meta.url), { workerData: base });
  return {
    longest: async () => {
      worker.postMessage("stop");
      const [longest] = (await once(worker, "message")) as [Record<string, number>];
      return longest;
    },
  };
}

/** What is loaded at first use is there then. */
const WARM_UP = [
  "/r4/CodeSystem?_count=1",
  "/r4/CodeSystem?_count=1&_format=xml",
  "/r4/ConceptMap?_count=1&title:contains=zzz",
  `/r4/ValueSet/$expand?url=${ALL}&count=1&filter=os`,
  `/r4/ValueSet/$validate-code?url=${ALL}&system=${GENERATED}&code=${codeOf(1)}`,
  `/r4/CodeSystem/$lookup?system=${GENERATED}&code=${codeOf(1)}`,
];

/** Until the server has nothing more to prepare. */
async function quiet(server: Measured): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    if ((await watched(server)).stretch < 5) return;
  }
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const ms = (time: number): string =>
  time < 1_000 ? `${Math.round(time)} ms` : `${(time / 1_000).toFixed(1)} s`;

async function measure(question: CostlyQuestion): Promise<void> {
  const server = await start("serve-watched.ts", [store], {}, flags);
  try {
    for (const path of WARM_UP) await ask(server.base, { name: "", method: "GET", path });
    await quiet(server);
    const asking = others(server.base);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = await watched(server);
    const cpu = cpuSeconds(server);
    const { status, bytes, first, last } = await ask(server.base, question);
    const spent = cpuSeconds(server) - cpu;
    const after = await watched(server);
    const longest = await asking.longest();
    console.log(
      row([
        question.name,
        status,
        bytes > 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`,
        ms(first),
        ms(last),
        `${spent.toFixed(2)} s`,
        `${Math.round((after.highest - before.now) / 1e6)} MB`,
        ms(after.stretch),
        ms(longest.live!),
        ms(longest.lookup!),
      ]),
    );
  } catch (failure) {
    console.log(row([question.name, String(failure), "", "", "", "", "", "", "", ""]));
  } finally {
    await stop(server);
  }
}

const head = [
  "Question",
  "Status",
  "Answer",
  "First byte",
  "All",
  "Processor",
  "Memory",
  "Stretch",
  "/health/live",
  "$lookup",
];
console.log(row(head));
console.log(row(head.map(() => "---")));
for (const question of costlyQuestions())
  if (names.length === 0 || names.some((name) => question.name.includes(name))) await measure(question);
process.exit();
