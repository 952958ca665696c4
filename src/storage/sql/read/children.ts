/** The codes right below many concepts of one content at once. */
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import type { WorkBudget } from "../../../terminology/util/work-budget.ts";
import type { Database } from "../engines/database.ts";
import { raw, type Sql, sql } from "../sql.ts";

/** Pairs of a parent and a child that one query reads, and rows that another one does: some milliseconds each. */
const PAIRS = 20_000;
const ROWS = 2_000;

interface Scope {
  database: Database;
  content: number;
  key: (code: string) => string;
}

interface Pair {
  parent: number;
  child: number;
}

/** Aligned with `codes`, each in code system order. */
export async function childrenOf(
  { database, content, key }: Scope,
  codes: readonly string[],
  work: WorkBudget | undefined,
): Promise<string[][]> {
  const keys = codes.map(key);
  const parents = await positionsOf(database, content, keys);
  const pairs = await pairsBelow(database, [...parents.values()], work);
  const names = await codesAt(database, [...new Set(pairs.map(({ child }) => child))], work);
  const children = Map.groupBy(pairs, ({ parent }) => parent);
  return keys.map((one) =>
    (children.get(parents.get(one) ?? -1) ?? []).map(({ child }) => names.get(child)!),
  );
}

async function positionsOf(
  database: Database,
  content: number,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const among = database.dialect.anyOf(raw("code_key"), [...new Set(keys)]);
  const rows = await database.query<{ code_key: string; position: number }>(
    sql`SELECT code_key, position FROM concept WHERE content = ${content} AND ${among}`,
  );
  return new Map(rows.map((row) => [row.code_key, row.position]));
}

/** By parent, then by child. */
async function pairsBelow(
  database: Database,
  parents: readonly number[],
  work: WorkBudget | undefined,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  let rest = parents;
  // Of a parent that has more children than one query reads, the next ones come first.
  let last: Pair | undefined;
  while (rest.length > 0 || last) {
    const where: Sql = last
      ? sql`parent = ${last.parent} AND child > ${last.child}`
      : database.dialect.anyOf(raw("parent"), rest);
    const found = await database.numbers(
      sql`SELECT parent, child FROM concept_parent WHERE ${where} ORDER BY parent, child LIMIT ${PAIRS}`,
    );
    work?.concepts(found.length / 2);
    for (let i = 0; i < found.length; i += 2) pairs.push({ parent: found[i]!, child: found[i + 1]! });
    const isFull = found.length === 2 * PAIRS;
    if (!isFull && !last) break;
    last = isFull ? pairs.at(-1) : undefined;
    if (last) rest = rest.filter((parent) => parent > last!.parent);
    await yieldToOthers();
  }
  return pairs;
}

async function codesAt(
  database: Database,
  positions: readonly number[],
  work: WorkBudget | undefined,
): Promise<Map<number, string>> {
  const codes = new Map<number, string>();
  for (let from = 0; from < positions.length; from += ROWS) {
    const among = database.dialect.anyOf(raw("position"), positions.slice(from, from + ROWS));
    const rows = await database.query<{ position: number; code: string }>(
      sql`SELECT position, code FROM concept WHERE ${among}`,
    );
    work?.concepts(rows.length);
    for (const { position, code } of rows) codes.set(position, code);
    await work?.giveWay();
  }
  return codes;
}
