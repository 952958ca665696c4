/** Ours passes every case of the suite, in both versions, with stored resources and with those of the request. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundledResources } from "../../src/content/bundled-terminology.ts";
import { type RunningServer, startServer } from "../../src/index.ts";
import type { Resource } from "../../src/terminology/model.ts";
import { readCases } from "./case.ts";
import { suiteResources } from "./resources.ts";
import { runSuite, type Setup } from "./run-suite.ts";

describe("the $translate suite", () => {
  it("has at least 150 cases, each with a name of its own and the sentence that it tests", () => {
    const cases = readCases();
    expect(cases.length).toBeGreaterThanOrEqual(150);
    expect(new Set(cases.map((c) => c.name)).size).toBe(cases.length);
    expect(cases.filter((c) => c.tests.length < 10)).toEqual([]);
    expect(cases.filter((c) => (c.ask === undefined) === (c.raw === undefined))).toEqual([]);
  });

  const ways: [Setup, () => Iterable<Resource>][] = [
    ["none", () => [...bundledResources(), ...(suiteResources() as unknown as Resource[])]],
    ["tx-resource", () => bundledResources()],
  ];
  describe.each(ways)("with resources by %s", (setup, resources) => {
    let server: RunningServer;
    beforeAll(async () => {
      server = await startServer({ resources: resources() });
    });
    afterAll(() => server.stop());

    it.each(["r4", "r5"] as const)("passes on %s", async (version) => {
      const base = `${server.url}/${version}`;
      const results = await runSuite({ base, version, setup, conditionStored: true });
      expect(results.length).toBeGreaterThan(150);
      expect(results.filter((r) => r.faults.length > 0)).toEqual([]);
    });
  });
});
