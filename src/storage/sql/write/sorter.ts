/** Rows of an index in the order of its key: a table grows by its end much faster than all over. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

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

/** Any number of rows: they are sorted on disk. */
export class DiskSorter implements Sorter {
  private readonly database: DatabaseSync;
  private readonly table: string;
  private readonly columns: string;
  private readonly add: StatementSync;

  constructor(database: DatabaseSync, table: "property" | "name") {
    this.database = database;
    this.table = table;
    this.columns = table === "property" ? "property, value, position" : "hash, position";
    database.exec(`DELETE FROM ${table}`);
    this.add = database.prepare(`INSERT INTO ${table} VALUES (${this.columns.replace(/\w+/g, "?")})`);
  }

  push(...row: (string | number)[]): void {
    this.add.run(...row);
  }

  batch(): Iterable<SortedRow> {
    return [];
  }

  rest(): Iterable<SortedRow> {
    const all = this.database.prepare(`SELECT ${this.columns} FROM ${this.table} ORDER BY ${this.columns}`);
    all.setReturnArrays(true);
    return all.iterate() as Iterable<unknown> as Iterable<SortedRow>;
  }
}
