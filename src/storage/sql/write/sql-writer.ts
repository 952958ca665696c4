/** How a store in a SQL database is changed: resource by resource, or by an import. */
import type { Resource } from "../../../terminology/model.ts";
import { longResource } from "../../../terminology/resources/resource-pieces.ts";
import type {
  Decide,
  ImportRecord,
  ImportReport,
  StoredResource,
  Write,
  WriteOptions,
} from "../../../terminology/store.ts";
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import { Turns } from "../../../terminology/util/in-turns.ts";
import { emptyReport, reportWritten } from "../../import-report.ts";
import type { Database, Transaction } from "../engines/database.ts";
import type { SqlSnapshot } from "../sql-snapshot.ts";
import { applyWrites } from "./apply-writes.ts";
import { importAll, notThere } from "./import-all.ts";
import { stageWhole } from "./stage-whole.ts";
import type { Staged } from "./staged.ts";
import { withStaging } from "./staging.ts";
import { undone } from "./undone.ts";
import { forgetAhead, rehearseAhead, writeAhead } from "./write-ahead.ts";

/** Rows of an import after which the database is tidied. */
const MUCH = 20_000;

export class SqlWriter {
  private readonly database: Database;
  private readonly newest: () => Awaitable<SqlSnapshot>;

  /** `newest`: the state from which it is decided what to write. */
  constructor(database: Database, newest: () => Awaitable<SqlSnapshot>) {
    this.database = database;
    this.newest = newest;
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
      const toDo = await decide(await this.newest());
      const long = mayStage ? longIn(toDo) : [];
      if (long.length > 0) return { result: { long }, changed: false };
      const { done, changed } = await applyWrites(tx, this.database.dialect, toDo, (write) =>
        stagedFor(write, staged),
      );
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

  private async writeAll(all: readonly Staged[]): ReturnType<SqlWriter["importAll"]> {
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
