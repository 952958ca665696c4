/** A concept as columns: what queries ask for by itself, the rest as one JSON text, so that `locate` is one row. */
import type { Concept } from "../../../terminology/model.ts";
import type { Param } from "../sql.ts";

/** The columns of a whole concept, of the table `concept c`. */
export const CONCEPT_COLUMNS =
  "c.position, c.code, c.display, c.definition, c.inactive, c.abstract, c.leaf, c.subtree_end, c.rest";

export interface ConceptRow {
  position: number;
  code: string;
  display: string | null;
  definition: string | null;
  inactive: number;
  abstract: number;
  leaf: number;
  subtree_end: number;
  rest: string | null;
}

/** What has no column of its own. */
type Rest = Omit<Concept, "code" | "display" | "definition" | "inactive" | "abstract">;

const NO_REST: Partial<Rest> = {};

/** All concepts have the same fields in the same order, absent ones too: objects of one shape are read faster. */
export function readConcept(row: ConceptRow): Concept {
  const rest = row.rest === null ? NO_REST : (JSON.parse(row.rest) as Partial<Rest>);
  return {
    code: row.code,
    display: row.display ?? undefined,
    definition: row.definition ?? undefined,
    designations: rest.designations ?? [],
    properties: rest.properties ?? [],
    parents: rest.parents ?? [],
    inactive: row.inactive === 1,
    abstract: row.abstract === 1,
    extension: rest.extension,
    displayExtension: rest.displayExtension,
    written: rest.written,
  };
}

/** The inverse of `rest`: JSON without empty lists; null where nothing is left. */
export function writeRest(concept: Concept): Param {
  const { designations, properties, parents, extension, displayExtension, written } = concept;
  const text = JSON.stringify({
    ...(designations.length > 0 && { designations }),
    ...(properties.length > 0 && { properties }),
    ...(parents.length > 0 && { parents }),
    ...{ extension, displayExtension, written },
  } satisfies Partial<Rest>);
  return text === "{}" ? null : text;
}
