/** Runs HL7's terminology ecosystem cases against a server; their runner and data stand beside the project, not in it. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the runner is; undefined on a machine that has none. */
export const RUNNER = [
  process.env.TX_ECOSYSTEM,
  fileURLToPath(new URL("../../../shared/tx-ecosystem", import.meta.url)),
]
  .filter((folder) => folder !== undefined)
  .map((folder) => join(folder, "run.mjs"))
  .find((file) => existsSync(file));

export interface CaseResult {
  key: string;
  passed: boolean;
  message?: string;
}

/** The results of all general cases, in the order of the suite. */
export function runSuite(base: string): Promise<CaseResult[]> {
  const file = join(mkdtempSync(join(tmpdir(), "ossicle-tx-")), "results.json");
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [RUNNER!, "--tx", base, "--json", file],
      { maxBuffer: 50_000_000 },
      (_error, _out, stderr) => {
        // The runner exits with 1 when a case fails: what it wrote says which.
        if (!existsSync(file)) return reject(new Error(`the runner wrote no results: ${stderr}`));
        resolve((JSON.parse(readFileSync(file, "utf8")) as { tests: CaseResult[] }).tests);
      },
    );
  });
}
