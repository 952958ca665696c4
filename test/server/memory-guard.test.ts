/** A request that needs more memory than there is ends with an answer, and the server goes on. */
import { setTimeout as sleep } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { guardLongWork, inTurns, othersFirst, yieldToOthers } from "../../src/terminology/util/in-turns.ts";
import { WorkBudget } from "../../src/terminology/util/work-budget.ts";
import { loadedAnew } from "../loaded-anew.ts";
import { start, until } from "./workers/server-process.ts";

afterEach(() => guardLongWork(() => {}));

test("long work ends with what the guard says, wherever it stopped for others", async () => {
  guardLongWork(() => {
    throw new Error("no more");
  });
  await expect(yieldToOthers()).rejects.toThrow("no more");
  const work = inTurns(
    (function* () {
      for (;;) yield;
    })(),
  );
  await expect(work).rejects.toThrow("no more");
  const budget = new WorkBudget();
  const until = async () => {
    for (;;) await budget.giveWay();
  };
  await expect(until()).rejects.toThrow("no more");
});

test("what is loaded or cleaned up goes on, whatever the guard says", async () => {
  guardLongWork(() => {
    throw new Error("no more");
  });
  await expect(othersFirst()).resolves.toBeUndefined();
});

test("an answer that has been begun is not cut off, whatever the guard says", async () => {
  guardLongWork(() => {
    throw new Error("no more");
  });
  const budget = new WorkBudget();
  budget.hasAnswered = true;
  await sleep(20);
  await expect(Promise.resolve(budget.giveWay())).resolves.toBeUndefined();
});

/** The guard of a process in which more than half of the memory is used, and time stands still. */
async function whereMemoryIsTight() {
  const held = new Array<number>(25_000_000).fill(0);
  const megabytes = Math.round(getHeapStatistics().used_heap_size / 2 ** 20 / 0.62);
  vi.stubEnv("NODE_OPTIONS", `--max-old-space-size=${megabytes}`);
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    held.length = 0;
  });
  const { guardMemory } =
    await loadedAnew<typeof import("../../src/server/memory-guard.ts")>("server/memory-guard.ts");
  return async (work: WorkBudget): Promise<void> => guardMemory(work);
}

test("where more than half of the memory is used, long requests go on one after the other", async () => {
  const guard = await whereMemoryIsTight();
  const [one, other, third] = [new WorkBudget(), new WorkBudget(), new WorkBudget()];
  const order: string[] = [];
  await guard(one);
  const waiting = guard(other).then(() => order.push("other"));
  await sleep(50);
  await guard(one);
  order.push("one");
  one.hasEnded = true;
  await waiting;
  expect(order).toEqual(["one", "other"]);
  // What is sent piece by piece keeps nobody waiting, nor who waits for something else.
  other.hasAnswered = true;
  await guard(third);
  vi.advanceTimersByTime(1_000);
  await guard(new WorkBudget());
});

test("who waits too long for memory is told to come again", async () => {
  const guard = await whereMemoryIsTight();
  const one = new WorkBudget();
  await guard(one);
  const waiting = guard(new WorkBudget());
  const told = expect(waiting).rejects.toMatchObject({ status: 503, headers: { "Retry-After": "5" } });
  for (let seconds = 0; seconds < 11; seconds += 0.05) {
    vi.advanceTimersByTime(50);
    await guard(one);
  }
  await told;
});

/** Without a word of theirs young objects may have 192 MB. */
const YOUNG = ["--max-semi-space-size=8", ""];

test.skipIf(process.platform !== "linux").each(YOUNG)(
  "18 MB of a map that are sent along, with 128 MB of memory for objects (%s)",
  { timeout: 120_000 },
  async (young) => {
    const element = Array.from({ length: 240_000 }, (_, i) => ({
      code: `c${i}`,
      target: [{ code: `d${i}`, equivalence: "equivalent" }],
    }));
    const group = [{ source: "http://example.org/a", target: "http://example.org/b", element }];
    const body = JSON.stringify({
      resourceType: "Parameters",
      parameter: [
        { name: "conceptMap", resource: { resourceType: "ConceptMap", status: "active", group } },
        { name: "system", valueUri: "http://example.org/a" },
        { name: "code", valueCode: "c1" },
      ],
    });
    const server = await start([], {
      NODE_OPTIONS: `--max-old-space-size=128 ${young}`,
      OSSICLE_BODY_LIMIT: "30000000",
    });
    const headers = { "Content-Type": "application/fhir+json" };
    const answer = await fetch(`${server.url}/r4/ConceptMap/$translate`, { method: "POST", headers, body });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("Retry-After")).toBe("5");
    expect(await answer.text()).toContain("memory-is-scarce");
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    expect(server.process.exitCode).toBe(null);
  },
);

test.skipIf(process.platform !== "linux")(
  "six long bodies at a time, with 128 MB of memory for objects: one is answered, the others are told to come again",
  { timeout: 120_000 },
  async () => {
    const url = "http://example.org/long";
    const concept = Array.from({ length: 90_000 }, (_, i) => ({
      code: `code-${i}`,
      display: `A concept that has the number ${i} and some more words`,
    }));
    const codeSystem = { resourceType: "CodeSystem", url, status: "active", content: "complete", concept };
    const body = JSON.stringify({
      resourceType: "Parameters",
      parameter: [
        { name: "tx-resource", resource: codeSystem },
        { name: "url", valueUri: url },
        { name: "code", valueCode: "code-7" },
      ],
    });
    const server = await start([], { NODE_OPTIONS: "--max-old-space-size=128 --max-semi-space-size=8" });
    const headers = { "Content-Type": "application/fhir+json" };
    const ask = () => fetch(`${server.url}/r4/CodeSystem/$validate-code`, { method: "POST", headers, body });
    const answers = await Promise.all([ask(), ask(), ask(), ask(), ask(), ask()]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 503)).toHaveLength(5);
    // What they left behind is collected as others ask.
    expect(await until(async () => ((await ask()).status === 200 ? true : undefined))).toBe(true);
  },
);

test.skipIf(process.platform !== "linux")(
  "what many callers leave under their cache-id takes no memory that others need, with 128 MB for objects",
  { timeout: 120_000 },
  async () => {
    const system = "http://example.org/codes";
    const resources = Array.from({ length: 28_000 }, (_, i) => ({
      name: "tx-resource",
      resource: {
        resourceType: "ValueSet",
        url: `http://example.org/vs/${i}`,
        status: "active",
        compose: { include: [{ system, concept: [{ code: `code-${i}` }] }] },
      },
    }));
    const server = await start([], { NODE_OPTIONS: "--max-old-space-size=128 --max-semi-space-size=8" });
    const ask = async (id?: string): Promise<number> => {
      const given = [
        ...resources,
        { name: "url", valueUri: "http://example.org/vs/7" },
        { name: "code", valueCode: "code-7" },
        { name: "system", valueUri: system },
      ];
      const parameter = id === undefined ? given : [{ name: "cache-id", valueId: id }, ...given];
      const body = JSON.stringify({ resourceType: "Parameters", parameter });
      const headers = { "Content-Type": "application/fhir+json" };
      const address = `${server.url}/r4/ValueSet/$validate-code`;
      return (await fetch(address, { method: "POST", headers, body })).status;
    };
    for (let client = 0; client < 12; client++) await ask(`client-${client}`);
    expect(await until(async () => ((await ask()) === 200 ? true : undefined))).toBe(true);
  },
);
