/**
 * Kills writers and importers at work: `node bench/kills.ts [KILLS]`, 1,000 unless said otherwise, on SQLite and, with
 * TEST_POSTGRES, on PostgreSQL. Prints a line each; ends with 1 if a write was lost or is there in part.
 */
import { type Kills, killWriters } from "../test/storage/crash.ts";
import { freshSchema, POSTGRES } from "../test/storage/postgres-schema.ts";
import { temporaryFolder } from "../test/storage/temporary.ts";

const kills = Number(process.argv[2] ?? 1_000);
const folder = temporaryFolder();
const cache = `${folder.path}/cache`;
const results: Kills[] = [];

async function run(name: string, address: string): Promise<void> {
  const result = await killWriters(address, kills, cache);
  console.log(`${name}: ${JSON.stringify(result)}`);
  results.push(result);
}

await run("SQLite", `sqlite:${folder.path}/kills.db`);
if (POSTGRES === undefined) console.log("PostgreSQL: skipped, for TEST_POSTGRES is not set");
else await run("PostgreSQL", await freshSchema());
folder.remove();
process.exit(results.every(({ lost, half }) => lost + half === 0) ? 0 : 1);
