/** What an engine must give. All else is written once above it, in SQL that both engines read. */
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import type { Param, Sql } from "../sql.ts";

type Row = Record<string, unknown>;

export interface Queries {
  query<T extends object = Row>(statement: Sql): Promise<T[]>;
  /** A query for numbers, all its columns and rows one after the other: the cheap way to many positions. */
  numbers(statement: Sql): Promise<number[]>;
}

/** A transaction under way: what it writes is seen by nobody else until it is done. */
export interface Transaction extends Queries {
  /** The generation that begins with it, if it changes anything. */
  readonly generation: number;
  /** Inserts many rows at once; values in the order of the columns. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly Param[])[]): Promise<void>;
  /** Inserts what texts are found by: words separated by a space. */
  insertTexts(rows: readonly (readonly [position: number, words: string])[]): Promise<void>;
  /** Forgets the texts of these positions. */
  deleteTexts(low: number, high: number): Promise<void>;
}

/** Where engines speak differently. */
export interface Dialect {
  /** The column of `concept_text t` that holds the position. */
  readonly textPosition: string;
  /** Words of `t` begin with all prefixes of one of these alternatives; `without`: and no word is this one. */
  textMatch(alternatives: readonly (readonly string[])[], without?: string): Sql;
  /** The column has one of these values. */
  anyOf(column: Sql, values: readonly (string | number)[]): Sql;
  /** The text at this path of the JSON in a column of text; NULL: there is none. `path` is our own, never a request's. */
  jsonText(column: Sql, path: readonly string[]): Sql;
  /** A text in small letters, so far as it can have `word`. */
  lower(text: Sql, word: string): Sql;
  /** A query for the bytes that all of it occupies on disk, as `bytes`. */
  readonly bytes: Sql;
  /** Beside a table's name: has it read by this index, where the engine by itself would take a bad one. */
  by(index: string): Sql;
}

export interface Database extends Queries {
  /** As `query`, for what looks at many rows: it holds up nobody but the caller. Costs a little more. */
  queryAside<T extends object = Row>(statement: Sql): Promise<T[]>;
  /** As `query`, for one part of a long answer: small questions don't stand in a queue behind it. */
  queryPart<T extends object = Row>(statement: Sql): Promise<T[]>;
  readonly dialect: Dialect;
  /** Why nothing can be written; undefined: it can. */
  readonly readOnly: string | undefined;
  /** The last known count of changes, by this process and by others. */
  readonly generation: number;
  /** `generation` where it is true as of this turn; undefined: `refresh` must ask. */
  readonly current: number | undefined;
  /** Makes `generation` true as of `this turn`, or as of `this call`: for a request has just come in. */
  refresh(asOf: "this turn" | "this call"): Awaitable<number>;
  /**
   * Runs `work` as one transaction: kept as a whole when it resolves, undone when it throws. One at a time, over all
   * processes; who waits too long gets a TerminologyError (transient). `work` says whether it changed anything.
   */
  transaction<T>(work: (tx: Transaction) => Promise<{ result: T; changed: boolean }>): Promise<T>;
  /** @throws TerminologyError where it doesn't answer, or is no longer where what is written is kept */
  check(): Promise<void>;
  /** To be called when much has been written. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

/** The word that marks an inactive concept among its texts; no name contains it, for `§` is no letter. */
export const INACTIVE_WORD = "§i";
