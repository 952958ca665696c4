/** Pages of what a statement finds: conditions of which an index knows the positions. */
import type { Page, Selection } from "../../../terminology/concepts/concept-condition.ts";
import type { Concept } from "../../../terminology/model.ts";
import { rangesOf, size, slice } from "../../concepts/ranges.ts";
import type { Database } from "../engines/database.ts";
import { raw, sql } from "../sql.ts";
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
    const { from, where, position } = query;
    work?.concepts(statementUnits(query.looks));
    const most = count === Infinity ? raw("") : sql`LIMIT ${count + 1}`;
    const positions = await this.database.numbers(
      sql`SELECT ${position} AS position FROM ${from} WHERE ${where} ORDER BY ${position} ${most}`,
    );
    if (positions.length > count) return { total: await this.totals.of(name, query, work), items: [] };
    const found = this.positions.keep(name, rangesOf(positions));
    return { total: size(found), items: await this.rows.at(slice(found, offset, count), work) };
  }

  /** The concepts of one page, read with one statement; what is on a small one is kept. */
  async page(
    query: PositionQuery,
    name: string,
    { offset = 0, count = Infinity, work }: Selection,
  ): Promise<Page<Concept>> {
    const { from, where, position } = query;
    let items: Concept[] = [];
    if (count > 0) {
      const limit = count === Infinity ? raw("") : sql`LIMIT ${count} OFFSET ${offset}`;
      const asked = `${offset} ${count} ${name}`;
      const known = count <= PAGE ? this.positions.known(asked) : undefined;
      if (known) items = await this.rows.at(known, work);
      else {
        work?.concepts(statementUnits(query.looks));
        const rows = await this.database.query<ConceptRow>(
          sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE c.position IN
            (SELECT ${position} FROM ${from} WHERE ${where} ORDER BY ${position} ${limit}) ORDER BY c.position`,
        );
        work?.concepts(rows.length);
        items = rows.map((row) => this.rows.keep(row).concept);
        if (count <= PAGE) this.positions.keep(asked, rangesOf(rows.map((row) => row.position)));
      }
      if (count === Infinity) return { total: items.length, items: items.slice(offset) };
    }
    // A page that isn't full says how many there are, unless it is beyond the last.
    if (items.length < count && (items.length > 0 || offset === 0))
      return { total: offset + items.length, items };
    return { total: await this.totals.of(name, query, work), items };
  }
}
