import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../src/index.ts";

const SETS = "https://w3id.org/ossicle/ValueSet/";
const MAPS = "https://w3id.org/ossicle/ConceptMap/";
const CONDITIONS = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";

const coding = { system: CONDITIONS, code: "progressive-osseous-heteroplasia" };
const r5Coding = { system: CONDITIONS, sourceCode: coding.code };

describe("a request that is nearly right", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const ask = async (path: string, query: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}${path}?${new URLSearchParams(query)}`);
    const { issue } = (await answer.json()) as { issue: { details: { text: string } }[] };
    return { status: answer.status, text: issue.map((i) => i.details.text).join(" ") };
  };

  it.each(["/r4/CodeSystem/$lookpu", "/r4/CodeSystem/omim/$lookpu", "/r5/CodeSystem/%24lookpu"])(
    "is told the operation that was meant at %s",
    async (path) => {
      const { status, text } = await ask(path, { code: "x" });
      expect(status).toBe(404);
      expect(text).toContain("did you mean '$lookup'?");
    },
  );

  it.each([
    ["ValueSet/$expand", "url", "ValueSet", "poh-names", `${SETS}poh-names`],
    ["ValueSet/$validate-code", "url", "ValueSet", "poh-names", `${SETS}poh-names`],
    ["CodeSystem/$lookup", "system", "CodeSystem", "genetic-conditions", CONDITIONS],
  ])("is told the url of what it names by its id: %s", async (path, parameter, type, id, url) => {
    for (const named of [id, `${type}/${id}`, `${server.url}/r4/${type}/${id}`]) {
      const query = new URLSearchParams({ ...coding, [parameter]: named });
      const answer = await fetch(`${server.url}/r4/${path}?${query}`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain(`Did you mean '${url}'?`);
    }
  });

  it("is told that an operation is unknown where none is near", async () => {
    const { status, text } = await ask("/r4/ValueSet/$frobnicate");
    expect(status).toBe(404);
    expect(text).toContain("There is no operation at '/r4/ValueSet/$frobnicate'");
  });

  it.each([
    ["/r4/ValueSet/$lookup", "'CodeSystem/$lookup'"],
    ["/r5/ConceptMap/condition-to-omim/$lokup", "'CodeSystem/[id]/$lookup'"],
    ["/r4/$lookup", "'CodeSystem/$lookup' or 'CodeSystem/[id]/$lookup'"],
    ["/r4/codesystem/$lookup", "'CodeSystem/$lookup'"],
    ["/r4/CodeSystem/hgnc/$expand", "'ValueSet/[id]/$expand'"],
    ["/r4/NamingSystem/x/$preferred-id", "'NamingSystem/$preferred-id'"],
    ["/r4/codesystem/omim", "'/r4/CodeSystem/omim'"],
    ["/CodeSystem/$lookup", "'/r4/CodeSystem/$lookup'"],
    ["/fhir/CodeSystem/$lookup", "'/r4/CodeSystem/$lookup'"],
    ["/fhir/R5/ValueSet/genes", "'/r5/ValueSet/genes'"],
    ["/metadata", "'/r4/metadata'"],
    ["/r4/r4/ValueSet", "'/r4/ValueSet'"],
  ])("is told at %s where it is to be asked: %s", async (path, meant) => {
    const { status, text } = await ask(path, { code: "x" });
    expect(status).toBe(404);
    expect(text).toContain(`did you mean ${meant}?`);
  });

  it.each(["/nowhere", "/r4/Patient/1", "/r4/Patient/$everything", "/", "/r4/CodeSystem/a/b/c/d"])(
    "is told nothing else at %s",
    async (path) => {
      const { text } = await ask(path);
      expect(text).not.toContain("did you mean");
    },
  );

  it("is told that the version does not belong in the system", async () => {
    const { status, text } = await ask("/r4/CodeSystem/$lookup", {
      system: `${CONDITIONS}|1.0.0`,
      code: "x",
    });
    expect(status).toBe(404);
    expect(text).toContain(
      "send 'https://w3id.org/ossicle/CodeSystem/genetic-conditions', and '1.0.0' as the version",
    );
  });

  it.each([
    ["/r4/ConceptMap/$translate", { system: `${CONDITIONS}|1.0.0`, code: "x" }],
    [
      "/r4/ConceptMap/$translate",
      { system: `${CONDITIONS}|1.0.0`, code: "x", url: `${MAPS}condition-to-omim` },
    ],
    ["/r4/ConceptMap/condition-to-omim/$translate", { system: `${CONDITIONS}|1.0.0`, code: "x" }],
    [
      "/r5/ConceptMap/condition-to-omim/$translate",
      { system: `${CONDITIONS}|1.0.0`, sourceCode: "progressive-osseous-heteroplasia" },
    ],
    ["/r4/ValueSet/$validate-code", { system: `${CONDITIONS}|1.0.0`, code: "x", url: `${SETS}poh-codes` }],
  ])("is told so in an answer of %s, too: %j", async (path, query) => {
    const answer = await fetch(`${server.url}${path}?${new URLSearchParams(query)}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`send '${CONDITIONS}', and '1.0.0' as the version`);
  });

  it.each([
    ["/r4/ValueSet/$expand", { url: `${SETS}genes/` }, `${SETS}genes`],
    ["/r4/ValueSet/$validate-code", { url: `${SETS}gnees`, system: "urn:x", code: "x" }, `${SETS}genes`],
    [
      "/r4/ConceptMap/$translate",
      { ...coding, url: `${MAPS}condition-to-omim/` },
      `${MAPS}condition-to-omim`,
    ],
    ["/r4/ConceptMap/$translate", { ...coding, url: `${MAPS}condition-to-omin` }, `${MAPS}condition-to-omim`],
    ["/r4/ConceptMap/$translate", { ...coding, source: `${SETS}POH-codes` }, `${SETS}poh-codes`],
    ["/r4/ConceptMap/$translate", { ...coding, target: `${SETS}gene` }, `${SETS}genes`],
    ["/r5/ConceptMap/$translate", { ...r5Coding, sourceScope: `${SETS}poh-codess` }, `${SETS}poh-codes`],
    ["/r5/ConceptMap/$translate", { ...r5Coding, targetScope: `${SETS}genes?fhir_vs` }, `${SETS}genes`],
  ])("is asked at %s whether another canonical was meant: %j", async (path, query, meant) => {
    const answer = await fetch(`${server.url}${path}?${new URLSearchParams(query)}`);
    expect(answer.status).toBe(404);
    const { issue } = (await answer.json()) as { issue: { diagnostics: string }[] };
    expect(issue[0]!.diagnostics).toContain(`Did you mean '${meant}'?`);
  });

  it("is told that a display is listed with the code, and as what", async () => {
    const asked = new URLSearchParams({
      url: CONDITIONS,
      code: coding.code,
      display: "Myositis ossificans progressiva",
    });
    const answer = await fetch(`${server.url}/r4/CodeSystem/$validate-code?${asked}`);
    const { parameter } = (await answer.json()) as { parameter: Record<string, unknown>[] };
    expect(parameter).toContainEqual({ name: "result", valueBoolean: false });
    const text = `'Myositis ossificans progressiva' is listed with '${coding.code}', but not as its display: Other disease`;
    expect(parameter.find(({ name }) => name === "message")?.["valueString"]).toContain(text);
  });

  it("is told how a language is written", async () => {
    const asked = new URLSearchParams({ ...coding, displayLanguage: "deutsch_" });
    const answer = await fetch(`${server.url}/r4/CodeSystem/$lookup?${asked}`);
    const { issue } = (await answer.json()) as { issue: { diagnostics: string }[] };
    expect(issue[0]!.diagnostics).toContain("It takes language tags of BCP 47, such as 'de'");
  });

  it("is told of a supplement, and not to read a map backwards that only denies", async () => {
    const asked = new URLSearchParams({ ...coding, targetsystem: "https://www.orpha.net" });
    const answer = await fetch(`${server.url}/r4/ConceptMap/$translate?${asked}`);
    const text = await answer.text();
    expect(text).toContain("Codes of Orphanet are known through the supplement");
    expect(text).not.toContain("A map from Orphanet leads to");
  });

  it.each([
    [{ system: "http://www.omim.org", code: "166350" }, "ask with reverse=true (R5: targetCode)"],
    [{ ...coding, reverse: "true" }, "ask without reverse=true (R5: sourceCode)"],
    [{ system: "urn:x", code: "1" }, "ask without a map, or with another one"],
  ])("is told how to read the map that it names: %j", async (query, instead) => {
    const asked = new URLSearchParams({ ...query, url: `${MAPS}condition-to-omim` } as Record<
      string,
      string
    >);
    const answer = await fetch(`${server.url}/r4/ConceptMap/$translate?${asked}`);
    const { parameter } = (await answer.json()) as { parameter: { name: string; valueString?: string }[] };
    expect(parameter.find(({ name }) => name === "message")?.valueString).toContain(instead);
  });

  it("is asked about the value set that another one draws on, where a code is validated and where it is expanded", async () => {
    const valueSet = {
      resourceType: "ValueSet",
      status: "active",
      compose: { include: [{ valueSet: [`${SETS}gnees`] }] },
    };
    for (const operation of ["$expand", "$validate-code"]) {
      const parameter = [
        { name: "valueSet", resource: valueSet },
        ...(operation === "$expand" ? [] : [{ name: "coding", valueCoding: coding }]),
      ];
      const answer = await fetch(`${server.url}/r4/ValueSet/${operation}`, {
        method: "POST",
        headers: { "Content-Type": "application/fhir+json" },
        body: JSON.stringify({ resourceType: "Parameters", parameter }),
      });
      expect(await answer.text()).toContain(`Did you mean '${SETS}genes'?`);
    }
  });

  it("is told of which code a name is listed, without taking the name for the code", async () => {
    const { status, text } = await ask("/r4/CodeSystem/$lookup", {
      system: CONDITIONS,
      code: "Osteoma cutis",
    });
    expect(status).toBe(404);
    expect(text).toContain("listed as a name of 'progressive-osseous-heteroplasia'");
  });
});

describe("an expansion", () => {
  it("names its resource type first", async () => {
    const server = await startServer();
    try {
      const url = "https://w3id.org/ossicle/ValueSet/genes";
      const answer = await fetch(`${server.url}/r4/ValueSet/$expand?url=${url}`);
      expect(await answer.text()).toMatch(/^\{"resourceType":"ValueSet"/);
    } finally {
      await server.stop();
    }
  });
});
