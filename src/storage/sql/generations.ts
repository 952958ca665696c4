/**
 * Each change of content has a number, the generation. What a change replaces stays for a while, so that a reader sees
 * one state from its first question to its last, whatever is written meanwhile and whichever node it asks.
 */
import { raw, sql, type Sql } from "./sql.ts";

/** `until` of what nothing has replaced: the largest number that a double holds exactly. */
const NO_END = Number.MAX_SAFE_INTEGER;

/** Rows of `resource r` that count in a generation. */
export function countsAt(generation: number): Sql {
  return sql`r.since <= ${generation} AND r.until > ${generation}`;
}

/** Rows of `resource r` that nothing has replaced: what a write has to look at. */
export const IS_PRESENT = raw(`r.until = ${NO_END}`);
