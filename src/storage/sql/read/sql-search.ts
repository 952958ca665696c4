/** FHIR search and history, in SQL. */
import type { Page } from "../../../terminology/concepts/concept-condition.ts";
import type { ResourceType } from "../../../terminology/model.ts";
import { readCriterion, readSort, sortField } from "../../../terminology/search/criteria.ts";
import type { Span } from "../../../terminology/search/dates.ts";
import { findsFew } from "../../../terminology/search/search-work.ts";
import type { HistoryPage, ReadOptions, SearchQuery, StoredResource } from "../../../terminology/store.ts";
import { inflated } from "../body.ts";
import type { Database, Dialect } from "../engines/database.ts";
import { breathe } from "../../../terminology/util/in-turns.ts";
import { countsAt } from "../generations.ts";
import type { ReadContext } from "./read-context.ts";
import {
  LARGE_COLUMNS,
  RESOURCE_COLUMNS,
  storedResource,
  inflatedSize,
  SUMMARY_COLUMNS,
  type ResourceRow,
} from "./resource-row.ts";
import { bestIndex, criterionToSql } from "./search-to-sql.ts";
import { and, join, raw, sql, type Sql } from "../sql.ts";
import { stamped } from "../../resource-identity.ts";

type Searched = Pick<Database, "query" | "queryAside" | "dialect">;

/**
 * The ids of one page. Without `sort`: by id.
 * @throws TerminologyError for criteria that can't be read
 */
export async function findResources(
  database: Searched,
  generation: number,
  type: ResourceType,
  query: SearchQuery,
): Promise<Page<string>> {
  const read = query.criteria.map((criterion) => readCriterion(type, criterion));
  const criteria = read.map(criterionToSql);
  const from = sql`resource r ${database.dialect.by(bestIndex(read))}`;
  const order = [...(query.sort ?? []).map((rule) => sortKey(type, rule, database.dialect)), raw("r.id")];
  const where = and([sql`r.type = ${type}`, raw("r.method <> 'delete'"), countsAt(generation), ...criteria]);
  const { count, offset = 0 } = query;
  // Rows are wide: which ones make the page is found out from an index, and only they are read.
  const limit = count === undefined ? raw("") : sql`LIMIT ${count} OFFSET ${offset}`;
  const ids = sql`SELECT r.id FROM ${from} WHERE ${where} ORDER BY ${join(order, ", ")} ${limit}`;
  const isLong = !read.some(findsFew) && read.length + (query.sort ?? []).length > 0;
  const ask = <T extends object>(statement: Sql): Promise<T[]> =>
    isLong ? database.queryAside(statement) : database.query(statement);
  const items = count === 0 ? [] : (await ask<{ id: string }>(ids)).map(({ id }) => id);
  if (count === undefined) return { total: items.length, items: items.slice(offset) };
  // A page that isn't full says how many there are, and so does a first one that is empty.
  if (count > 0 && items.length < count && (items.length > 0 || offset === 0))
    return { total: offset + items.length, items };
  const [counted] = await ask<{ total: number }>(sql`SELECT count(*) AS total FROM ${from} WHERE ${where}`);
  return { total: counted!.total, items };
}

/** Resources that are read at a time: some milliseconds. */
const STEP = 50;

/** Those that there are, in the order of the ids; deleted ones without a resource. */
export async function readResources(
  context: ReadContext,
  type: ResourceType,
  ids: readonly string[],
  options: ReadOptions = {},
): Promise<StoredResource[]> {
  const all: StoredResource[] = [];
  for (let from = 0; from < ids.length; from += STEP) {
    if (from > 0) await breathe();
    all.push(...(await readSome(context, type, ids.slice(from, from + STEP), options)));
  }
  return all;
}

async function readSome(
  context: ReadContext,
  type: ResourceType,
  ids: readonly string[],
  options: ReadOptions,
): Promise<StoredResource[]> {
  const { database, generation } = context;
  const columns = columnsFor(options);
  const found = await database.query<ResourceRow>(
    sql`SELECT ${raw(columns)} FROM resource r
      WHERE r.type = ${type} AND ${database.dialect.anyOf(raw("r.id"), ids)} AND ${countsAt(generation)}`,
  );
  const rows = new Map(found.map((row) => [row.id, row]));
  const all: StoredResource[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    if (row) all.push(await storedResource(context, row, options));
  }
  return all;
}

/**
 * The lowest value counts going up, the highest going down; resources without value come last (Search, "_sort"). By the
 * resource's own values: those of all resources would be looked through for each one.
 */
