/** The generator counts right, and the pools' questions have the answers they claim. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { content } from "../../bench/content.ts";
import { CONCEPT_QUESTIONS, MAP_QUESTIONS } from "../../bench/growth-questions.ts";
import { check, load } from "../../bench/load.ts";
import { POOL_SIZE, scenarios } from "../../bench/pools.ts";
import { startServer } from "../../src/server/start.ts";

const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function plain(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(answer as never);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function ossicle(name: Parameters<typeof content>[0]): Promise<string> {
  const server = await startServer({ resources: content(name) });
  closing.push(() => server.stop());
  return `${server.url}/r4`;
}

const requests = [..."abcdef"].map((path) => ({ method: "GET" as const, path: `/${path}`, holds: ["yes"] }));

describe("load", () => {
  it("asks for each request of the pool, and times answers in parts of a millisecond", async () => {
    const asked = new Set<string>();
    const base = await plain((req, res) => {
      asked.add(req.url!);
      setTimeout(() => res.end("yes"), 20);
    });
    const { rate, p50, p99, errors } = await load(base, requests, { seconds: 0.5, connections: 2 });
    expect([...asked].sort()).toEqual(requests.map(({ path }) => path));
    expect(errors).toBe(0);
    expect(p50).toBeGreaterThan(19);
    expect(p50 % 1).not.toBe(0);
    expect(p99).toBeGreaterThanOrEqual(p50);
    // Two connections, each waiting 20 ms and more.
    expect(rate).toBeGreaterThan(5);
    expect(rate).toBeLessThan(101);
  });

  it("asks for each request once, where told so", async () => {
    const asked: string[] = [];
    const base = await plain((req, res) => {
      asked.push(req.url!);
      res.end("yes");
    });
    await load(base, requests, { seconds: 9, connections: 3, amount: requests.length });
    expect(asked.sort()).toEqual(requests.map(({ path }) => path));
  });

  it("counts answers that are errors", async () => {
    const base = await plain((_req, res) => res.writeHead(500).end("no"));
    const { errors } = await load(base, requests, { seconds: 0.2, connections: 1 });
    expect(errors).toBeGreaterThan(0);
  });
});

describe("check", () => {
  it("says which answers lack what they must hold, and how long answers are", async () => {
    const base = await plain((req, res) => res.end(req.url === "/c" ? "no" : "yes, yes"));
    const { wrong, bytes } = await check(base, requests);
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toContain("GET /c : 200, lacks yes: no");
    expect(bytes).toBe(7);
  });
});

describe("the pools", () => {
  it("of the condition have right answers", async () => {
    const base = await ossicle("condition");
    const pools = scenarios([...content("condition")]);
    expect(pools.map(({ name }) => name)).toContain("$translate without map POST");
    for (const { name, requests } of pools) {
      expect(requests, name).toHaveLength(POOL_SIZE);
      expect((await check(base, requests, 10)).wrong, name).toEqual([]);
    }
  });

  it("are the same in every run", () => {
    const resources = [...content("condition")];
    expect(scenarios(resources)).toEqual(scenarios(resources));
  });

  it.each([
    ["generated-1000", CONCEPT_QUESTIONS, 1_000],
    ["maps-10", MAP_QUESTIONS, 10],
  ] as const)("of growth have right answers from %s", async (name, questions, size) => {
    const base = await ossicle(name);
    for (const question of questions)
      expect((await check(base, question.requests(size), 10)).wrong, question.name).toEqual([]);
  });
});
