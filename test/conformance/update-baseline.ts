/**
 * Writes the baseline files and the table in docs/conformance.md from a run: `npm run conformance:baseline`.
 * A case that passed before and fails now stops it.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { startServer } from "../../src/index.ts";
import { type CaseResult, RUNNER, runSuite } from "./run-suite.ts";
import { resultTable, writeTable } from "./table.ts";

if (!RUNNER) throw new Error("HL7's runner is missing: set TX_ECOSYSTEM to its folder");
const server = await startServer();
const runs: CaseResult[][] = [];
try {
  for (const version of ["r4", "r5"]) {
    const started = performance.now();
    const results = await runSuite(`${server.url}/${version}`);
    runs.push(results);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    const passed = results
      .filter((r) => r.passed)
      .map((r) => r.key)
      .sort();
    const file = new URL(`./baseline-${version}.json`, import.meta.url);
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : [];
    const lost = before.filter((key) => !passed.includes(key));
    console.log(`${version}: ${passed.length} of ${results.length} pass, in ${seconds} s`);
    for (const key of lost) console.log(`  lost: ${key}`);
    if (lost.length > 0) process.exitCode = 1;
    else writeFileSync(file, `${JSON.stringify(passed, undefined, 2)}\n`);
  }
  if (process.exitCode !== 1) writeTable(resultTable(runs[0]!, runs[1]!));
} finally {
  await server.stop();
}
