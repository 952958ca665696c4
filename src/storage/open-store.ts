/** From an address to the store that is there. */
import { TerminologyError } from "../terminology/issues/issue.ts";
import { unknownStore } from "../terminology/issues/storage.ts";
import type { Store } from "../terminology/store.ts";
import type { Database } from "./sql/engines/database.ts";

/**
 * `memory:`, `sqlite:file.db` or `postgres://user@host/database`. Creates what isn't there and brings it to this
 * version's schema; loads only what that takes.
 * @throws TerminologyError: the address is none of these, or nothing can be opened there
 */
export async function openStore(address: string): Promise<Store> {
  const scheme = address.slice(0, address.indexOf(":"));
  switch (scheme) {
    case "memory": {
      const { MemoryStore } = await import("./memory/memory-store.ts");
      return new MemoryStore();
    }
    case "sqlite": {
      const { openSqlite } = await import("./sql/engines/sqlite-open.ts");
      return sqlStore(await openSqlite(address.slice("sqlite:".length)));
    }
    case "postgres":
    case "postgresql": {
      const { openPostgres } = await import("./sql/engines/postgres-open.ts");
      return sqlStore(await openPostgres(address));
    }
    default:
      throw new TerminologyError(unknownStore(address));
  }
}

async function sqlStore(database: Database): Promise<Store> {
  const { SqlStore } = await import("./sql/sql-store.ts");
  const { cutLong } = await import("./sql/write/cut-long.ts");
  try {
    await cutLong(database);
  } catch (cause) {
    await database.close();
    throw cause;
  }
  return new SqlStore(database);
}
