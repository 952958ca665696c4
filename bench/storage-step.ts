/**
 * One step of `bench/storage.ts`, in a process of its own so that its memory is its own; prints one line of JSON.
 *   load ADDRESS generated N | load ADDRESS hl7     imports, and says how long it took and the most memory it had
 *   start ADDRESS                                   opens, answers one question, and says how long that took
 *   serve ADDRESS N                                 answers many questions, and says how much memory it has then, and had
 *   latency N=ADDRESS ...                           times questions, sizes in turn
 */
import { closeSync, openSync, readSync } from "node:fs";
import { openStore } from "../src/storage/open-store.ts";
import type { Selection } from "../src/terminology/concepts/concept-condition.ts";
import type { CodeSystemProvider, ImportRecord } from "../src/terminology/store.ts";
import type { Awaitable } from "../src/terminology/util/awaitable.ts";
import { packageResources } from "./content.ts";
import { codeOf, GENERATED, generated, vocabulary } from "./generated.ts";
import { pick, random } from "./random.ts";

const [step = "", ...args] = process.argv.slice(2);

function memory(): number {
  return Math.round(process.memoryUsage.rss() / 1e6);
}

function* hl7(): Generator<ImportRecord> {
  for (const resource of packageResources("hl7.terminology.r4", "r4")) yield { kind: "resource", resource };
}

async function load(address: string, what: string, count: number): Promise<object> {
  const store = await openStore(address);
  let most = 0;
  const timer = setInterval(() => (most = Math.max(most, memory())), 50);
  const started = performance.now();
  const before = process.cpuUsage();
  const report = await store.write(what === "hl7" ? hl7() : generated(count));
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(before);
  clearInterval(timer);
  await store.close();
  return { ...report, seconds, cpuSeconds: (used.user + used.system) / 1e6, most: Math.max(most, memory()) };
}

async function start(address: string): Promise<object> {
  const started = performance.now();
  const store = await openStore(address);
  const { total } = await store.search("CodeSystem", { criteria: [], count: 1 }, { summary: true });
  const milliseconds = performance.now() - started;
  await store.close();
  return { total, milliseconds, memory: memory() };
}

type Question = (provider: CodeSystemProvider, count: number, next: () => number) => Awaitable<unknown>;

const words = vocabulary();
/** Words as people type them: common ones more often. */
const word = (next: () => number): string => words[Math.floor(words.length * next() ** 2)]!;
const anyCode = (count: number, next: () => number): string => codeOf(Math.floor(next() * count));
const select = async (provider: CodeSystemProvider, selection: Selection) =>
  provider.select({ activeOnly: true, ...selection });
const typed =
  (length: number): Question =>
  (provider, _count, next) =>
    select(provider, { condition: { kind: "text", text: word(next).slice(0, length) }, count: 20 });
/** A concept of the given level has count^(level / levels) others around it. */
const atDepth = (count: number, depth: number, next: () => number): string =>
  codeOf(Math.floor((1 + next()) * (count / 2) ** depth));

