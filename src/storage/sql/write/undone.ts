/** A transaction that is taken back at its end: what a dry run does. */
import type { Database, Transaction } from "../engines/database.ts";

/** Thrown to undo a transaction on purpose. */
class Undone extends Error {}

/** @throws what `work` throws: it would have failed */
export async function undone(database: Database, work: (tx: Transaction) => Promise<unknown>): Promise<void> {
  try {
    await database.transaction(async (tx) => {
      await work(tx);
      throw new Undone();
    });
  } catch (cause) {
    if (!(cause instanceof Undone)) throw cause;
  }
}
