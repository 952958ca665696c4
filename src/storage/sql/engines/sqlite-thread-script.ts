/** What runs in the thread: answers one question after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { Param } from "../sql.ts";
import { SqliteConnection } from "./sqlite-connection.ts";

export interface Asked {
  number: number;
  text: string;
  params: readonly Param[];
}

export type Answered = { number: number } & (
  { rows: object[] } | { message: string; errcode: number | undefined }
);

const connection = new SqliteConnection(workerData as string, { readOnly: true });
connection.database.exec("PRAGMA query_only = 1; PRAGMA cache_size = -8000");

parentPort!.on("message", ({ number, ...statement }: Asked) =>
  parentPort!.postMessage(answer(number, statement)),
);

function answer(number: number, statement: Omit<Asked, "number">): Answered {
  try {
    return { number, rows: connection.all<object>(statement) };
  } catch (cause) {
    const { message, errcode } = cause as Error & { errcode?: number };
    return { number, message, errcode };
  }
}
