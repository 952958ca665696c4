import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../src/index.ts";
import { type CaseResult, RUNNER, runSuite } from "./run-suite.ts";

/** The cases that must pass; the list may only grow. */
function baseline(version: string): string[] {
  return JSON.parse(readFileSync(new URL(`./baseline-${version}.json`, import.meta.url), "utf8")) as string[];
}

describe.skipIf(RUNNER === undefined)(
  "HL7's terminology ecosystem cases (skipped where their runner is missing)",
  () => {
    let server: RunningServer;
    beforeAll(async () => {
      server = await startServer();
    });
    afterAll(() => server.stop());

    for (const version of ["r4", "r5"]) {
      describe(`on /${version}`, () => {
        let results: CaseResult[] = [];
        beforeAll(async () => {
          results = await runSuite(`${server.url}/${version}`);
        }, 300_000);

        it("still passes every case that passed before", () => {
          const failed = new Map(results.filter((r) => !r.passed).map((r) => [r.key, r.message]));
          const lost = baseline(version).filter((key) => failed.has(key));
          expect(lost.map((key) => `${key}: ${failed.get(key)}`)).toEqual([]);
        });

        it("runs every case of the baseline", () => {
          const ran = new Set(results.map((r) => r.key));
          expect(baseline(version).filter((key) => !ran.has(key))).toEqual([]);
        });

        it("has every case that passes in the baseline, so that it can't be lost unseen", () => {
          const known = new Set(baseline(version));
          expect(results.filter((r) => r.passed && !known.has(r.key)).map((r) => r.key)).toEqual([]);
        });
      });
    }
  },
);
