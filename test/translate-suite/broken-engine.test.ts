/** The suite is worth something: an engine that is broken on purpose fails it, where it is broken. */
import { expect, it } from "vitest";
import { loadedAnew } from "../loaded-anew.ts";
import { runSuite } from "./run-suite.ts";

interface Breakage {
  what: string;
  /** Below src. */
  module: string;
  /** Replaces exports of the module. */
  broken(actual: Record<string, unknown>): Record<string, unknown>;
  /** Cases that must notice. */
  only: string;
  mustFail: string;
}

const breakages: Breakage[] = [
  {
    what: "dependsOn is ignored",
    module: "terminology/translate/depends-on.ts",
    broken: () => ({ mapCondition: () => Promise.resolve({ failed: [], missing: [] }) }),
    only: "04-conditions",
    mustFail: "a condition about which nothing is said",
  },
  {
    what: "open conditions are taken as met",
    module: "terminology/translate/depends-on.ts",
    broken: (actual) => ({
      mapCondition: async (...args: unknown[]) => ({
        ...(await (actual.mapCondition as (...a: unknown[]) => Promise<object>)(...args)),
        missing: [],
      }),
    }),
    only: "08-names",
    mustFail: "the name of another disease",
  },
  {
    what: "relations are not turned round",
    module: "terminology/translate/relationships.ts",
    broken: () => ({ inverted: (relation: unknown) => relation }),
    only: "03-reverse",
    mustFail: "reverse turns narrower into broader",
  },
  {
    what: "a denial counts as a translation",
    module: "terminology/translate/relationships.ts",
    broken: () => ({ isNegative: () => false }),
    only: "02-relations",
    mustFail: "not related",
  },
  {
    what: "a nearly equal name is taken for equal",
    module: "terminology/concepts/text-match.ts",
    broken: (actual) => ({
      ...Object.fromEntries(
        ["nameKey", "queryKeys"].map((name) => [
          name,
          (text: string) => {
            const keys = (actual[name] as (t: string) => string | string[])(text);
            return Array.isArray(keys) ? keys.map((k) => k.slice(0, 6)) : keys.slice(0, 6);
          },
        ]),
      ),
    }),
    only: "08-names",
    mustFail: "a letter missing",
  },
  {
    what: "disagreement is not noticed",
    module: "terminology/translate/agreement.ts",
    broken: () => ({ mapDisagreement: () => ({ notes: [], involved: [] }) }),
    only: "07-agreement",
    mustFail: "two maps that equate with different codes",
  },
];

it.each(breakages)("fails an engine where $what", async ({ module, broken, only, mustFail }) => {
  const { startServer } = await loadedAnew<typeof import("../../src/server/start.ts")>("server/start.ts", {
    path: module,
    by: broken,
  });
  const server = await startServer();
  try {
    for (const version of ["r4", "r5"] as const) {
      const base = `${server.url}/${version}`;
      const results = await runSuite({ base, version, setup: "tx-resource", conditionStored: true, only });
      const failed = results.filter((r) => r.faults.length > 0).map((r) => r.name);
      expect(failed).toContain(`${only}: ${mustFail}`);
      expect(failed.length).toBeLessThan(results.length);
    }
  } finally {
    await server.stop();
  }
});
