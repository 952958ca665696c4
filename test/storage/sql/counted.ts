/** A database that counts what is asked of it, and the rows that it answers. */
import type { Database } from "../../../src/storage/sql/engines/database.ts";

interface Counted {
  database: Database;
  statements: () => number;
  /** Of queries. */
  rows: () => number;
}

export function counted(database: Database): Counted {
  let statements = 0;
  let rows = 0;
  const counting = new Proxy(database, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      if (name === "query" || name === "numbers") statements++;
      if (name === "query")
        return async (...asked: Parameters<Database["query"]>) => {
          const found = await target.query(...asked);
          rows += found.length;
          return found;
        };
      return value.bind(target) as unknown;
    },
  });
  return { database: counting, statements: () => statements, rows: () => rows };
}
