/** All resources of an import, written inside one transaction; some hundred are looked up and inserted at a time. */
import type { StoredResource } from "../../../terminology/store.ts";
import { requireMet } from "../../require-met.ts";
import { idCandidates } from "../../resource-identity.ts";
import type { Dialect, Queries, Transaction } from "../engines/database.ts";
import { onlyRow } from "../only-row.ts";
import { sql } from "../sql.ts";
import { GatheredInserts } from "./gathered-inserts.ts";
import { type PresentRow, PresentRows } from "./present-rows.ts";
import type { Staged } from "./staged.ts";
import { beginToCount } from "./write-ahead.ts";
import { findRow, putResource } from "./write-resource.ts";

/** Resources that are looked up at a time. */
const TOGETHER = 500;

/** What one import writes with. */
interface Import {
  tx: GatheredInserts;
  present: PresentRows;
  /** The number of the last content that was written. */
  content: number;
  /** For ids that many resources want. */
  numbers: Map<string, number>;
}

/**
 * Gives for each what was written; undefined where all of it was there already.
 * @throws TerminologyError (conflict): one was made from what is no longer there
 */
export async function importAll(
  tx: Transaction,
  dialect: Dialect,
  all: readonly Staged[],
): Promise<(StoredResource | undefined)[]> {
  const gathered = new GatheredInserts(tx);
  const done: (StoredResource | undefined)[] = [];
  const numbers = new Map<string, number>();
  // While this transaction is under way nobody else takes one.
  const counter = sql`SELECT value FROM counter WHERE name = 'content'`;
  let content = onlyRow(await tx.query<{ value: number }>(counter)).value;
  for (let at = 0; at < all.length; at += TOGETHER) {
    const some = all.slice(at, at + TOGETHER);
    const run = { tx: gathered, present: await PresentRows.of(tx, dialect, some), content, numbers };
    for (const staged of some) done.push(await importOne(run, staged));
    content = run.content;
    await gathered.flush();
  }
  const written = all.filter((_, i) => done[i] !== undefined);
  await beginToCount(tx, dialect, written);
  await tx.query(sql`UPDATE counter SET value = ${content} WHERE name = 'content'`);
  return done;
}

/** Those of which not all is there. */
export async function notThere(
  queries: Queries,
  dialect: Dialect,
  all: readonly Staged[],
): Promise<Staged[]> {
  const found: Staged[] = [];
  for (let at = 0; at < all.length; at += TOGETHER) {
    const some = all.slice(at, at + TOGETHER);
    const present = await PresentRows.of(queries, dialect, some);
    for (const staged of some)
      if (!saysTheSame(await takesThePlaceOf(staged, present), staged)) found.push(staged);
  }
  return found;
}

async function importOne(run: Import, staged: Staged): Promise<StoredResource | undefined> {
  const { tx, present } = run;
  const { type, url = null, version = null, fingerprint } = staged;
  const known = await takesThePlaceOf(staged, present);
  if (saysTheSame(known, staged)) return undefined;
  // What this import has written itself is no change.
  const isOwn = known?.since === tx.generation;
  if (!isOwn) requireMet(staged, staged.met, known && { id: known.id, versionId: known.version_id });
  const id = known?.id ?? (await freeId(run, staged));
  const there = await present.withId(type, id);
  if (there?.since === tx.generation) await tx.flush();
  const before = there && (await findRow(tx, type, id));
  const content = staged.ahead?.content ?? ++run.content;
  const stored = await putResource(tx, staged, { id, before, content });
  const { versionId, method } = stored;
  const written = { version_id: versionId, method: method!, fingerprint };
  present.put({ type, id, url, version, since: tx.generation, ...written });
  return stored;
}

/** What has its url and version, or its id. */
async function takesThePlaceOf(staged: Staged, present: PresentRows): Promise<PresentRow | undefined> {
  const named = present.named(staged);
  if (named || staged.url !== undefined || staged.id === undefined) return named;
  return present.withId(staged.type, staged.id);
}

const saysTheSame = (known: PresentRow | undefined, { fingerprint }: Staged): boolean =>
  known !== undefined && known.method !== "delete" && known.fingerprint === fingerprint;

async function freeId({ present, numbers }: Import, staged: Staged): Promise<string> {
  for (const id of idCandidates(staged, numbers)) {
    const there = await present.withId(staged.type, id);
    if (!there || there.method === "delete" || (staged.url === undefined && there.url === null)) return id;
  }
  throw new Error("ids have no end");
}
