import { describe, expect, test } from "vitest";
import { bundledResources, createEngine, lookup, MemoryStore } from "../src/engine.ts";
import { testServer, unexplained } from "./http/support.ts";

const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const CODE = "progressive-osseous-heteroplasia";
const store = new MemoryStore(bundledResources());
const engine = createEngine(store);
const server = testServer();

describe("in-process", () => {
  const addresses = [
    `CodeSystem/$lookup?system=${SYSTEM}&code=${CODE}`,
    `CodeSystem/genetic-conditions/$lookup?code=${CODE}`,
    `ConceptMap/$translate?system=${SYSTEM}&code=${CODE}&targetsystem=http://www.omim.org`,
    `ValueSet/$validate-code?url=https://w3id.org/ossicle/ValueSet/all-conditions&system=${SYSTEM}&code=${CODE}`,
    `CodeSystem/$subsumes?system=${SYSTEM}&codeA=${CODE}&codeB=${CODE}`,
    "CodeSystem/$lookup?system=http://none&code=a",
    "Nothing",
  ];

  test.each(["r4", "r5"] as const)("%s answers are the server's", async (version) => {
    for (const address of addresses) {
      const own = await engine.ask(version, "GET", address);
      const over = await server.request(`/${version}/${address}`);
      expect({ status: own.status, resource: own.resource }, address).toEqual({
        status: over.status,
        resource: unexplained(over.json),
      });
    }
  });

  test("takes a Parameters resource", async () => {
    const resource = {
      resourceType: "Parameters",
      parameter: [
        { name: "system", valueUri: SYSTEM },
        { name: "code", valueCode: CODE },
      ],
    };
    const posted = await engine.ask("r5", "POST", "CodeSystem/$lookup", { resource });
    const asked = await engine.ask("r5", "GET", `/CodeSystem/$lookup?system=${SYSTEM}&code=${CODE}`);
    expect(posted.status).toBe(200);
    expect(posted).toEqual(asked);
  });

  test("operations can be called without FHIR's shapes", async () => {
    const { display } = await lookup(store, {
      system: SYSTEM,
      code: CODE,
      properties: [],
      useSupplement: [],
    });
    expect(display).toBe("Progressive osseous heteroplasia");
  });

  test("operations give promises, which reject where there is no answer", async () => {
    const asking = lookup(store, { system: "http://none", code: CODE, properties: [], useSupplement: [] });
    expect(asking).toBeInstanceOf(Promise);
    await expect(asking).rejects.toThrow("http://none");
    const strange = { system: SYSTEM, code: CODE, displayLanguage: "-", properties: [], useSupplement: [] };
    await expect(lookup(store, strange)).rejects.toThrow("displayLanguage");
  });

  test("failures that nobody expected are answered, and told to the log", async () => {
    const told: string[] = [];
    const broken = new MemoryStore();
    broken.snapshot().codeSystem = () => {
      throw new Error("out of order");
    };
    const careful = createEngine(broken, { log: { error: (_fields, message) => told.push(message) } });
    const { status } = await careful.ask("r4", "GET", `CodeSystem/$lookup?system=${SYSTEM}&code=${CODE}`);
    expect(status).toBe(500);
    expect(told).toHaveLength(1);
  });
});
