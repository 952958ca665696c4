/** Waits for writers in other processes without blocking this one. */
import { setTimeout as sleep } from "node:timers/promises";
import { WRITE_WAIT_MS } from "../../write-queue.ts";
import { isBusy, type SqliteConnection } from "./sqlite-connection.ts";

/**
 * Begins a transaction that writes.
 * @throws SQLite's error where others still write after the limit of waiting
 */
export const begin = (writer: SqliteConnection, mode: "IMMEDIATE" | "EXCLUSIVE"): Promise<void> =>
  onceFree(() => writer.database.exec(`BEGIN ${mode}`));

/** @throws what `work` throws: where others still write when the time is up, SQLite's error for that. */
export async function onceFree(work: () => void): Promise<void> {
  const deadline = performance.now() + WRITE_WAIT_MS;
  for (;;) {
    try {
      return work();
    } catch (cause) {
      if (!isBusy(cause) || performance.now() > deadline) throw cause;
    }
    await sleep(20);
  }
}
