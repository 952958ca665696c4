import { readdirSync, readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import {
  type ClientOptions,
  createClient,
  type Dependency,
  type TerminologyClient,
} from "../../src/client.ts";
import { testServer } from "../http/support.ts";

const GC = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const NAMES = "https://w3id.org/ossicle/CodeSystem/condition-names";
const POH = "progressive-osseous-heteroplasia";
const OMIM = "http://www.omim.org";

describe.each(["r4", "r5"] as const)("Ossicle, asked in %s", (version) => {
  const server = testServer();
  const client = () => createClient({ baseUrl: `${server.url}/${version}`, version });

  test("says what a code means, and tells an unknown code from an unknown system", async () => {
    expect(await client().lookup({ system: GC, code: POH })).toMatchObject({
      kind: "found",
      display: "Progressive osseous heteroplasia",
    });
    const chosen = await client().lookup({ system: GC, code: POH, property: ["xref"] });
    expect(chosen).toMatchObject({
      properties: expect.arrayContaining([expect.objectContaining({ code: "xref" })]),
    });
    expect((await client().lookup({ system: GC, code: "fop" })).kind).toBe("unknown-code");
    expect((await client().lookup({ system: "http://loinc.org", code: "x" })).kind).toBe("unknown-resource");
  });

  test("validates, and an unknown system is not an invalid code", async () => {
    const valueSet = "https://w3id.org/ossicle/ValueSet/poh-codes";
    expect(await client().validateCode({ valueSet, system: OMIM, code: "166350" })).toMatchObject({
      kind: "valid",
    });
    expect((await client().validateCode({ valueSet, system: GC, code: "fop" })).kind).toBe("invalid");
    expect((await client().validateCode({ system: GC, code: POH })).kind).toBe("valid");
    expect((await client().validateCode({ system: "http://loinc.org", code: "x" })).kind).toBe(
      "unknown-system",
    );
    const below = { valueSet: `${OMIM}?fhir_vs=isa/166350`, system: OMIM, code: "135100" };
    expect((await client().validateCode(below)).kind).toBe("not-known");
    const codeableConcept = { coding: [{ system: OMIM, code: "166350" }] };
    expect((await client().validateCode({ valueSet, codeableConcept })).kind).toBe("valid");
  });

  test("subsumes, expands, pages and matches", async () => {
    expect(await client().subsumes({ system: GC, codeA: POH, codeB: POH })).toEqual({ kind: "equivalent" });
    const url = "https://w3id.org/ossicle/ValueSet/poh-names";
    expect(await client().expand({ url, filter: "cut" })).toMatchObject({ kind: "expanded", total: 3 });
    const codes: string[] = [];
    for await (const page of client().pages({ url, count: 3 }))
      if (page.kind === "expanded") codes.push(...page.contains.map((c) => c.code!));
    expect(codes.length).toBeGreaterThan(7);
    expect(new Set(codes).size).toBe(codes.length);
    expect((await client().expand({ url: "http://example.org/none" })).kind).toBe("unknown-resource");
    expect(await client().match({ text: "osteoma cutis" })).toMatchObject({ kind: "candidates" });
  });

  test("translates under a condition, when it is told what holds", async () => {
    const code = "Myositis ossificans progressiva";
    const asked = async (dependency?: Dependency[]) => {
      const given = { system: NAMES, code, ...(dependency && { dependency }) };
      const outcome = await client().translate(given);
      return outcome.kind === "matched" ? outcome.matches.map((m) => m.concept?.code) : outcome.kind;
    };
    const gene = (code: string) => ({ system: "http://www.genenames.org", code });
    expect(await asked()).toHaveLength(2);
    expect(await asked([{ attribute: "gene", value: gene("HGNC:4392") }])).toEqual([POH]);
    const attribute = "https://w3id.org/ossicle/gene";
    expect(await asked([{ attribute, value: gene("HGNC:171") }])).toEqual(["135100"]);
    expect(await asked([{ attribute, value: "ACVR1" }])).toEqual(["135100"]);
  });

  test("translates: what may be applied, what may not, and nothing", async () => {
    const there = await client().translate({ system: GC, code: POH, targetSystem: OMIM });
    expect(there).toMatchObject({
      kind: "matched",
      matches: [{ relation: "equivalent", mayBeApplied: true, concept: { code: "166350" } }],
    });
    const wider = await client().translate({ system: NAMES, code: "Osteoma cutis", targetSystem: GC });
    expect(wider).toMatchObject({ kind: "matched", matches: [{ mayBeApplied: false }] });
    const url = "https://w3id.org/ossicle/ConceptMap/condition-to-omim";
    const back = await client().translate({ url, system: OMIM, code: "166350", reverse: true });
    expect(back.kind).toBe("matched");
    expect((await client().translate({ system: NAMES, code: "FOP", targetSystem: GC })).kind).toBe(
      "unmatched",
    );
  });

  test("answers several questions in one batch", async () => {
    const path = `CodeSystem/$lookup?system=${encodeURIComponent(GC)}&code=`;
    const answers = await client().batch([path + POH, `${path}none`]);
    expect(answers).toMatchObject([{ kind: "answered" }, { kind: "unknown-resource" }]);
  });

  test("what is too long for an address is sent as a body", async () => {
    const code = "x".repeat(2_500);
    expect((await client().lookup({ system: GC, code })).kind).not.toBe("unreachable");
  });
});

describe("a server that", () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close().closeAllConnections()));

  async function against(
    listener: RequestListener,
    options: Partial<ClientOptions> = {},
  ): Promise<TerminologyClient> {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return createClient({ baseUrl: `http://127.0.0.1:${port}`, version: "r4", ...options });
  }

  /** The codes of the pages of two, of a server that gives `answer` of the offset that is asked for. */
  async function pagedFrom(answer: (offset: number) => object): Promise<(string | undefined)[]> {
    const client = await against((req, res) => {
      const offset = Number(new URL(req.url!, "http://localhost").searchParams.get("offset"));
      res.setHeader("Content-Type", "application/fhir+json");
      res.end(JSON.stringify({ resourceType: "ValueSet", status: "active", expansion: answer(offset) }));
    });
    const codes: (string | undefined)[] = [];
    for await (const page of client.pages({ url: "http://example.org/vs", count: 2 }))
      if (page.kind === "expanded") codes.push(...page.contains.map(({ code }) => code));
    return codes;
  }

  test("knows no pages is asked for one", async () => {
    expect(await pagedFrom(() => ({ contains: ["a", "b", "c"].map((code) => ({ code })) }))).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  test("gives codes below others is asked for the next page, as far as its total goes", async () => {
    const pages = [[{ code: "a", contains: [{ code: "b" }] }], [{ code: "c" }]];
    expect(await pagedFrom((offset) => ({ total: 3, contains: pages[offset / 2] ?? [] }))).toEqual([
      "a",
      "c",
    ]);
    expect(await pagedFrom((offset) => ({ contains: pages[offset / 2] ?? [] }))).toEqual(["a", "c"]);
  });
  const found = JSON.stringify({
    resourceType: "Parameters",
    parameter: [{ name: "display", valueString: "A" }],
  });
  const code = { system: "http://example.org", code: "a" };

  test("is busy is asked again when it says", async () => {
    let asked = 0;
    const client = await against((_req, res) => {
      if (++asked === 1) res.writeHead(429, { "Retry-After": "0" }).end();
      else res.end(found);
    });
    expect((await client.lookup(code)).kind).toBe("found");
    expect(asked).toBe(2);
  });

  test("stays busy is said to be", async () => {
    const client = await against((_req, res) => void res.writeHead(503, { "Retry-After": "600" }).end());
    expect(await client.lookup(code)).toMatchObject({ kind: "busy", status: 503, retryAfterMs: 600_000 });
  });

  test("hangs, or hangs up, is unreachable", async () => {
    const hanging = await against(() => undefined, { timeoutMs: 50, retries: 0 });
    expect((await hanging.lookup(code)).kind).toBe("unreachable");
    const broken = await against((req) => void req.socket.destroy(), { retries: 0 });
    expect((await broken.lookup(code)).kind).toBe("unreachable");
  });

  test.each([
    [200, "<html>Welcome</html>"],
    [200, found.slice(0, 20)],
    [502, "<html>Bad gateway</html>"],
    [200, "[]"],
  ])("answers %i with %j gives no FHIR", async (status, body) => {
    const client = await against((_req, res) => void res.writeHead(status).end(body), { retries: 0 });
    expect((await client.lookup(code)).kind).toBe("not-fhir");
    expect((await client.translate(code)).kind).toBe("not-fhir");
  });

  test.each([
    [401, "login", "denied"],
    [403, "forbidden", "denied"],
    [400, "invalid", "rejected"],
    [422, "processing", "rejected"],
    [404, "not-supported", "unsupported"],
    [404, "not-found", "unknown-resource"],
    [500, "exception", "busy"],
  ])("answers %i %s is no negative answer", async (status, issue, kind) => {
    const outcome = { resourceType: "OperationOutcome", issue: [{ severity: "error", code: issue }] };
    const client = await against((_req, res) => void res.writeHead(status).end(JSON.stringify(outcome)));
    expect((await client.validateCode(code)).kind).toBe(kind);
    expect((await client.translate(code)).kind).toBe(kind);
  });

  test("gives an entity tag is asked for changes only", async () => {
    const conditional: (string | undefined)[] = [];
    const client = await against((req, res) => {
      conditional.push(req.headers["if-none-match"]);
      if (req.headers["if-none-match"] === '"1"') res.writeHead(304).end();
      else res.writeHead(200, { ETag: '"1"' }).end(found);
    });
    expect(await client.lookup(code)).toEqual(await client.lookup(code));
    expect(conditional).toEqual([undefined, '"1"']);
  });

  test("is left by whoever asks: the call ends with the caller's reason", async () => {
    const client = await against(() => undefined);
    const caller = new AbortController();
    const asking = client.lookup(code, { signal: caller.signal });
    caller.abort(new Error("enough"));
    await expect(asking).rejects.toThrow("enough");
  });
});

test("the client needs nothing of Node's and no other part of the server", () => {
  const folder = new URL("../../src/client/", import.meta.url);
  for (const name of readdirSync(folder)) {
    const imports = [...readFileSync(new URL(name, folder), "utf8").matchAll(/from "([^"]+)"/g)].map(
      (m) => m[1],
    );
    for (const from of imports) expect(from).toMatch(/^(\.\/[\w-]+\.ts|fhir\/r5)$/);
  }
});