export const questions: Record<string, Question> = {
  "locate one code": async (provider, count, next) => provider.locate([anyCode(count, next)]),
  "membership of one code in an is-a": (provider, count, next) =>
    select(provider, {
      condition: { kind: "descendantOf", code: atDepth(count, 0.3, next), self: true },
      codes: [anyCode(count, next)],
    }),
  "subsumes: is one code below another": (provider, count, next) =>
    provider.select({
      condition: { kind: "descendantOf", code: anyCode(count, next), self: false },
      codes: [anyCode(count, next)],
      count: 0,
    }),
  "ancestors of one code": (provider, count, next) =>
    select(provider, { condition: { kind: "ancestorOf", code: anyCode(count, next), self: true } }),
  "children of one code, 20": (provider, count, next) =>
    select(provider, { condition: { kind: "childOf", code: anyCode(count, next) }, count: 20 }),
  "is-a of a high concept, 20": (provider, count, next) =>
    select(provider, {
      condition: { kind: "descendantOf", code: atDepth(count, 0.3, next), self: true },
      count: 20,
    }),
  "is-a of a middle concept, 20": (provider, count, next) =>
    select(provider, {
      condition: { kind: "descendantOf", code: atDepth(count, 0.6, next), self: true },
      count: 20,
    }),
  "text of 1 letter, 20": typed(1),
  "text of 2 letters, 20": typed(2),
  "text of 3 letters, 20": typed(3),
  "text of 5 letters, 20": typed(5),
  "text of a word, 20": typed(99),
  "text of a word and 3 letters, 20": (provider, _count, next) =>
    select(provider, {
      condition: { kind: "text", text: `${word(next)} ${word(next).slice(0, 3)}` },
      count: 20,
    }),
  "text of 3 letters below a high concept, 20": (provider, count, next) =>
    select(provider, {
      condition: {
        kind: "all",
        of: [
          { kind: "descendantOf", code: atDepth(count, 0.3, next), self: true },
          { kind: "text", text: word(next).slice(0, 3) },
        ],
      },
      count: 20,
    }),
  "property value, 20": (provider, _count, next) =>
    select(provider, {
      condition: {
        kind: "property",
        property: "kind",
        test: { op: "in", values: [`k${Math.floor(next() * 50)}`] },
      },
      count: 20,
    }),
};

async function providerOf(
  address: string,
): Promise<{ provider: CodeSystemProvider; close(): Promise<void> }> {
  const store = await openStore(address);
  return { provider: (await store.codeSystem({ url: GENERATED }))!, close: () => store.close() };
}

async function serve(address: string, count: number): Promise<object> {
  const { provider, close } = await providerOf(address);
  const next = random(3);
  const all = Object.values(questions);
  for (let i = 0; i < 30_000; i++) await pick(all, next)(provider, count, next);
  const held = memory();
  await close();
  return { memory: held, most: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6) };
}

/** Microseconds of each question: median and 95th percentile of single calls, sizes in turn so that noise hits all alike. */
async function latency(sizes: [count: number, address: string][], rounds = 40, calls = 10): Promise<object> {
  const stores = [];
  // Files are read once, so that what is timed is not the disk.
  for (const [, address] of sizes)
    if (address.startsWith("sqlite:")) readFile(address.slice("sqlite:".length));
  for (const [count, address] of sizes) stores.push({ count, ...(await providerOf(address)) });
  const result: Record<string, Record<string, { median: number; p95: number; first: number }>> = {};
  for (const [name, ask] of Object.entries(questions)) {
    const next = random(5);
    const times = stores.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, { provider, count }] of stores.entries()) {
        for (let call = 0; call < calls; call++) {
          const started = performance.now();
          await ask(provider, count, next);
          times[i]!.push((performance.now() - started) * 1000);
        }
      }
    }
    result[name] = Object.fromEntries(stores.map(({ count }, i) => [count, summary(times[i]!)]));
  }
  for (const store of stores) await store.close();
  return result;
}

function readFile(path: string): void {
  const file = openSync(path, "r");
  const buffer = Buffer.alloc(1 << 20);
  while (readSync(file, buffer) > 0);
  closeSync(file);
}

function summary(times: readonly number[]): { median: number; p95: number; first: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number): number => Math.round(sorted[Math.floor(sorted.length * part)]!);
  return { median: at(0.5), p95: at(0.95), first: Math.round(times[0]!) };
}

const steps: Record<string, () => Promise<object>> = {
  load: () => load(args[0]!, args[1]!, Number(args[2])),
  start: () => start(args[0]!),
  serve: () => serve(args[0]!, Number(args[1])),
  latency: () =>
    latency(
      args.map((pair): [number, string] => {
        const at = pair.indexOf("=");
        return [Number(pair.slice(0, at)), pair.slice(at + 1)];
      }),
    ),
};

console.log(JSON.stringify(await steps[step]!()));
