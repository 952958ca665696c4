/** A store in a SQLite file, for each test a fresh one. */
import { afterEach, beforeEach } from "vitest";
import type { SqliteDatabase } from "../../../src/storage/sql/engines/sqlite.ts";
import { openSqlite } from "../../../src/storage/sql/engines/sqlite-open.ts";
import { SqlStore } from "../../../src/storage/sql/sql-store.ts";
import { temporaryFolder } from "../temporary.ts";

/** To be called while a test file is collected; `database` and `store` are those of the running test. */
export function freshSqliteFile(): { database: SqliteDatabase; store: SqlStore } {
  const current = {} as { database: SqliteDatabase; store: SqlStore };
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(async () => {
    folder = temporaryFolder();
    current.database = await openSqlite(`${folder.path}/t.db`);
    current.store = new SqlStore(current.database);
  });
  afterEach(async () => {
    await current.store.close();
    folder.remove();
  });
  return current;
}
