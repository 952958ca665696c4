/** One resource written inside a transaction: checked, numbered, its former version kept. */
import { parseCanonical, printCanonical } from "../../../terminology/canonical.ts";
import { TerminologyError } from "../../../terminology/issues/issue.ts";
import {
  alreadyExists,
  duplicateCanonical,
  nothingToDelete,
  versionConflict,
} from "../../../terminology/issues/storage.ts";
import type { Resource, ResourceType } from "../../../terminology/model.ts";
import type { StoredResource, Write } from "../../../terminology/store.ts";
import { requireMet } from "../../require-met.ts";
import { idCandidates, stamped } from "../../resource-identity.ts";
import type { Queries, Transaction } from "../engines/database.ts";
import { pastBody, RESOURCE_COLUMNS, type ResourceRow } from "../read/resource-row.ts";
import { IS_PRESENT } from "../generations.ts";
import { textOf } from "../body.ts";
import { resourceOf } from "../json-lines.ts";
import { keyOf } from "../keys.ts";
import type { Staged } from "./staged.ts";
import { raw, sql } from "../sql.ts";
import { writeSteps } from "./steps.ts";
import { beginsToCount, nextContent, supersede } from "./write-ahead.ts";
import { rowsOf, searchValueSteps } from "./write-rows.ts";

async function findRow(tx: Queries, type: ResourceType, id: string): Promise<ResourceRow | undefined> {
  const [row] = await tx.query<ResourceRow>(
    sql`SELECT ${raw(RESOURCE_COLUMNS)} FROM resource r WHERE r.type = ${type} AND r.id = ${id} AND ${IS_PRESENT}`,
  );
  return row;
}

async function findNamed(tx: Queries, { type, url, version }: Staged): Promise<ResourceRow | undefined> {
  if (url === undefined) return undefined;
  const [row] = await tx.query<ResourceRow>(
    sql`SELECT ${raw(RESOURCE_COLUMNS)} FROM resource r
      WHERE r.type = ${type} AND r.url = ${url} AND coalesce(r.version, '') = ${version ?? ""} AND ${IS_PRESENT}`,
  );
  return row;
}

/**
 * One of REST's writes.
 * @throws TerminologyError (duplicate, conflict, not-found)
 */
export async function applyWrite(
  tx: Transaction,
  write: Write,
  staged: Staged | undefined,
): Promise<{ stored: StoredResource; changed: boolean }> {
  const { type, id } = write;
  const before = await findRow(tx, type, id);
  const exists = before !== undefined && before.method !== "delete";
  if (write.method === "create" && exists) throw new TerminologyError(alreadyExists(type, id));
  if (write.method !== "create" && write.ifMatch !== undefined) {
    const actual = exists ? before.version_id : undefined;
    if (actual !== write.ifMatch)
      throw new TerminologyError(versionConflict(type, id, write.ifMatch, actual));
  }
  if (write.method !== "delete") {
    const stored = await putResource(tx, staged!, id, before);
    return {
      stored: { ...stored, resource: stamped(write.resource, id, stored.versionId, stored.lastUpdated) },
      changed: true,
    };
  }
  if (!before) throw new TerminologyError(nothingToDelete(type, id));
  const { version_id: versionId, last_updated: lastUpdated } = before;
  if (!exists) {
    return {
      stored: { type, id, versionId, lastUpdated, method: "delete", unchanged: true },
      changed: false,
    };
  }
  return { stored: await deleteResource(tx, before), changed: true };
}

/** What an import's resource takes the place of: what has its url and version, or its id. */
async function findKnown(queries: Queries, staged: Staged): Promise<ResourceRow | undefined> {
  const named = await findNamed(queries, staged);
  if (named || staged.url !== undefined || staged.id === undefined) return named;
  return findRow(queries, staged.type, staged.id);
}

const saysTheSame = (known: ResourceRow | undefined, staged: Staged): boolean =>
  known !== undefined && known.method !== "delete" && known.fingerprint === staged.fingerprint;

/** Is all of it there? */
export const isThere = async (queries: Queries, staged: Staged): Promise<boolean> =>
  saysTheSame(await findKnown(queries, staged), staged);

/** An import's resource; nothing happens where all is said already. */
export async function importResource(tx: Transaction, staged: Staged): Promise<StoredResource | undefined> {
  const known = await findKnown(tx, staged);
  if (saysTheSame(known, staged)) return undefined;
  await requireUnchanged(tx, staged, known);
  if (known) return putResource(tx, staged, known.id, known);
  const id = await freeId(tx, staged);
  return putResource(tx, staged, id, await findRow(tx, staged.type, id));
}

/** What this import has written itself is no change. */
async function requireUnchanged(
  tx: Transaction,
  staged: Staged,
  known: ResourceRow | undefined,
): Promise<void> {
  if (!known || staged.met === undefined) return requireMet(staged, staged.met, undefined);
  const own = await tx.query(
    sql`SELECT 1 FROM resource WHERE content = ${known.content} AND since = ${tx.generation}`,
  );
  if (own.length === 0) requireMet(staged, staged.met, { id: known.id, versionId: known.version_id });
}

