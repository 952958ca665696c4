/** Rows of SQLite, of the type that who wrote the statement knows them to be. */
import type { SQLInputValue, StatementSync } from "node:sqlite";

/** The one row that there is. */
export const rowOf = <T>(statement: StatementSync, ...params: readonly SQLInputValue[]): T =>
  statement.get(...params) as T;

/** One at a time. */
export const rowsOf = <T>(statement: StatementSync, ...params: readonly SQLInputValue[]): Iterable<T> =>
  statement.iterate(...params) as Iterable<unknown> as Iterable<T>;
