/** The same transaction, counted. */
import type { Transaction } from "../../../../src/storage/sql/engines/database.ts";

export function countedTransaction(tx: Transaction): { tx: Transaction; statements: () => number } {
  let statements = 0;
  const counting = new Proxy(tx, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value === "function") statements++;
      return value;
    },
  });
  return { tx: counting, statements: () => statements };
}
