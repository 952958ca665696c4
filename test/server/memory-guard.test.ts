/** A request that needs more memory than there is ends with an answer, and the server goes on. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { breathe, guardLongWork, inTurns, othersFirst } from "../../src/terminology/util/in-turns.ts";
import { WorkBudget } from "../../src/terminology/util/work-budget.ts";
import { start, until } from "./workers/server-process.ts";

afterEach(() => guardLongWork(() => {}));

test("long work ends with what the guard says, wherever it stopped for others", async () => {
  guardLongWork(() => {
    throw new Error("no more");
  });
  await expect(breathe()).rejects.toThrow("no more");
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
