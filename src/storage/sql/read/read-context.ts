/** What reading resources needs. */
import type { ConceptMapGroup, Resource } from "../../../terminology/model.ts";
import type { Awaitable } from "../../../terminology/util/awaitable.ts";
import type { Lru } from "../../../terminology/util/lru.ts";
import type { Database } from "../engines/database.ts";

/** The tables as of a generation, and what is kept of contents. */
export interface ReadContext {
  database: Pick<Database, "query" | "queryPart" | "numbers" | "dialect">;
  generation: number;
  layouts: Lru<number, Awaitable<Layout>>;
  /** Whole resources on their way, by content: one that is long is made once for all who ask meanwhile. */
  reading: Map<number, Promise<Resource>>;
}

/** How rows are written out. Contents never change, and nor does this. */
export interface Layout {
  order: Order;
  /** Of a concept map: its groups, with those that its rows make necessary. */
  groups?: ConceptMapGroup[];
}

/** The positions of rows; "as-stored": they rise. */
export type Order = "as-stored" | Float64Array;

export interface Content {
  content: number;
  /** Its rows. */
  count: number;
}
