/** Pages of what a statement finds: conditions of which an index knows the positions. */
import type { Page, Selection } from "../../../terminology/concepts/concept-condition.ts";
import type { Concept } from "../../../terminology/model.ts";
import type { WorkBudget } from "../../../terminology/util/work-budget.ts";
import { type Ranges, rangesOf, size, slice } from "../../concepts/ranges.ts";
import type { Database } from "../engines/database.ts";
import { raw, type Sql, sql } from "../sql.ts";
import type { ConceptPositions } from "./concept-positions.ts";
import { CONCEPT_COLUMNS, type ConceptRow } from "./concept-row.ts";
import type { ConceptRows } from "./concept-rows.ts";
import type { ConceptTotals } from "./concept-totals.ts";
import { type PositionQuery, statementUnits } from "./condition-to-sql.ts";

/** Of pages up to this size it is kept what is on them. */
const PAGE = 100;

/** What the concepts of one content are read by. */
export interface ContentReaders {
  database: Database;
  positions: ConceptPositions;
  rows: ConceptRows;
  totals: ConceptTotals;
}

/** `name`: of the condition that the query is about. */
export class QueriedPages {
  private readonly database: Database;
  private readonly positions: ConceptPositions;
  private readonly rows: ConceptRows;
  private readonly totals: ConceptTotals;

  constructor({ database, positions, rows, totals }: ContentReaders) {
    this.database = database;
    this.positions = positions;
    this.rows = rows;
    this.totals = totals;
  }

  /** Positions, which the index has, say whether there are too many, and which concepts have been read lately. */
  async allOrNone(
    query: PositionQuery,
    name: string,
    { offset = 0, count = Infinity, work }: Selection,
  ): Promise<Page<Concept>> {
    work?.concepts(statementUnits(query.looks));
    const found = await this.found(query, count === Infinity ? raw("") : sql`LIMIT ${count + 1}`);
    if (size(found) > count) return { total: await this.totals.of(name, query, work), items: [] };
    this.positions.keep(name, found);
    return { total: size(found), items: await this.rows.at(slice(found, offset, count), work) };
  }

  /** The concepts of one page: with one statement where it is small, and then what is on it is kept. */
  async page(
    query: PositionQuery,
    name: string,
    { offset = 0, count = Infinity, work }: Selection,
  ): Promise<Page<Concept>> {
    const asked = `${offset} ${count} ${name}`;
    let items: Concept[] = [];
    if (count > 0) {
      const known = count <= PAGE ? this.positions.known(asked) : undefined;
      if (!known) work?.concepts(statementUnits(query.looks));
      if (known) items = await this.rows.at(known, work);
      else if (count <= PAGE) items = await this.smallPage(query, asked, { offset, count, work });
      else {
        const limit = count === Infinity ? raw("") : sql`LIMIT ${count} OFFSET ${offset}`;
        items = await this.rows.at(await this.found(query, limit), work);
      }
      if (count === Infinity) return { total: items.length, items: items.slice(offset) };
    }
    // A page that isn't full says how many there are, unless it is beyond the last.
    if (items.length < count && (items.length > 0 || offset === 0))
      return { total: offset + items.length, items };
    return { total: await this.totals.of(name, query, work), items };
  }

  private async smallPage(
    { from, where, position }: PositionQuery,
    asked: string,
    { offset, count, work }: { offset: number; count: number; work: WorkBudget | undefined },
  ): Promise<Concept[]> {
    const rows = await this.database.query<ConceptRow>(
      sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE c.position IN
        (SELECT ${position} FROM ${from} WHERE ${where} ORDER BY ${position} LIMIT ${count} OFFSET ${offset})
        ORDER BY c.position`,
    );
    work?.concepts(rows.length);
    this.positions.keep(asked, rangesOf(rows.map((row) => row.position)));
    return rows.map((row) => this.rows.keep(row).concept);
  }

  private async found({ from, where, position }: PositionQuery, limit: Sql): Promise<Ranges> {
    return rangesOf(
      await this.database.numbers(
        sql`SELECT ${position} AS position FROM ${from} WHERE ${where} ORDER BY ${position} ${limit}`,
      ),
    );
  }
}
