/**
 * Closure rows against ranges of positions, for the same generated polyhierarchy: `node bench/subsumption.ts [--keep] [N ...]`.
 * Says how many rows each keeps, how large they are in SQLite, how long they take to write, and what two questions cost;
 * `--keep` writes docs/storage.md anew with it.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { arrange, belowAmong, type Hierarchy } from "../src/storage/concepts/hierarchy.ts";
import { atOnce } from "../src/terminology/util/in-turns.ts";
import { generated } from "./generated.ts";
import { random } from "./random.ts";
import { machineLine } from "./report.ts";
import { writeStoragePage } from "./storage-page.ts";
import { keepResults, type Kept, type Subsumption } from "./storage-results.ts";

const { values: options, positionals } = parseArgs({
  options: { keep: { type: "boolean", default: false } },
  allowPositionals: true,
});
const sizes = positionals.map(Number);
const folder = mkdtempSync(join(tmpdir(), "ossicle-bench-"));
const TOGETHER = 100;

function hierarchyOf(count: number): { hierarchy: Hierarchy; milliseconds: number } {
  const start = new Int32Array(count + 1);
  const of: number[] = [];
  let n = 0;
  for (const record of generated(count)) {
    if (record.kind !== "concept") continue;
    for (const parent of record.concept.parents) of.push(Number(parent.slice(1)));
    start[++n] = of.length;
  }
  const parents = { start, of: Int32Array.from(of) };
  const started = performance.now();
  return { hierarchy: atOnce(arrange(parents)), milliseconds: performance.now() - started };
}

/** Each concept with what is below it: as pairs, or as ranges. */
function* pairs(hierarchy: Hierarchy): Generator<number[]> {
  for (let at = 0; at < hierarchy.last.length; at++) {
    const ranges = belowAmong(hierarchy, at, [0, hierarchy.last.length - 1]);
    for (let i = 0; i < ranges.length; i += 2)
      for (let to = ranges[i]!; to <= ranges[i + 1]!; to++) if (to !== at) yield [at, to];
  }
}

function* ranges(hierarchy: Hierarchy): Generator<number[]> {
  for (let at = 0; at < hierarchy.last.length; at++) {
    const found = belowAmong(hierarchy, at, [0, hierarchy.last.length - 1]);
    for (let i = 0; i < found.length; i += 2)
      if (found[i + 1]! > at || found[i]! < at) yield [at, found[i]!, found[i + 1]!];
  }
}

function keep(
  name: string,
  columns: number,
  rows: Iterable<number[]>,
  count: number,
  ask: { isBelow: string; first20: string },
): Kept {
  const file = join(folder, `${name}-${count}.db`);
  const database = new DatabaseSync(file);
  const names = ["a", "b", "c"].slice(0, columns);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;
    CREATE TABLE t (${names.map((n) => `${n} INTEGER`).join(", ")}, PRIMARY KEY (a, b)) WITHOUT ROWID; BEGIN`);
  const mark = `(${names.map(() => "?").join(", ")})`;
  const many = database.prepare(`INSERT INTO t VALUES ${Array(TOGETHER).fill(mark).join(", ")}`);
  const one = database.prepare(`INSERT INTO t VALUES ${mark}`);
  const started = performance.now();
  let batch: number[][] = [];
  let total = 0;
  for (const row of rows) {
    total++;
    if (batch.push(row) < TOGETHER) continue;
    many.run(...batch.flat());
    batch = [];
  }
  for (const row of batch) one.run(...row);
  database.exec("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
  const seconds = (performance.now() - started) / 1000;
  const next = random(9);
  const any = (): number => Math.floor(next() * count);
  const isBelow = time(database, ask.isBelow, () => ({ $a: any(), $b: any() }));
  const first20 = time(database, ask.first20, () => ({ $a: Math.floor(any() / 50) }));
  database.close();
  return {
    rows: total,
    megabytes: Math.round(statSync(file).size / 1e6),
    seconds: Math.round(seconds * 10) / 10,
    isBelow,
    first20,
  };
}

/** Microseconds, median of many. */
function time(database: DatabaseSync, text: string, parameters: () => Record<string, number>): number {
  const statement = database.prepare(text);
  statement.setAllowUnknownNamedParameters(true);
  const times: number[] = [];
  for (let i = 0; i < 3000; i++) {
    const given = parameters();
    const started = performance.now();
    statement.all(given);
    times.push(performance.now() - started);
  }
  return Math.round(times.sort((x, y) => x - y)[1500]! * 10_000) / 10;
}

const results: Subsumption = { machine: machineLine(), sizes: [] };
for (const count of sizes.length > 0 ? sizes : [100_000, 1_000_000]) {
  const { hierarchy, milliseconds } = hierarchyOf(count);
  const closure = keep("closure", 2, pairs(hierarchy), count, {
    isBelow: "SELECT 1 FROM t WHERE a = $a AND b = $b",
    first20: "SELECT b FROM t WHERE a = $a ORDER BY b LIMIT 20",
  });
  const labels = keep("ranges", 3, ranges(hierarchy), count, {
    isBelow: "SELECT 1 FROM t WHERE a = $a AND b <= $b AND c >= $b",
    first20: "SELECT b, c FROM t WHERE a = $a ORDER BY b LIMIT 20",
  });
  const one = { count, arranged: Math.round(milliseconds), closure, ranges: labels };
  console.log(JSON.stringify(one));
  results.sizes.push(one);
}
if (options.keep) {
  await keepResults({ subsumption: results });
  await writeStoragePage();
}
rmSync(folder, { recursive: true, force: true });
