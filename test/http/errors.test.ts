import { gzipSync } from "node:zlib";
import { pino } from "pino";
import { describe, expect, test } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { listen } from "../../src/http/server.ts";
import { readConfig } from "../../src/server/config.ts";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { type Reply, testServer } from "./support.ts";

const LIMIT = 100_000;
const server = testServer({ bodyLimit: LIMIT });

/** What every failure must be: an OperationOutcome that names what is wrong. */
function expectOutcome({ status, headers, json, text }: Reply, expected: number, named: string | RegExp) {
  expect(status, text).toBe(expected);
  expect(headers.get("content-type")).toBe("application/fhir+json; charset=utf-8");
  expect(json.resourceType).toBe("OperationOutcome");
  expect(json.issue[0].severity).toBe("error");
  expect(json.issue[0].details.text).toMatch(named);
  expect(text).not.toMatch(/<html|\bat .*\.ts:\d+/i);
}

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body,
  headers: { "Content-Type": "application/fhir+json", ...headers },
});
const LOOKUP = "/CodeSystem/$lookup";

describe.each(["/r4", "/r5"])("at %s", (base) => {
  test.each<[string, string, RequestInit, number, string | RegExp]>([
    ["no such path", "/Nothing/here/at/all/of/it", {}, 404, "There is nothing at GET"],
    ["no such resource type", "/Patient/1", {}, 404, "/Patient/1"],
    ["no such operation", "/CodeSystem/$guess", {}, 404, "$guess"],
    [
      "an operation of FHIR that is not here",
      "/ConceptMap/$closure",
      post("{}"),
      404,
      "/ConceptMap/$closure",
    ],
    ["another one", "/CodeSystem/$find-matches", post("{}"), 404, "/CodeSystem/$find-matches"],
    ["another one, at an id", "/CodeSystem/none/$find-matches", {}, 404, "find-matches"],
    [
      "a parameter without value",
      LOOKUP,
      post(JSON.stringify({ resourceType: "Parameters", parameter: [{ name: "code" }] })),
      400,
      /^code is not valid here: it has no value; send valueCode/,
    ],
    [
      "a parameter with two letters swapped",
      "/ValueSet/$expand?url=a&fliter=b",
      {},
      400,
      "did you mean 'filter'?",
    ],
    [
      "a search's parameter in the place of the operation's",
      "/ValueSet/$expand?url=a&_count=5",
      {},
      400,
      "did you mean 'count'?",
    ],
    [
      "a search's parameter beside the operation's",
      "/ValueSet/$expand?url=http://none&_count=5&count=5&_=1",
      {},
      404,
      "http://none",
    ],
    ["the root", "/", {}, 405, "metadata"],
    ["a search of all types", "?_type=CodeSystem,ValueSet&url=a", {}, 405, "No search goes across types"],
    ["the same, with _search", "/_search?_type=CodeSystem", {}, 405, "No search goes across types"],
    [
      "the same, as a form",
      "/_search",
      { method: "POST", body: new URLSearchParams({ _type: "CodeSystem" }) },
      405,
      "No search goes across types",
    ],
    [
      "a number that no double holds",
      "/ValueSet/$expand",
      post('{"resourceType":"Parameters","parameter":[{"name":"count","valueInteger":1e400}]}'),
      400,
      "count: a number above 1.8e308 is not valid here; the greatest value is 2147483647",
    ],
    [
      "the same where a text belongs",
      "/ConceptMap/$translate",
      post('{"resourceType":"Parameters","parameter":[{"name":"url","valueDecimal":-1e400}]}'),
      400,
      "url: a number below -1.8e308 is not valid here; it is a number: send value",
    ],
    [
      "a system that is wanted with its version",
      "/ConceptMap/$translate?system=http://www.omim.org&code=166350&targetsystem=http://x.org/a|1.0",
      {},
      400,
      "targetsystem: 'http://x.org/a|1.0' is not valid here; a code system is named without its version: send 'http://x.org/a'",
    ],
    ["no such id", "/CodeSystem/none", {}, 404, "There is no CodeSystem with id 'none'"],
    ["no such instance of an operation", "/CodeSystem/none/$lookup?code=a", {}, 404, "'none'"],
    ["a method that is not for an operation", LOOKUP, { method: "DELETE" }, 405, "use GET, HEAD or POST"],
    [
      "a method that is not for metadata",
      "/metadata",
      { method: "POST", body: "{}" },
      405,
      "POST is not possible",
    ],
    ["an Accept that can't be met", "/metadata", { headers: { Accept: "text/turtle" } }, 406, "text/turtle"],
    [
      "an Accept with quality 0 only",
      "/metadata",
      { headers: { Accept: "application/json;q=0" } },
      406,
      "q=0",
    ],
    ["a _format that can't be met", "/metadata?_format=ttl", {}, 406, "ttl"],
    [
      "another FHIR version asked for",
      "/CodeSystem",
      { headers: { Accept: "application/fhir+json; fhirVersion=3.0" } },
      406,
      "/r4 speaks 4.0 and /r5 speaks 5.0",
    ],
    [
      "another FHIR version sent",
      LOOKUP,
      post("{}", { "Content-Type": "application/fhir+json; fhirVersion=3.0" }),
      415,
      "3.0",
    ],
    ["a type that can't be read", LOOKUP, post("{}", { "Content-Type": "text/plain" }), 415, "text/plain"],
    [
      "a charset that can't be read",
      LOOKUP,
      post("{}", { "Content-Type": "application/json; charset=utf-16" }),
      415,
      "utf-16",
    ],
    ["an encoding that can't be read", LOOKUP, post("{}", { "Content-Encoding": "zstd" }), 415, "zstd"],
    [
      "a body that is not encoded as it says",
      LOOKUP,
      post("{}", { "Content-Encoding": "gzip" }),
      400,
      "Content-Encoding",
    ],
    ["a body beyond the limit", LOOKUP, post(`"${"x".repeat(LIMIT)}"`), 413, `${LIMIT} bytes`],
    [
      "a small body that unpacks beyond the limit",
      LOOKUP,
      post(new Uint8Array(gzipSync(Buffer.alloc(50 * LIMIT))), { "Content-Encoding": "gzip" }),
      413,
      `${LIMIT} bytes`,
    ],
    ["no body, and so no parameters", LOOKUP, post(""), 400, "code or coding is required"],
    ["JSON that breaks off", LOOKUP, post('{"resourceType":'), 400, "not well-formed JSON"],
    ["JSON that is no object", LOOKUP, post("[1]"), 400, "not an object"],
    ["bytes that are no UTF-8", LOOKUP, post(new Uint8Array([0x7b, 0xff, 0x7d])), 400, "not UTF-8"],
    [
      "another resource than Parameters",
      LOOKUP,
      post('{"resourceType":"Patient"}'),
      400,
      "a Parameters resource",
    ],
    ["a resource without type", LOOKUP, post("{}"), 400, "no resourceType"],
    [
      "XML that breaks off",
      LOOKUP,
      post("<Parameters", { "Content-Type": "application/fhir+xml" }),
      400,
      "XML",
    ],
    ["a query that is not encoded rightly", `${LOOKUP}?code=%zz`, {}, 400, "%zz"],
    ["a query that is no UTF-8", `${LOOKUP}?code=%FF`, {}, 400, "%FF"],
    ["a path that is not encoded rightly", "/CodeSystem/%E0%A4%A", {}, 400, "%E0%A4%A"],
    [
      "a form that is not encoded rightly",
      LOOKUP,
      post("code=%", { "Content-Type": "application/x-www-form-urlencoded" }),
      400,
      "percent-encoding",
    ],
    ["a missing parameter", LOOKUP, {}, 400, "code or coding is required"],
    ["a misspelled parameter", `${LOOKUP}?cod=a&sytem=b`, {}, 400, "did you mean"],
    ["an unknown code system", `${LOOKUP}?code=a&system=http://none`, {}, 404, "http://none"],
    [
      "a search body that is no form",
      "/CodeSystem/_search",
      post('{"resourceType":"Parameters"}'),
      400,
      "a form",
    ],
  ])("%s", async (_what, path, init, status, named) => {
    expectOutcome(await server.request(base + path, init), status, named);
  });

  test("405 says in Allow what is possible", async () => {
    expect((await server.request(`${base}/metadata`, { method: "PUT" })).headers.get("allow")).toBe(
      "GET, HEAD",
    );
    expect((await server.request(`${base}${LOOKUP}`, { method: "PUT" })).headers.get("allow")).toBe(
      "GET, HEAD, POST",
    );
  });

  test("metadata answers whatever FHIR version is asked for: there one learns which is spoken", async () => {
    const headers = { Accept: "application/fhir+json; fhirVersion=3.0" };
    expect((await server.request(`${base}/metadata`, { headers })).status).toBe(200);
  });

  test("errors come in XML to whoever asks for XML", async () => {
    const { status, headers, text } = await server.request(`${base}/CodeSystem/none?_format=xml`);
    expect(status).toBe(404);
    expect(headers.get("content-type")).toBe("application/fhir+xml; charset=utf-8");
    expect(text).toMatch(/^(<\?xml.*\?>)?\s*<OperationOutcome xmlns="http:\/\/hl7.org\/fhir">/);
  });

  test("the connection still serves after a refused body", async () => {
    for (let i = 0; i < 3; i++) {
      const reply = await server.request(base + LOOKUP, post("x".repeat(20 * LIMIT)));
      expect(reply.status).toBe(413);
      expect((await server.request(`${base}/metadata`)).status).toBe(200);
    }
  });
});

