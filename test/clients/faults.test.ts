/** Each fault is what it is meant to be, to clients in use as to our own. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Client } from "fhir-kit-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient } from "../../src/client.ts";
import { type Fault, startOssicle, type TestOssicle } from "../../src/testing.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { HAS_MAVEN, javaExample } from "./maven.ts";

const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const CODE = "progressive-osseous-heteroplasia";
const OMIM = "http://www.omim.org";
const VALUE_SET = "https://w3id.org/ossicle/ValueSet/poh-codes";

type Operation = "lookup" | "translate" | "expand";

const OLDER_MAP = {
  resourceType: "Parameters",
  parameter: [
    { name: "result", valueBoolean: true },
    {
      name: "match",
      part: [
        { name: "equivalence", valueCode: "equivalent" },
        { name: "concept", valueCoding: { system: OMIM, code: "100000" } },
      ],
    },
  ],
};
const EMPTY = {
  resourceType: "ValueSet",
  status: "active",
  expansion: { timestamp: "2026-01-01", total: 0 },
};

interface Case {
  name: string;
  fault?: Fault;
  operation: Operation;
  /** What our own client, fhir-kit-client and HAPI's make of it. */
  own: string;
  kit: string;
  hapi: string;
}

const FOUND = "Progressive osseous heteroplasia";
const CASES: readonly Case[] = [
  { name: "no fault", operation: "lookup", own: FOUND, kit: FOUND, hapi: FOUND },
  {
    name: "a slow answer",
    fault: { delayMs: 150 },
    operation: "lookup",
    own: FOUND,
    kit: FOUND,
    hapi: FOUND,
  },
  {
    name: "429 with Retry-After",
    fault: { status: 429, retryAfter: 60 },
    operation: "lookup",
    own: "busy 60000",
    kit: "429",
    hapi: "UnclassifiedServerFailureException 429",
  },
  {
    name: "503",
    fault: { status: 503 },
    operation: "lookup",
    own: "busy",
    kit: "503",
    hapi: "UnclassifiedServerFailureException 503",
  },
  {
    name: "an error page",
    fault: { status: 502, body: "<html>Bad gateway</html>" },
    operation: "lookup",
    own: "not-fhir",
    kit: "502",
    hapi: "UnclassifiedServerFailureException 502",
  },
  {
    name: "a broken connection",
    fault: "reset",
    operation: "lookup",
    own: "unreachable",
    kit: "fetch failed",
    hapi: "FhirClientConnectionException 500",
  },
  {
    name: "half an answer",
    fault: { truncateAfter: 30 },
    operation: "lookup",
    own: "unreachable",
    kit: "terminated",
    hapi: "FhirClientConnectionException 500",
  },
  {
    name: "silence",
    fault: "hang",
    operation: "lookup",
    own: "unreachable",
    kit: "TimeoutError",
    hapi: "FhirClientConnectionException 500",
  },
  {
    name: "an older map",
    fault: { answer: OLDER_MAP },
    operation: "translate",
    own: "100000",
    kit: "100000",
    hapi: "100000",
  },
  {
    name: "an empty expansion",
    fault: { answer: EMPTY },
    operation: "expand",
    own: "0 codes",
    kit: "0 codes",
    hapi: "0 codes",
  },
];

let tx: TestOssicle;
beforeAll(async () => {
  tx = await startOssicle();
});
afterAll(() => tx.stop());

/** How long a client waits: long enough for a machine that has much to do, but where nothing will come. */
const patience = (fault: unknown): number => (fault === "hang" ? 1_000 : 30_000);

async function byOwn(baseUrl: string, operation: Operation, timeoutMs: number): Promise<string> {
  const client = createClient({ baseUrl, version: "r4", timeoutMs, retries: 0 });
  if (operation === "expand") {
    const outcome = await client.expand({ url: VALUE_SET });
    return outcome.kind === "expanded" ? `${outcome.contains.length} codes` : outcome.kind;
  }
  if (operation === "translate") {
    const outcome = await client.translate({ system: SYSTEM, code: CODE, targetSystem: OMIM });
    return outcome.kind === "matched" ? outcome.matches.map((m) => m.concept?.code).join(" ") : outcome.kind;
  }
  const outcome = await client.lookup({ system: SYSTEM, code: CODE });
  if (outcome.kind === "found") return outcome.display!;
  return "retryAfterMs" in outcome ? `${outcome.kind} ${outcome.retryAfterMs}` : outcome.kind;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Any = any;

async function byKit(baseUrl: string, operation: Operation, timeoutMs: number): Promise<string> {
  const client = new Client({ baseUrl });
  const options = { signal: AbortSignal.timeout(timeoutMs) };
  const ask = (resourceType: string, name: string, input: object): Promise<Any> =>
    client.operation({ resourceType, name, method: "GET", input, options } as Any);
  try {
    if (operation === "expand") {
      const { expansion } = await ask("ValueSet", "expand", { url: VALUE_SET });
      return `${(expansion.contains ?? []).length} codes`;
    }
    if (operation === "translate") {
      const { parameter } = await ask("ConceptMap", "translate", {
        system: SYSTEM,
        code: CODE,
        targetsystem: OMIM,
      });
      const { part } = parameter.find((p: Any) => p.name === "match");
      return part.find((p: Any) => p.name === "concept").valueCoding.code;
    }
    const { parameter } = await ask("CodeSystem", "lookup", { system: SYSTEM, code: CODE });
    return parameter.find((p: Any) => p.name === "display").valueString;
  } catch (error) {
    const { response, name, message } = error as Any;
    if (response?.status === undefined) return name === "TimeoutError" ? name : message;
    return String(response.status);
  }
}

describe.each(CASES)("$name", ({ fault, operation, own, kit }) => {
  test.each([
    ["our own client", byOwn, own],
    ["fhir-kit-client", byKit, kit],
  ])("to %s", async (_, ask, expected) => {
    using _fault = fault && tx.fault({ operation }, fault);
    expect(await ask(tx.r4, operation, patience(fault))).toBe(expected);
  });
});

/** Not in one go: the servers that it asks are in this process. */
async function java(args: string[], input: string): Promise<{ stdout: string; stderr: string }> {
  const child = spawn("java", args);
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { stdout, stderr };
}

describe.skipIf(!HAS_MAVEN)("to HAPI's client in Java", () => {
  test("each is what it is meant to be", async (context) => {
    const folder = temporaryFolder();
    const servers = await Promise.all(CASES.map(() => startOssicle()));
    try {
      const example = javaExample(folder.path);
      if (!example) return context.skip("Maven has no network");
      for (const [i, { operation, fault }] of CASES.entries())
        if (fault) servers[i]!.fault({ operation }, fault);
      const ask = fileURLToPath(new URL("hapi/Ask.java", import.meta.url));
      const input = CASES.map(({ operation }, i) => `${operation} ${servers[i]!.r4}\n`).join("");
      const { stdout, stderr } = await java(["-cp", example.classpath(), ask], input);
      const seen = stdout.trim().split("\n");
      expect(Object.fromEntries(CASES.map(({ name }, i) => [name, seen[i]])), stderr).toEqual(
        Object.fromEntries(CASES.map(({ name, hapi }) => [name, hapi])),
      );
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
      folder.remove();
    }
  }, 300_000);
});
