/**
 * PostgreSQL: any number of nodes on one database. Writers take turns by an advisory lock; each write tells the other
 * nodes by NOTIFY, and who must be sure asks for the generation, one question for all who wait.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeReadOnly, storeUnopenable, writeInDoubt } from "../../../terminology/issues/storage.ts";
import type { Database, Dialect, Transaction } from "./database.ts";
import { migrations, pending, requireCurrent } from "./migrate.ts";
import { isLost, translated } from "./postgres-errors.ts";
import { PostgresListener } from "./postgres-listener.ts";
import { raw, sql, type Param, type Sql } from "../sql.ts";
import { WRITE_WAIT_MS, WriteQueue } from "../../write-queue.ts";

const CONNECT_MS = 5_000;
const QUERY_MS = 30_000;
const LOCK = 0x055_1c1e;

const dialect: Dialect = {
  textPosition: "t.position",
  textMatch(prefixes, without) {
    // Words are letters and digits only, so that nothing in them is query syntax.
    const all = prefixes.map((word) => `'${word}':*`).join(" & ");
    return sql`t.words @@ ${without === undefined ? all : `${all} & !'${without}'`}::tsquery`;
  },
  anyOf: (column, values) => sql`${column} = ANY (${values})`,
  bytes: raw("SELECT pg_database_size(current_database()) AS bytes"),
  by: () => raw(""),
};

/** Numbers of 64 bits are positions and counts, which a double holds exactly. */
const types = {
  getTypeParser: ((oid: number, format?: "text") =>
    oid === 20 ? Number : (pg.types.getTypeParser(oid, format) as unknown)) as typeof pg.types.getTypeParser,
};

export class PostgresDatabase implements Database {
  readonly dialect = dialect;
  readonly readOnly: string | undefined;
  private readonly pool: pg.Pool;
  private readonly columnTypes: ReadonlyMap<string, string>;
  private readonly listener: PostgresListener;
  private readonly queue = new WriteQueue();
  private known = 0;
  /** Was `known` learnt in this turn of the event loop? */
  private isCurrent = false;
  private asking: Promise<number> | undefined;
  private waiting: Promise<number> | undefined;

  constructor(
    pool: pg.Pool,
    address: string,
    schema: string,
    columnTypes: ReadonlyMap<string, string>,
    readOnly?: string,
  ) {
    this.pool = pool;
    this.columnTypes = columnTypes;
    this.readOnly = readOnly;
    this.listener = new PostgresListener(
      { ...connection(address), types },
      `ossicle_${schema}`,
      (generation) => (this.known = Math.max(this.known, generation)),
      () => this.refresh(true),
    );
  }

  query<T extends object>(statement: Sql): Promise<T[]> {
    return this.ask(async () => (await this.pool.query<T & pg.QueryResultRow>(prepared(statement))).rows);
  }

  queryAside<T extends object>(statement: Sql): Promise<T[]> {
    return this.query(statement);
  }

  numbers(statement: Sql): Promise<number[]> {
    return this.ask(async () =>
      flat(await this.pool.query<number[]>({ ...prepared(statement), rowMode: "array" })),
    );
  }

