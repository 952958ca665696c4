/** Where descriptors, connections, memory or callers' patience are scarce, some requests are refused, and the server stays. */
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type * as r5 from "fhir/r5";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/storage/open-store.ts";
import type { ImportRecord } from "../../src/terminology/store.ts";
import { concept, header } from "../storage/fixtures.ts";
import { freshSchema, POSTGRES } from "../storage/postgres-schema.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { type ServerProcess, start, startWithDescriptors, until } from "./workers/server-process.ts";

const LOOKUP = "/r4/CodeSystem/$lookup?system=http://www.omim.org&code=166350";
const LINUX = process.platform === "linux";

/** Connections that say nothing; closed after the test. */
function hold(url: string, count: number): Socket[] {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: count }, () =>
    connect(Number(port), hostname).on("error", () => undefined),
  );
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return sockets;
}

const statusOf = async (url: string): Promise<number | undefined> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).status;
  } catch {
    return undefined;
  }
};

const isRunning = ({ process: { exitCode, signalCode } }: ServerProcess): boolean =>
  exitCode === null && signalCode === null;

test.skipIf(!LINUX)("64 descriptors and 100 connections do not end it", async () => {
  const server = await startWithDescriptors(64, {});
  const sockets = hold(server.url, 100);
  await sleep(1_000);
  for (const socket of sockets)
    if (socket.writable) socket.write("GET /r4/CodeSystem?_format=xml HTTP/1.1\r\n");
  await sleep(500);
  expect(isRunning(server), server.output()).toBe(true);
  for (const socket of sockets) socket.destroy();
  // What is loaded at its first use could not be loaded then: it is now.
  for (const path of [LOOKUP, "/r4/CodeSystem?_format=xml", "/r5/metadata"])
    await until(async () => ((await statusOf(server.url + path)) === 200 ? true : undefined));
  expect(isRunning(server), server.output()).toBe(true);
});

test("connections beyond OSSICLE_CONNECTIONS are closed at once, and taken again when others have gone", async () => {
  const server = await start([], { OSSICLE_CONNECTIONS: "5" });
  const first = hold(server.url, 5);
  await Promise.all(first.map((socket) => once(socket, "connect")));
  const status = () => statusOf(server.url + LOOKUP);
  await expect.poll(status, { timeout: 20_000 }).toBe(undefined);
  const [sixth] = hold(server.url, 1);
  await once(sixth!, "close");
  for (const socket of first) socket.destroy();
  await expect.poll(status, { timeout: 20_000 }).toBe(200);
});

const COUNT = 20_000;
const folder = temporaryFolder();
const store = `sqlite:${folder.path}/scarce.db`;
const SEED = `${folder.path}/seed`;
const LARGE = "http://example.org/large";

const named = (i: number) => ({ code: `c${i}`, display: `Concept number ${i}` });

function* records(): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(LARGE), id: "large" } };
  for (let i = 0; i < COUNT; i++)
    yield {
      kind: "concept",
      concept: { ...concept(`c${i}`), ...named(i), parents: i === 0 ? [] : ["c0"] },
    };
  for (const resource of valueSets()) yield { kind: "resource", resource };
}

function* valueSets(): Generator<r5.ValueSet & { id: string }> {
  const concept = Array.from({ length: 1_000 }, (_, c) => ({ code: `c${c}` }));
  for (let i = 0; i < 200; i++)
    yield {
      resourceType: "ValueSet",
      id: `set-${i}`,
      url: `http://example.org/set-${i}`,
      status: "active",
      compose: { include: [{ system: LARGE, concept }] },
    };
}

async function fill(address: string): Promise<void> {
  const filled = await openStore(address);
  await filled.write(records());
  await filled.close();
}

/** The same as files, for a store that is filled as it starts. */
function writeSeed(): void {
  mkdirSync(SEED, { recursive: true });
  const children = Array.from({ length: COUNT - 1 }, (_, i) => named(i + 1));
  const concept = [{ ...named(0), concept: children }];
  for (const resource of [{ ...header(LARGE), id: "large", concept }, ...valueSets()])
    writeFileSync(`${SEED}/${resource.id}.json`, JSON.stringify(resource));
}

beforeAll(() => fill(store), 120_000);
afterAll(() => folder.remove());

/** Seconds of processor time so far. */
function spent({ process: { pid } }: ServerProcess): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Nothing is worked on any more, nor loaded. */
const atRest = (server: ServerProcess): Promise<unknown> =>
  until(async () => {
    const now = spent(server);
    await sleep(1_000);
    return spent(server) - now < 0.1 ? true : undefined;
  });

const post = (body: object): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/fhir+json" },
  body: JSON.stringify(body),
});

const batchOf = (count: number, url: string): RequestInit =>
  post({
    resourceType: "Bundle",
    type: "batch",
    entry: Array.from({ length: count }, () => ({ request: { method: "GET", url } })),
  });

const expansion = (compose: object, along: readonly object[] = []): RequestInit =>
  post({
    resourceType: "Parameters",
    parameter: [
      { name: "valueSet", resource: { resourceType: "ValueSet", status: "active", compose } },
      ...along.map((resource) => ({ name: "tx-resource", resource })),
    ],
  });

const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const regex = (i: number) => ({
  system: LARGE,
  filter: [{ property: "display", op: "regex", value: `.*${i}.*` }],
});

const FOUR_SETS = many(4, (set) => ({
  resourceType: "ValueSet",
  url: `http://example.org/imported-${set}`,
  status: "active",
  compose: {
    include: many(250, (i) => ({ system: LARGE, concept: [{ code: `c${i}` }, { code: `c${i + set}` }] })),
  },
}));

