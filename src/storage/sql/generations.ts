/**
 * Each change of content has a number, the generation. What a change replaces stays for a while, so that a reader sees
 * one state from its first question to its last, whatever is written meanwhile and whichever node it asks.
 */
import { raw, type Sql, sql } from "./sql.ts";

/** `until` of what nothing has replaced: the largest number that a double holds exactly. */
const NO_END = Number.MAX_SAFE_INTEGER;

/**
 * A database may go back: it is restored while it is in use, or a standby takes over that did not have the last writes.
 * What it counts from then on is told from what it counted before by so much for each time, so that nothing that was kept
 * is taken for what it holds now.
 */
export const WENT_BACK = 2 ** 40;

/** The same generation as the database counts it. */
export const inDatabase = (generation: number): number => generation % WENT_BACK;

/** Has the database gone back between these two? */
export const wentBack = (one: number, other: number): boolean =>
  Math.floor(one / WENT_BACK) !== Math.floor(other / WENT_BACK);

/** Rows of `resource r` that count in a generation. */
export function countsAt(generation: number): Sql {
  return sql`r.since <= ${generation} AND r.until > ${generation}`;
}

/** Rows of `resource r` that nothing has replaced: what a write has to look at. */
export const IS_PRESENT = raw(`r.until = ${NO_END}`);
