/** A transaction that is taken back at its end: what a dry run does. */
import type { Database, Transaction } from "../engines/database.ts";

/** Thrown to undo a transaction on purpose. */
class Undone<T> extends Error {
  readonly result: T;

  constructor(result: T) {
    super();
    this.result = result;
  }
}

/** @throws what `work` throws: it would have failed */
export async function undone<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await database.transaction<T>(async (tx) => {
      throw new Undone(await work(tx));
    });
  } catch (cause) {
    if (cause instanceof Undone) return cause.result as T;
    throw cause;
  }
}
