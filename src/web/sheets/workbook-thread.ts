/**
 * Workbooks that anyone may send are read in a thread of their own: to unpack and parse one takes its time in one piece,
 * and would hold up all others. One after the other, so that many take no more than one processor.
 */
import { Worker } from "node:worker_threads";
import { archiveTooLarge } from "../../terminology/issues/importing.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { MOST_READ } from "./sheet.ts";
import type { WorkbookRead, WorkbookSent } from "./workbook-script.ts";

/** A checkout runs TypeScript as it is; what is published is compiled. */
const SCRIPT = import.meta.url.replace(/workbook-thread(\.\w+)$/, "workbook-script$1");
/** Bytes that a workbook may unpack to: some three times what as many rows as are read have. */
const MOST_UNPACKED = 20_000_000;
/** For objects, in MB: what needs more is refused. */
const MOST_MEMORY = 512;

let before: Promise<unknown> = Promise.resolve();

/**
 * The cells of its first sheet.
 * @throws TerminologyError: it is no workbook, or unpacks to too much.
 */
export function readAside(bytes: Buffer, name: string): Promise<string[][]> {
  const reading = before.then(() => read({ bytes, name, limits: { bytes: MOST_UNPACKED, rows: MOST_READ } }));
  before = reading.catch(() => undefined);
  return reading;
}

function read(workerData: WorkbookSent): Promise<string[][]> {
  const resourceLimits = { maxOldGenerationSizeMb: MOST_MEMORY };
  const worker = new Worker(new URL(SCRIPT), { workerData, resourceLimits, stderr: false });
  return new Promise((resolve, reject) => {
    worker.once("message", (read: WorkbookRead) =>
      "rows" in read ? resolve(read.rows) : reject(new TerminologyError(...read.issues)),
    );
    worker.once("error", (cause: NodeJS.ErrnoException) => {
      const isTooLarge = cause.code === "ERR_WORKER_OUT_OF_MEMORY";
      reject(isTooLarge ? new TerminologyError(archiveTooLarge(MOST_UNPACKED)) : cause);
    });
    worker.once("exit", () => reject(new Error("the thread that reads workbooks has ended")));
  });
}
