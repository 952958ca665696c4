/** A resource as a row, and back: whole from its body, from its rows, or as its header. */
import type {
  CodeSystem,
  Concept,
  ConceptMap,
  Mapping,
  Resource,
  ResourceType,
} from "../../../terminology/model.ts";
import { codeSystemResource, conceptMapResource } from "../../../terminology/resources/resources.ts";
import type { ReadOptions, StoredResource } from "../../../terminology/store.ts";
import { othersFirst, yieldToOthers } from "../../../terminology/util/in-turns.ts";
import { stamped } from "../../resource-identity.ts";
import { howWritten, type WrittenBy } from "../../written-by.ts";
import { deflated, deflatedText, hasRows, inflated } from "../body.ts";
import type { Queries } from "../engines/database.ts";
import { firstLineOf } from "../json-lines.ts";
import { raw, type Sql, sql } from "../sql.ts";
import { type ConceptRow, readConcept } from "./concept-row.ts";
import { LARGE, largeResource } from "./large-resource.ts";
import { CONCEPTS, rowsAsStored } from "./layout.ts";
import type { ReadContext } from "./read-context.ts";
import { readMappings } from "./sql-concept-map.ts";

export interface ResourceRow {
  type: ResourceType;
  id: string;
  version_id: number;
  last_updated: string;
  method: WrittenBy;
  content: number;
  row_count: number;
  header: string | null;
  body: Uint8Array | null;
}

export const RESOURCE_COLUMNS =
  "r.type, r.id, r.version_id, r.last_updated, r.method, r.content, r.row_count, r.header, r.body";

/** Only of a resource without rows, for there it says what the header does not. */
export const SUMMARY_BODY =
  "CASE WHEN r.type IN ('CodeSystem', 'ConceptMap') THEN NULL ELSE r.body END AS body";

/** Without the body of what has rows. */
const SUMMARY_COLUMNS = RESOURCE_COLUMNS.replace("r.body", SUMMARY_BODY);

/** Without any body. */
const HEADER_COLUMNS = RESOURCE_COLUMNS.replace("r.body", "NULL AS body");

/** Without the body of what is large. */
const LARGE_COLUMNS = RESOURCE_COLUMNS.replace(
  "r.body",
  `CASE WHEN r.row_count > ${LARGE} THEN NULL ELSE r.body END AS body`,
);

export function columnsFor({ summary, elements, large }: ReadOptions): Sql {
  if (summary) return raw(elements ? HEADER_COLUMNS : SUMMARY_COLUMNS);
  return raw(large ? LARGE_COLUMNS : RESOURCE_COLUMNS);
}

/** Concepts or mappings up to which a past version is kept whole when it has to be put together from rows. */
export const MOST_KEPT_ROWS = 50_000;

/** `row` has the columns for these options. */
export async function storedResource(
  context: ReadContext,
  row: ResourceRow,
  { summary, elements, large }: ReadOptions,
): Promise<StoredResource> {
  const { type, id, version_id: versionId, last_updated: lastUpdated, method } = row;
  const stored: StoredResource = { type, id, versionId, lastUpdated, ...howWritten(method) };
  if (row.header === null) return stored;
  if (large && !summary && row.row_count > LARGE) return { ...stored, large: largeResource(context, row) };
  if (summary && hasRows(type)) {
    const header = JSON.parse(row.header) as Resource;
    return { ...stored, resource: stamped(header, id, versionId, lastUpdated), size: row.header.length };
  }
  if (summary && elements) {
    const resource = firstLineOf(row.header, elements);
    if (!resource) return storedResource(context, await withBody(context.database, row), { summary });
    return { ...stored, resource: stamped(resource, id, versionId, lastUpdated), size: row.header.length };
  }
  const resource = await sharedWhole(context, row);
  const size = row.header.length + inflatedSize(row.body);
  return { ...stored, resource: stamped(resource, id, versionId, lastUpdated), size };
}

async function withBody(queries: Queries, row: ResourceRow): Promise<ResourceRow> {
  const [found] = await queries.query<Pick<ResourceRow, "body">>(
    sql`SELECT r.body FROM resource r WHERE r.content = ${row.content}`,
  );
  return { ...row, ...found };
}

/** How often a text is longer than deflated, about. */
const DEFLATED = 8;

/** Characters of a body, about. */
const inflatedSize = (body: Uint8Array | null): number => DEFLATED * (body?.length ?? 0);

/**
 * Nobody changes what a store gives, so that it may be the same object for several; who waited for it goes on in turn,
 * for each may have much to do with it.
 */
function sharedWhole({ database, reading }: ReadContext, row: ResourceRow): Promise<Resource> {
  const { content } = row;
  const begun = reading.get(content);
  if (begun) return begun.then((resource) => othersFirst().then(() => resource));
  const making = wholeResource(database, row).finally(() => reading.delete(content));
  reading.set(content, making);
  return making;
}

/** Concepts that are read at a time. */
const PAGE = 1_000;

async function wholeResource(
  queries: Queries,
  { body, header, row_count: count, content }: ResourceRow,
): Promise<Resource> {
  if (body) return inflated(body);
  const resource = JSON.parse(header!) as CodeSystem | ConceptMap | Resource;
  if (count === 0) return resource as Resource;
  if (resource.resourceType === "CodeSystem") {
    const concepts: Concept[] = [];
    const ask = (statement: Sql): Promise<ConceptRow[]> => queries.query(statement);
    for await (const rows of rowsAsStored(ask, CONCEPTS, content, PAGE)) {
      for (const row of rows) concepts.push(readConcept(row));
      // Where memory is scarce, no further page of a long one is read; a short one is no matter.
      if (rows.length === PAGE) await yieldToOthers();
    }
    return codeSystemResource(resource, concepts);
  }
  const mappings: Mapping[] = [];
  for await (const mapping of readMappings(queries, content)) mappings.push(mapping);
  return conceptMapResource(resource as ConceptMap, mappings);
}

/** FHIR's way to say that a resource is not all there (Resource Meta, "tag"). */
const SUBSETTED = { system: "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", code: "SUBSETTED" };

/** What history keeps of a version that is no longer the present one: all of it, or of a very large one the header. */
export async function pastBody(queries: Queries, row: ResourceRow): Promise<Uint8Array> {
  if (row.body) return row.body;
  if (row.row_count === 0) return deflatedText(row.header!);
  if (row.row_count <= MOST_KEPT_ROWS) return deflated(await wholeResource(queries, row));
  const header = JSON.parse(row.header!) as Resource & { meta?: { tag?: object[] } };
  return deflated({ ...header, meta: { ...header.meta, tag: [...(header.meta?.tag ?? []), SUBSETTED] } });
}