  /** Questions change nothing and may be asked again. */
  private async ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await again(question);
    } catch (cause) {
      throw translated(cause);
    }
  }

  get generation(): number {
    return this.known;
  }

  /** A request has asked when it arrived: its questions in the same turn would only ask the same again. */
  get current(): number | undefined {
    return this.isCurrent ? this.known : undefined;
  }

  refresh(arrived = false): Promise<number> {
    if (!arrived && this.isCurrent) return Promise.resolve(this.known);
    if (!this.asking) return (this.asking = this.askGeneration().finally(() => (this.asking = undefined)));
    // What is under way may have been answered before the write that the caller must see: one more for all who wait.
    this.waiting ??= this.asking
      .catch(() => undefined)
      .then(() => {
        this.waiting = undefined;
        return this.refresh(true);
      });
    return this.waiting;
  }

  private async askGeneration(): Promise<number> {
    const [row] = await this.query<{ value: number }>(
      sql`SELECT value FROM counter WHERE name = 'generation'`,
    );
    this.known = Math.max(this.known, row!.value);
    if (!this.isCurrent) setImmediate(() => (this.isCurrent = false));
    this.isCurrent = true;
    return this.known;
  }

  async transaction<T>(work: (tx: Transaction) => Promise<{ result: T; changed: boolean }>): Promise<T> {
    if (this.readOnly !== undefined) throw new TerminologyError(storeReadOnly(this.readOnly));
    return this.queue.run(WRITE_WAIT_MS, async () => {
      const client = await again(() => this.begin()).catch((cause: unknown) => {
        throw translated(cause);
      });
      let broken: Error | undefined;
      try {
        return await this.run(client, work);
      } catch (cause) {
        await client.query("ROLLBACK").catch((error: unknown) => (broken = error as Error));
        throw translated(cause);
      } finally {
        client.release(broken);
      }
    });
  }

  private async begin(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    try {
      await client.query(`BEGIN; SET LOCAL lock_timeout = ${WRITE_WAIT_MS - 2000}`);
      return client;
    } catch (cause) {
      client.release(cause as Error);
      throw cause;
    }
  }

  private async run<T>(
    client: pg.PoolClient,
    work: (tx: Transaction) => Promise<{ result: T; changed: boolean }>,
  ): Promise<T> {
    await client.query("SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", [LOCK]);
    const { rows } = await client.query<{ value: number }>(
      "SELECT value FROM counter WHERE name = 'generation'",
    );
    const generation = rows[0]!.value + 1;
    const { result, changed } = await work(transaction(client, this.columnTypes, generation));
    if (changed) {
      await client.query("UPDATE counter SET value = $1 WHERE name = 'generation'", [generation]);
      await client.query("SELECT pg_notify($1, $2)", [this.listener.channel, String(generation)]);
    }
    try {
      await client.query("COMMIT");
    } catch (cause) {
      throw isLost(cause) ? new TerminologyError(writeInDoubt((cause as Error).message)) : cause;
    }
    if (changed) this.known = Math.max(this.known, generation);
    return result;
  }

  async check(): Promise<void> {
    await this.query(sql`SELECT 1`);
  }

  /** Fresh statistics, so that the planner knows of what came. */
  async tidy(): Promise<void> {
    await this.pool.query(
      "ANALYZE concept, concept_text, concept_property, concept_parent, mapping, search_value",
    );
  }

  async close(): Promise<void> {
    await this.listener.close();
    await this.pool.end();
  }
}

/** A try that took longer than this is not repeated: who asks has waited enough. */
const QUICK_MS = 1_000;

/** Connections that died while nobody used them are replaced: each try takes another one, as long as that is quick. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  for (let left = 3; ; left--) {
    try {
      return await work();
    } catch (cause) {
      if (!isLost(cause) || left === 0 || Date.now() - started > QUICK_MS) throw cause;
    }
    await sleep(5);
  }
}

function transaction(
  client: pg.PoolClient,
  columnTypes: ReadonlyMap<string, string>,
  generation: number,
): Transaction {
  const insert = async (text: string, rows: readonly (readonly Param[])[], width: number): Promise<void> => {
    if (rows.length === 0) return;
    const columns = Array.from({ length: width }, (_, i) => rows.map((row) => storable(row[i]!)));
    await client.query({ text, name: nameOf(text), values: columns });
  };
  return {
    generation,
    query: async <T extends object>(statement: Sql) =>
      (await client.query<T & pg.QueryResultRow>(prepared(statement))).rows,
    numbers: async (statement) =>
      flat(await client.query<number[]>({ ...prepared(statement), rowMode: "array" })),
    insert(table, columns, rows) {
      const arrays = columns.map((column, i) => `$${i + 1}::${columnTypes.get(`${table}.${column}`)}[]`);
      const text = `INSERT INTO ${table} (${columns.join(", ")}) SELECT * FROM unnest(${arrays.join(", ")})`;
      return insert(text, rows, columns.length);
    },
    insertTexts(rows) {
      const text = `INSERT INTO concept_text (position, words)
        SELECT position, array_to_tsvector(string_to_array(words, ' ')) FROM unnest($1::bigint[], $2::text[]) AS t (position, words)`;
      return insert(text, rows, 2);
    },
    async deleteTexts(low, high) {
      await client.query("DELETE FROM concept_text WHERE position BETWEEN $1 AND $2", [low, high]);
    },
  };
}

const flat = ({ rows }: { rows: number[][] }): number[] => rows.flat();

/* Statements get a name, by which each connection keeps them prepared; those with long lists come but once. */
const names = new Map<string, { text: string; name: string | undefined }>();
const MOST_NAMES = 500;
const LONGEST_NAMED = 1500;

function prepared({ text, params }: Sql): pg.QueryConfig {
  const known = names.get(text) ?? numbered(text);
  const values = params.map(storable);
  return known.name === undefined
    ? { text: known.text, values }
    : { text: known.text, name: known.name, values };
}

