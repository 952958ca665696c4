/** FHIR search and history, in SQL. */
import type { Page } from "../../terminology/concept-condition.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { readCriterion, readSort, sortField } from "../../terminology/search-criteria.ts";
import type { SearchQuery, StoredResource } from "../../terminology/store.ts";
import { inflated } from "./body.ts";
import type { Queries } from "./database.ts";
import { RESOURCE_COLUMNS, storedResource, type ResourceRow } from "./resource-row.ts";
import { criterionToSql } from "./search-to-sql.ts";
import { and, join, raw, sql, type Sql } from "./sql.ts";
import { stamped } from "../resource-identity.ts";

/** Throws TerminologyError for criteria that can't be read. Without `sort`: by id. */
export async function searchResources(
  queries: Queries,
  type: ResourceType,
  query: SearchQuery,
  summary: boolean,
): Promise<Page<StoredResource>> {
  const criteria = query.criteria.map((criterion) => criterionToSql(readCriterion(type, criterion)));
  const order = [...(query.sort ?? []).flatMap((rule) => sortKeys(type, rule)), raw("r.id")];
  const where = and([sql`r.type = ${type}`, raw("r.method <> 'delete'"), ...criteria]);
  const [counted] = await queries.query<{ total: number }>(
    sql`SELECT count(*) AS total FROM resource r WHERE ${where}`,
  );
  const total = counted!.total;
  const { count = total, offset = 0 } = query;
  if (count === 0 || offset >= total) return { total, items: [] };
  const rows = await queries.query<ResourceRow>(
    sql`SELECT ${raw(RESOURCE_COLUMNS)} FROM resource r WHERE ${where}
      ORDER BY ${join(order, ", ")} LIMIT ${count} OFFSET ${offset}`,
  );
  const items: StoredResource[] = [];
  for (const row of rows) items.push(await storedResource(queries, row, summary));
  return { total, items };
}

/** The lowest value counts going up, the highest going down; resources without value come last (Search, "_sort"). */
function sortKeys(type: ResourceType, rule: string): Sql[] {
  const { parameter, descending } = readSort(type, rule);
  const value = sql`(SELECT ${raw(`${descending ? "max" : "min"}(s.${sortField(parameter.type)})`)} FROM search_value s
    WHERE s.content = r.content AND s.name = ${parameter.name})`;
  return [sql`${value} IS NULL`, sql`${value} ${raw(descending ? "DESC" : "ASC")}`];
}

type HistoryRow = Pick<ResourceRow, "type" | "id" | "version_id" | "last_updated" | "method" | "body">;

const HISTORY_COLUMNS = raw("h.type, h.id, h.version_id, h.last_updated, h.method, h.body");

/** Newest first. */
export async function readHistory(
  queries: Queries,
  type: ResourceType,
  id: string | undefined,
  { offset, count }: { offset: number; count: number },
): Promise<Page<StoredResource>> {
  const where = id === undefined ? sql`h.type = ${type}` : sql`h.type = ${type} AND h.id = ${id}`;
  const [counted] = await queries.query<{ total: number }>(
    sql`SELECT count(*) AS total FROM history h WHERE ${where}`,
  );
  const rows = await queries.query<HistoryRow>(
    sql`SELECT ${HISTORY_COLUMNS} FROM history h WHERE ${where}
      ORDER BY h.sequence DESC LIMIT ${count} OFFSET ${offset}`,
  );
  const items: StoredResource[] = [];
  for (const row of rows) items.push(await pastVersion(queries, row));
  return { total: counted!.total, items };
}

export async function readVersion(
  queries: Queries,
  type: ResourceType,
  id: string,
  versionId: number,
): Promise<StoredResource | undefined> {
  const [row] = await queries.query<HistoryRow>(
    sql`SELECT ${HISTORY_COLUMNS} FROM history h
      WHERE h.type = ${type} AND h.id = ${id} AND h.version_id = ${versionId}`,
  );
  return row && pastVersion(queries, row);
}

/** A past version has its body; the present one is the resource. */
async function pastVersion(queries: Queries, row: HistoryRow): Promise<StoredResource> {
  const { type, id, version_id: versionId, last_updated: lastUpdated, method, body } = row;
  const stored: StoredResource = { type, id, versionId, lastUpdated, method };
  if (body) return { ...stored, resource: stamped(await inflated(body), id, versionId, lastUpdated) };
  if (method === "delete") return stored;
  const [present] = await queries.query<ResourceRow>(
    sql`SELECT ${raw(RESOURCE_COLUMNS)} FROM resource r WHERE r.type = ${type} AND r.id = ${id} AND r.version_id = ${versionId}`,
  );
  return present ? storedResource(queries, present) : stored;
}
