/** FHIR search, in SQL. */
import type { Page } from "../../../terminology/concepts/concept-condition.ts";
import type { ResourceType } from "../../../terminology/model.ts";
import { readCriterion, readSort, sortField } from "../../../terminology/search/criteria.ts";
import { findsFew } from "../../../terminology/search/search-work.ts";
import type { ReadOptions, SearchQuery, StoredResource } from "../../../terminology/store.ts";
import { yieldToOthers } from "../../../terminology/util/in-turns.ts";
import type { Database, Dialect } from "../engines/database.ts";
import { countsAt } from "../generations.ts";
import { onlyRow } from "../only-row.ts";
import { and, join, raw, type Sql, sql } from "../sql.ts";
import type { ReadContext } from "./read-context.ts";
import { columnsFor, type ResourceRow, storedResource } from "./resource-row.ts";
import { bestIndex, criterionToSql } from "./search-to-sql.ts";

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
  const counted = sql`SELECT count(*) AS total FROM ${from} WHERE ${where}`;
  return { total: onlyRow(await ask<{ total: number }>(counted)).total, items };
}

/** Resources that are read at a time: some milliseconds. */
const STEP = 50;

/** Those that there are, in the order of the ids; deleted ones without a resource. */
export async function readResources(
  context: ReadContext,
  type: ResourceType,
  ids: readonly string[],
  options: ReadOptions,
): Promise<StoredResource[]> {
  const all: StoredResource[] = [];
  for (let from = 0; from < ids.length; from += STEP) {
    if (from > 0) await yieldToOthers();
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
  const some = sql`SELECT ${columnsFor(options)} FROM resource r
    WHERE r.type = ${type} AND ${database.dialect.anyOf(raw("r.id"), ids)} AND ${countsAt(generation)}`;
  const found = await (ids.length === 1
    ? database.query<ResourceRow>(some)
    : database.queryPart<ResourceRow>(some));
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
