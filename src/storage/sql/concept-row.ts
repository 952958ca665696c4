/** A concept as columns: what queries ask for by itself, the rest as one JSON text, so that `locate` is one row. */
import type { Concept, Designation, Extension, Property } from "../../terminology/model.ts";
import type { Param } from "./sql.ts";

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

interface Rest {
  designations?: Designation[];
  properties?: Property[];
  parents?: string[];
  extension?: Extension[];
  displayExtension?: Extension[];
}

const NONE: Rest = {};

export function readConcept(row: ConceptRow): Concept {
  const rest = row.rest === null ? NONE : (JSON.parse(row.rest) as Rest);
  const concept: Concept = {
    code: row.code,
    designations: rest.designations ?? [],
    properties: rest.properties ?? [],
    parents: rest.parents ?? [],
    inactive: row.inactive === 1,
    abstract: row.abstract === 1,
  };
  if (row.display !== null) concept.display = row.display;
  if (row.definition !== null) concept.definition = row.definition;
  if (rest.extension) concept.extension = rest.extension;
  if (rest.displayExtension) concept.displayExtension = rest.displayExtension;
  return concept;
}

/** The inverse of `rest`; null where there is none. */
export function writeRest({
  designations,
  properties,
  parents,
  extension,
  displayExtension,
}: Concept): Param {
  const rest: Rest = {
    ...(designations.length > 0 ? { designations } : {}),
    ...(properties.length > 0 ? { properties } : {}),
    ...(parents.length > 0 ? { parents } : {}),
    ...(extension ? { extension } : {}),
    ...(displayExtension ? { displayExtension } : {}),
  };
  const text = JSON.stringify(rest);
  return text === "{}" ? null : text;
}
