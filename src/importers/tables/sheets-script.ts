/** What runs in the thread: all sheets of one workbook are read. */
import { parentPort, workerData } from "node:worker_threads";
import read, { type Sheet } from "read-excel-file/node";
import { reasonOf } from "../../terminology/util/reason.ts";
import { stopClock } from "./stop-clock.ts";

export type SheetsRead = { sheets: Sheet<string>[] } | { reason: string };

async function answer(bytes: Uint8Array): Promise<SheetsRead> {
  try {
    // So that a code 1.10 is not made 1.1.
    return { sheets: await read(Buffer.from(bytes), { parseNumber: (text: string) => text }) };
  } catch (thrown) {
    return { reason: reasonOf(thrown) };
  }
}

stopClock();
parentPort!.postMessage(await answer(workerData as Uint8Array));
