import { expect, test } from "vitest";
import { createClient } from "../../src/client.ts";
import { type Scenario, scenarios, startOssicle, type TestOssicle } from "../../src/testing.ts";

/** What our own client makes of each: never a negative answer out of a failure. */
const EXPECTED: Record<string, string> = {
  "several-matches": "matched",
  "true-without-equivalent": "matched",
  "denied-match": "unmatched",
  "no-map": "unmatched",
  "open-condition": "matched",
  "unknown-system": "unknown-system",
  "unknown-code": "unknown-code",
  "too-costly": "too-costly",
  "busy-once": "found",
  unavailable: "busy",
  "error-page": "not-fhir",
  "broken-connection": "unreachable",
  "half-an-answer": "unreachable",
  slow: "unreachable",
  "empty-expansion": "expanded",
};

function ask(tx: TestOssicle, { name, ask: { operation, with: given } }: Scenario) {
  // Patient where nothing is late on purpose: the machine may be busy.
  const timeoutMs = name === "slow" ? 1_000 : 30_000;
  const client = createClient({ baseUrl: tx.r4, version: "r4", timeoutMs, retries: 1 });
  const { system = "", code = "", url = "", targetsystem = "" } = given;
  if (operation === "translate") return client.translate({ system, code, targetSystem: targetsystem });
  if (operation === "lookup") return client.lookup({ system, code });
  return operation === "expand" ? client.expand({ url }) : client.validateCode({ system, code });
}

test.each(scenarios)("$name: $why", async (scenario) => {
  await using tx = await startOssicle({ bundled: false });
  await scenario.setUp(tx);
  const outcome = await ask(tx, scenario);
  expect(outcome.kind).toBe(EXPECTED[scenario.name]);
  if (outcome.kind === "matched")
    expect(outcome.matches.some((m) => m.mayBeApplied)).toBe(scenario.name === "several-matches");
});
