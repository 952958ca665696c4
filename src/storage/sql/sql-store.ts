/** A store in a SQL database: its newest state, and how it is changed. The engine is SQLite or PostgreSQL. */
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { Turns } from "../../terminology/util/in-turns.ts";
import { within } from "../../terminology/util/within.ts";
import type { Resource } from "../../terminology/model.ts";
import type {
  Decide,
  ImportRecord,
  WriteOptions,
  ImportReport,
  StoredResource,
  Store,
  StoreSizes,
  Write,
} from "../../terminology/store.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { emptyReport, reportWritten } from "../import-report.ts";
import { refused } from "../refused-write.ts";
import type { Database, Transaction } from "./engines/database.ts";
import { storeTookTooLong } from "../../terminology/issues/storage.ts";
import { inDatabase, wentBack } from "./generations.ts";
import { KeptContents, SqlSnapshot } from "./sql-snapshot.ts";
import { storeSizes } from "./read/store-sizes.ts";
import { importAll, notThere } from "./write/import-all.ts";
import { purge } from "./write/purge.ts";
import { stageWhole } from "./write/stage-whole.ts";
import type { Staged } from "./write/staged.ts";
import { withStaging } from "./write/staging.ts";
import { undone } from "./write/undone.ts";
import { forgetAhead, rehearseAhead, writeAhead } from "./write/write-ahead.ts";
import { applyWrite } from "./write/write-resource.ts";
import { longResource } from "../../terminology/resources/resource-pieces.ts";
import { NewestState } from "../newest-state.ts";

/** Rows of an import after which the database is tidied. */
const MUCH = 20_000;
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
    return after(this.database.refresh(true), (generation) => this.at(generation));
  }

  /** The newest state, for a question that is asked by itself. */
  protected now(): Awaitable<SqlSnapshot> {
    const { current } = this.database;
    return current === undefined
      ? after(this.database.refresh(), (generation) => this.at(generation))
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

  /** What is long, or much, is staged, and its rows written, before anybody has to wait for it; then all is decided anew. */
  async commit(writes: readonly Write[] | Decide): Promise<StoredResource[]> {
    const decide = typeof writes === "function" ? writes : () => writes;
    const staged = new Map<Resource, Staged>();
    try {
      const first = await this.commitOnce(decide, staged, { mayStage: true });
      if (!("long" in first)) return first.done;
      const turns = new Turns();
      for (const resource of first.long) {
        staged.set(resource, await stageWhole(resource));
        await turns.giveWay();
      }
      await writeAhead(this.database, [...staged.values()]);
      const second = await this.commitOnce(decide, staged, { mayStage: false });
      return "done" in second ? second.done : [];
    } finally {
      await this.forgetAhead([...staged.values()]);
    }
  }

  /** Writes nothing where something is long that may still be staged. */
  private commitOnce(
    decide: Decide,
    staged: ReadonlyMap<Resource, Staged>,
    { mayStage }: { mayStage: boolean },
  ): Promise<{ done: StoredResource[] } | { long: Resource[] }> {
    return this.database.transaction<{ done: StoredResource[] } | { long: Resource[] }>(async (tx) => {
      // While it is under way nobody else writes: what is decided from the newest state holds.
      const toDo = await decide(await this.snapshot());
      const long = mayStage ? longIn(toDo) : [];
      if (long.length > 0) return { result: { long }, changed: false };
      const done: StoredResource[] = [];
      let changed = false;
      const turns = new Turns();
      for (const write of toDo) {
        await turns.giveWay();
        const one = await applyWrite(tx, write, await stagedFor(write, staged)).catch((error: unknown) => {
          throw refused(error, write);
        });
        done.push(one.stored);
        changed ||= one.changed;
      }
      return { result: { done }, changed };
    });
  }

  /** Only room depends on it. */
  private async forgetAhead(staged: readonly Staged[]): Promise<void> {
    await forgetAhead(this.database, staged).catch(() => undefined);
  }

  async write(
    records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
    { dryRun = false, onWritten }: WriteOptions = {},
  ): Promise<ImportReport> {
    return withStaging(async (staging) => {
      const all: Staged[] = [];
      for await (const staged of staging.take(records)) all.push(staged);
      if (dryRun) return this.rehearse(all);
      const { report, written } = await this.writeAll(all);
      onWritten?.(written);
      // Only speed depends on it.
      if (report.concepts + report.mappings > MUCH) await this.database.tidy().catch(() => undefined);
      return report;
    });
  }

  private async writeAll(all: readonly Staged[]): ReturnType<SqlStore["importAll"]> {
    try {
      await writeAhead(this.database, await this.notThere(all));
      return await this.database.transaction(async (tx) => {
        const result = await this.importAll(tx, all);
        return { result, changed: result.written.length > 0 };
      });
    } finally {
      await this.forgetAhead(all);
    }
  }

  /** The same way to the end, as short a stretch at a time, and all of it taken back. */
  private async rehearse(all: readonly Staged[]): Promise<ImportReport> {
    await rehearseAhead(this.database, await this.notThere(all));
    const { report } = await undone(this.database, (tx) => this.importAll(tx, all));
    return report;
  }

  /** Of those with rows: which are not there yet? */
  private notThere(all: readonly Staged[]): Promise<Staged[]> {
    const withRows = all.filter(({ rows }) => rows > 0);
    return notThere(this.database, this.database.dialect, withRows);
  }

  private async importAll(
    tx: Transaction,
    all: readonly Staged[],
  ): Promise<{ report: ImportReport; written: StoredResource[] }> {
    const report = emptyReport();
    const done = await importAll(tx, this.database.dialect, all);
    for (const [i, stored] of done.entries()) {
      if (stored) reportWritten(report, stored.type, all[i]!.rows);
      else report.unchanged++;
    }
    return { report, written: done.filter((stored) => stored !== undefined) };
  }

  /** Removes what nobody reads any more; what fails is tried again the next time. */
  private purge(): void {
    if (this.readOnly !== undefined) return;
    this.purging = this.purging.then(() => purge(this.database, () => this.closed)).catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    await this.purging;
    await this.database.close();
  }
}

/** More writes than this may have rows enough for a long COMMIT. */
const MANY = 100;

function longIn(writes: readonly Write[]): Resource[] {
  const resources = writes.flatMap((write) => (write.method === "delete" ? [] : [write.resource]));
  return resources.length > MANY ? resources : resources.filter((resource) => longResource(resource));
}

async function stagedFor(write: Write, ready: ReadonlyMap<Resource, Staged>): Promise<Staged | undefined> {
  if (write.method === "delete") return undefined;
  return ready.get(write.resource) ?? stageWhole(write.resource);
}
