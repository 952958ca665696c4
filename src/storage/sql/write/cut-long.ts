/** Long resources that an earlier version wrote as one text are written in lines. */
import { withoutRows } from "../body.ts";
import type { Database } from "../engines/database.ts";
import { resourceOf } from "../json-lines.ts";
import { sql } from "../sql.ts";
import { unnoticed } from "./unnoticed.ts";

/** Before the store is used: whoever reads a resource meanwhile would see half of it. */
export async function cutLong(database: Database): Promise<void> {
  if (database.readOnly !== undefined) return;
  for (let left = true; left;) {
    const [next] = await database.query<{ content: number }>(sql`SELECT content FROM uncut LIMIT 1`);
    left = next !== undefined;
    if (next) await cut(database, next.content);
  }
}

function cut(database: Database, content: number): Promise<void> {
  return unnoticed(database, async (tx) => {
    // Another node may have been faster.
    const [row] = await tx.query<{ header: string }>(
      sql`SELECT header FROM resource WHERE content = ${content} AND body IS NULL AND header IS NOT NULL`,
    );
    if (row) {
      const { header, body } = await withoutRows(await resourceOf(row.header));
      await tx.query(sql`UPDATE resource SET header = ${header}, body = ${body} WHERE content = ${content}`);
    }
    await tx.query(sql`DELETE FROM uncut WHERE content = ${content}`);
  });
}
