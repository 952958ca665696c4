/** Which concept maps speak of some codings, have a scope, lead to a system? Answered from mappings and search values. */
import type { Coding } from "../../terminology/model.ts";
import type { ConceptMapQuery, Direction } from "../../terminology/store.ts";
import { valueKey } from "./keys.ts";
import { PLACES_OF } from "./positions.ts";
import { and, or, raw, sql, type Sql } from "./sql.ts";

/** A condition on `resource r`; `url` and `version` are left to who picks the version. */
export function conceptMapsToSql(query: ConceptMapQuery): Sql {
  const { id, url, codings, direction = "forward", sourceScope, targetScope, targetSystem } = query;
  const parts = [raw("r.type = 'ConceptMap' AND r.method <> 'delete'")];
  if (id !== undefined) parts.push(sql`r.id = ${id}`);
  if (url !== undefined) parts.push(sql`r.url = ${url}`);
  if (sourceScope !== undefined) parts.push(scope("source", sourceScope));
  if (targetScope !== undefined) parts.push(scope("target", targetScope));
  if (codings) parts.push(or(codings.map((coding) => concerns(coding, direction))));
  if (targetSystem !== undefined)
    parts.push(hasValue(direction === "forward" ? "target-system" : "source-system", targetSystem));
  return and(parts);
}

const hasValue = (name: string, value: string): Sql =>
  sql`EXISTS (SELECT 1 FROM search_value s WHERE s.content = r.content AND s.name = ${name} AND s.value = ${value})`;

/** ConceptMap.sourceScope[x], a uri or a canonical. */
const scope = (side: "source" | "target", value: string): Sql =>
  or([hasValue(`${side}-scope`, value), hasValue(`${side}-scope-uri`, value)]);

/** Has a row about this coding or about a value set of its system, or says what is to be done with unmapped codes. */
function concerns({ system = "", code = "" }: Coding, direction: Direction): Sql {
  const side = direction === "forward" ? "source" : "target";
  const ofCode = sql`EXISTS (SELECT 1 FROM mapping m WHERE ${raw(`m.${side}_code`)} IN (${valueKey(code)}, '')
    AND ${raw(`m.${side}_system`)} = ${valueKey(system)} AND m.position BETWEEN ${raw(PLACES_OF("r.content"))})`;
  return direction === "forward" ? or([ofCode, hasValue(UNMAPPED, system)]) : ofCode;
}

/** Systems for whose unmapped codes a group has an answer: kept like a search parameter, but none that FHIR has. */
export const UNMAPPED = "~unmapped";
