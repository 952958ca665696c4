/** A code system that is too large to be put together at once: its concepts in pages, each as deep as it stands. */
import type { CodeSystem, ResourceType } from "../../../terminology/model.ts";
import type { ConceptAtDepth, LargeCodeSystem } from "../../../terminology/resources/code-system-pieces.ts";
import { stamped } from "../../resource-identity.ts";
import { breathe, type Queries } from "../engines/database.ts";
import { countsAt } from "../generations.ts";
import { raw, sql } from "../sql.ts";
import { CONCEPT_COLUMNS, readConcept, type ConceptRow } from "./concept-row.ts";
import { firstPosition, lastPosition } from "./positions.ts";
import { SUMMARY_COLUMNS, type ResourceRow } from "./resource-row.ts";

/** Concepts up to which a code system is better read at once. */
export const LARGE = 5_000;
/** Rows of one question: some milliseconds. */
const PAGE = 500;

/**
 * Undefined: there is none that large under this id, or it has to be put together, because it came as a whole or its
 * concepts were written in another order than that of the hierarchy.
 */
export async function readLarge(
  queries: Queries,
  generation: number,
  type: ResourceType,
  id: string,
): Promise<LargeCodeSystem | undefined> {
  const [row] = await queries.query<ResourceRow>(
    sql`SELECT ${raw(SUMMARY_COLUMNS)} FROM resource r
      WHERE r.type = ${type} AND r.id = ${id} AND ${countsAt(generation)} AND r.body IS NULL
      AND r.row_count > ${LARGE}`,
  );
  if (type !== "CodeSystem" || !row || !row.header) return undefined;
  const [first] = await pageAfter(queries, row.content, firstPosition(row.content) - 1, 1);
  if (!first || readConcept(first).written?.at !== undefined) return undefined;
  const header = JSON.parse(row.header) as CodeSystem;
  return {
    codeSystem: stamped(header, id, row.version_id, row.last_updated) as CodeSystem,
    concepts: inPages(queries, row.content),
  };
}

async function* inPages(queries: Queries, content: number): AsyncGenerator<ConceptAtDepth[]> {
  /** The concepts that the next one may be below. */
  const above: ConceptRow[] = [];
  for (let last = firstPosition(content) - 1; ;) {
    const rows = await pageAfter(queries, content, last, PAGE);
    yield rows.map((row) => placeBelow(above, row));
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.position;
    await breathe();
  }
}

function placeBelow(above: ConceptRow[], row: ConceptRow): ConceptAtDepth {
  while (above.length > 0 && above.at(-1)!.subtree_end < row.position) above.pop();
  const found = { depth: above.length, concept: readConcept(row), nestedIn: above.at(-1)?.code };
  above.push(row);
  return found;
}

function pageAfter(queries: Queries, content: number, last: number, count: number): Promise<ConceptRow[]> {
  return queries.query<ConceptRow>(
    sql`SELECT ${raw(CONCEPT_COLUMNS)} FROM concept c WHERE c.position > ${last}
      AND c.position <= ${lastPosition(content)} ORDER BY c.position LIMIT ${count}`,
  );
}
