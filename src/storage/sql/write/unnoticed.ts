/** What no reader notices: rows that do not count, or count no more. */
import type { Database, Transaction } from "../engines/database.ts";

/** Runs `work` as one transaction, after which the generation is what it was. */
export const unnoticed = <T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  database.transaction(async (tx) => ({ result: await work(tx), changed: false }));
