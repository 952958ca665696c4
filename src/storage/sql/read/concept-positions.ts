/** Where codes stand in one content, and what is above and below them: each a query by index, its answer kept. */
import { type Awaitable, keptOr } from "../../../terminology/util/awaitable.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import type { Lru } from "../../../terminology/util/lru.ts";
import type { WorkBudget } from "../../../terminology/util/work-budget.ts";
import { eachPosition, NOTHING, range, type Ranges, rangesOf, size, union } from "../../concepts/ranges.ts";
import type { PositionCondition } from "../../concepts/resolve-condition.ts";
import type { Dialect, Queries } from "../engines/database.ts";
import { raw, type Sql, sql } from "../sql.ts";
import { AboveAndBelow, type Below } from "./above-and-below.ts";
import { type PositionQuery, statementUnits } from "./condition-to-sql.ts";
import { firstPosition } from "./positions.ts";
import { positionsByName } from "./positions-by-name.ts";
import type { Content } from "./read-context.ts";

/** Positions that one query reads at a time: some milliseconds. (An index of texts begins anew for each slice.) */
const SLICE = 40_000;
/** So few codes are better asked for one by one than found in many ranges. */
const FEW = 4;
/** Codes that one query finds. */
const LISTED = 5_000;
/** Positions that are read in a microsecond. */
const POSITIONS_A_UNIT = 4;
/** Units of work to find what is above or below a code: most where PostgreSQL is asked, though about many at a time. */
const LOOK_UP = 120;

export class ConceptPositions {
  readonly content: number;
  readonly everything: Ranges;
  readonly byName: (keys: readonly string[]) => Promise<Ranges>;
  private readonly database: Queries & { dialect: Dialect };
  private readonly key: (code: string) => string;
  private readonly kept: Lru<string, Ranges>;
  private readonly hierarchy: AboveAndBelow;
  private readonly lists = new WeakMap<readonly string[], Awaitable<Ranges>>();

  constructor(
    database: Queries & { dialect: Dialect },
    { content, count }: Content,
    key: (code: string) => string,
    kept: Lru<string, Ranges>,
  ) {
    this.database = database;
    this.content = content;
    this.key = key;
    this.kept = kept;
    this.byName = positionsByName(database, content);
    this.hierarchy = new AboveAndBelow(database, content);
    const first = firstPosition(content);
    this.everything = range(first, first + count - 1);
  }

  ranges(condition: PositionCondition, work?: WorkBudget): Awaitable<Ranges> {
    if (condition.kind === "codes") return this.positionsOf(condition.codes, work);
    const { kind, code } = condition;
    const self = "self" in condition && condition.self;
    return this.foundOnce(nameOf(condition, this.key), () => {
      work?.concepts(LOOK_UP);
      switch (kind) {
        case "descendantOf":
          return this.descendants(code, self);
        case "ancestorOf":
          return this.ancestors(code, self, work);
        case "childOf":
          return this.children(code, work);
        case "parentOf":
          return this.collect(
            sql`SELECT e.parent AS position FROM concept_parent e WHERE e.child = (${this.positionOf(code)})`,
            "e.parent",
            this.everything,
            work,
          );
      }
    });
  }

  /** What is right for these positions only; where few are asked for, no more is read than they need. */
  rangesAmong(condition: PositionCondition, among: Ranges): Awaitable<Ranges> {
    if (condition.kind !== "descendantOf" || size(among) > FEW) return this.ranges(condition);
    return this.known(nameOf(condition, this.key)) ?? this.belowAmong(condition, among);
  }

  private async belowAmong(
    condition: Extract<PositionCondition, { kind: "descendantOf" }>,
    among: Ranges,
  ): Promise<Ranges> {
    const { code, self } = condition;
    let tree = this.known(`tree ${this.key(code)}`);
    if (!tree) {
      const below = await this.hierarchy.below(this.key(code));
      if (!below) return NOTHING;
      if (!below.more) return this.keep(nameOf(condition, this.key), together(below, self));
      tree = this.keep(`tree ${this.key(code)}`, [below.own, below.last]);
    }
    const [own, last] = tree as [number, number];
    const inside = async (at: number): Promise<boolean> =>
      at === own ? self : (at > own && at <= last) || (await this.hierarchy.isFurther(at, own));
    const all = [...eachPosition(among)];
    const found = await Promise.all(all.map(inside));
    return rangesOf(all.filter((_, i) => found[i]));
  }

  /** Positions of concepts for which something holds. Kept under `name`, for contents never change. */
  foundOnce(name: string, find: () => Promise<Ranges>): Awaitable<Ranges> {
    return this.known(name) ?? find().then((found) => this.keep(name, found));
  }

  known(name: string): Ranges | undefined {
    return this.kept.get(`${this.content} ${name}`);
  }

