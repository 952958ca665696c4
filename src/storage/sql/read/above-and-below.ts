/** What is above and below concepts of one content, as its tables say. What is asked of many at the same time is one query. */
import { askedTogether } from "../../../terminology/util/asked-together.ts";
import type { Ranges } from "../../concepts/ranges.ts";
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

/** What is above a concept; without `own`: there is no such concept. */
interface Above {
  own: number | undefined;
  above: readonly number[];
}

/** By the keys of codes. */
export class AboveAndBelow {
  /** Positions right below; undefined: they may be more than one query reads. */
  readonly children = askedTogether((keys: readonly string[]) => this.childrenOfEach(keys));
  /** Undefined: there is no such concept. */
  readonly below = askedTogether((keys: readonly string[]) => this.belowEach(keys));
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

  private async aboveEach(keys: readonly string[]): Promise<Above[]> {
    const among = this.database.dialect.anyOf(raw("code_key"), keys);
    const rows = await this.database.query<{ key: string; own: number; position: number | null }>(
      sql`WITH RECURSIVE own AS (
          SELECT code_key AS key, position FROM concept WHERE content = ${this.content} AND ${among}),
        up (key, position) AS (
          SELECT own.key, e.parent FROM own JOIN concept_parent e ON e.child = own.position
          UNION SELECT up.key, e.parent FROM up JOIN concept_parent e ON e.child = up.position)
        SELECT own.key, own.position AS own, up.position FROM own LEFT JOIN up ON up.key = own.key`,
    );
    const byKey = Map.groupBy(rows, ({ key }) => key);
    return keys.map((key) => {
      const found = byKey.get(key) ?? [];
      return { own: found[0]?.own, above: found.flatMap(({ position }) => position ?? []) };
    });
  }
}

function belowOf({ own, last, further: text }: BelowRow): Below {
  const further = JSON.parse(`[${text ?? ""}]`) as number[];
  return { own, last, further, more: further.length > 2 * MANY_RANGES };
}
