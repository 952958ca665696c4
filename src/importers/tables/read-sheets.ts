/**
 * The sheets of a workbook, read in a thread of its own: it takes seconds in one piece, and its reader needs a clock that
 * stands still.
 */
import { Worker } from "node:worker_threads";
import type { Sheet } from "read-excel-file/node";
import type { SheetsRead } from "./sheets-script.ts";

/** A checkout runs TypeScript as it is; what is published is compiled. */
const SCRIPT = import.meta.url.replace(/read-sheets(\.\w+)$/, "sheets-script$1");

/** Cells of numbers stay as they are written. @throws Error in the reader's words: it is no workbook, or takes all memory. */
export function readSheets(bytes: Buffer): Promise<Sheet<string>[]> {
  const worker = new Worker(new URL(SCRIPT), { workerData: bytes });
  return new Promise((resolve, reject) => {
    worker.once("message", (read: SheetsRead) =>
      "sheets" in read ? resolve(read.sheets) : reject(new Error(read.reason)),
    );
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread that reads it has ended")));
  });
}