async function freeId(tx: Transaction, staged: Staged): Promise<string> {
  for (const id of idCandidates(staged)) {
    const [there] = await tx.query<{ method: string; url: string | null }>(
      sql`SELECT r.method, r.url FROM resource r WHERE r.type = ${staged.type} AND r.id = ${id} AND ${IS_PRESENT}`,
    );
    if (!there || there.method === "delete" || (staged.url === undefined && there.url === null)) return id;
  }
  throw new Error("ids have no end");
}

async function putResource(
  tx: Transaction,
  staged: Staged,
  id: string,
  before: ResourceRow | undefined,
): Promise<StoredResource> {
  const { type, url, version } = staged;
  const named = await findNamed(tx, staged);
  if (named && named.id !== id)
    throw new TerminologyError(duplicateCanonical(type, printCanonical({ url, version }), named.id));
  const text = staged.resource();
  const parsed: object = await resourceOf(await textOf(type, text));
  const stored = nextVersion(type, id, before, before && before.method !== "delete" ? "update" : "create");
  const { content, count } = await writeRows(tx, staged, parsed);
  if (before) await retire(tx, before);
  await tx.query(
    sql`INSERT INTO resource (type, id, since, version_id, last_updated, method, content, url, version, supplements, folds,
        row_count, header, body, fingerprint)
      VALUES (${type}, ${id}, ${tx.generation}, ${stored.versionId}, ${stored.lastUpdated}, ${stored.method!}, ${content}, ${url ?? null},
        ${version ?? null}, ${supplementsOf(parsed)}, ${Number((parsed as { caseSensitive?: boolean }).caseSensitive === false)},
        ${count}, ${text.header}, ${text.body}, ${staged.fingerprint})`,
  );
  await addToHistory(tx, stored);
  const searched = stamped(parsed as Resource, id, stored.versionId, stored.lastUpdated);
  await writeSteps(tx, searchValueSteps(type, content, searched, staged.languages));
  return stored;
}

async function writeRows(
  tx: Transaction,
  staged: Staged,
  header: object,
): Promise<{ content: number; count: number }> {
  if (staged.ahead) {
    await beginsToCount(tx, staged.ahead.content);
    return staged.ahead;
  }
  const content = await nextContent(tx);
  const rows = await rowsOf(staged, keyOf(header));
  if (rows) await writeSteps(tx, rows.steps(content));
  return { content, count: rows?.count ?? 0 };
}

/** The url of the code system that a supplement adds to. */
function supplementsOf(header: { content?: string; supplements?: string }): string | null {
  return header.content === "supplement" ? parseCanonical(header.supplements ?? "").url : null;
}

async function deleteResource(tx: Transaction, before: ResourceRow): Promise<StoredResource> {
  const { type, id } = before;
  const stored = nextVersion(type, id, before, "delete");
  const content = await nextContent(tx);
  await retire(tx, before);
  await tx.query(
    sql`INSERT INTO resource (type, id, since, version_id, last_updated, method, content, folds, row_count)
      VALUES (${type}, ${id}, ${tx.generation}, ${stored.versionId}, ${stored.lastUpdated}, 'delete', ${content}, 0, 0)`,
  );
  await addToHistory(tx, stored);
  return stored;
}

function nextVersion(
  type: ResourceType,
  id: string,
  before: ResourceRow | undefined,
  method: "create" | "update" | "delete",
): StoredResource {
  return {
    type,
    id,
    versionId: (before?.version_id ?? 0) + 1,
    lastUpdated: new Date().toISOString(),
    method,
  };
}

/**
 * The present version becomes a past one: its body goes to the history. Its row and those of its content stay for who
 * reads an earlier generation, until they are purged.
 */
async function retire(tx: Transaction, before: ResourceRow): Promise<void> {
  const { type, id, version_id: versionId, content } = before;
  if (before.method !== "delete") {
    const body = await pastBody(tx, before);
    await tx.query(
      sql`UPDATE history SET body = ${body} WHERE type = ${type} AND id = ${id} AND version_id = ${versionId}`,
    );
  }
  await tx.query(
    sql`UPDATE resource SET until = ${tx.generation} WHERE type = ${type} AND id = ${id} AND content = ${content}`,
  );
  await supersede(tx, content, Date.now());
}

async function addToHistory(
  tx: Transaction,
  { type, id, versionId, lastUpdated, method }: StoredResource,
): Promise<void> {
  await tx.query(
    sql`INSERT INTO history (type, id, version_id, last_updated, method, generation)
      VALUES (${type}, ${id}, ${versionId}, ${lastUpdated}, ${method!}, ${tx.generation})`,
  );
}
