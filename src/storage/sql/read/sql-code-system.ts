/** A code system whose concepts are rows; nothing of it but its header is in memory. */
import { after, type Awaitable } from "../../../terminology/util/awaitable.ts";
import {
  mentionsText,
  type ConceptCondition,
  type Page,
  type Selection,
} from "../../../terminology/concepts/concept-condition.ts";
import { conditionSize } from "../../../terminology/concepts/algebra.ts";
import type { WorkBudget } from "../../../terminology/util/work-budget.ts";
import type { CodeSystem, Concept } from "../../../terminology/model.ts";
import type { CodeSystemProvider } from "../../../terminology/store.ts";
import { conceptTest, type Positioned } from "../../concepts/concept-test.ts";
import {
  difference,
  NOTHING,
  overlap,
  eachPosition,
  rangesOf,
  size,
  slice,
  sliceWithout,
  type Ranges,
} from "../../concepts/ranges.ts";
import {
  LARGE,
  resolveCondition,
  type ContentCondition,
  type Positions,
  type Resolved,
  type Rest,
} from "../../concepts/resolve-condition.ts";
import { CONCEPT_COLUMNS, type ConceptRow } from "./concept-row.ts";
import { hasIndex, positionQuery, singleValue, type PositionQuery } from "./condition-to-sql.ts";
import type { Database } from "../engines/database.ts";
import type { KeptOfContent } from "./kept-concepts.ts";
import type { Lru } from "../../../terminology/util/lru.ts";
import { lookUp, needsLookUp } from "./look-up.ts";
import { fitsStatement, type ConceptPositions } from "./concept-positions.ts";
import { raw, sql, type Sql } from "../sql.ts";

/** Rows that one statement fetches by position. */
const FETCH = 500;
/** Of pages up to this size it is kept what is on them. */
const PAGE = 100;
/** To count among so many concepts may take longer than others should wait. */
const MANY = 20_000;
/** Units of work that a statement over an index costs. */
const STATEMENT = 1_000;
const LOCATE = `SELECT ${CONCEPT_COLUMNS} FROM concept c WHERE c.content = ? AND c.code_key = ?`;

export class SqlCodeSystem implements CodeSystemProvider {
  readonly codeSystem: CodeSystem;
  private readonly database: Database;
  private readonly positions: ConceptPositions;
  private readonly key: (code: string) => string;
  private readonly kept: KeptOfContent;
  private readonly totals: Lru<string, number>;
  /** Parts of large conditions, for as long as somebody holds them: contents never change. */
  private readonly resolved = new WeakMap<ConceptCondition, Resolved>();
  /** The same where concepts are tested for what positions don't say. */
  private readonly tested = new WeakMap<ConceptCondition, Resolved>();

  constructor(
    database: Database,
    codeSystem: CodeSystem,
    positions: ConceptPositions,
    key: (code: string) => string,
    kept: KeptOfContent,
    totals: Lru<string, number>,
  ) {
    this.database = database;
    this.codeSystem = codeSystem;
    this.positions = positions;
    this.key = key;
    this.kept = kept;
    this.totals = totals;
  }

  locate(codes: readonly string[]): Awaitable<(Concept | undefined)[]> {
    return after(this.positioned(codes), (positioned) => positioned.map((one) => one?.concept));
  }

  /** Aligned with the codes. */
  private positioned(codes: readonly string[]): Awaitable<(Positioned | undefined)[]> {
    const keys = codes.map(this.key);
    const found = keys.map((key) => this.kept.ofKey(key));
    return found.includes(undefined) ? this.readMissing(keys, found) : found;
  }

  private async readMissing(
    keys: readonly string[],
    found: readonly (Positioned | undefined)[],
  ): Promise<(Positioned | undefined)[]> {
    const missing = keys.filter((_, i) => found[i] === undefined);
    const read = new Map<string, Positioned>();
    for (const row of await this.rowsOf(missing)) {
      read.set(this.key(row.code), this.keep(row));
    }
    return found.map((one, i) => one ?? read.get(keys[i]!));
  }

  private keep(row: ConceptRow): Positioned {
    return this.kept.keep(this.key(row.code), row);
  }

