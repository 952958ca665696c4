/** A transaction whose inserts are gathered and made some hundred rows at a time: a statement for each keeps others waiting. */
import { Turns } from "../../../terminology/util/in-turns.ts";
import type { Transaction } from "../engines/database.ts";
import type { Param, Sql } from "../sql.ts";
import { BATCH } from "./steps.ts";

type Row = readonly Param[];
type Text = readonly [position: number, words: string];

/** Rows, or thousands of characters and bytes in them, that are gathered at most. */
const MOST = 4_000;

export class GatheredInserts implements Transaction {
  private readonly tx: Transaction;
  private readonly tables = new Map<string, { columns: readonly string[]; rows: Row[] }>();
  private texts: Text[] = [];
  private weight = 0;

  constructor(tx: Transaction) {
    this.tx = tx;
  }

  get generation(): number {
    return this.tx.generation;
  }

  /** Does not see what is gathered. */
  query<T extends object>(statement: Sql): Promise<T[]> {
    return this.tx.query(statement);
  }

  numbers(statement: Sql): Promise<number[]> {
    return this.tx.numbers(statement);
  }

  deleteTexts(low: number, high: number): Promise<void> {
    return this.tx.deleteTexts(low, high);
  }

  /** The same columns for a table, always. */
  async insert(table: string, columns: readonly string[], rows: readonly Row[]): Promise<void> {
    const gathered = this.tables.get(table);
    if (gathered) gathered.rows.push(...rows);
    else this.tables.set(table, { columns, rows: [...rows] });
    for (const row of rows) this.weight += weightOf(row);
    if (this.weight > MOST) await this.flush();
  }

  async insertTexts(rows: readonly Text[]): Promise<void> {
    this.texts.push(...rows);
    for (const row of rows) this.weight += weightOf(row);
    if (this.weight > MOST) await this.flush();
  }

  /** Inserts what is gathered, in the order in which it came to each table. */
  async flush(): Promise<void> {
    const turns = new Turns();
    const tables = [...this.tables];
    const { texts } = this;
    this.tables.clear();
    this.texts = [];
    this.weight = 0;
    for (const [table, { columns, rows }] of tables) {
      for (const some of inBatches(rows)) {
        await this.tx.insert(table, columns, some);
        await turns.giveWay();
      }
    }
    for (const some of inBatches(texts)) {
      await this.tx.insertTexts(some);
      await turns.giveWay();
    }
  }
}

function weightOf(row: Row): number {
  let characters = 0;
  for (const value of row)
    if (typeof value === "string" || value instanceof Uint8Array) characters += value.length;
  return 1 + characters / 1_000;
}

/** Some hundred at a time, for one statement each. */
export function* inBatches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += BATCH) yield rows.slice(at, at + BATCH);
}
