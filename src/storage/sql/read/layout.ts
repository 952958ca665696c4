/** The rows of a content in the order in which they are written out, read some at a time. */
import { type Awaitable, keptOr } from "../../../terminology/util/awaitable.ts";
import { othersFirst } from "../../../terminology/util/in-turns.ts";
import { raw, type Sql, sql } from "../sql.ts";
import { CONCEPT_COLUMNS } from "./concept-row.ts";
import { firstPosition, lastPosition } from "./positions.ts";
import type { Content, Layout, Order, ReadContext } from "./read-context.ts";

interface Positioned {
  position: number;
}

/** Rows of one question: some milliseconds. */
const PAGE = 500;
/** What a layout takes besides its positions, and each of its groups. */
const BYTES = 400;

/** What is kept for the content, else what `make` finds out, once for all who ask meanwhile. */
export const layoutOf = (
  { layouts }: ReadContext,
  content: number,
  make: () => Promise<Layout>,
): Awaitable<Layout> => keptOr(layouts, content, make, bytesOf);

const bytesOf = ({ order, groups = [] }: Layout): number =>
  BYTES * (1 + groups.length) + (order === "as-stored" ? 0 : order.byteLength);

/** Positions in the order wanted: `at` says which comes when. */
export function orderOf(rows: { position: number; at: number }[]): Order {
  const isStored = rows.every(({ at }, i) => i === 0 || at >= rows[i - 1]!.at);
  if (isStored) return "as-stored";
  rows.sort((a, b) => a.at - b.at || a.position - b.position);
  return Float64Array.from(rows, ({ position }) => position);
}

/** What is read of each row. */
interface Columns {
  table: "concept c" | "mapping c";
  /** `position` among them. */
  columns: string;
}

export const CONCEPTS: Columns = { table: "concept c", columns: CONCEPT_COLUMNS };
export const MAPPINGS: Columns = { table: "mapping c", columns: "c.position, c.json" };

/**
 * All rows of a content, in pages, of which one is held: they go on where memory is scarce, for part of an answer may
 * have been sent.
 * @throws Error: fewer are there than there were, for they are being removed.
 */
export async function* rowsInPages<R extends Positioned>(
  context: ReadContext,
  columns: Columns,
  { content, count }: Content,
  order: Order = "as-stored",
): AsyncGenerator<R[]> {
  let read = 0;
  for await (const rows of pages<R>(context, columns, content, order)) {
    read += rows.length;
    yield rows;
    await othersFirst();
  }
  if (read !== count) throw new Error(`of ${count} rows of content ${content} there are ${read} left`);
}

async function* pages<R extends Positioned>(
  { database }: ReadContext,
  columns: Columns,
  content: number,
  order: Order,
): AsyncGenerator<R[]> {
  const ask = (statement: Sql): Promise<R[]> => database.queryPart(statement);
  if (order === "as-stored") {
    yield* rowsAsStored(ask, columns, content, PAGE);
    return;
  }
  for (let from = 0; from < order.length; from += PAGE) {
    const wanted = [...order.subarray(from, from + PAGE)];
    const rows = await ask(selected(columns, database.dialect.anyOf(raw("c.position"), wanted)));
    const byPosition = new Map(rows.map((row) => [row.position, row]));
    yield wanted.map((position) => byPosition.get(position)).filter((row) => row !== undefined);
  }
}

/** All rows of a content by rising positions, so many of one question. */
export async function* rowsAsStored<R extends Positioned>(
  ask: (statement: Sql) => Promise<R[]>,
  columns: Columns,
  content: number,
  page: number,
): AsyncGenerator<R[]> {
  for (let last = firstPosition(content) - 1; ;) {
    const range = sql`c.position > ${last} AND c.position <= ${lastPosition(content)}`;
    const rows = await ask(selected(columns, sql`${range} ORDER BY c.position LIMIT ${page}`));
    if (rows.length > 0) yield rows;
    if (rows.length < page) return;
    last = rows.at(-1)!.position;
  }
}

const selected = ({ table, columns }: Columns, where: Sql): Sql =>
  sql`SELECT ${raw(columns)} FROM ${raw(table)} WHERE ${where}`;
