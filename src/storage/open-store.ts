/** Opens the place where terminology lives, by its address. */
import { TerminologyError } from "../terminology/issues.ts";
import { unknownStore } from "../terminology/issues/storage.ts";
import type { WritableStore } from "../terminology/store.ts";
import { MemoryStore } from "./memory/memory-store.ts";
import { openPostgres } from "./sql/postgres.ts";
import { openSqlite } from "./sql/sqlite.ts";
import { SqlStore } from "./sql/sql-store.ts";

/**
 * `memory:`, `sqlite:file.db` or `postgres://user@host/database`. Creates what isn't there and brings it to this
 * version's schema. Throws TerminologyError if the address is none of these, or nothing can be opened there.
 */
export async function openStore(address: string): Promise<WritableStore> {
  const scheme = address.slice(0, address.indexOf(":"));
  switch (scheme) {
    case "memory":
      return new MemoryStore();
    case "sqlite":
      return new SqlStore(await openSqlite(address.slice("sqlite:".length)));
    case "postgres":
    case "postgresql":
      return new SqlStore(await openPostgres(address));
    default:
      throw new TerminologyError(unknownStore(address));
  }
}
