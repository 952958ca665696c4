/**
 * SQLite, Node's own, in WAL mode: one connection reads, another writes, so that readers see what was there before
 * until a write is done. Calls block the process while they run; they are kept short.
 */
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeReadOnly } from "../../../terminology/issues/storage.ts";
import { WRITE_WAIT_MS, WriteQueue } from "../../write-queue.ts";
import { type Param, raw, type Sql, sql } from "../sql.ts";
import type { Database, Dialect, Transaction } from "./database.ts";
import { OpenFile } from "./open-file.ts";
import { LOWER, SqliteConnection, translated } from "./sqlite-connection.ts";
import { committed, SqliteSnapshot } from "./sqlite-snapshot.ts";
import { SqliteThread } from "./sqlite-thread.ts";
import { begin } from "./sqlite-wait.ts";
import { rowOf } from "./typed-rows.ts";

const dialect: Dialect = {
  textPosition: "t.rowid",
  textMatch(alternatives, without) {
    // Words are letters and digits only, so that nothing in them is query syntax.
    const each = alternatives.map((prefixes) => prefixes.map((word) => `"${word}"*`).join(" AND "));
    const all = each.length === 1 ? each[0]! : each.map((one) => `(${one})`).join(" OR ");
    return sql`concept_text MATCH ${without === undefined ? all : `(${all}) NOT "${without}"`}`;
  },
  anyOf(column, values) {
    if (values.length === 1) return sql`${column} = ${values[0]!}`;
    return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;
  },
  jsonText: (column, path) => sql`${column} ->> ${`$.${path.join(".")}`}`,
  // Its own knows English letters alone; to ask JavaScript for each row takes twice as long.
  lower: (text, word) => sql`${raw(isEnglish(word) ? "lower" : LOWER)}(${text})`,
  bytes: raw("SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()"),
  by: (index) => raw(`INDEXED BY ${index}`),
};

// eslint-disable-next-line no-control-regex
const isEnglish = (text: string): boolean => /^[\u0000-\u007f]*$/.test(text);

export class SqliteDatabase implements Database {
  readonly dialect = dialect;
  readonly readOnly: string | undefined;
  private readonly reader: SqliteConnection;
  private readonly writer: SqliteConnection | undefined;
  private readonly queue = new WriteQueue();
  private seen = -1;
  private known = 0;
  /** The snapshot for which `known` is true. */
  private knownOf = 0;
  private readonly snapshot: SqliteSnapshot;

  /** A file that is deleted or replaced lives on for whoever has it open; what is written to it is lost with it. */
  private readonly file: OpenFile;
  private readonly thread: SqliteThread;

  constructor(
    path: string,
    reader: SqliteConnection,
    writer: SqliteConnection | undefined,
    readOnly?: string,
  ) {
    this.file = new OpenFile(path);
    this.thread = new SqliteThread(path);
    this.reader = reader;
    this.snapshot = new SqliteSnapshot(reader);
    this.writer = writer;
    this.readOnly = readOnly;
  }

  query<T extends object>(statement: Sql): Promise<T[]> {
    try {
      this.snapshot.take();
      return Promise.resolve(this.reader.all<T>(statement));
    } catch (cause) {
      return Promise.reject(translated(cause));
    }
  }

  queryPart<T extends object>(statement: Sql): Promise<T[]> {
    return this.query(statement);
  }

  async queryAside<T extends object>(statement: Sql): Promise<T[]> {
    if (!this.writer) return this.query(statement);
    try {
      return await this.thread.query<T>(statement);
    } catch (cause) {
      throw translated(cause);
    }
  }

  numbers(statement: Sql): Promise<number[]> {
    try {
      this.snapshot.take();
      return Promise.resolve(this.reader.numbers(statement));
    } catch (cause) {
      return Promise.reject(translated(cause));
    }
  }

  /** `PRAGMA data_version` changes when another connection, ours or that of another process, has committed. */
  get generation(): number {
    const snapshot = this.snapshot.take();
    if (snapshot === this.knownOf) return this.known;
    const { data_version: version } = rowOf<{ data_version: number }>(
      this.reader.prepare("PRAGMA data_version"),
    );
    if (version !== this.seen) {
      this.known = generationOf(this.reader);
      this.seen = version;
    }
    this.knownOf = snapshot;
    return this.known;
  }

  get current(): number | undefined {
    try {
      return this.generation;
    } catch {
      // `refresh` says what is wrong.
      return undefined;
    }
  }

  refresh(asOf: "this turn" | "this call"): number {
    try {
      if (asOf === "this call") this.snapshot.hear();
      return this.generation;
    } catch (cause) {
      throw translated(cause);
    }
  }

  async transaction<T>(work: (tx: Transaction) => Promise<{ result: T; changed: boolean }>): Promise<T> {
    const { writer } = this;
    if (!writer) throw new TerminologyError(storeReadOnly(this.readOnly!));
    return this.queue.run(WRITE_WAIT_MS, async () => {
      this.file.check();
      try {
        await begin(writer, "IMMEDIATE");
        const generation = generationOf(writer) + 1;
        const { result, changed } = await work(transaction(writer, generation));
        if (changed) writer.run("UPDATE counter SET value = ? WHERE name = 'generation'", generation);
        writer.run("COMMIT");
        committed();
        return result;
      } catch (cause) {
        if (writer.database.isTransaction) writer.database.exec("ROLLBACK");
        throw translated(cause);
      }
    });
  }

  async check(): Promise<void> {
    this.file.check();
    // Something that is read from the file.
    await this.query(sql`SELECT value FROM counter`);
  }

  /** Folds the log into the file, as far as nobody is reading it. */
  tidy(): Promise<void> {
    return this.queue.run(WRITE_WAIT_MS, async () => {
      this.snapshot.drop();
      this.writer?.database.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory");
    });
  }

  async close(): Promise<void> {
    await this.thread.close();
    // The writer last: whoever closes last folds the log into the file.
    this.reader.close();
    this.writer?.close();
  }
}

function generationOf(connection: SqliteConnection): number {
  const counter = connection.prepare("SELECT value FROM counter WHERE name = 'generation'");
  return rowOf<{ value: number }>(counter).value;
}

function transaction(writer: SqliteConnection, generation: number): Transaction {
  return {
    generation,
    query: (statement) => Promise.resolve().then(() => writer.all(statement)),
    numbers: (statement) => Promise.resolve().then(() => writer.numbers(statement)),
    insert: (table, columns, rows) =>
      insertRows(writer, `${table} (${columns.join(", ")})`, columns.length, rows),
    insertTexts: (rows) => insertRows(writer, "concept_text (rowid, words)", 2, rows),
    deleteTexts(low, high) {
      return Promise.resolve().then(() =>
        writer.run("DELETE FROM concept_text WHERE rowid BETWEEN ? AND ?", low, high),
      );
    },
  };
}

/** Rows of one statement: a call costs more than a row. */
const TOGETHER = 40;

async function insertRows(
  writer: SqliteConnection,
  target: string,
  width: number,
  rows: readonly (readonly Param[])[],
): Promise<void> {
  const row = `(${Array(width).fill("?").join(", ")})`;
  const many = `INSERT INTO ${target} VALUES ${Array(TOGETHER).fill(row).join(", ")}`;
  const one = `INSERT INTO ${target} VALUES ${row}`;
  let at = 0;
  for (; at + TOGETHER <= rows.length; at += TOGETHER)
    writer.run(many, ...rows.slice(at, at + TOGETHER).flat());
  for (; at < rows.length; at++) writer.run(one, ...rows[at]!);
  await Promise.resolve();
}
