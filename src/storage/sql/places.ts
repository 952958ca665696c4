/** Where codes stand in one content, and what is above and below them: each a query by index, its answer kept. */
import { range, rangesOf, size, type Ranges } from "../concepts/ranges.ts";
import type { PlaceCondition } from "../concepts/resolve-condition.ts";
import { breathe, type Queries } from "./database.ts";
import type { Dialect } from "./database.ts";
import type { Lru } from "./lru.ts";
import { firstPosition } from "./positions.ts";
import { raw, sql, type Sql } from "./sql.ts";

/** Positions that one query reads at a time. */
const SLICE = 10_000;

export class SqlPlaces {
  readonly content: number;
  readonly everything: Ranges;
  private readonly database: Queries & { dialect: Dialect };
  private readonly key: (code: string) => string;
  private readonly kept: Lru<string, Ranges>;

  constructor(
    database: Queries & { dialect: Dialect },
    content: number,
    count: number,
    key: (code: string) => string,
    kept: Lru<string, Ranges>,
  ) {
    this.database = database;
    this.content = content;
    this.key = key;
    this.kept = kept;
    const first = firstPosition(content);
    this.everything = range(first, first + count - 1);
  }

  ranges(condition: PlaceCondition): Promise<Ranges> {
    if (condition.kind === "codes") return this.positions(condition.codes);
    const { kind, code } = condition;
    const self = "self" in condition && condition.self;
    return this.remember(`${kind} ${self} ${this.key(code)}`, () => {
      switch (kind) {
        case "descendantOf":
          return this.descendants(code, self);
        case "ancestorOf":
          return this.ancestors(code, self);
        case "childOf":
          return this.collect(
            sql`SELECT e.child AS position FROM concept_parent e WHERE e.parent = (${this.place(code)})`,
            "e.child",
          );
        case "parentOf":
          return this.collect(
            sql`SELECT e.parent AS position FROM concept_parent e WHERE e.child = (${this.place(code)})`,
            "e.parent",
          );
      }
    });
  }

  /** Positions of concepts for which something holds. Kept under `name`, for contents never change. */
  async remember(name: string, find: () => Promise<Ranges>): Promise<Ranges> {
    const known = this.known(name);
    if (known) return known;
    const found = await find();
    this.keep(name, found);
    return found;
  }

  known(name: string): Ranges | undefined {
    return this.kept.get(`${this.content} ${name}`);
  }

  keep(name: string, found: Ranges): void {
    this.kept.set(`${this.content} ${name}`, found, 10 + found.length + name.length / 8);
  }

  /** All positions that a query over `column` gives, in slices, so that others have their turn. */
  async collect(query: Sql, column: string): Promise<Ranges> {
    const found: number[] = [];
    const position = raw(column);
    let last = firstPosition(this.content) - 1;
    for (;;) {
      const slice = await this.database.numbers(
        sql`${query} AND ${position} > ${last} ORDER BY ${position} LIMIT ${SLICE}`,
      );
      for (const at of slice) {
        if (found.length > 0 && found.at(-1) === at - 1) found[found.length - 1] = at;
        else if (found.at(-1) !== at) found.push(at, at);
      }
      if (slice.length < SLICE) return found;
      last = slice.at(-1)!;
      await breathe();
    }
  }

  private place(code: string): Sql {
    return sql`SELECT position FROM concept WHERE content = ${this.content} AND code_key = ${this.key(code)}`;
  }

  private async positions(codes: readonly string[]): Promise<Ranges> {
    if (codes.length === 0) return [];
    const keys = this.database.dialect.anyOf(raw("code_key"), [...new Set(codes.map(this.key))]);
    return rangesOf(
      await this.database.numbers(
        sql`SELECT position FROM concept WHERE content = ${this.content} AND ${keys}`,
      ),
    );
  }

  /** The subtree, and what is further below, in one question. */
  private async descendants(code: string, self: boolean): Promise<Ranges> {
    const rows = await this.database.numbers(
      sql`SELECT 0 AS further, position AS low, subtree_end AS high FROM concept
          WHERE content = ${this.content} AND code_key = ${this.key(code)}
        UNION ALL SELECT 1, low, high FROM concept_further WHERE position = (${this.place(code)})
        ORDER BY 1, 2`,
    );
    if (rows.length === 0) return [];
    const [, own, end] = rows as [number, number, number];
    const before: number[] = [];
    const after: number[] = [];
    // Further ranges lie before or behind the subtree, never across it.
    for (let i = 3; i < rows.length; i += 3)
      (rows[i + 2]! < own ? before : after).push(rows[i + 1]!, rows[i + 2]!);
    return [...before, ...range(self ? own : own + 1, end), ...after];
  }

  private async ancestors(code: string, self: boolean): Promise<Ranges> {
    const rows = await this.database.query<{ position: number; own: number }>(
      sql`WITH RECURSIVE own AS (${this.place(code)}),
        up (position) AS (
          SELECT e.parent FROM own JOIN concept_parent e ON e.child = own.position
          UNION SELECT e.parent FROM up JOIN concept_parent e ON e.child = up.position)
        SELECT own.position AS own, coalesce(up.position, own.position) AS position FROM own LEFT JOIN up ON 1 = 1`,
    );
    const found = new Set(rows.map((row) => row.position));
    for (const { own } of rows.slice(0, 1)) {
      if (self) found.add(own);
      else found.delete(own);
    }
    return rangesOf(found);
  }
}

/** Few enough to stand in a statement. */
export function fitsStatement(ranges: Ranges): boolean {
  return ranges.length <= 80 || size(ranges) === 0;
}
