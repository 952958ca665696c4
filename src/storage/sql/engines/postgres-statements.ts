/** Statements as PostgreSQL takes them: numbered parameters, names under which they are kept prepared, rows as arrays. */
import { createHash } from "node:crypto";
import type pg from "pg";
import type { Param, Sql } from "../sql.ts";
import type { Transaction } from "./database.ts";

/** Rows of numbers as one list. */
export const flat = ({ rows }: { rows: number[][] }): number[] => rows.flat();

const names = new Map<string, { text: string; name: string | undefined }>();
const MOST_NAMES = 500;
const LONGEST_NAMED = 1500;

/** A statement with a name, by which each connection keeps it prepared; one with a long list comes but once. */
export function prepared({ text, params }: Sql): pg.QueryConfig {
  const known = names.get(text) ?? numbered(text);
  const values = params.map(storable);
  return known.name === undefined
    ? { text: known.text, values }
    : { text: known.text, name: known.name, values };
}

function numbered(text: string): { text: string; name: string | undefined } {
  let n = 0;
  const named: { text: string; name: string | undefined } = {
    text: text.replace(/\?/g, () => `$${++n}`),
    name: undefined,
  };
  if (names.size >= MOST_NAMES || text.length >= LONGEST_NAMED) return named;
  // A plan made for any text reads all rows in order of position; one made for this text asks the index of words.
  if (!text.includes("@@")) named.name = nameOf(named.text);
  names.set(text, named);
  return named;
}

/** PostgreSQL's text has no NUL. */
function storable(param: Param): Param {
  if (typeof param !== "object" || param === null) return withoutNul(param);
  return Array.isArray(param) ? param.map(withoutNul) : param;
}

function withoutNul<T>(value: T): T | string {
  return typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "\ufffd") : value;
}

const kept = new Map<string, string>();

/** One name stands for one text in every process: a pooler may give the connections of one to another. */
function nameOf(text: string): string {
  let name = kept.get(text);
  if (name === undefined) {
    name = `ossicle_${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`;
    kept.set(text, name);
  }
  return name;
}

/** What may be done within a transaction that `client` has begun. */
export function transaction(
  client: pg.PoolClient,
  columnTypes: ReadonlyMap<string, string>,
  generation: number,
): Transaction {
  const insert = async (text: string, rows: readonly (readonly Param[])[], width: number): Promise<void> => {
    if (rows.length === 0) return;
    const columns = Array.from({ length: width }, (_, i) => rows.map((row) => storable(row[i]!)));
    await client.query({ text, name: nameOf(text), values: columns });
  };
  return {
    generation,
    query: async <T extends object>(statement: Sql) =>
      (await client.query<T & pg.QueryResultRow>(prepared(statement))).rows,
    numbers: async (statement) =>
      flat(await client.query<number[]>({ ...prepared(statement), rowMode: "array" })),
    insert(table, columns, rows) {
      const arrays = columns.map((column, i) => `$${i + 1}::${columnTypes.get(`${table}.${column}`)}[]`);
      const text = `INSERT INTO ${table} (${columns.join(", ")}) SELECT * FROM unnest(${arrays.join(", ")})`;
      return insert(text, rows, columns.length);
    },
    insertTexts(rows) {
      const text = `INSERT INTO concept_text (position, words)
        SELECT position, array_to_tsvector(string_to_array(words, ' ')) FROM unnest($1::bigint[], $2::text[]) AS t (position, words)`;
      return insert(text, rows, 2);
    },
    async deleteTexts(low, high) {
      await client.query("DELETE FROM concept_text WHERE position BETWEEN $1 AND $2", [low, high]);
    },
  };
}
