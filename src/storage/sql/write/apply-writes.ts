/** The writes of a commit, inside one transaction; what is there is asked for, and rows are inserted, for many at a time. */
import type { ResourceType } from "../../../terminology/model.ts";
import type { StoredResource, Write } from "../../../terminology/store.ts";
import { Turns } from "../../../terminology/util/in-turns.ts";
import { refused } from "../../refused-write.ts";
import type { Dialect, Queries, Transaction } from "../engines/database.ts";
import { IS_PRESENT } from "../generations.ts";
import { RESOURCE_COLUMNS, type ResourceRow } from "../read/resource-row.ts";
import { raw, sql } from "../sql.ts";
import { GatheredInserts } from "./gathered-inserts.ts";
import { idKey, nameKey } from "./present-rows.ts";
import type { Staged } from "./staged.ts";
import { beginToCount, nextContents } from "./write-ahead.ts";
import { applyWrite, findNamed, findRow, type Present } from "./write-resource.ts";

/** Writes that are looked up at a time: former versions come whole. */
const TOGETHER = 50;

/** A write with its resource as it is stored; none: it deletes. */
interface StagedWrite {
  write: Write;
  staged: Staged | undefined;
}

/**
 * Aligned with the writes; `stage` gives the resource of one as it is stored.
 * @throws TerminologyError (duplicate, conflict, not-found), which knows its write
 */
export async function applyWrites(
  tx: Transaction,
  dialect: Dialect,
  writes: readonly Write[],
  stage: (write: Write) => Promise<Staged | undefined>,
): Promise<{ done: StoredResource[]; changed: boolean }> {
  if (writes.length === 0) return { done: [], changed: false };
  const run = { tx: new GatheredInserts(tx), contents: await nextContents(tx, writes.length) };
  const turns = new Turns();
  const done: StoredResource[] = [];
  let changed = false;
  for (let at = 0; at < writes.length; at += TOGETHER) {
    const some: StagedWrite[] = [];
    for (const write of writes.slice(at, at + TOGETHER)) {
      await turns.giveWay();
      some.push({ write, staged: await stage(write) });
    }
    const present = await PresentOf.all(run.tx, dialect, some);
    for (const [i, one] of some.entries()) {
      await turns.giveWay();
      const content = one.staged?.ahead?.content ?? run.contents[at + i]!;
      const { stored, changed: hasChanged } = await applyWrite(run.tx, one.write, one.staged, {
        ...(await present.of(one)),
        content,
      }).catch((error: unknown) => {
        throw refused(error, one.write);
      });
      done.push(stored);
      changed ||= hasChanged;
    }
    await run.tx.flush();
    await beginToCount(
      tx,
      dialect,
      some.flatMap(({ staged }) => staged ?? []),
    );
  }
  return { done, changed };
}

type NamedRow = { id: string; type: ResourceType; url: string; version: string | null };

/** What is there of each of some writes; of what one of them has changed before, it is asked anew. */
class PresentOf {
  private readonly tx: GatheredInserts;
  private readonly rows = new Map<string, ResourceRow>();
  private readonly names = new Map<string, string>();
  /** Ids, and urls and versions, that have been written. */
  private readonly written = new Set<string>();

  private constructor(tx: GatheredInserts) {
    this.tx = tx;
  }

  static async all(tx: GatheredInserts, dialect: Dialect, some: readonly StagedWrite[]): Promise<PresentOf> {
    const present = new PresentOf(tx);
    for (const type of new Set(some.map(({ write }) => write.type))) {
      const ofType = some.filter(({ write }) => write.type === type);
      const ids = ofType.map(({ write }) => write.id);
      for (const row of await rowsOf(tx, dialect, type, ids)) present.rows.set(idKey(row), row);
      const urls = ofType.flatMap(({ staged }) => staged?.url ?? []);
      for (const row of await namedBy(tx, dialect, type, urls)) present.names.set(nameKey(row), row.id);
    }
    return present;
  }

  async of({ write, staged }: StagedWrite): Promise<Present> {
    const id = idKey(write);
    const name = staged?.url === undefined ? undefined : nameKey(staged);
    const named = name === undefined ? undefined : this.names.get(name);
    const isChanged =
      this.written.has(id) ||
      (name !== undefined && this.written.has(name)) ||
      (named !== undefined && this.written.has(idKey({ type: write.type, id: named })));
    this.written.add(id);
    if (name !== undefined) this.written.add(name);
    if (!isChanged) return { before: this.rows.get(id), named };
    await this.tx.flush();
    const before = await findRow(this.tx, write.type, write.id);
    return { before, named: staged && (await findNamed(this.tx, staged)) };
  }
}

function rowsOf(
  queries: Queries,
  dialect: Dialect,
  type: ResourceType,
  ids: readonly string[],
): Promise<ResourceRow[]> {
  return queries.query(
    sql`SELECT ${raw(RESOURCE_COLUMNS)} FROM resource r ${dialect.by("resource_one")}
      WHERE r.type = ${type} AND ${dialect.anyOf(raw("r.id"), ids)} AND ${IS_PRESENT}`,
  );
}

async function namedBy(
  queries: Queries,
  dialect: Dialect,
  type: ResourceType,
  urls: readonly string[],
): Promise<NamedRow[]> {
  if (urls.length === 0) return [];
  return queries.query(
    sql`SELECT r.id, r.type, r.url, r.version FROM resource r ${dialect.by("resource_named")}
      WHERE r.type = ${type} AND ${dialect.anyOf(raw("r.url"), urls)} AND ${IS_PRESENT}`,
  );
}
