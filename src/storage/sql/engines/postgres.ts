/**
 * PostgreSQL: any number of nodes on one database. Writers take turns by an advisory lock; each write tells the other
 * nodes by NOTIFY, and who must be sure asks for the generation, one question for all who wait.
 */
import type pg from "pg";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import { storeReadOnly, writeInDoubt } from "../../../terminology/issues/storage.ts";
import { reasonOf } from "../../../terminology/util/reason.ts";
import { someAtATime } from "../../../terminology/util/some-at-a-time.ts";
import { WRITE_WAIT_MS, WriteQueue } from "../../write-queue.ts";
import { WENT_BACK } from "../generations.ts";
import { onlyRow } from "../only-row.ts";
import { raw, type Sql, sql } from "../sql.ts";
import type { Database, Dialect, Transaction } from "./database.ts";
import { again, connection, CONNECTIONS, LOCK, types } from "./postgres-connection.ts";
import { isUnanswered, translated } from "./postgres-errors.ts";
import { PostgresListener } from "./postgres-listener.ts";
import { flat, prepared, transaction } from "./postgres-statements.ts";

const dialect: Dialect = {
  textPosition: "t.position",
  textMatch(alternatives, without) {
    // Words are letters and digits only, so that nothing in them is query syntax.
    const each = alternatives.map((prefixes) => prefixes.map((word) => `'${word}':*`).join(" & "));
    const all = each.length === 1 ? each[0]! : `(${each.map((one) => `(${one})`).join(" | ")})`;
    return sql`t.words @@ ${without === undefined ? all : `${all} & !'${without}'`}::tsquery`;
  },
  anyOf: (column, values) => sql`${column} = ANY (${values})`,
  jsonText: (column, path) => sql`${column}::json #>> ${raw(`'{${path.join(",")}}'`)}`,
  lower: (text) => sql`lower(${text})`,
  bytes: raw("SELECT pg_database_size(current_database()) AS bytes"),
  by: () => raw(""),
};

/** Where the tables are, and the types of their columns, by `table.column`. */
interface PostgresSchema {
  name: string;
  columnTypes: ReadonlyMap<string, string>;
}

interface PostgresOptions {
  address: string;
  schema: PostgresSchema;
  /** A write of which nothing is heard for this long is ended by the server: its process hangs, or is gone. */
  idleMs: number;
  readOnly: string | undefined;
  /** Why nothing can be written; undefined: it can. */
  denial: () => Promise<string | undefined>;
}

export class PostgresDatabase implements Database {
  readonly dialect = dialect;
  readOnly: string | undefined;
  private readonly denial: () => Promise<string | undefined>;
  private readonly pool: pg.Pool;
  private readonly schema: PostgresSchema;
  private readonly idleMs: number;
  private readonly listener: PostgresListener;
  private readonly queue = new WriteQueue();
  /** Some connections are left to small questions, however many callers want much. */
  private readonly long = someAtATime(CONNECTIONS / 2);
  /** As the database counts. */
  private known = 0;
  private timesBack = 0;
  /** Was `known` learnt in this turn of the event loop? */
  private isCurrent = false;
  private asking: Promise<number> | undefined;
  private waiting: Promise<number> | undefined;

  constructor(pool: pg.Pool, { address, schema, idleMs, readOnly, denial }: PostgresOptions) {
    this.pool = pool;
    this.schema = schema;
    this.idleMs = idleMs;
    this.readOnly = readOnly;
    this.denial = denial;
    this.listener = new PostgresListener(
      { ...connection(address), types },
      `ossicle_${schema.name}`,
      (generation) => (this.known = Math.max(this.known, generation)),
      () => this.lookAgain(),
    );
  }

  query<T extends object>(statement: Sql): Promise<T[]> {
    return this.ask(async () => (await this.pool.query<T & pg.QueryResultRow>(prepared(statement))).rows);
  }

  queryAside<T extends object>(statement: Sql): Promise<T[]> {
    return this.long(() => this.query(statement));
  }

