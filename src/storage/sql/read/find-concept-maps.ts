/** Which concept maps speak of some codings, have a scope, lead to a system? Answered from mappings and search values. */
import type { Coding } from "../../../terminology/model.ts";
import type { ConceptMapQuery, Direction } from "../../../terminology/store.ts";
import { codingKey, valueKey } from "../keys.ts";
import { CONTENT_OF } from "./positions.ts";
import { and, join, raw, sql, type Sql } from "../sql.ts";

/** A condition on `resource r`; `url` and `version` are left to who picks the version. */
export function conceptMapsToSql(query: ConceptMapQuery): Sql {
  const { id, url, codings, direction = "forward", sourceScope, targetScope, targetSystem } = query;
  const parts = [raw("r.type = 'ConceptMap' AND r.method <> 'delete'")];
  if (id !== undefined) parts.push(sql`r.id = ${id}`);
  if (url !== undefined) parts.push(sql`r.url = ${url}`);
  if (sourceScope !== undefined) parts.push(scope("source", sourceScope));
  if (targetScope !== undefined) parts.push(scope("target", targetScope));
  if (codings) parts.push(concerning(codings, direction));
  if (targetSystem !== undefined)
    parts.push(
      isAmong(havingValue(direction === "forward" ? "target-system" : "source-system", targetSystem)),
    );
  return and(parts);
}

/**
 * The same for the same question only. Put together by hand where nothing but codings is asked for, as nearly always:
 * to write out the whole query takes longer than to answer it.
 */
export function nameOf(query: ConceptMapQuery): string {
  const { id, url, codings = [], direction, sourceScope, targetScope, targetSystem } = query;
  const [coding] = codings;
  if (codings.length !== 1 || (id ?? url ?? sourceScope ?? targetScope ?? targetSystem) !== undefined)
    return JSON.stringify(query);
  return `${direction} ${codingKey(coding!)}`;
}

/** What is found first are the few maps, by an index, however many there are. */
const isAmong = (...contents: readonly Sql[]): Sql => sql`r.content IN (${join(contents, " UNION ALL ")})`;

const havingValue = (name: string, value: string): Sql =>
  sql`SELECT s.content FROM search_value s WHERE s.name = ${name} AND s.value = ${value}`;

/** ConceptMap.sourceScope[x], a uri or a canonical. */
const scope = (side: "source" | "target", value: string): Sql =>
  isAmong(havingValue(`${side}-scope`, value), havingValue(`${side}-scope-uri`, value));

/** Have a row about one of these or about a value set of its system, or say what is to be done with unmapped codes. */
function concerning(codings: readonly Coding[], direction: Direction): Sql {
  if (codings.length === 0) return raw("1 = 0");
  const side = direction === "forward" ? "source" : "target";
  const contents = codings.map(
    ({ system = "", code = "" }) =>
      sql`SELECT ${raw(CONTENT_OF("m.position"))} FROM mapping m
        WHERE ${raw(`m.${side}_code`)} IN (${valueKey(code)}, '') AND ${raw(`m.${side}_system`)} = ${valueKey(system)}`,
  );
  if (direction === "forward") {
    const systems = new Set(codings.map(({ system = "" }) => system));
    contents.push(...Array.from(systems, (system) => havingValue(UNMAPPED, system)));
  }
  return isAmong(...contents);
}

/** Systems for whose unmapped codes a group has an answer: kept like a search parameter, but none that FHIR has. */
export const UNMAPPED = "~unmapped";
