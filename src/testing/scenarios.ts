/**
 * The answers that a client of a terminology server must survive, each as a scenario that a client's own tests can run
 * through. They belong to no test runner: a scenario sets a test server up, and says what to ask.
 */
import type { GivenResource } from "./resources.ts";
import type { TestOssicle } from "./start-ossicle.ts";

export interface Scenario {
  name: string;
  /** What goes wrong in clients that don't expect it. */
  why: string;
  /** The operation to ask, and with what: names as in R4. */
  ask: {
    operation: "translate" | "lookup" | "validate-code" | "expand";
    with: Readonly<Record<string, string>>;
  };
  setUp(tx: TestOssicle): Promise<void>;
}

const BASE = "https://example.org/contract";
const LOCAL = `${BASE}/local`;
const TARGET = `${BASE}/target`;

const codeSystem = (url: string, ...codes: string[]): GivenResource => ({
  resourceType: "CodeSystem",
  url,
  status: "active",
  content: "complete",
  caseSensitive: true,
  concept: codes.map((code) => ({ code, display: `Display of ${code}` })),
});

/** Version 1 of a map from LOCAL to TARGET; `targets` are R4's. */
const map = (code: string, ...target: object[]): GivenResource => ({
  resourceType: "ConceptMap",
  url: `${BASE}/map`,
  version: "1",
  status: "active",
  sourceUri: `${BASE}/local-all`,
  targetUri: `${BASE}/target-all`,
  group: [{ source: LOCAL, target: TARGET, element: [{ code, target }] }],
});

const systems = [codeSystem(LOCAL, "a"), codeSystem(TARGET, "x", "y")];
const translate = {
  operation: "translate",
  with: { system: LOCAL, code: "a", targetsystem: TARGET },
} as const;
const lookup = { operation: "lookup", with: { system: LOCAL, code: "a" } } as const;

const withMap =
  (...target: object[]) =>
  (tx: TestOssicle) =>
    tx.add(...systems, map("a", ...target));
const withFault =
  (operation: string, fault: Parameters<TestOssicle["fault"]>[1], times?: number) =>
  async (tx: TestOssicle) => {
    await tx.add(...systems);
    tx.fault({ operation }, fault, times === undefined ? {} : { times });
  };

export const scenarios: readonly Scenario[] = [
  {
    name: "several-matches",
    why: "Who takes the first match loses the others, and picks at random.",
    ask: translate,
    setUp: withMap({ code: "x", equivalence: "equivalent" }, { code: "y", equivalence: "equivalent" }),
  },
  {
    name: "true-without-equivalent",
    why: "result is true, and no match may be applied without a person looking.",
    ask: translate,
    setUp: withMap({ code: "x", equivalence: "wider" }),
  },
  {
    name: "denied-match",
    why: "The map says that the two are not the same: a match with a concept, and result false.",
    ask: translate,
    setUp: withMap({ code: "x", equivalence: "disjoint", comment: "another thing" }),
  },
  {
    name: "no-map",
    why: "There is no target, and the map says so: a match without a concept.",
    ask: translate,
    setUp: withMap({ equivalence: "unmatched" }),
  },
  {
    name: "open-condition",
    why: "The match holds only if something else does, which nobody has said.",
    ask: translate,
    setUp: withMap({
      code: "x",
      equivalence: "equivalent",
      dependsOn: [{ property: `${BASE}/laterality`, system: TARGET, value: "y" }],
    }),
  },
  {
    name: "unknown-system",
    why: "Not known here is neither invalid nor without translation.",
    ask: { operation: "validate-code", with: { system: `${BASE}/nowhere`, code: "a" } },
    setUp: (tx) => tx.add(...systems),
  },
  {
    name: "unknown-code",
    why: "404 with an OperationOutcome is an answer, not an outage.",
    ask: { operation: "lookup", with: { system: LOCAL, code: "none" } },
    setUp: (tx) => tx.add(...systems),
  },
  {
    name: "too-costly",
    why: "A value set can be too large for one answer: ask for pages.",
    ask: { operation: "expand", with: { url: `${BASE}/large` } },
    setUp: withFault("expand", {
      status: 422,
      body: {
        resourceType: "OperationOutcome",
        issue: [{ severity: "error", code: "too-costly", details: { text: "too many codes" } }],
      },
    }),
  },
  {
    name: "busy-once",
    why: "429 with Retry-After: waiting helps.",
    ask: lookup,
    setUp: withFault("lookup", { status: 429, retryAfter: 0 }, 1),
  },
  {
    name: "unavailable",
    why: "503 for longer: say that there is no answer, and nothing of the code.",
    ask: lookup,
    setUp: withFault("lookup", { status: 503, retryAfter: 0 }),
  },
  {
    name: "error-page",
    why: "A proxy's page of HTML with 502 is no FHIR.",
    ask: lookup,
    setUp: withFault("lookup", { status: 502, body: "<html><h1>Bad gateway</h1></html>" }),
  },
  {
    name: "broken-connection",
    why: "The connection breaks before the answer.",
    ask: lookup,
    setUp: withFault("lookup", "reset"),
  },
  {
    name: "half-an-answer",
    why: "The connection breaks in the middle of the answer.",
    ask: lookup,
    setUp: withFault("lookup", { truncateAfter: 20 }),
  },
  {
    name: "slow",
    why: "The answer takes longer than a person waits.",
    ask: lookup,
    setUp: withFault("lookup", { delayMs: 1_500 }),
  },
  {
    name: "empty-expansion",
    why: "A value set of nothing is an answer, too.",
    ask: { operation: "expand", with: { url: `${BASE}/empty` } },
    setUp: withFault("expand", {
      answer: {
        resourceType: "ValueSet",
        status: "active",
        expansion: { timestamp: "2026-01-01T00:00:00Z", total: 0, contains: [] },
      },
    }),
  },
];
