/** One SQLite connection: prepared statements kept, errors in our words. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeFailed, storeReadOnly, writeWaitedTooLong } from "../../../terminology/issues/storage.ts";
import { isNode } from "../../../terminology/util/json-object.ts";
import { Lru } from "../../../terminology/util/lru.ts";
import { reasonOf } from "../../../terminology/util/reason.ts";
import { WRITE_WAIT_MS } from "../../write-queue.ts";
import type { Param, Sql } from "../sql.ts";
import { diskFull } from "./disk-full.ts";
import { rowOf } from "./typed-rows.ts";

/** Each takes some ten kB; a server's own questions are some dozens. */
const KEPT_STATEMENTS = 120;

/** The function that makes small letters of those of any language. */
export const LOWER = "lower_of_any";

/** A statement that gives each row as a list of values. */
interface ListedRows {
  statement: StatementSync;
  names: readonly string[];
}

export class SqliteConnection {
  readonly database: DatabaseSync;
  private readonly statements = new Lru<string, StatementSync>("statements", KEPT_STATEMENTS);
  /** Those of `all`. */
  private readonly listed = new Lru<string, ListedRows>("statements", KEPT_STATEMENTS);
  /** Those of `numbers`. */
  private readonly joined = new Lru<string, StatementSync>("statements", KEPT_STATEMENTS);

  constructor(path: string | URL, { readOnly }: { readOnly: boolean }) {
    this.database = new DatabaseSync(path, { readOnly, timeout: 5000 });
    this.database.function(LOWER, { deterministic: true }, (text) => String(text).toLowerCase());
  }

  /** @throws what SQLite throws */
  prepare(text: string): StatementSync {
    let statement = this.statements.get(text);
    if (statement) return statement;
    statement = this.database.prepare(text);
    this.statements.set(text, statement);
    return statement;
  }

  /** As lists of values, of which objects of one shape are made: SQLite's own objects cost twice as much. */
  all<T>({ text, params }: Sql): T[] {
    let rows = this.listed.get(text);
    if (!rows) {
      const statement = this.database.prepare(text);
      statement.setReturnArrays(true);
      rows = { statement, names: statement.columns().map(({ name }) => name) };
      this.listed.set(text, rows);
    }
    const { statement, names } = rows;
    return statement.all(...bound(params)).map((values) => named<T>(names, values));
  }

  /** All columns of all rows, one after the other; as one text, for a row of many costs more than what it holds. */
  numbers({ text, params }: Sql): number[] {
    let statement = this.joined.get(text);
    if (!statement) {
      statement = this.database.prepare(joinedRows(this.database.prepare(text)));
      this.joined.set(text, statement);
    }
    const { all } = rowOf<{ all: string | null }>(statement, ...bound(params));
    return all === null ? [] : (JSON.parse(`[${all}]`) as number[]);
  }

  run(text: string, ...params: readonly Param[]): void {
    this.prepare(text).run(...bound(params));
  }

  close(): void {
    this.statements.clear();
    this.listed.clear();
    this.joined.clear();
    if (this.database.isOpen) this.database.close();
  }
}

/** What SQLite takes; lists of parameters are PostgreSQL's alone. */
const bound = (params: readonly Param[]): readonly SQLInputValue[] => params as readonly SQLInputValue[];

function named<T>(names: readonly string[], values: unknown): T {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) row[names[i]!] = (values as unknown[])[i];
  return row as T;
}

/** The order of an inner query holds for `group_concat`. */
function joinedRows(statement: StatementSync): string {
  const columns = statement.columns().map(({ name }) => `"${name}"`);
  return `SELECT group_concat(${columns.join(" || ',' || ")}) AS "all" FROM (${statement.sourceSQL})`;
}

/** SQLite's primary result codes that have a meaning for users. */
const CODES = {
  error: 1,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
};

function resultCode(cause: unknown): number | undefined {
  const code = isNode(cause) ? cause.errcode : undefined;
  return typeof code === "number" ? code & 0xff : undefined;
}

/** Is it that another process writes? */
export const isBusy = (cause: unknown): boolean =>
  resultCode(cause) === CODES.busy || resultCode(cause) === CODES.locked;

/** Can it be that there is no permission to write? */
export const deniesWriting = (cause: unknown): boolean =>
  resultCode(cause) === CODES.readOnly || resultCode(cause) === CODES.cantOpen;

/** An error of SQLite as an issue; anything else as it is. */
export function translated(cause: unknown): unknown {
  const reason = reasonOf(cause);
  switch (resultCode(cause)) {
    case CODES.full:
      return diskFull();
    case CODES.busy:
    case CODES.locked:
      return new TerminologyError(writeWaitedTooLong(WRITE_WAIT_MS));
    case CODES.readOnly:
      return new TerminologyError(storeReadOnly(reason));
    case CODES.ioError:
    case CODES.corrupt:
    case CODES.cantOpen:
    case CODES.notADatabase:
      return new TerminologyError(storeFailed(reason));
    case CODES.error:
      return MISSING.test(reason) ? new TerminologyError(storeFailed(reason)) : cause;
    default:
      return cause;
  }
}

/** Our statements name what the schema has: the file has lost it. */
const MISSING = /^no such table/;
