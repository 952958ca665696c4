/** Removes the rows of contents that nothing refers to any more, in small steps. */
import { othersFirst } from "../../../terminology/util/in-turns.ts";
import type { Database } from "../engines/database.ts";
import { firstPosition, lastPosition } from "../read/positions.ts";
import { raw, sql } from "../sql.ts";
import { unnoticed } from "./unnoticed.ts";
import { GOING } from "./write-ahead.ts";

/** Whoever began to answer with a content has this long to end. */
const GRACE_MS = 5 * 60_000;
const STEP = 2000;

/** Purges what this process has known to be superseded for longer than the grace: clocks are set, and those of two nodes differ. */
export class Purge {
  private readonly database: Database;
  private readonly elapsed: () => number;
  /** When each was first seen to be superseded, by `elapsed`. */
  private seen = new Map<number, number>();

  /** @param elapsed milliseconds since any moment, by a clock that nobody sets */
  constructor(database: Database, elapsed = () => performance.now()) {
    this.database = database;
    this.elapsed = elapsed;
  }

  /** `stopped` is asked between steps. */
  async run(stopped: () => boolean, now = Date.now()): Promise<void> {
    for (const content of await this.due(now)) {
      await begin(this.database, content);
      await purgeContent(this.database, content, stopped);
      if (stopped()) return;
    }
  }

  /** Those of which some has gone already, too. */
  private async due(now: number): Promise<number[]> {
    const superseded = await this.database.query<{ content: number; since: number }>(
      sql`SELECT content, since FROM superseded WHERE since <= ${now} ORDER BY content`,
    );
    const elapsed = this.elapsed();
    this.seen = new Map(superseded.map(({ content }) => [content, this.seen.get(content) ?? elapsed]));
    const isDue = ({ content, since }: (typeof superseded)[number]): boolean =>
      since === GOING || elapsed - this.seen.get(content)! >= GRACE_MS;
    return superseded.filter(isDue).map(({ content }) => content);
  }
}

async function purgeContent(database: Database, content: number, stopped: () => boolean): Promise<void> {
  let low: number | undefined;
  while (!stopped() && (low = await firstRow(database, content)) !== undefined) {
    await purgeConcepts(database, content, low);
    await othersFirst();
  }
  if (!stopped()) await purgeRest(database, content, stopped);
}

/** From now on it can't begin to count any more. */
function begin(database: Database, content: number): Promise<void> {
  return unnoticed(database, async (tx) => {
    await tx.query(sql`UPDATE superseded SET since = ${GOING} WHERE content = ${content}`);
  });
}

async function firstRow(database: Database, content: number): Promise<number | undefined> {
  const [row] = await database.query<{ low: number | null }>(
    sql`SELECT min(position) AS low FROM concept
      WHERE position BETWEEN ${firstPosition(content)} AND ${lastPosition(content)}`,
  );
  return row?.low ?? undefined;
}

function purgeConcepts(database: Database, content: number, low: number): Promise<void> {
  const high = Math.min(low + STEP - 1, lastPosition(content));
  return unnoticed(database, async (tx) => {
    await tx.deleteTexts(low, high);
    await tx.query(sql`DELETE FROM concept_parent WHERE child BETWEEN ${low} AND ${high}`);
    await tx.query(sql`DELETE FROM concept_further WHERE position BETWEEN ${low} AND ${high}`);
    await tx.query(sql`DELETE FROM concept WHERE position BETWEEN ${low} AND ${high}`);
  });
}

/** Tables whose key begins with the content, and the rest of their keys. */
const KEYED: readonly (readonly [table: string, key: string])[] = [
  ["concept_property", "property, value, position"],
  ["concept_name", "hash, position"],
];

async function purgeRest(database: Database, content: number, stopped: () => boolean): Promise<void> {
  for (const [table, key] of KEYED) {
    while (!stopped() && (await purgeKeyed(database, table, key, content)) === STEP) await othersFirst();
  }
  if (stopped()) return;
  await unnoticed(database, async (tx) => {
    await tx.query(sql`DELETE FROM search_value WHERE content = ${content}`);
    await tx.query(
      sql`DELETE FROM mapping WHERE position BETWEEN ${firstPosition(content)} AND ${lastPosition(content)}`,
    );
    await tx.query(sql`DELETE FROM mapping_count WHERE content = ${content}`);
    await tx.query(sql`DELETE FROM resource WHERE content = ${content}`);
    await tx.query(sql`DELETE FROM superseded WHERE content = ${content}`);
  });
}

function purgeKeyed(database: Database, table: string, key: string, content: number): Promise<number> {
  const [from, columns] = [raw(table), raw(key)];
  return unnoticed(database, async (tx) => {
    const gone = await tx.query(
      sql`DELETE FROM ${from} WHERE content = ${content} AND (${columns}) IN
        (SELECT ${columns} FROM ${from} WHERE content = ${content} LIMIT ${STEP}) RETURNING 1`,
    );
    return gone.length;
  });
}
