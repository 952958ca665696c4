/** Rows of a concept map for a person to read, chosen and counted by the database. */
import type { Mapping } from "../../../terminology/model.ts";
import type { MappingPage, MappingSelection } from "../../../terminology/store.ts";
import type { Database, Dialect } from "../engines/database.ts";
import { and, join, raw, type Sql, sql } from "../sql.ts";
import { mappingIn, type MappingRow } from "./mapping-row.ts";
import { firstPosition, lastPosition } from "./positions.ts";

export type MappingDatabase = Pick<Database, "query" | "queryAside" | "dialect">;

/** As `ConceptMapProvider.select`. */
export async function selectMappings(
  database: MappingDatabase,
  content: number,
  { words, relation, offset, count }: MappingSelection,
): Promise<MappingPage> {
  const relations = await relationsOf(database, content);
  const all = relation === undefined ? sum(relations) : (relations.get(relation) ?? 0);
  const page = { offset, count };
  if (all === 0) return { items: [], total: 0, relations };
  const conditions = [
    sql`position BETWEEN ${firstPosition(content)} AND ${lastPosition(content)}`,
    ...(relation === undefined ? [] : [sql`relation = ${relation}`]),
  ];
  if (words.length > 0) {
    const found = await positionsOf(
      database,
      and([...conditions, ...words.map((word) => wordIn(database.dialect, word))]),
    );
    const items = await mappingsAt(database, found.slice(offset, offset + count));
    return { items, total: found.length, relations };
  }
  // Rows of a content stand one behind the other: without a condition a page is found by its numbers.
  const items =
    relation === undefined
      ? await mappingsFrom(database, content, page)
      : await mappingsAt(database, await somePositions(database, and(conditions), page));
  return { items, total: all, relations };
}

type Page = Pick<MappingSelection, "offset" | "count">;
interface Positioned {
  position: number;
}

/** Looks at all rows of the map, once for the page and the total. */
async function positionsOf(database: MappingDatabase, where: Sql): Promise<number[]> {
  const rows = await database.queryAside<Positioned>(
    sql`SELECT position FROM mapping WHERE ${where} ORDER BY position`,
  );
  return rows.map(({ position }) => position);
}

/** Read off an index. */
async function somePositions(
  database: MappingDatabase,
  where: Sql,
  { offset, count }: Page,
): Promise<number[]> {
  const rows = await database.query<Positioned>(
    sql`SELECT position FROM mapping ${database.dialect.by("mapping_relation")}
      WHERE ${where} ORDER BY position LIMIT ${count} OFFSET ${offset}`,
  );
  return rows.map(({ position }) => position);
}

async function mappingsFrom(
  database: MappingDatabase,
  content: number,
  { offset, count }: Page,
): Promise<Mapping[]> {
  const first = firstPosition(content) + offset;
  const rows = await database.query<Pick<MappingRow, "json">>(
    sql`SELECT json FROM mapping WHERE position >= ${first} AND position <= ${lastPosition(content)}
      ORDER BY position LIMIT ${count}`,
  );
  return rows.map(mappingIn);
}

async function mappingsAt(database: MappingDatabase, positions: readonly number[]): Promise<Mapping[]> {
  if (positions.length === 0) return [];
  const there = database.dialect.anyOf(raw("position"), positions);
  const rows = await database.query<Pick<MappingRow, "json">>(
    sql`SELECT json FROM mapping WHERE ${there} ORDER BY position`,
  );
  return rows.map(mappingIn);
}

/** Counted when the map was written. */
async function relationsOf(database: MappingDatabase, content: number): Promise<Map<string, number>> {
  const rows = await database.query<{ relation: string; total: number }>(
    sql`SELECT relation, total FROM mapping_count WHERE content = ${content} ORDER BY first`,
  );
  return new Map(rows.map(({ relation, total }) => [relation, Number(total)]));
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

const TEXTS = [
  ["source", "code"],
  ["source", "display"],
  ["target", "code"],
  ["target", "display"],
];

/**
 * The row as a whole is looked at first: most rows don't have the word anywhere, and that is quick to see.
 */
function wordIn(dialect: Dialect, word: string): Sql {
  const texts = TEXTS.map((path) => sql`coalesce(${dialect.jsonText(raw("json"), path)}, '')`);
  const text = dialect.lower(join(texts, " || ' ' || "), word);
  const written = JSON.stringify(word).slice(1, -1);
  const row = dialect.lower(raw("json"), word);
  return sql`(${row} LIKE ${like(written)} ESCAPE '!' AND ${text} LIKE ${like(word)} ESCAPE '!')`;
}

const like = (word: string): string => `%${word.toLowerCase().replace(/[!%_]/g, "!$&")}%`;
