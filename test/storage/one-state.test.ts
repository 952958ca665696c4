/** Whoever asks while others write gets the answer of one state, and never one older than what was acknowledged. */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { start } from "../server/workers/server-process.ts";
import { askWhileWriting } from "./one-state.ts";
import { freshSchema, POSTGRES } from "./postgres-schema.ts";
import { temporaryFolder } from "./temporary.ts";

const KEY = "a-key-for-tests";
const CLEAN = { stale: 0, mixed: 0, wrong: 0, examples: [] };

async function nodesOf(store: string, nodes: number, workers = "1"): Promise<string[]> {
  const keys = `test:${createHash("sha256").update(KEY).digest("hex")}`;
  const env = { OSSICLE_STORE: store, OSSICLE_WORKERS: workers, OSSICLE_WRITES: "on", OSSICLE_KEYS: keys };
  const started = [];
  for (let i = 0; i < nodes; i++) started.push(await start([], env));
  return started.map(({ url }) => `${url}/r4`);
}

test.each(["1", "2"])("SQLite, workers: %s", { timeout: 120_000 }, async (workers) => {
  const folder = temporaryFolder();
  const nodes = await nodesOf(`sqlite:${folder.path}/one.db`, 1, workers);
  const tally = await askWhileWriting({ nodes, key: KEY, questions: 900, writes: 40 });
  expect(tally).toEqual({ questions: tally.questions, writes: 40, ...CLEAN });
  expect(tally.questions).toBeGreaterThanOrEqual(900);
  folder.remove();
});

test.each(["1", "2"])("SQLite, workers: %s, beside imports", { timeout: 120_000 }, async (workers) => {
  const folder = temporaryFolder();
  const store = `sqlite:${folder.path}/imported.db`;
  const nodes = await nodesOf(store, 1, workers);
  const tally = await askWhileWriting({ nodes, key: KEY, questions: 900, writes: 40, importInto: store });
  expect(tally).toEqual({ questions: tally.questions, writes: 40, ...CLEAN });
  folder.remove();
});

const there = POSTGRES === undefined ? test.skip : test;
there("PostgreSQL, two nodes", { timeout: 120_000 }, async () => {
  const nodes = await nodesOf(await freshSchema(), 2);
  const tally = await askWhileWriting({ nodes, key: KEY, questions: 1_200, writes: 60 });
  expect(tally).toEqual({ questions: tally.questions, writes: 60, ...CLEAN });
});

there("PostgreSQL, two nodes, beside imports", { timeout: 120_000 }, async () => {
  const store = await freshSchema();
  const nodes = await nodesOf(store, 2);
  const tally = await askWhileWriting({ nodes, key: KEY, questions: 1_200, writes: 60, importInto: store });
  expect(tally).toEqual({ questions: tally.questions, writes: 60, ...CLEAN });
});
