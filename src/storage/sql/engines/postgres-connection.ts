/** How connections to PostgreSQL are made, and questions asked again where one was lost. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { isLost } from "./postgres-errors.ts";

const CONNECT_MS = 5_000;
/** Of one process, besides the one that listens. */
export const CONNECTIONS = 10;
/** Writers take turns by this advisory lock, and who changes the schema. */
export const LOCK = 0x055_1c1e;

/** Numbers of 64 bits are positions and counts, which a double holds exactly. */
export const types = {
  getTypeParser: ((oid: number, format?: "text") =>
    oid === 20 ? Number : (pg.types.getTypeParser(oid, format) as unknown)) as typeof pg.types.getTypeParser,
};

/** How a connection to this address is opened and kept alive, with its limits of time. */
export function connection(address: string): pg.ClientConfig {
  return {
    connectionString: address,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: "ossicle",
  };
}

/** A try that took longer than this is not repeated: who asks has waited enough. */
const QUICK_MS = 1_000;

/** Connections that died while nobody used them are replaced: each try takes another one, as long as that is quick. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  for (let left = 3; ; left--) {
    try {
      return await work();
    } catch (cause) {
      if (!isLost(cause) || left === 0 || performance.now() - started > QUICK_MS) throw cause;
    }
    await sleep(5);
  }
}
