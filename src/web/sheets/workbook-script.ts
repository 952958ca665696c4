/** What runs in the thread: one workbook is read. */
import { parentPort, workerData } from "node:worker_threads";
import read from "read-excel-file/node";
import { ImportJob } from "../../importers/import-job.ts";
import { InputFile } from "../../importers/reading/input-file.ts";
import { checkedZip } from "../../importers/reading/zip-guard.ts";
import { withinExtents } from "../../importers/tables/sheet-extent.ts";
import { stopClock } from "../../importers/tables/stop-clock.ts";
import { cellTexts, firstShown, workbookCells } from "../../importers/tables/workbook-cells.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { badWorkbook } from "../../terminology/issues/tables.ts";
import { systemTable } from "../../terminology/resolve/known-systems.ts";

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

stopClock();
parentPort!.postMessage(await answer(workerData as WorkbookSent));

interface WorkbookLimits {
  /** Bytes that it may unpack to. */
  bytes: number;
  /** Those that follow are left out. */
  rows: number;
}

/**
 * The cells of the first sheet of an XLSX file that is not hidden; numbers are as they are written in it.
 * @throws TerminologyError: it is no workbook, or unpacks to too much.
 */
async function readWorkbook(bytes: Buffer, name: string, limits: WorkbookLimits): Promise<string[][]> {
  const file = new InputFile(name, new ImportJob(systemTable));
  const zip = withinExtents(await checkedZip(bytes, file, limits.bytes), file);
  const sheets = await read(zip.bytes, { parseNumber: (text: string) => text }).catch((error: Error) => {
    throw new TerminologyError(badWorkbook(error.message));
  });
  const sheet = firstShown(zip);
  return cellTexts(sheets[sheet]?.data ?? [], workbookCells(zip, sheet)).slice(0, limits.rows);
}
