/** A database that counts what is asked of it. */
import type { Database } from "../../../src/storage/sql/engines/database.ts";

export function counted(database: Database): { database: Database; statements: () => number } {
  let statements = 0;
  const counting = new Proxy(database, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name === "query" || name === "numbers") statements++;
      return value.bind(target) as unknown;
    },
  });
  return { database: counting, statements: () => statements };
}