describe("outside the endpoints", () => {
  test.each<[string, string, RequestInit, number, string | RegExp]>([
    ["an unknown path", "/none", {}, 404, "/none"],
    ["a path that only begins like an endpoint", "/r4x/metadata", {}, 404, "/r4x/metadata"],
    ["a path that is not encoded rightly", "/%zz", {}, 404, "%zz"],
    ["a method that is not for health", "/health/live", { method: "POST" }, 405, "POST"],
  ])("%s", async (_what, path, init, status, named) => {
    expectOutcome(await server.request(path, init), status, named);
  });
});

describe("what is no request at all", () => {
  test.each([
    ["headers too large", `GET /r4/metadata HTTP/1.1\r\nHost: x\r\nX-A: ${"a".repeat(40_000)}\r\n\r\n`, 431],
    ["no HTTP", "HELLO\r\n\r\n", 400],
    ["a header without colon", "GET /r4/metadata HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n", 400],
    [
      "an expectation",
      "GET /r4/metadata HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n",
      417,
    ],
  ])("%s", async (_what, bytes, status) => {
    const reply = await server.raw(bytes);
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(reply.slice(reply.indexOf("{"), reply.lastIndexOf("}") + 1))).toMatchObject({
      resourceType: "OperationOutcome",
    });
  });

  test("a Host header that is no host stays out of links", async () => {
    const reply = await server.raw(
      'GET /r4/CodeSystem?_count=1 HTTP/1.1\r\nHost: a"b<c\r\nConnection: close\r\n\r\n',
    );
    expect(reply).toMatch(/^HTTP\/1.1 (200|400) /);
    expect(reply).not.toContain('a\\"b<c');
  });
});

