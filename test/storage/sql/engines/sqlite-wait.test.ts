import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { SqliteConnection } from "../../../../src/storage/sql/engines/sqlite-connection.ts";
import { begin } from "../../../../src/storage/sql/engines/sqlite-wait.ts";
import { temporaryFolder } from "../../temporary.ts";

afterEach(() => void vi.useRealTimers());

test("whoever waits for another writer waits as long as it takes, also where the clock is set meanwhile", async () => {
  using folder = disposable();
  const [first, second] = [1, 2].map(
    () => new SqliteConnection(`${folder.path}/t.db`, { readOnly: false }),
  ) as [SqliteConnection, SqliteConnection];
  second.database.exec("PRAGMA busy_timeout = 0");
  first.database.exec("CREATE TABLE t (a); BEGIN IMMEDIATE");
  vi.useFakeTimers({ toFake: ["Date"] });
  const waiting = begin(second, "IMMEDIATE");
  vi.setSystemTime(Date.now() + 86_400_000);
  await sleep(60);
  first.database.exec("COMMIT");
  await expect(waiting).resolves.toBeUndefined();
  second.database.exec("ROLLBACK");
  for (const connection of [first, second]) connection.close();
});

function disposable() {
  const folder = temporaryFolder();
  return { path: folder.path, [Symbol.dispose]: () => folder.remove() };
}
