/** A store in a SQL database: its newest state, and how it is changed (`write/`). The engine is SQLite or PostgreSQL. */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { storeTookTooLong } from "../../terminology/issues/storage.ts";
import type {
  Decide,
  ImportRecord,
  ImportReport,
  Store,
  StoredResource,
  StoreSizes,
  Write,
  WriteOptions,
} from "../../terminology/store.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { lazy } from "../../terminology/util/lazy.ts";
import { within } from "../../terminology/util/within.ts";
import { NewestState } from "../newest-state.ts";
import type { Database } from "./engines/database.ts";
import { inDatabase, wentBack } from "./generations.ts";
import { storeSizes } from "./read/store-sizes.ts";
import { KeptContents, SqlSnapshot } from "./sql-snapshot.ts";

const PURGE_EVERY_MS = 60_000;
/** A store that takes longer to say that it is there is not. */
const CHECK_MS = 3_000;

export class SqlStore extends NewestState implements Store {
  private readonly database: Database;
  private kept = new KeptContents();
  private newest: SqlSnapshot | undefined;
  private readonly timer: NodeJS.Timeout;
  private purging: Promise<void> = Promise.resolve();
  private closed = false;
  /** Most starts write nothing. */
  private readonly writer = lazy(async () => {
    const { SqlWriter } = await import("./write/sql-writer.ts");
    return new SqlWriter(this.database, () => this.snapshot());
  });
  private readonly purger = lazy(async () => {
    const { Purge } = await import("./write/purge.ts");
    return new Purge(this.database);
  });

  constructor(database: Database) {
    super();
    this.database = database;
    this.timer = setInterval(() => this.purge(), PURGE_EVERY_MS).unref();
  }

  get readOnly(): string | undefined {
    return this.database.readOnly;
  }

  get generation(): number {
    return this.database.generation;
  }

  snapshot(): Awaitable<SqlSnapshot> {
    return after(this.database.refresh("this call"), (generation) => this.at(generation));
  }

  /** The newest state, for a question that is asked by itself. */
  protected now(): Awaitable<SqlSnapshot> {
    const { current } = this.database;
    return current === undefined
      ? after(this.database.refresh("this turn"), (generation) => this.at(generation))
      : this.at(current);
  }

  private at(generation: number): SqlSnapshot {
    const { newest } = this;
    if (newest?.generation === generation) return newest;
    // The numbers of contents may be given anew.
    if (newest && wentBack(newest.generation, generation)) this.kept = new KeptContents();
    return (this.newest = new SqlSnapshot(this.database, generation, this.kept));
  }

  check(): Promise<void> {
    return within(this.database.check(), CHECK_MS, () => {
      throw new TerminologyError(storeTookTooLong());
    });
  }

  async sizes(): Promise<StoreSizes> {
    return storeSizes(this.database, inDatabase(this.generation));
  }

  async commit(writes: readonly Write[] | Decide): Promise<StoredResource[]> {
    return (await this.writer()).commit(writes);
  }

  async write(
    records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
    options?: WriteOptions,
  ): Promise<ImportReport> {
    return (await this.writer()).write(records, options);
  }

  /** Removes what nobody reads any more; what fails is tried again the next time. */
  private purge(): void {
    if (this.readOnly !== undefined) return;
    this.purging = this.purging.then(() => this.purgeNow()).catch(() => undefined);
  }

  private async purgeNow(): Promise<void> {
    await (await this.purger()).run(() => this.closed);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    await this.purging;
    await this.database.close();
  }
}
