/** Opens a PostgreSQL database: connects, looks whether it may be written to, and brings its schema to this version. */
import pg from "pg";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeUnopenable } from "../../../terminology/issues/storage.ts";
import { reasonOf } from "../../../terminology/util/reason.ts";
import { withoutPassword } from "../../../terminology/util/without-password.ts";
import { onlyRow } from "../only-row.ts";
import { migrations, pending, requireCurrent } from "./migrate.ts";
import { PostgresDatabase } from "./postgres.ts";
import { connection, CONNECTIONS, LOCK, types } from "./postgres-connection.ts";
import { translated } from "./postgres-errors.ts";

const QUERY_MS = 30_000;
/** A user, a database or a server may have others, by which NULL would be a text, and a search would leave out what it likes. */
const SETTINGS = "SET array_nulls = on; SET gin_fuzzy_search_limit = 0";
/** A large store takes its time to be brought over, and who comes second waits for that. */
const MIGRATION_MS = 60 * 60_000;
/** Of those there are: the last came with PostgreSQL 17. */
const WITHOUT_LIMITS = `SELECT set_config(name, '0', true) FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout',
  'idle_in_transaction_session_timeout', 'transaction_timeout')`;

/**
 * Connects, and brings the schema to this version. Opens for reading where the database is a standby, or the user may
 * not write.
 * @throws TerminologyError (transient): nobody answers
 */
export async function openPostgres(address: string, { answerMs = QUERY_MS } = {}): Promise<PostgresDatabase> {
  const pool = new pg.Pool({
    ...connection(address),
    types,
    max: CONNECTIONS,
    // The server gives up before the client does, so that the connection stays in use.
    statement_timeout: answerMs,
    query_timeout: answerMs + Math.min(answerMs, 5_000),
    onConnect: settle,
  });
  // A connection that dies is replaced when it is needed; the error meets whoever needs it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    const readOnly = await denial(pool);
    if (readOnly === undefined) await migrate(pool);
    else requireCurrent(migrations("postgres"), await applied(pool));
    const name = await home(pool);
    const schema = { name, columnTypes: await columnTypes(pool, name) };
    const database = new PostgresDatabase(pool, {
      address,
      schema,
      idleMs: 2 * answerMs,
      readOnly,
      denial: () => denial(pool),
    });
    await database.refresh("this turn");
    return database;
  } catch (cause) {
    await pool.end();
    const failure = translated(cause);
    if (failure instanceof TerminologyError) throw failure;
    throw new TerminologyError(storeUnopenable(withoutPassword(address), reasonOf(cause)));
  }
}

/** The pool waits for what it gives before the connection is used; its type does not say so. */
const settle = (client: pg.ClientBase): unknown => client.query(SETTINGS);

/** Why this user of this server can't write. */
async function denial(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ standby: boolean; read_only: string; writer: boolean | null }>(
    `SELECT pg_is_in_recovery() AS standby, current_setting('default_transaction_read_only') AS read_only,
      CASE WHEN to_regclass('resource') IS NOT NULL THEN has_table_privilege('resource', 'INSERT') END AS writer`,
  );
  const { standby, read_only: readOnly, writer } = onlyRow(rows);
  if (standby) return "the database is a standby, which only its primary changes";
  if (readOnly === "on") return "the database lets this user read only";
  return writer === false ? "the user has no right to change the tables" : undefined;
}

async function applied(pool: pg.Pool | pg.PoolClient): Promise<number> {
  const { rows } = await pool.query<{ there: boolean }>(
    "SELECT to_regclass('schema_version') IS NOT NULL AS there",
  );
  if (!onlyRow(rows).there) return 0;
  const { rows: versions } = await pool.query<{ number: number | null }>(
    "SELECT max(number) AS number FROM schema_version",
  );
  return onlyRow(versions).number ?? 0;
}

/** Of others' texts only those could be kept that the encoding has. */
async function requireUtf8(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ encoding: string }>(
    "SELECT current_setting('server_encoding') AS encoding",
  );
  const { encoding } = onlyRow(rows);
  if (encoding !== "UTF8") throw new Error(`the encoding of the database is ${encoding}, and has to be UTF8`);
}

async function migrate(pool: pg.Pool): Promise<void> {
  const all = migrations("postgres");
  const version = await applied(pool);
  if (pending(all, version).length === 0) return;
  if (version === 0) await requireUtf8(pool);
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; ${WITHOUT_LIMITS}`);
    const name = await home(client);
    const turn = { text: "SELECT pg_advisory_xact_lock($1, hashtext($2))", query_timeout: MIGRATION_MS };
    await client.query(turn, [LOCK, name]);
    await client.query("SELECT set_config('search_path', quote_ident($1), true)", [name]);
    await client.query(
      "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, name TEXT, applied TIMESTAMPTZ)",
    );
    // Another node may have been faster.
    for (const { number, name, sql: text } of pending(all, await applied(client))) {
      const migration = { text, query_timeout: MIGRATION_MS };
      await client.query(migration);
      await client.query("INSERT INTO schema_version VALUES ($1, $2, now())", [number, name]);
    }
    await client.query("COMMIT");
    client.release();
  } catch (cause) {
    client.release(true);
    throw cause;
  }
}

/** The schema of the tables: not always the first of the search path, where one came later. */
async function home(pool: pg.Pool | pg.PoolClient): Promise<string> {
  const { rows } = await pool.query<{ name: string | null }>(
    `SELECT coalesce((SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass('schema_version')),
      current_schema()) AS name`,
  );
  const { name } = onlyRow(rows);
  if (name === null) throw new Error("no schema of the search path is there for this user");
  return name;
}

async function columnTypes(pool: pg.Pool, schema: string): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string; type: string }>(
    `SELECT table_name || '.' || column_name AS name, udt_name AS type FROM information_schema.columns
      WHERE table_schema = $1`,
    [schema],
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}
