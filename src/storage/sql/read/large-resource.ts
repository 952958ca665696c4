/** A code system or concept map that is too large to be put together: written while its rows are read. */
import type { ConceptMap, Resource } from "../../../terminology/model.ts";
import type { LargeResource } from "../../../terminology/resources/large-resource.ts";
import { stamped } from "../../resource-identity.ts";
import { largeCodeSystem } from "./large-code-system.ts";
import { largeConceptMap } from "./large-concept-map.ts";
import type { ReadContext } from "./read-context.ts";

/** Of the row of a resource. */
interface LargeRow {
  id: string;
  version_id: number;
  last_updated: string;
  content: number;
  row_count: number;
  header: string | null;
}

/** Rows up to which a resource is better read at once. */
export const LARGE = 5_000;

/** Rows say all that was written, also where it came as a whole. */
export function largeResource(context: ReadContext, row: LargeRow): LargeResource {
  const { id, version_id: versionId, last_updated: lastUpdated } = row;
  const header = stamped(JSON.parse(row.header!) as Resource, id, versionId, lastUpdated);
  const content = { content: row.content, count: row.row_count };
  return header.resourceType === "CodeSystem"
    ? largeCodeSystem(context, header, content)
    : largeConceptMap(context, header as ConceptMap, content);
}