function sortKey(type: ResourceType, rule: string, { by }: Pick<Dialect, "by">): Sql {
  const { parameter, descending } = readSort(type, rule);
  const best = raw(`${descending ? "max" : "min"}(s.${sortField(parameter.type)})`);
  return sql`(SELECT ${best} FROM search_value s ${by("search_value_content")}
    WHERE s.content = r.content AND s.name = ${parameter.name}) ${raw(descending ? "DESC" : "ASC")} NULLS LAST`;
}

const columnsFor = ({ summary, large }: ReadOptions): string =>
  summary ? SUMMARY_COLUMNS : large ? LARGE_COLUMNS : RESOURCE_COLUMNS;

type HistoryRow = Pick<ResourceRow, "type" | "id" | "version_id" | "last_updated" | "method" | "body">;

const HISTORY_COLUMNS = raw("h.type, h.id, h.version_id, h.last_updated, h.method, h.body");

/** Newest first, or oldest first. */
export async function readHistory(
  context: ReadContext,
  type: ResourceType,
  id: string | undefined,
  { offset, count, since, at, oldestFirst }: HistoryPage,
  options?: ReadOptions,
): Promise<Page<StoredResource>> {
  const { database, generation } = context;
  const where = and([
    sql`h.type = ${type} AND h.generation <= ${generation}`,
    ...(id === undefined ? [] : [sql`h.id = ${id}`]),
    ...(since === undefined ? [] : [sql`h.last_updated >= ${timeText(since)}`]),
    ...(at === undefined ? [] : [currentIn(at, generation)]),
  ]);
  const [counted] = await database.query<{ total: number }>(
    sql`SELECT count(*) AS total FROM history h WHERE ${where}`,
  );
  const order = raw(`${id === undefined ? "h.sequence" : "h.version_id"} ${oldestFirst ? "ASC" : "DESC"}`);
  const rows = await database.query<HistoryRow>(
    sql`SELECT ${HISTORY_COLUMNS} FROM history h WHERE ${where}
      ORDER BY ${order} LIMIT ${count} OFFSET ${offset}`,
  );
  const items: StoredResource[] = [];
  for (const row of rows) items.push(await pastVersion(context, row, options));
  return { total: counted!.total, items };
}

/** It was there before the span ended, and the next one not yet when the span began. */
const currentIn = ({ low, high }: Span, generation: number): Sql =>
  sql`h.last_updated < ${timeText(high)} AND NOT EXISTS (SELECT 1 FROM history later
    WHERE later.type = h.type AND later.id = h.id AND later.version_id > h.version_id
      AND later.generation <= ${generation} AND later.last_updated <= ${timeText(low)})`;

/** The years 0 to 9999: others are written with a sign, and would sort elsewhere. */
const FIRST_TIME = Date.parse("0000-01-01T00:00:00.000Z");
const LAST_TIME = Date.parse("9999-12-31T23:59:59.999Z");

/** As `last_updated` is written. */
const timeText = (time: number): string =>
  new Date(Math.min(Math.max(time, FIRST_TIME), LAST_TIME)).toISOString();

/** One version of a resource, be it the newest or an older one; undefined: there is none. */
export async function readVersion(
  context: ReadContext,
  type: ResourceType,
  id: string,
  versionId: number,
  options?: ReadOptions,
): Promise<StoredResource | undefined> {
  const { database, generation } = context;
  const [row] = await database.query<HistoryRow>(
    sql`SELECT ${HISTORY_COLUMNS} FROM history h
      WHERE h.type = ${type} AND h.id = ${id} AND h.version_id = ${versionId} AND h.generation <= ${generation}`,
  );
  return row && pastVersion(context, row, options);
}

/** A past version has its body; of another one the resource's row is there, also if it has become one meanwhile. */
async function pastVersion(
  context: ReadContext,
  row: HistoryRow,
  options: ReadOptions = {},
): Promise<StoredResource> {
  const { type, id, version_id: versionId, last_updated: lastUpdated, method, body } = row;
  const stored: StoredResource = { type, id, versionId, lastUpdated, method };
  if (body) {
    const resource = stamped(await inflated(body), id, versionId, lastUpdated);
    return { ...stored, resource, size: inflatedSize(body) };
  }
  if (method === "delete") return stored;
  const columns = raw(columnsFor(options));
  const [present] = await context.database.query<ResourceRow>(
    sql`SELECT ${columns} FROM resource r WHERE r.type = ${type} AND r.id = ${id} AND r.version_id = ${versionId}`,
  );
  return present ? storedResource(context, present, options) : stored;
}
