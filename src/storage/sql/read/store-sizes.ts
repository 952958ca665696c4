/** How much there is in a SQL store. */
import type { ResourceType } from "../../../terminology/model.ts";
import type { StoreSizes } from "../../../terminology/store.ts";
import { sizesOf } from "../../store-sizes.ts";
import type { Database } from "../engines/database.ts";
import { countsAt } from "../generations.ts";
import { onlyRow } from "../only-row.ts";
import { sql } from "../sql.ts";

/** Looks at each resource, aside from whoever asks for less. */
export async function storeSizes(database: Database, generation: number): Promise<StoreSizes> {
  const counts = await database.queryAside<{ type: ResourceType; resources: number; rows: number }>(
    sql`SELECT r.type, count(*) AS resources, CAST(sum(r.row_count) AS BIGINT) AS rows FROM resource r
      WHERE r.method <> 'delete' AND ${countsAt(generation)} GROUP BY r.type`,
  );
  const { bytes } = onlyRow(await database.query<{ bytes: number }>(database.dialect.bytes));
  return { ...sizesOf(counts), bytes };
}