  keep(name: string, found: Ranges): Ranges {
    this.kept.set(`${this.content} ${name}`, found, 10 + found.length + name.length / 8);
    return found;
  }

  /** The positions in `within` that the query finds. */
  found(query: PositionQuery, within: Ranges, work: WorkBudget | undefined): Promise<Ranges> {
    const { from, where, position, looks } = query;
    work?.concepts(statementUnits(looks));
    const found = sql`SELECT ${position} AS position FROM ${from} WHERE ${where}`;
    return this.collect(found, position.text, within, work);
  }

  /** The positions in `within` that a query over `column` gives, in slices, so that others have their turn. */
  async collect(query: Sql, column: string, within = this.everything, work?: WorkBudget): Promise<Ranges> {
    const found: number[] = [];
    const position = raw(column);
    let last = (within[0] ?? 0) - 1;
    let at = 0;
    for (;;) {
      const slice = await this.database.numbers(
        sql`${query} AND ${position} > ${last} ORDER BY ${position} LIMIT ${SLICE}`,
      );
      work?.concepts(Math.ceil(slice.length / POSITIONS_A_UNIT));
      for (const one of slice) {
        while (at < within.length && within[at + 1]! < one) at += 2;
        if (at === within.length || one < within[at]!) continue;
        if (found.at(-1) === one - 1) found[found.length - 1] = one;
        else if (found.at(-1) !== one) found.push(one, one);
      }
      if (slice.length < SLICE) return found;
      last = slice.at(-1)!;
      await yieldToOthers();
    }
  }

  private positionOf(code: string): Sql {
    return sql`SELECT position FROM concept WHERE content = ${this.content} AND code_key = ${this.key(code)}`;
  }

  /** Lists of codes are those of value sets, which are kept: each is looked up once. */
  private positionsOf(codes: readonly string[], work: WorkBudget | undefined): Awaitable<Ranges> {
    work?.concepts(codes.length);
    return codes.length === 0 ? NOTHING : keptOr(this.lists, codes, () => this.readPositions(codes));
  }

  private async readPositions(codes: readonly string[]): Promise<Ranges> {
    const keys = [...new Set(codes.map(this.key))];
    const found: number[] = [];
    for (let from = 0; from < keys.length; from += LISTED) {
      if (from > 0) await yieldToOthers();
      const among = this.database.dialect.anyOf(raw("code_key"), keys.slice(from, from + LISTED));
      const positions = await this.database.numbers(
        sql`SELECT position FROM concept WHERE content = ${this.content} AND ${among}`,
      );
      for (const position of positions) found.push(position);
    }
    return rangesOf(found);
  }

  private async descendants(code: string, self: boolean): Promise<Ranges> {
    const below = await this.hierarchy.below(this.key(code));
    if (!below) return NOTHING;
    if (!below.more) return together(below, self);
    // Several may have been asked for together: others have their turn between them.
    await yieldToOthers();
    const further = await this.database.numbers(
      sql`SELECT low, high FROM concept_further WHERE position = ${below.own} ORDER BY low`,
    );
    return together({ ...below, further }, self);
  }

  private async children(code: string, work: WorkBudget | undefined): Promise<Ranges> {
    const few = await this.hierarchy.children(this.key(code));
    if (few) {
      work?.concepts(Math.ceil(few.length / POSITIONS_A_UNIT));
      return rangesOf(few);
    }
    return this.collect(
      sql`SELECT e.child AS position FROM concept_parent e WHERE e.parent = (${this.positionOf(code)})`,
      "e.child",
      this.everything,
      work,
    );
  }

  private async ancestors(code: string, self: boolean, work: WorkBudget | undefined): Promise<Ranges> {
    const found = await this.hierarchy.above(this.key(code));
    if (!found) return NOTHING;
    const { own, above } = found;
    work?.concepts(Math.ceil(size(above) / POSITIONS_A_UNIT));
    return self ? union([range(own, own), above]) : above;
  }
}

function nameOf(
  condition: Exclude<PositionCondition, { kind: "codes" }>,
  key: (code: string) => string,
): string {
  const self = "self" in condition && condition.self;
  return `${condition.kind} ${self} ${key(condition.code)}`;
}

/** Further ranges lie before or behind the tree, never across it. */
function together({ own, last, further }: Below, self: boolean): Ranges {
  let before = 0;
  while (before < further.length && further[before]! < own) before += 2;
  return [...further.slice(0, before), ...range(self ? own : own + 1, last), ...further.slice(before)];
}

/** That stand in a statement. */
export const MOST_RANGES = 80;

/** Few enough to stand in a statement. */
export function fitsStatement(ranges: Ranges): boolean {
  return ranges.length <= MOST_RANGES || size(ranges) === 0;
}
