/** Rows of a concept map for a person to read, chosen and counted by the database. */
import type { Mapping } from "../../../terminology/model.ts";
import { NO_MAP } from "../../../terminology/resources/select-mappings.ts";
import type { MappingPage, MappingSelection } from "../../../terminology/store.ts";
import type { Lru } from "../../../terminology/util/lru.ts";
import type { Database, Dialect } from "../engines/database.ts";
import { and, join, raw, sql, type Sql } from "../sql.ts";
import { firstPosition, lastPosition } from "./positions.ts";

export type MappingDatabase = Pick<Database, "query" | "queryAside" | "dialect">;
export type KeptRelations = Lru<number, ReadonlyMap<string, number>>;

export async function selectMappings(
  database: MappingDatabase,
  content: number,
  kept: KeptRelations,
  { words, relation, offset, count }: MappingSelection,
): Promise<MappingPage> {
  const relations = await relationsOf(database, content, kept);
  const all = relation === undefined ? sum(relations) : (relations.get(relation) ?? 0);
  if (all === 0) return { items: [], total: 0, relations };
  const { dialect } = database;
  const conditions = [
    ...(relation === undefined ? [] : [sql`${relationIn(dialect)} = ${relation}`]),
    ...words.map((word) => wordIn(dialect, word)),
  ];
  const total = words.length === 0 ? all : await countWhere(database, content, conditions);
  // Rows of a content stand one behind the other: without a condition a page is found by its numbers.
  const first = firstPosition(content) + (conditions.length === 0 ? offset : 0);
  const skipped = conditions.length === 0 ? 0 : offset;
  const page = sql`SELECT json FROM mapping WHERE position >= ${first} AND position <= ${lastPosition(content)}
    AND ${and(conditions)} ORDER BY position LIMIT ${count} OFFSET ${skipped}`;
  const rows = await (conditions.length === 0
    ? database.query<{ json: string }>(page)
    : database.queryAside<{ json: string }>(page));
  return { items: rows.map(({ json }) => JSON.parse(json) as Mapping), total, relations };
}

const within = (content: number): Sql =>
  sql`position BETWEEN ${firstPosition(content)} AND ${lastPosition(content)}`;

async function countWhere(
  database: MappingDatabase,
  content: number,
  conditions: readonly Sql[],
): Promise<number> {
  const [found] = await database.queryAside<{ total: number }>(
    sql`SELECT count(*) AS total FROM mapping WHERE ${within(content)} AND ${and(conditions)}`,
  );
  return Number(found?.total ?? 0);
}

/** All rows are counted, once: contents never change. */
async function relationsOf(
  database: MappingDatabase,
  content: number,
  kept: KeptRelations,
): Promise<ReadonlyMap<string, number>> {
  const known = kept.get(content);
  if (known) return known;
  const rows = await database.queryAside<{ relation: string; total: number }>(
    sql`SELECT ${relationIn(database.dialect)} AS relation, count(*) AS total, min(position) AS first
      FROM mapping WHERE ${within(content)} GROUP BY 1 ORDER BY 3`,
  );
  const relations = new Map(rows.map(({ relation, total }) => [relation, Number(total)]));
  kept.set(content, relations);
  return relations;
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0);

const relationIn = (dialect: Dialect): Sql =>
  sql`CASE WHEN target_code IS NULL THEN ${raw(`'${NO_MAP}'`)}
    ELSE coalesce(${dialect.jsonText(raw("json"), ["relationship"])}, 'related-to') END`;

const TEXTS = [
  ["source", "code"],
  ["source", "display"],
  ["target", "code"],
  ["target", "display"],
];

/**
 * Capitals of other letters than English ones count in SQLite.
 * The row as a whole is looked at first: most rows don't have the word anywhere, and that is quick to see.
 */
function wordIn(dialect: Dialect, word: string): Sql {
  const texts = TEXTS.map((path) => sql`coalesce(${dialect.jsonText(raw("json"), path)}, '')`);
  const text = sql`lower(${join(texts, " || ' ' || ")})`;
  const written = JSON.stringify(word).slice(1, -1);
  return sql`(lower(json) LIKE ${like(written)} ESCAPE '!' AND ${text} LIKE ${like(word)} ESCAPE '!')`;
}

const like = (word: string): string => `%${word.toLowerCase().replace(/[!%_]/g, "!$&")}%`;