/** Each refers to the next for what it does not list itself. */
const CHAIN_OF_MAPS = many(1_000, (i) => ({
  resourceType: "ConceptMap",
  url: `http://example.org/map-${i}`,
  status: "active",
  group: [
    {
      source: LARGE,
      target: "http://example.org/other",
      element: [{ code: "none", target: [{ code: "x", equivalence: "equivalent" }] }],
      unmapped: { mode: "other-map", url: `http://example.org/map-${i + 1}` },
    },
  ],
}));

const COSTLY: [string, string, RequestInit?][] = [
  ["pages of value sets in a batch", "/r4", batchOf(100, "ValueSet?_count=1000")],
  ["pages of code systems in a batch", "/r4", batchOf(20, "CodeSystem?_count=1000")],
  ["a large code system in a batch", "/r4", batchOf(100, "CodeSystem/large")],
  ["a large code system", "/r4/CodeSystem/large"],
  ["the same as XML", "/r4/CodeSystem/large?_format=xml"],
  [
    "an expansion of many small lists",
    "/r4/ValueSet/$expand",
    expansion({
      include: many(700, (i) => ({ system: LARGE, concept: [{ code: `c${i}` }, { code: "c1" }] })),
      exclude: many(700, (i) => ({ system: LARGE, concept: [{ code: `c${i + 3}` }] })),
    }),
  ],
  [
    "an expansion without what many patterns match",
    "/r4/ValueSet/$expand",
    expansion({ include: [{ system: LARGE }], exclude: many(500, regex) }),
  ],
  [
    "an expansion of what a hundred patterns match",
    "/r4/ValueSet/$expand",
    expansion({ include: [{ system: LARGE, filter: many(100, (i) => regex(i).filter[0]!) }] }),
  ],
  [
    "an expansion of four imports of many lists",
    "/r4/ValueSet/$expand",
    expansion({ include: [{ valueSet: FOUR_SETS.map(({ url }) => url) }] }, FOUR_SETS),
  ],
  [
    "a translation by a thousand maps, each of which refers to the next",
    "/r4/ConceptMap/$translate",
    post({
      resourceType: "Parameters",
      parameter: [
        { name: "system", valueUri: LARGE },
        { name: "code", valueCode: "c1" },
        ...CHAIN_OF_MAPS.map((resource) => ({ name: "tx-resource", resource })),
      ],
    }),
  ],
  [
    "a search by many names that are none",
    "/r4/ValueSet/_search",
    {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: many(9_000, (i) => `x${i}=1`).join("&"),
    },
  ],
  ["a search for a large code system", `/r4/CodeSystem?url=${LARGE}`],
  ["the same, indented", `/r4/CodeSystem?url=${LARGE}&_pretty=true`],
  ["a concept with very many children", `/r4/CodeSystem/$lookup?system=${LARGE}&code=c0`],
  [
    "all concepts with their children",
    `/r4/ValueSet/$expand?url=${LARGE}?fhir_vs&count=${COUNT}&property=child`,
  ],
  ["a search for a part of a title", "/r4/ValueSet?title:contains=zzz"],
  ["a search with an order", "/r4/ValueSet?_sort=-date,title&_count=5"],
];

test.skipIf(!LINUX)("who hangs up is no longer worked for: processor time stops", async () => {
  const server = await start([], { OSSICLE_STORE: store });
  expect((await fetch(server.url + LOOKUP)).status).toBe(200);
  await atRest(server);
  for (const [, path, init] of COSTLY.filter(([what]) => !what.includes("XML"))) {
    const gone = new AbortController();
    const asking = fetch(server.url + path, { ...init, signal: gone.signal })
      .then((answer) => answer.text())
      .catch(() => undefined);
    await sleep(30);
    gone.abort();
    await asking;
  }
  const before = spent(server);
  await atRest(server);
  // What may not be broken off is some milliseconds long.
  expect(spent(server) - before).toBeLessThan(1);
});

/** What a server is told so that it has the content. */
const STORES: [name: string, settings: () => Promise<Record<string, string>>][] = [
  ["SQLite", () => Promise.resolve({ OSSICLE_STORE: store })],
  [
    "memory",
    () => {
      writeSeed();
      return Promise.resolve({ OSSICLE_STORE: "memory:", OSSICLE_SEED: SEED });
    },
  ],
  [
    "PostgreSQL",
    async () => {
      const address = await freshSchema();
      await fill(address);
      return { OSSICLE_STORE: address };
    },
  ],
];
const GIVEN = STORES.filter(([name]) => name !== "PostgreSQL" || POSTGRES !== undefined);

describe.skipIf(!LINUX).each(GIVEN)("with 128 MB of memory for objects, and %s", (_, settings) => {
  // It ends when the work is done: on a busy machine that takes minutes.
  test("what is costly is answered or refused, and the server stays", { timeout: 900_000 }, async () => {
    const server = await start([], {
      ...(await settings()),
      NODE_OPTIONS: "--max-old-space-size=128",
    });
    expect((await fetch(`${server.url}/r4/CodeSystem/$lookup?system=${LARGE}&code=c7`)).status).toBe(200);
    const statuses = COSTLY.flatMap(([what, path, init]) =>
      many(2, async () => {
        try {
          const answer = await fetch(server.url + path, init);
          // It is taken as it comes, and not kept.
          for await (const _chunk of answer.body!);
          return answer.status;
        } catch (cut) {
          throw new Error(`${what} was cut off; the server said: ${server.output()}`, { cause: cut });
        }
      }),
    );
    for (const status of await Promise.all(statuses)) expect([200, 413, 422, 503]).toContain(status);
    expect(isRunning(server), server.output()).toBe(true);
    expect((await fetch(server.url + LOOKUP)).status).toBe(200);
  });
});
