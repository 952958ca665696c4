/** What runs in the thread: one workbook is read. */
import { parentPort, workerData } from "node:worker_threads";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { readWorkbook, type WorkbookLimits } from "./workbook.ts";

export interface WorkbookSent {
  bytes: Uint8Array;
  name: string;
  limits: WorkbookLimits;
}

export type WorkbookRead = { rows: string[][] } | { issues: TerminologyError["issues"] };

async function answer({ bytes, name, limits }: WorkbookSent): Promise<WorkbookRead> {
  try {
    return { rows: await readWorkbook(Buffer.from(bytes), name, limits) };
  } catch (thrown) {
    if (thrown instanceof TerminologyError) return { issues: thrown.issues };
    throw thrown;
  }
}

parentPort!.postMessage(await answer(workerData as WorkbookSent));
