/** Which concept maps speak of some codings, have a scope, lead to a system? Answered from mappings and search values. */
import type { Coding } from "../../../terminology/model.ts";
import type { ConceptMapQuery, Direction } from "../../../terminology/store.ts";
import type { Database } from "../engines/database.ts";
import { codingKey, valueKey } from "../keys.ts";
import { and, join, raw, type Sql, sql } from "../sql.ts";
import { CONTENT_OF } from "./positions.ts";

/** A condition on `resource r`; `url` and `version` are left to whoever picks the version. */
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

/** A query for nothing but what maps say of codings. */
export interface AboutCodings {
  codings: readonly Coding[];
  direction: Direction;
}

/** Undefined where something else is asked for, too. */
export function aboutCodings(query: ConceptMapQuery): AboutCodings | undefined {
  const { id, url, codings, direction = "forward", sourceScope, targetScope, targetSystem } = query;
  const others = id ?? url ?? sourceScope ?? targetScope ?? targetSystem;
  return others === undefined && codings && codings.length > 0 ? { codings, direction } : undefined;
}

/** Contents of maps by what they have rows about. */
type Contents = ReadonlyMap<string, ReadonlySet<number>>;

/** The contents that concern each of the queries, as `conceptMapsToSql` says, in one question for each direction. */
export async function contentsAbout(
  database: Pick<Database, "query" | "dialect">,
  queries: readonly AboutCodings[],
): Promise<Set<number>[]> {
  const byDirection = new Map<Direction, Contents>();
  for (const [direction, some] of Map.groupBy(queries, (query) => query.direction)) {
    const codings = some.flatMap((query) => query.codings);
    byDirection.set(direction, await readContents(database, { codings, direction }));
  }
  return queries.map(({ codings, direction }) => {
    const found = byDirection.get(direction)!;
    return new Set(codings.flatMap(keysOf).flatMap((key) => [...(found.get(key) ?? [])]));
  });
}

async function readContents(
  database: Pick<Database, "query" | "dialect">,
  { codings, direction }: AboutCodings,
): Promise<Contents> {
  const side = direction === "forward" ? "source" : "target";
  const { anyOf } = database.dialect;
  const codes = new Set(["", ...codings.map(({ code = "" }) => valueKey(code))]);
  const systems = new Set(codings.map(({ system = "" }) => system));
  const ofRows = sql`SELECT DISTINCT ${raw(`m.${side}_system`)} AS system, ${raw(`m.${side}_code`)} AS code,
      ${raw(CONTENT_OF("m.position"))} AS content FROM mapping m
    WHERE ${anyOf(raw(`m.${side}_code`), [...codes])}
      AND ${anyOf(raw(`m.${side}_system`), Array.from(systems, valueKey))}`;
  const unmapped = sql`SELECT s.value AS system, NULL AS code, s.content FROM search_value s
    WHERE s.name = ${UNMAPPED} AND ${anyOf(raw("s.value"), [...systems])}`;
  const parts = direction === "forward" ? [ofRows, unmapped] : [ofRows];
  const rows = await database.query<{ system: string; code: string | null; content: number }>(
    join(parts, " UNION ALL "),
  );
  const contents = new Map<string, Set<number>>();
  for (const { system, code, content } of rows) {
    const key = JSON.stringify([system, code]);
    contents.set(key, (contents.get(key) ?? new Set()).add(content));
  }
  return contents;
}

/** Rows about the coding and about value sets of its system; and what is to be done with unmapped codes of the system. */
function keysOf({ system = "", code = "" }: Coding): string[] {
  const ofRows = [valueKey(code), ""].map((one) => JSON.stringify([valueKey(system), one]));
  return [...ofRows, JSON.stringify([system, null])];
}

/** Systems for whose unmapped codes a group has an answer: kept like a search parameter, but none that FHIR has. */
export const UNMAPPED = "~unmapped";
