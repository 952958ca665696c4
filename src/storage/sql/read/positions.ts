/**
 * Concepts and mappings are numbered in code system order: content number, then place within it. So the rows of one
 * content are one range of primary keys, and code system order is the order of keys.
 */

/** Rows that one content may have: 67 million. Numbers of contents stay exact in a double up to 134 million. */
const PLACES = 2 ** 26;

export function firstPosition(content: number): number {
  return content * PLACES;
}

export function lastPosition(content: number): number {
  return (content + 1) * PLACES - 1;
}

/** SQL for the range of positions of a content: `BETWEEN` takes it. */
export const PLACES_OF = (column: string): string =>
  `${column} * ${PLACES} AND (${column} + 1) * ${PLACES} - 1`;

/** SQL for the content that a position belongs to. */
export const CONTENT_OF = (column: string): string => `${column} / ${PLACES}`;
