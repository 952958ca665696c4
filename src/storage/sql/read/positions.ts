/**
 * Concepts and mappings are numbered in code system order: content number, then its own number within it. So the rows of one
 * content are one range of primary keys, and code system order is the order of keys.
 */

/** Rows that one content may have: 67 million. Numbers of contents stay exact in a double up to 134 million. */
const PER_CONTENT = 2 ** 26;

/** The lowest position that a row of this content can have. */
export function firstPosition(content: number): number {
  return content * PER_CONTENT;
}

/** The highest position that a row of this content can have. */
export function lastPosition(content: number): number {
  return (content + 1) * PER_CONTENT - 1;
}

/** SQL for the range of positions of a content: `BETWEEN` takes it. */
export const POSITIONS_OF = (column: string): string =>
  `${column} * ${PER_CONTENT} AND (${column} + 1) * ${PER_CONTENT} - 1`;

/** SQL for the content that a position belongs to. */
export const CONTENT_OF = (column: string): string => `${column} / ${PER_CONTENT}`;
