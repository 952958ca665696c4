/** FHIR history and past versions, in SQL. */
import type { Page } from "../../../terminology/concepts/concept-condition.ts";
import type { ResourceType } from "../../../terminology/model.ts";
import type { Span } from "../../../terminology/search/dates.ts";
import type { HistoryPage, ReadOptions, StoredResource } from "../../../terminology/store.ts";
import type { Lru } from "../../../terminology/util/lru.ts";
import { stamped } from "../../resource-identity.ts";
import { howWritten } from "../../written-by.ts";
import { inflatedText } from "../body.ts";
import { firstLineOf, resourceOf } from "../json-lines.ts";
import { onlyRow } from "../only-row.ts";
import { and, raw, type Sql, sql } from "../sql.ts";
import type { ReadContext } from "./read-context.ts";
import { columnsFor, type ResourceRow, storedResource } from "./resource-row.ts";

type HistoryRow = Pick<ResourceRow, "type" | "id" | "version_id" | "last_updated" | "method" | "body">;

const HISTORY_COLUMNS = raw("h.type, h.id, h.version_id, h.last_updated, h.method, h.body");

/**
 * Of one resource, of all of a type, or of all; newest first, or oldest first.
 * @param options `totals`: how many versions there are of what was asked about this state before
 */
export async function readHistory(
  context: ReadContext,
  { type, id }: { type: ResourceType | undefined; id: string | undefined },
  { offset, count, since, at, oldestFirst }: HistoryPage,
  { totals, ...options }: ReadOptions & { totals: Lru<string, number> },
): Promise<Page<StoredResource>> {
  const { database, generation } = context;
  const where = and([
    sql`h.generation <= ${generation}`,
    ...(type === undefined ? [] : [sql`h.type = ${type}`]),
    ...(id === undefined ? [] : [sql`h.id = ${id}`]),
    ...(since === undefined ? [] : [sql`h.last_updated >= ${timeText(since)}`]),
    ...(at === undefined ? [] : [currentIn(at, generation)]),
  ]);
  // A long history is read in many pages, and is counted once.
  const question = JSON.stringify([type, id, since, at]);
  let total = totals.get(question);
  if (total === undefined) {
    const counted = sql`SELECT count(*) AS total FROM history h WHERE ${where}`;
    total = onlyRow(await database.query<{ total: number }>(counted)).total;
    totals.set(question, total);
  }
  if (offset >= total || count === 0) return { total, items: [] };
  const order = raw(`${id === undefined ? "h.sequence" : "h.version_id"} ${oldestFirst ? "ASC" : "DESC"}`);
  const rows = await database.query<HistoryRow>(
    sql`SELECT ${HISTORY_COLUMNS} FROM history h WHERE ${where}
      ORDER BY ${order} LIMIT ${count} OFFSET ${offset}`,
  );
  const items: StoredResource[] = [];
  for (const row of rows) items.push(await pastVersion(context, row, options));
  return { total, items };
}

/**
 * It was there before the span ended, and the next one not yet when the span began. The next one alone is looked at: to
 * look through all that came later would take time that grows with the square of their number.
 */
const currentIn = ({ low, high }: Span, generation: number): Sql =>
  sql`h.last_updated < ${timeText(high)} AND COALESCE((SELECT later.last_updated FROM history later
    WHERE later.type = h.type AND later.id = h.id AND later.version_id > h.version_id
      AND later.generation <= ${generation}
    ORDER BY later.version_id LIMIT 1) > ${timeText(low)}, TRUE)`;

/** The years 0 to 9999: others are written with a sign, and would sort elsewhere. */
const FIRST_TIME = Date.parse("0000-01-01T00:00:00.000Z");
const LAST_TIME = Date.parse("9999-12-31T23:59:59.999Z");

/** As `last_updated` is written. */
const timeText = (time: number): string =>
  new Date(Math.min(Math.max(time, FIRST_TIME), LAST_TIME)).toISOString();

/** One version of a resource, be it the newest or an older one; undefined: there is none. */
export async function readVersion(
  context: ReadContext,
  { type, id, versionId }: Pick<StoredResource, "type" | "id" | "versionId">,
  options: ReadOptions,
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
  options: ReadOptions,
): Promise<StoredResource> {
  const { type, id, version_id: versionId, last_updated: lastUpdated, method, body } = row;
  const stored: StoredResource = { type, id, versionId, lastUpdated, ...howWritten(method) };
  if (body) {
    const text = await inflatedText(body);
    const { summary, elements } = options;
    const part = summary && elements ? firstLineOf(text, elements) : undefined;
    const resource = stamped(part ?? (await resourceOf(text)), id, versionId, lastUpdated);
    return { ...stored, resource, size: text.length };
  }
  if (method === "delete") return stored;
  const [present] = await context.database.query<ResourceRow>(
    sql`SELECT ${columnsFor(options)} FROM resource r
      WHERE r.type = ${type} AND r.id = ${id} AND r.version_id = ${versionId}`,
  );
  return present ? storedResource(context, present, options) : stored;
}
