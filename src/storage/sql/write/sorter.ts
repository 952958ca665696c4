/** Rows of an index in the order of its key: a table grows by its end much faster than all over. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { rowsOf } from "../engines/typed-rows.ts";

export type SortedRow = readonly (string | number)[];

export interface Sorter {
  push(...row: (string | number)[]): void;
  /** Those that needn't wait for the others, sorted; to be asked for now and then. */
  batch(): Iterable<SortedRow>;
  /** All that are left. */
  rest(): Iterable<SortedRow>;
}

/** So few rows that the order within a batch of them is enough. */
export class MemorySorter implements Sorter {
  private rows: SortedRow[] = [];

  push(...row: (string | number)[]): void {
    this.rows.push(row);
  }

  batch(): Iterable<SortedRow> {
    const { rows } = this;
    this.rows = [];
    return rows.sort(compareRows);
  }

  rest(): Iterable<SortedRow> {
    return this.batch();
  }
}

function compareRows(a: SortedRow, b: SortedRow): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1;
  return 0;
}

/** Rows that are sorted in memory, and so many of them at a stretch. */
const RUN = 8_000;

/** Any number of rows: sorted some thousand at a time, kept on disk, and merged when all have come. */
export class DiskSorter implements Sorter {
  private readonly database: DatabaseSync;
  private readonly table: string;
  private readonly columns: string;
  private readonly add: StatementSync;
  private rows: SortedRow[] = [];
  private runs = 0;

  constructor(database: DatabaseSync, table: "property" | "name") {
    this.database = database;
    this.table = table;
    this.columns = table === "property" ? "property, value, position" : "hash, position";
    database.exec(`DELETE FROM ${table}`);
    this.add = database.prepare(
      `INSERT INTO ${table} (rowid, ${this.columns}) VALUES (?, ${this.columns.replace(/\w+/g, "?")})`,
    );
  }

  push(...row: (string | number)[]): void {
    if (this.rows.push(row) === RUN) this.putRun();
  }

  batch(): Iterable<SortedRow> {
    return [];
  }

  rest(): Iterable<SortedRow> {
    const runs = Array.from({ length: this.runs }, (_, run) => this.rowsOf(run));
    return merged([...runs, this.rows.sort(compareRows)]);
  }

  private putRun(): void {
    const first = this.runs++ * RUN;
    for (const [i, row] of this.rows.sort(compareRows).entries()) this.add.run(first + i, ...row);
    this.rows = [];
  }

  private rowsOf(run: number): Iterable<SortedRow> {
    const rows = this.database.prepare(
      `SELECT ${this.columns} FROM ${this.table} WHERE rowid BETWEEN ? AND ? ORDER BY rowid`,
    );
    rows.setReturnArrays(true);
    return rowsOf<SortedRow>(rows, run * RUN, run * RUN + RUN - 1);
  }
}

/** Sorted lists as one. */
function merged(lists: readonly Iterable<SortedRow>[]): Iterable<SortedRow> {
  if (lists.length < 2) return lists[0] ?? [];
  const middle = lists.length >> 1;
  return mergedTwo(merged(lists.slice(0, middle)), merged(lists.slice(middle)));
}

function* mergedTwo(one: Iterable<SortedRow>, other: Iterable<SortedRow>): Generator<SortedRow> {
  const [ones, others] = [one[Symbol.iterator](), other[Symbol.iterator]()];
  let [a, b] = [ones.next(), others.next()];
  while (!a.done && !b.done) {
    if (compareRows(a.value, b.value) <= 0) {
      yield a.value;
      a = ones.next();
    } else {
      yield b.value;
      b = others.next();
    }
  }
  for (; !a.done; a = ones.next()) yield a.value;
  for (; !b.done; b = others.next()) yield b.value;
}
