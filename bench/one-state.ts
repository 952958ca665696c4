/**
 * Is each answer made from one state while others write? The long form of test/storage/one-state.test.ts:
 *
 *     node bench/one-state.ts [QUESTIONS [WRITES]]     50,000 and 2,000 unless said otherwise
 *
 * over SQLite with one and with two workers, and with TEST_POSTGRES over two nodes on one PostgreSQL. Prints a line each,
 * and ends with 1 if an answer was stale, mixed or wrong.
 */
import { createHash } from "node:crypto";
import { askWhileWriting } from "../test/storage/one-state.ts";
import { freshSchema, POSTGRES } from "../test/storage/postgres-schema.ts";
import { temporaryFolder } from "../test/storage/temporary.ts";
import { start } from "./processes.ts";

const KEY = "a-key-for-the-bench";
const [questions = 50_000, writes = 2_000] = process.argv.slice(2).map(Number);
const folder = temporaryFolder();

async function run(name: string, store: string, workers: string, count: number): Promise<boolean> {
  const keys = `bench:${createHash("sha256").update(KEY).digest("hex")}`;
  const env = { OSSICLE_WRITES: "on", OSSICLE_KEYS: keys };
  const nodes = [];
  for (let i = 0; i < count; i++) nodes.push(await start("serve-workers.ts", [store, workers], env));
  const began = performance.now();
  const bases = nodes.map(({ base }) => `${base}/r4`);
  const { examples, ...tally } = await askWhileWriting({ nodes: bases, key: KEY, questions, writes });
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${name}: ${JSON.stringify(tally)} in ${seconds} s`);
  for (const example of examples) console.log(`  ${example}`);
  for (const node of nodes) node.process.kill();
  return tally.stale + tally.mixed + tally.wrong === 0;
}

const clean = [
  await run("SQLite, one worker", `sqlite:${folder.path}/1.db`, "1", 1),
  await run("SQLite, two workers", `sqlite:${folder.path}/2.db`, "2", 1),
];
if (POSTGRES === undefined) console.log("PostgreSQL: skipped, for TEST_POSTGRES is not set");
else clean.push(await run("PostgreSQL, two nodes", await freshSchema(), "1", 2));
folder.remove();
process.exit(clean.every(Boolean) ? 0 : 1);
