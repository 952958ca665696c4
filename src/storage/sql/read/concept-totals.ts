/** How many concepts of one content satisfy a condition: counted once. */
import type { ConceptCondition } from "../../../terminology/concepts/concept-condition.ts";
import type { Lru } from "../../../terminology/util/lru.ts";
import type { WorkBudget } from "../../../terminology/util/work-budget.ts";
import { overlap, type Ranges, size } from "../../concepts/ranges.ts";
import type { Database } from "../engines/database.ts";
import { onlyRow } from "../only-row.ts";
import { sql } from "../sql.ts";
import type { ConceptPositions } from "./concept-positions.ts";
import { LOOKS_A_UNIT, type PositionQuery, statementUnits } from "./condition-to-sql.ts";

/** To count among so many concepts may take longer than others should wait. */
const MANY = 20_000;

export class ConceptTotals {
  private readonly database: Database;
  private readonly positions: ConceptPositions;
  private readonly totals: Lru<string, number>;

  constructor(database: Database, positions: ConceptPositions, totals: Lru<string, number>) {
    this.database = database;
    this.positions = positions;
    this.totals = totals;
  }

  /** How many of the concepts that satisfy a condition are inactive; counted once. */
  shared(condition: ConceptCondition, within: Ranges, inactive: Ranges): number {
    if (inactive.length === 0 || within.length === 0) return 0;
    const key = `${this.positions.content} inactive ${JSON.stringify(condition)}`;
    const known = this.totals.get(key);
    if (known !== undefined) return known;
    const count = overlap(within, inactive);
    this.totals.set(key, count, key.length);
    return count;
  }

  /** `name`: of the condition whose concepts the query counts; they count in the budget, and those that it looks at. */
  async of(
    name: string,
    { from, where, looks }: PositionQuery,
    work: WorkBudget | undefined,
  ): Promise<number> {
    const key = `${this.positions.content} ${name}`;
    const known = this.totals.get(key);
    if (known !== undefined) return known;
    const { database, positions } = this;
    work?.concepts(statementUnits(looks));
    const query = sql`SELECT count(*) AS total FROM ${from} WHERE ${where}`;
    const isLong = size(positions.everything) > MANY;
    const { total } = onlyRow<{ total: number }>(
      isLong ? await database.queryAside(query) : await database.query(query),
    );
    this.totals.set(key, total, key.length);
    work?.concepts(Math.ceil(total / LOOKS_A_UNIT));
    return total;
  }
}