  private async rowsOf(keys: readonly string[]): Promise<ConceptRow[]> {
    const { database, positions } = this;
    if (keys.length === 1) return database.query({ text: LOCATE, params: [positions.content, keys[0]!] });
    const among = database.dialect.anyOf(raw("c.code_key"), [...new Set(keys)]);
    return database.query(
      sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE c.content = ${positions.content} AND ${among}`,
    );
  }

  select(selection: Selection): Awaitable<Page<Concept>> {
    return selection.codes ? this.selectAmong(selection.codes, selection) : this.selectFromAll(selection);
  }

  /** Few codes: their concepts are fetched and looked at. */
  private selectAmong(codes: readonly string[], selection: Selection): Awaitable<Page<Concept>> {
    const { condition, activeOnly, offset = 0, count = Infinity, work } = selection;
    work?.concepts(codes.length);
    return after(this.positioned(codes), (positioned) => {
      const among = [...new Set(positioned.filter((one) => one !== undefined))];
      const own = rangesOf(among.map(({ position }) => position));
      // Of a large condition the parts that it shares with others are worth more than few codes are.
      const positions: Positions =
        conditionSize(condition) > LARGE
          ? {
              everything: this.positions.everything,
              ranges: (part) => this.positions.ranges(part, work),
              kept: this.tested,
              work,
            }
          : { everything: own, ranges: (part) => this.positions.rangesAmong(part, own), work };
      return after(resolveCondition(withActive(condition, activeOnly), positions), ({ within, rest }) => {
        const inside: Rest = { kind: "ranges", ranges: within };
        const test = conceptTest(rest ? { kind: "all", of: [inside, rest] } : inside, work);
        const found = among.filter(test).sort((a, b) => a.position - b.position);
        const items = found.slice(offset, offset + count).map(({ concept }) => concept);
        return { total: found.length, items };
      });
    });
  }

  private selectFromAll(selection: Selection): Awaitable<Page<Concept>> {
    // As a statement, a large condition would be too long.
    if (conditionSize(selection.condition) > LARGE) return this.selectLarge(selection);
    return after(
      this.resolve(selection.condition, () => false, selection.work),
      (plain) => (plain.rest ? this.selectByContents(selection) : this.selectWithin(plain.within, selection)),
    );
  }

  /** Part by part; what several conditions share is looked up once. */
  private async selectLarge(selection: Selection): Promise<Page<Concept>> {
    const { condition, activeOnly, offset = 0, count = Infinity, work } = selection;
    const { within } = await this.resolve(condition, () => true, work);
    const inactive = activeOnly ? await this.exceptions("active") : NOTHING;
    work?.concepts(Math.ceil((within.length + inactive.length) / 10));
    const items = await this.fetch(sliceWithout(within, inactive, offset, count), work);
    return { total: size(within) - overlap(within, inactive), items };
  }

  /** What positions alone say. */
  private selectWithin(within: Ranges, selection: Selection): Awaitable<Page<Concept>> {
    const { condition, activeOnly, offset = 0, count = Infinity, work } = selection;
    return after(activeOnly ? this.exceptions("active") : NOTHING, (inactive) =>
      after(this.fetch(sliceWithout(within, inactive, offset, count), work), (items) => ({
        total: size(within) - this.shared(condition, within, inactive),
        items,
      })),
    );
  }

  private async selectByContents(selection: Selection): Promise<Page<Concept>> {
    const { activeOnly, offset = 0, count = Infinity, work } = selection;
    const condition = withActive(selection.condition, activeOnly);
    const name = JSON.stringify(condition);
    let found = this.positions.known(name);
    if (!found) {
      const besideIndex = mentionsText(condition) || namesValue(condition);
      const resolved = await this.resolve(condition, (part) => needsLookUp(part, besideIndex), work);
      const query = this.queryOf(resolved);
      if (query) return this.page(query, name, selection);
      found = await this.all(resolved, condition, work);
      // The next page of it costs nothing then.
      this.positions.keep(name, found);
    }
    return { total: size(found), items: await this.fetch(slice(found, offset, count), work) };
  }

  /** What an index gives is held against the positions; what none gives is looked up part by part, and each part kept. */
  private async all(
    resolved: Resolved,
    condition: ConceptCondition,
    work: WorkBudget | undefined,
  ): Promise<Ranges> {
    const { within, rest } = resolved;
    if (!rest || within.length === 0) return within;
    if (!hasIndex(rest) || countRanges(rest) > 80)
      return (await this.resolve(condition, () => true, work)).within;
    const scope = { content: this.positions.content, low: within[0]!, high: within.at(-1)! };
    const { from, where, position } = positionQuery(rest, scope, this.database.dialect);
    return this.positions.collect(
      sql`SELECT ${position} AS position FROM ${from} WHERE ${where}`,
      position.text,
      within,
      work,
    );
  }

  /** How many of the concepts that satisfy a condition are inactive; counted once. */
  private shared(condition: ConceptCondition, within: Ranges, inactive: Ranges): number {
    if (inactive.length === 0 || within.length === 0) return 0;
    const key = `${this.positions.content} inactive ${JSON.stringify(condition)}`;
    const known = this.totals.get(key);
    if (known !== undefined) return known;
    const count = overlap(within, inactive);
    this.totals.set(key, count, key.length);
    return count;
  }

  /** Positions, and with them what `lookedUp` chooses, become ranges; the rest stays. */
  private resolve(
    condition: ConceptCondition,
    lookedUp: (part: ContentCondition) => boolean,
    work: WorkBudget | undefined,
  ): Awaitable<Resolved> {
    const { positions, database } = this;
    return resolveCondition(condition, {
      everything: positions.everything,
      kept: conditionSize(condition) > LARGE ? this.resolved : undefined,
      work,
      ranges: (part) => positions.ranges(part, work),
      contents: (part) => {
        if (part.kind === "active" || part.kind === "selectable")
          return this.without(part.kind, lookedUp(part));
        return lookedUp(part) ? lookUp(part, positions, database, work) : undefined;
      },
    });
  }

  private async without(kind: "active" | "selectable", always: boolean): Promise<Ranges | undefined> {
    const { positions } = this;
    const exceptions = await this.exceptions(kind);
    if (exceptions.length === 0) return positions.everything;
    if (!always) return undefined;
    return positions.foundOnce(kind, () => Promise.resolve(difference(positions.everything, exceptions)));
  }

  /** Inactive and abstract concepts: few, or none. */
  private exceptions(kind: "active" | "selectable"): Awaitable<Ranges> {
    const column = kind === "active" ? "inactive" : "abstract";
    const { positions } = this;
    const last = positions.everything.at(-1);
    if (last === undefined) return NOTHING;
    return positions.foundOnce(column, () =>
      positions.collect(
        sql`SELECT position FROM concept WHERE ${raw(column)} = 1 AND position <= ${last}`,
        "position",
      ),
    );
  }

  /** A statement for what remains, unless it would have to name too many ranges. */
  private queryOf({ within, rest }: Resolved): PositionQuery | undefined {
    if (!rest || within.length === 0 || !fitsStatement(within)) return undefined;
    const parts: Rest[] = within.length === 2 ? [] : [{ kind: "ranges", ranges: within }];
    const all: Rest = { kind: "all", of: [...parts, ...(rest.kind === "all" ? rest.of : [rest])] };
    if (countRanges(all) > 80) return undefined;
    const scope = { content: this.positions.content, low: within[0]!, high: within.at(-1)! };
    return positionQuery(all, scope, this.database.dialect);
  }

  private async page(
    { from, where, position }: PositionQuery,
    name: string,
    { offset = 0, count = Infinity, work }: Selection,
  ): Promise<Page<Concept>> {
    let items: Concept[] = [];
    work?.concepts(STATEMENT);
    if (count > 0) {
      const limit = count === Infinity ? raw("") : sql`LIMIT ${count} OFFSET ${offset}`;
      const asked = `${offset} ${count} ${name}`;
      const known = count <= PAGE ? this.positions.known(asked) : undefined;
      if (known) items = await this.fetch(known, work);
      else {
        const rows = await this.database.query<ConceptRow>(
          sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE c.position IN
            (SELECT ${position} FROM ${from} WHERE ${where} ORDER BY ${position} ${limit}) ORDER BY c.position`,
        );
        work?.concepts(rows.length);
        items = rows.map((row) => this.keep(row).concept);
        if (count <= PAGE) this.positions.keep(asked, rangesOf(rows.map((row) => row.position)));
      }
      if (count === Infinity) return { total: items.length, items: items.slice(offset) };
    }
    // A page that isn't full says how many there are.
    if (items.length > 0 && items.length < count) return { total: offset + items.length, items };
    return {
      total: await this.total(name, sql`SELECT count(*) AS total FROM ${from} WHERE ${where}`),
      items,
    };
  }

  private async total(name: string, query: Sql): Promise<number> {
    const key = `${this.positions.content} ${name}`;
    const known = this.totals.get(key);
    if (known !== undefined) return known;
    const { database, positions } = this;
    const isLong = size(positions.everything) > MANY;
    const [row] = isLong
      ? await database.queryAside<{ total: number }>(query)
      : await database.query<{ total: number }>(query);
    this.totals.set(key, row!.total, key.length);
    return row!.total;
  }

  private fetch(ranges: Ranges, work: WorkBudget | undefined): Awaitable<Concept[]> {
    return this.kept.at(ranges) ?? this.read(ranges, work);
  }

  private async read(ranges: Ranges, work: WorkBudget | undefined): Promise<Concept[]> {
    const items: Concept[] = [];
    work?.concepts(size(ranges));
    for (let left = ranges; left.length > 0; left = slice(left, FETCH, Infinity)) {
      const part = slice(left, 0, FETCH);
      const known = this.kept.at(part);
      if (known) {
        items.push(...known);
        continue;
      }
      // One kind of condition only: of ranges joined by OR, SQLite would read everything between.
      const here =
        part.length === 2
          ? sql`c.position BETWEEN ${part[0]!} AND ${part[1]!}`
          : this.database.dialect.anyOf(raw("c.position"), [...eachPosition(part)]);
      const rows = await this.database.query<ConceptRow>(
        sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE ${here} ORDER BY c.position`,
      );
      for (const row of rows) items.push(this.keep(row).concept);
      await work?.giveWay();
    }
    return items;
  }
}

function withActive(condition: ConceptCondition, activeOnly: boolean | undefined): ConceptCondition {
  return activeOnly ? { kind: "all", of: [condition, { kind: "active" }] } : condition;
}

/** Must a property have one value, whatever else holds? */
function namesValue(condition: ConceptCondition): boolean {
  if (condition.kind === "all") return condition.of.some(namesValue);
  return singleValue(condition) !== undefined;
}

function countRanges(rest: Rest): number {
  if (rest.kind === "ranges") return rest.ranges.length;
  if (rest.kind === "not") return countRanges(rest.of);
  if (rest.kind !== "all" && rest.kind !== "any") return 0;
  return rest.of.reduce((sum, part) => sum + countRanges(part), 0);
}
