/** What is above and below concepts of one content, as its tables say. What is asked of many at the same time is one query. */
import { askedTogether } from "../../../terminology/util/asked-together.ts";
import { addTo } from "../../../terminology/util/grouping.ts";
import { eachInTurn } from "../../../terminology/util/in-turns.ts";
import { type Ranges, rangesOf } from "../../concepts/ranges.ts";
import type { Dialect, Queries } from "../engines/database.ts";
import { raw, sql } from "../sql.ts";

/** So many further ranges are not read for the sake of a few codes. */
const MANY_RANGES = 100;
/** Rows that one query reads for several concepts. */
const FEW_ROWS = 2_000;

/** What is below a concept: the tree from `own` to `last`, and further ranges outside of it, `more` of them or not. */
export interface Below {
  own: number;
  last: number;
  further: Ranges;
  more: boolean;
}

interface BelowRow {
  key: string;
  own: number;
  last: number;
  /** `low,high,low,high,...` */
  further: string | null;
}

/** Where a concept stands, and what is above it. */
interface Above {
  own: number;
  above: Ranges;
}

/** A concept that was asked for, by its key, or a concept above one of those and of what it is a parent. */
type AboveRow = { key: string; child: number; parent: null } | { key: null; child: number; parent: number };

/** By the keys of codes. */
export class AboveAndBelow {
  /** Positions right below; undefined: they may be more than one query reads. */
  readonly children = askedTogether((keys: readonly string[]) => this.childrenOfEach(keys));
  /** Undefined: there is no such concept. */
  readonly below = askedTogether((keys: readonly string[]) => this.belowEach(keys));
  /** Undefined: there is no such concept. */
  readonly above = askedTogether((keys: readonly string[]) => this.aboveEach(keys));
  private readonly database: Queries & { dialect: Dialect };
  private readonly content: number;

  constructor(database: Queries & { dialect: Dialect }, content: number) {
    this.database = database;
    this.content = content;
  }

  /** Ranges lie apart: only the last one that begins before a position can hold it. */
  async isFurther(position: number, own: number): Promise<boolean> {
    const [row] = await this.database.query<{ high: number }>(
      sql`SELECT f.high FROM concept_further f
          WHERE f.position = ${own} AND f.low <= ${position} ORDER BY f.low DESC LIMIT 1`,
    );
    return row !== undefined && position <= row.high;
  }

  private async childrenOfEach(keys: readonly string[]): Promise<(number[] | undefined)[]> {
    const among = this.database.dialect.anyOf(raw("c.code_key"), keys);
    const rows = await this.database.query<{ key: string; child: number }>(
      sql`SELECT c.code_key AS key, e.child FROM concept c JOIN concept_parent e ON e.parent = c.position
          WHERE c.content = ${this.content} AND ${among} LIMIT ${FEW_ROWS}`,
    );
    if (rows.length === FEW_ROWS) return keys.map(() => undefined);
    const children = Map.groupBy(rows, ({ key }) => key);
    return keys.map((key) => (children.get(key) ?? []).map(({ child }) => child));
  }

  /** The ranges of a concept are one text: a row of each costs several times as much. */
  private async belowEach(keys: readonly string[]): Promise<(Below | undefined)[]> {
    const among = this.database.dialect.anyOf(raw("c.code_key"), keys);
    const rows = await this.database.query<BelowRow>(
      sql`SELECT c.code_key AS key, c.position AS own, c.subtree_end AS last,
            (SELECT string_agg(f.low || ',' || f.high, ',' ORDER BY f.low) FROM
              (SELECT low, high FROM concept_further WHERE position = c.position
                ORDER BY low LIMIT ${MANY_RANGES + 1}) f) AS further
          FROM concept c WHERE c.content = ${this.content} AND ${among}`,
    );
    const below = new Map(rows.map((row) => [row.key, belowOf(row)]));
    return keys.map((key) => below.get(key));
  }

  /** What is above all of them is read once: in a deep hierarchy they have nearly all of it in common. */
  private async aboveEach(keys: readonly string[]): Promise<(Above | undefined)[]> {
    const among = this.database.dialect.anyOf(raw("code_key"), keys);
    const rows = await this.database.query<AboveRow>(
      sql`WITH RECURSIVE own AS (
          SELECT code_key AS key, position FROM concept WHERE content = ${this.content} AND ${among}),
        up (position) AS (
          SELECT position FROM own UNION SELECT e.parent FROM up JOIN concept_parent e ON e.child = up.position)
        SELECT key, position AS child, NULL AS parent FROM own
          UNION ALL SELECT NULL, e.child, e.parent FROM up JOIN concept_parent e ON e.child = up.position`,
    );
    const owns = new Map<string, number>();
    const parents = new Map<number, number[]>();
    for (const { key, child, parent } of rows)
      if (key === null) addTo(parents, child, parent);
      else owns.set(key, child);
    const all: (Above | undefined)[] = [];
    for await (const key of eachInTurn(keys)) {
      const own = owns.get(key);
      all.push(own === undefined ? undefined : { own, above: aboveOf(own, parents) });
    }
    return all;
  }
}

function aboveOf(own: number, parents: ReadonlyMap<number, readonly number[]>): Ranges {
  const found = new Set<number>();
  const queue = [own];
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const parent of parents.get(next) ?? []) if (found.size < found.add(parent).size) queue.push(parent);
  // Of a ring it is one itself.
  found.delete(own);
  return rangesOf(found);
}

function belowOf({ own, last, further: text }: BelowRow): Below {
  const further = JSON.parse(`[${text ?? ""}]`) as number[];
  return { own, last, further, more: further.length > 2 * MANY_RANGES };
}
