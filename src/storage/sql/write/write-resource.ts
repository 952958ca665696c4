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
import { stamped, timeAfter } from "../../resource-identity.ts";
import { howWritten, type WrittenBy, writtenBy } from "../../written-by.ts";
import { textOf } from "../body.ts";
import type { Queries, Transaction } from "../engines/database.ts";
import { IS_PRESENT } from "../generations.ts";
import { resourceOf } from "../json-lines.ts";
import { keyOf } from "../keys.ts";
import { pastBody, RESOURCE_COLUMNS, type ResourceRow } from "../read/resource-row.ts";
import { raw, sql } from "../sql.ts";
import type { Staged } from "./staged.ts";
import { writeSteps } from "./steps.ts";
import { supersede } from "./write-ahead.ts";
import { rowsOf, searchValueSteps } from "./write-rows.ts";

const RESOURCE = [
  ...["type", "id", "since", "version_id", "last_updated", "method", "content"],
  ...["url", "version", "supplements", "folds", "row_count"],
  ...["header", "body", "fingerprint"],
];
const HISTORY = ["type", "id", "version_id", "last_updated", "method", "generation"];

/** The present row, also of a deleted one. */
export async function findRow(tx: Queries, type: ResourceType, id: string): Promise<ResourceRow | undefined> {
  const [row] = await tx.query<ResourceRow>(
    sql`SELECT ${raw(RESOURCE_COLUMNS)} FROM resource r WHERE r.type = ${type} AND r.id = ${id} AND ${IS_PRESENT}`,
  );
  return row;
}

/** The id of what has its url and version. */
export async function findNamed(tx: Queries, { type, url, version }: Staged): Promise<string | undefined> {
  if (url === undefined) return undefined;
  const [row] = await tx.query<{ id: string }>(
    sql`SELECT r.id FROM resource r
      WHERE r.type = ${type} AND r.url = ${url} AND coalesce(r.version, '') = ${version ?? ""} AND ${IS_PRESENT}`,
  );
  return row?.id;
}

/** What is there of what a write is of. */
export interface Present {
  /** The present row, also of a deleted one. */
  before: ResourceRow | undefined;
  /** The id of what has the url and version that are to be written. */
  named: string | undefined;
}

/**
 * One of REST's writes; `content`: the number of what it writes.
 * @throws TerminologyError (duplicate, conflict, not-found)
 */
export async function applyWrite(
  tx: Transaction,
  write: Write,
  staged: Staged | undefined,
  { before, named, content }: Present & { content: number },
): Promise<{ stored: StoredResource; changed: boolean }> {
  const { type, id } = write;
  const exists = before !== undefined && before.method !== "delete";
  if (write.method === "create" && exists) throw new TerminologyError(alreadyExists(type, id));
  if (write.method !== "create" && write.ifMatch !== undefined) {
    const actual = exists ? before.version_id : undefined;
    if (actual !== write.ifMatch)
      throw new TerminologyError(versionConflict(type, id, write.ifMatch, actual));
  }
  if (write.method !== "delete") {
    const { url, version } = staged!;
    if (named !== undefined && named !== id)
      throw new TerminologyError(duplicateCanonical(type, printCanonical({ url, version }), named));
    const isPosted = write.method === "create" && !write.byPut;
    const stored = await putResource(tx, staged!, { id, before, content, isPosted });
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
  return { stored: await deleteResource(tx, before, content), changed: true };
}

/** Where a resource goes: under an id, in the place of a row, its own rows under a number. */
interface Place {
  id: string;
  before: ResourceRow | undefined;
  content: number;
  /** Nobody asked for the id. */
  isPosted?: boolean;
}

/** Writes it as the next version; nothing else may have its url and version. */
export async function putResource(
  tx: Transaction,
  staged: Staged,
  { id, before, content, isPosted = false }: Place,
): Promise<StoredResource> {
  const { type, url, version } = staged;
  const text = staged.resource();
  const parsed: object = await resourceOf(await textOf(type, text));
  const made = isPosted ? "create" : "put";
  const stored = nextVersion(type, id, before, before && before.method !== "delete" ? "update" : made);
  const count = await writeRows(tx, staged, parsed, content);
  if (before) await retire(tx, before);
  const folds = Number((parsed as { caseSensitive?: boolean }).caseSensitive === false);
  await tx.insert("resource", RESOURCE, [
    [
      ...[type, id, tx.generation, stored.versionId, stored.lastUpdated, writtenBy(stored), content],
      ...[url ?? null, version ?? null, supplementsOf(parsed), folds, count],
      ...[text.header, text.body, staged.fingerprint],
    ],
  ]);
  await addToHistory(tx, stored);
  const searched = stamped(parsed as Resource, id, stored.versionId, stored.lastUpdated);
  await writeSteps(tx, searchValueSteps(type, content, searched, staged.languages));
  return stored;
}

/** How many there are; those that were written ahead need only begin to count. */
async function writeRows(tx: Transaction, staged: Staged, header: object, content: number): Promise<number> {
  if (staged.ahead) return staged.ahead.count;
  const rows = await rowsOf(staged, keyOf(header));
  if (rows) await writeSteps(tx, rows.steps(content));
  return rows?.count ?? 0;
}

/** The url of the code system that a supplement adds to. */
function supplementsOf(header: { content?: string; supplements?: string }): string | null {
  return header.content === "supplement" ? parseCanonical(header.supplements ?? "").url : null;
}

async function deleteResource(
  tx: Transaction,
  before: ResourceRow,
  content: number,
): Promise<StoredResource> {
  const { type, id } = before;
  const stored = nextVersion(type, id, before, "delete");
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
  by: WrittenBy,
): StoredResource {
  return {
    type,
    id,
    versionId: (before?.version_id ?? 0) + 1,
    lastUpdated: timeAfter(before?.last_updated),
    ...howWritten(by),
  };
}

/**
 * The present version becomes a past one: its body goes to the history. Its row and those of its content stay for whoever
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
  await supersede(tx, [content], Date.now());
}

async function addToHistory(tx: Transaction, stored: StoredResource): Promise<void> {
  const { type, id, versionId, lastUpdated } = stored;
  const row = [type, id, versionId, lastUpdated, writtenBy(stored), tx.generation];
  await tx.insert("history", HISTORY, [row]);
}