  queryPart<T extends object>(statement: Sql): Promise<T[]> {
    return this.long(() => this.query(statement));
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
    return this.known + this.timesBack * WENT_BACK;
  }

  /** A request has asked when it arrived: its questions in the same turn would only ask the same again. */
  get current(): number | undefined {
    return this.isCurrent ? this.generation : undefined;
  }

  refresh(asOf: "this turn" | "this call"): Promise<number> {
    if (asOf === "this turn" && this.isCurrent) return Promise.resolve(this.generation);
    if (!this.asking) return (this.asking = this.askGeneration().finally(() => (this.asking = undefined)));
    // What is under way may have been answered before the write that the caller must see: one more for all who wait.
    this.waiting ??= this.asking
      .catch(() => undefined)
      .then(() => {
        this.waiting = undefined;
        return this.refresh("this call");
      });
    return this.waiting;
  }

  private async askGeneration(): Promise<number> {
    const before = this.known;
    const { value } = onlyRow(
      await this.query<{ value: number }>(sql`SELECT value FROM counter WHERE name = 'generation'`),
    );
    if (value < before) {
      this.timesBack++;
      this.known = value;
    }
    this.known = Math.max(this.known, value);
    if (!this.isCurrent) setImmediate(() => (this.isCurrent = false));
    this.isCurrent = true;
    return this.generation;
  }

  /** Nothing was heard for a while: others may have written, and a standby may have become a primary. */
  private async lookAgain(): Promise<void> {
    await this.refresh("this call");
    if (this.readOnly !== undefined) this.readOnly = await this.denial();
  }

  async transaction<T>(work: (tx: Transaction) => Promise<{ result: T; changed: boolean }>): Promise<T> {
    if (this.readOnly !== undefined) throw new TerminologyError(storeReadOnly(this.readOnly));
    return this.queue.run(WRITE_WAIT_MS, async () => {
      const client = await again(() => this.begin()).catch((cause: unknown) => {
        throw translated(cause);
      });
      let broken = false;
      try {
        const { result, generation } = await this.run(client, work);
        await client.query("COMMIT").catch((cause: unknown) => {
          if (!isUnanswered(cause)) throw cause;
          broken = true;
          throw new TerminologyError(writeInDoubt(reasonOf(cause)));
        });
        this.known = Math.max(this.known, generation);
        return result;
      } catch (cause) {
        // Where nobody answers, the end of the connection undoes what was not confirmed.
        if (isUnanswered(cause)) broken = true;
        if (!broken) await client.query("ROLLBACK").catch(() => (broken = true));
        throw translated(cause);
      } finally {
        client.release(broken);
      }
    });
  }

  private async begin(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    try {
      // Each statement sees what the last writer has left, whatever the server's own default is.
      await client.query(`BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = ${WRITE_WAIT_MS - 2000};
        SET LOCAL idle_in_transaction_session_timeout = ${this.idleMs}`);
      return client;
    } catch (cause) {
      client.release(true);
      throw cause;
    }
  }

  /** Without the confirmation. `generation` is 0 where nothing was changed. */
  private async run<T>(
    client: pg.PoolClient,
    work: (tx: Transaction) => Promise<{ result: T; changed: boolean }>,
  ): Promise<{ result: T; generation: number }> {
    await client.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [LOCK, this.schema.name]);
    const { rows } = await client.query<{ value: number }>(
      "SELECT value FROM counter WHERE name = 'generation'",
    );
    const generation = onlyRow(rows).value + 1;
    const { result, changed } = await work(transaction(client, this.schema.columnTypes, generation));
    if (changed) {
      await client.query("UPDATE counter SET value = $1 WHERE name = 'generation'", [generation]);
      await client.query("SELECT pg_notify($1, $2)", [this.listener.channel, String(generation)]);
    }
    return { result, generation: changed ? generation : 0 };
  }

  async check(): Promise<void> {
    await this.query(sql`SELECT value FROM counter`);
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
