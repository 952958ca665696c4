/** Every kind of failure that the client knows, brought about by a fault: none is read as an answer. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createClient, type Failure, type TerminologyClient } from "../../src/client.ts";
import { type Fault, startOssicle, type TestOssicle } from "../../src/testing.ts";

const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const CODE = "progressive-osseous-heteroplasia";
const VALUE_SET = "https://w3id.org/ossicle/ValueSet/poh-codes";

let tx: TestOssicle;
beforeAll(async () => {
  tx = await startOssicle();
});
beforeEach(() => tx.reset());
afterAll(() => tx.stop());

const outcome = (code: string) => ({
  resourceType: "OperationOutcome",
  issue: [{ severity: "error", code }],
});

const FAULTS: [string, Fault, Failure["kind"]][] = [
  ["a login that is missing", { status: 401, body: outcome("login") }, "denied"],
  ["a login that may not", { status: 403, body: outcome("forbidden") }, "denied"],
  ["a resource that is not there", { status: 404, body: outcome("not-found") }, "unknown-resource"],
  ["one that was deleted", { status: 410, body: outcome("deleted") }, "unknown-resource"],
  ["an operation that is not there", { status: 404, body: outcome("not-supported") }, "unsupported"],
  ["a format that is not given", { status: 406, body: outcome("value") }, "unsupported"],
  ["a question that is not understood", { status: 400, body: outcome("invalid") }, "rejected"],
  ["one that breaks a rule", { status: 422, body: outcome("processing") }, "rejected"],
  ["too many questions", { status: 429, retryAfter: 0 }, "busy"],
  ["a server that is down", { status: 503, retryAfter: 0 }, "busy"],
  ["a server that fails", { status: 500, body: outcome("exception") }, "busy"],
  ["a proxy's page", { status: 502, body: "<html>Bad gateway</html>" }, "not-fhir"],
  ["a page in the place of an answer", { status: 200, body: "<html>Please log in</html>" }, "not-fhir"],
  ["another resource", { answer: { resourceType: "Patient" } }, "not-fhir"],
  ["an answer that breaks off", { truncateAfter: 30 }, "unreachable"],
  ["a connection that breaks", "reset", "unreachable"],
  ["silence", "hang", "unreachable"],
  ["an answer that is too late", { delayMs: 1_000 }, "unreachable"],
];

const QUESTIONS: [string, (client: TerminologyClient) => Promise<{ kind: string }>][] = [
  ["lookup", (client) => client.lookup({ system: SYSTEM, code: CODE })],
  ["validateCode", (client) => client.validateCode({ system: SYSTEM, code: CODE })],
  [
    "validateCode in a value set",
    (client) => client.validateCode({ valueSet: VALUE_SET, system: SYSTEM, code: CODE }),
  ],
  ["subsumes", (client) => client.subsumes({ system: SYSTEM, codeA: CODE, codeB: CODE })],
  ["expand", (client) => client.expand({ url: VALUE_SET })],
  ["translate", (client) => client.translate({ system: SYSTEM, code: CODE })],
  ["match", (client) => client.match({ text: "osteoma cutis" })],
  ["batch", async (client) => [await client.batch(["metadata"])].flat()[0]!],
];

describe.each(["r4", "r5"] as const)("asked in %s", (version) => {
  describe.each(FAULTS)("%s", (_, fault, kind) => {
    test.each(QUESTIONS)(`is '${kind}' to %s`, async (_name, ask) => {
      using _fault = tx.fault({}, fault);
      const timeoutMs = fault === "hang" || (fault as { delayMs?: number }).delayMs ? 100 : 5_000;
      const client = createClient({ baseUrl: tx[version], version, timeoutMs, retries: 0 });
      expect(await ask(client)).toMatchObject({ kind, message: expect.any(String) as string });
    });
  });
});

test("no kind of failure is left out", () => {
  const kinds: Record<Failure["kind"], true> = {
    "unknown-resource": true,
    rejected: true,
    denied: true,
    unsupported: true,
    busy: true,
    unreachable: true,
    "not-fhir": true,
  };
  expect(new Set(FAULTS.map(([, , kind]) => kind))).toEqual(new Set(Object.keys(kinds)));
});