test("a store that fails makes a 500 that tells no secrets and promises nothing, and a line in the log", async () => {
  const lines: string[] = [];
  const logger = pino({ level: "error" }, { write: (line: string) => lines.push(line) });
  const store = new MemoryStore();
  const state = store.snapshot();
  state.read = () => Promise.reject(new Error("disk on fire at /secret/path"));
  const site = createApp(store, readConfig({}), logger);
  const broken = await listen(site, "127.0.0.1", 0);
  const response = await fetch(`${broken.url}/r4/CodeSystem/x`);
  const text = await response.text();
  await broken.stop();
  expect(response.status).toBe(500);
  expect(JSON.parse(text)).toMatchObject({
    resourceType: "OperationOutcome",
    issue: [{ code: "exception" }],
  });
  expect(text).not.toContain("secret");
  expect(text).not.toContain("changed nothing");
  expect(lines.join()).toContain("disk on fire");
});

describe("words that every JavaScript object knows", () => {
  const words = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "__defineGetter__"];

  test.each(words)("'%s' is no format, and the server lives on", async (word) => {
    expectOutcome(await server.request(`/r4/metadata?_format=${word}`), 406, word);
    expectOutcome(await server.request("/r4/metadata", { headers: { Accept: word } }), 406, "Accept");
    expectOutcome(
      await server.request("/r4/CodeSystem/$lookup", post("{}", { "Content-Type": word })),
      415,
      word.toLowerCase(),
    );
    expect((await server.request("/health/live")).status).toBe(200);
  });
});

describe("a header that Node refuses to write", () => {
  const odd = testServer({ publicUrl: "https://tx.example.org/\u0001" });

  test("fails one request, and neither its neighbours nor the process", async () => {
    const links = () => odd.request("/r4/CodeSystem?_count=1");
    await Promise.all([links(), odd.request("/r4/metadata"), links()]);
    expect((await odd.request("/health/live")).status).toBe(200);
  });
});

test("a tx-resource that is no terminology is refused by its type, whatever else it says", async () => {
  const resource = { resourceType: "Basic", url: [[]], status: "active", compose: [] };
  const parameter = [
    { name: "system", valueUri: "http://www.omim.org" },
    { name: "code", valueCode: "166350" },
    { name: "tx-resource", resource },
  ];
  const body = JSON.stringify({ resourceType: "Parameters", parameter });
  expectOutcome(await server.request("/r4/CodeSystem/$lookup", post(body)), 400, "tx-resource: 'Basic'");
});

test("the address that explains a message follows a question without a full stop", async () => {
  const { json } = await server.request("/r4/CodeSystem/$lookup?sytem=a&code=b");
  expect(json.issue[0].diagnostics).toMatch(/did you mean 'system'\?( See http|$)/);
});