function numbered(text: string): { text: string; name: string | undefined } {
  let n = 0;
  const named: { text: string; name: string | undefined } = {
    text: text.replace(/\?/g, () => `$${++n}`),
    name: undefined,
  };
  if (names.size >= MOST_NAMES || text.length >= LONGEST_NAMED) return named;
  // A plan made for any text reads all rows in order of position; one made for this text asks the index of words.
  if (!text.includes("@@")) named.name = nameOf(named.text);
  names.set(text, named);
  return named;
}

/** PostgreSQL's text has no NUL. */
function storable(param: Param): Param {
  if (typeof param !== "object" || param === null) return withoutNul(param);
  return Array.isArray(param) ? (param as (string | number | null)[]).map(withoutNul) : param;
}

function withoutNul<T>(value: T): T | string {
  return typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "\ufffd") : value;
}

const numbers = new Map<string, string>();

function nameOf(text: string): string {
  const known = numbers.get(text) ?? `ossicle_${numbers.size}`;
  numbers.set(text, known);
  return known;
}

function connection(address: string): pg.ClientConfig {
  return {
    connectionString: address,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: "ossicle",
  };
}

/**
 * Connects, and brings the schema to this version. Opens for reading where the database is a standby, or the user may
 * not write. Throws TerminologyError (transient) if nobody answers.
 */
export async function openPostgres(address: string, { answerMs = QUERY_MS } = {}): Promise<PostgresDatabase> {
  const pool = new pg.Pool({
    ...connection(address),
    types,
    max: 10,
    // The server gives up before the client does, so that the connection stays in use.
    statement_timeout: answerMs,
    query_timeout: answerMs + Math.min(answerMs, 5_000),
  });
  // A connection that dies is replaced when it is needed; the error is told to who needs it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    const denied = await denial(pool);
    if (denied === undefined) await migrate(pool);
    else requireCurrent(migrations("postgres"), await applied(pool));
    const [{ schema }] = (await pool.query<{ schema: string }>("SELECT current_schema() AS schema")).rows as [
      { schema: string },
    ];
    const database = new PostgresDatabase(pool, address, schema, await columnTypes(pool), denied);
    await database.refresh();
    return database;
  } catch (cause) {
    await pool.end();
    const told = translated(cause);
    if (told instanceof TerminologyError) throw told;
    throw new TerminologyError(storeUnopenable(address.replace(/\/\/.*@/, "//"), (cause as Error).message));
  }
}

/** Why this user of this server can't write. */
async function denial(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ standby: boolean; read_only: string; writer: boolean | null }>(
    `SELECT pg_is_in_recovery() AS standby, current_setting('default_transaction_read_only') AS read_only,
      CASE WHEN to_regclass('resource') IS NOT NULL THEN has_table_privilege('resource', 'INSERT') END AS writer`,
  );
  const { standby, read_only: readOnly, writer } = rows[0]!;
  if (standby) return "the database is a standby, which only its primary changes";
  if (readOnly === "on") return "the database lets this user read only";
  return writer === false ? "the user has no right to change the tables" : undefined;
}

async function applied(pool: pg.Pool | pg.PoolClient): Promise<number> {
  const { rows } = await pool.query<{ there: boolean }>(
    "SELECT to_regclass('schema_version') IS NOT NULL AS there",
  );
  if (!rows[0]!.there) return 0;
  const { rows: versions } = await pool.query<{ number: number | null }>(
    "SELECT max(number) AS number FROM schema_version",
  );
  return versions[0]!.number ?? 0;
}

async function migrate(pool: pg.Pool): Promise<void> {
  const all = migrations("postgres");
  if (pending(all, await applied(pool)).length === 0) return;
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))", [LOCK]);
    await client.query(
      "CREATE TABLE IF NOT EXISTS schema_version (number INTEGER PRIMARY KEY, name TEXT, applied TIMESTAMPTZ)",
    );
    // Another node may have been faster.
    for (const { number, name, sql: text } of pending(all, await applied(client))) {
      await client.query(text);
      await client.query("INSERT INTO schema_version VALUES ($1, $2, now())", [number, name]);
    }
    await client.query("COMMIT");
    client.release();
  } catch (cause) {
    client.release(cause as Error);
    throw cause;
  }
}

async function columnTypes(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ name: string; type: string }>(
    `SELECT table_name || '.' || column_name AS name, udt_name AS type FROM information_schema.columns
      WHERE table_schema = current_schema()`,
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}
