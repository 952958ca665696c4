/** Opens a SQLite file: for writing where that is possible, and brings its schema to this version. */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeUnopenable } from "../../../terminology/issues/storage.ts";
import { reasonOf } from "../../../terminology/util/reason.ts";
import { migrations, pending, requireCurrent } from "./migrate.ts";
import { SqliteDatabase } from "./sqlite.ts";
import { deniesWriting, SqliteConnection } from "./sqlite-connection.ts";
import { begin, onceFree } from "./sqlite-wait.ts";
import { rowOf } from "./typed-rows.ts";

/** kB, less than 0 as SQLite wants it: the upper pages of all trees fit in; the system has the others at hand. */
const READ_CACHE = -16_000;

export interface SqliteOptions {
  /** The file grows to so many pages of 4 kB at most; then a write fails as on a full disk. */
  maxPages?: number | undefined;
}

/**
 * Opens a file, or creates it. Where it can't be written to it is opened for reading, and says so in `readOnly`.
 * @throws TerminologyError: it can't be opened at all, or its schema is not ours
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<SqliteDatabase> {
  if (path === "") throw new TerminologyError(storeUnopenable("sqlite:", "the name of the file is missing"));
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new TerminologyError(storeUnopenable(path, "it is a folder; give the path of a file"));
    return await openWritableOrNot(path, options);
  } catch (cause) {
    if (cause instanceof TerminologyError) throw cause;
    throw new TerminologyError(storeUnopenable(path, reasonOf(cause)));
  }
}

async function openWritableOrNot(path: string, options: SqliteOptions): Promise<SqliteDatabase> {
  try {
    return await openWritable(path, options);
  } catch (cause) {
    if (deniesWriting(cause) && existsSync(path)) return openReadOnly(path, reasonOf(cause));
    throw cause;
  }
}

async function openWritable(path: string, { maxPages }: SqliteOptions): Promise<SqliteDatabase> {
  if (!existsSync(path)) mkdirSync(dirname(resolve(path)), { recursive: true });
  const writer = new SqliteConnection(path, { readOnly: false });
  try {
    writer.database.exec("PRAGMA busy_timeout = 0");
    await begin(writer, "IMMEDIATE");
    // Fails where the file may not be written to: SQLite would open it all the same.
    writer.database.exec(`PRAGMA user_version = ${applied(writer)}; ROLLBACK`);
    await onceFree(() => writer.database.exec("PRAGMA journal_mode = WAL"));
    // FULL: a commit is on the disk when it is acknowledged, also if the power fails.
    writer.database.exec(
      "PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA journal_size_limit = 67108864",
    );
    await migrate(writer);
    if (maxPages !== undefined) writer.database.exec(`PRAGMA max_page_count = ${maxPages}`);
    const reader = new SqliteConnection(path, { readOnly: true });
    reader.database.exec(`PRAGMA cache_size = ${READ_CACHE}; PRAGMA query_only = 1`);
    return new SqliteDatabase(path, reader, writer);
  } catch (cause) {
    writer.close();
    throw cause;
  }
}

async function migrate(writer: SqliteConnection): Promise<void> {
  const all = migrations("sqlite");
  if (pending(all, applied(writer)).length === 0) return;
  await begin(writer, "EXCLUSIVE");
  try {
    // Another process may have been faster.
    for (const { number, sql: text } of pending(all, applied(writer))) {
      writer.database.exec(text);
      writer.database.exec(`PRAGMA user_version = ${number}`);
    }
    writer.database.exec("COMMIT");
  } catch (cause) {
    if (writer.database.isTransaction) writer.database.exec("ROLLBACK");
    throw cause;
  }
}

function applied(connection: SqliteConnection): number {
  return rowOf<{ user_version: number }>(connection.database.prepare("PRAGMA user_version")).user_version;
}

function openReadOnly(path: string, reason: string): SqliteDatabase {
  const reader = readable(path);
  try {
    requireCurrent(migrations("sqlite"), applied(reader));
    reader.database.exec(`PRAGMA cache_size = ${READ_CACHE}`);
    return new SqliteDatabase(path, reader, undefined, `${path} is not writable (${reason})`);
  } catch (cause) {
    reader.close();
    throw cause;
  }
}

/** In a folder where SQLite can't keep its log's index, a file whose log is empty is read as one that never changes. */
function readable(path: string): SqliteConnection {
  const plain = new SqliteConnection(path, { readOnly: true });
  try {
    applied(plain);
    plain.database.prepare("SELECT count(*) FROM sqlite_schema").get();
    return plain;
  } catch (cause) {
    plain.close();
    const log = `${path}-wal`;
    if (existsSync(log) && statSync(log).size > 0) throw cause;
    const url = pathToFileURL(resolve(path));
    url.searchParams.set("immutable", "1");
    return new SqliteConnection(url, { readOnly: true });
  }
}
