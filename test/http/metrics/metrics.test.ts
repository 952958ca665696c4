import { createHash } from "node:crypto";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { unique } from "../../unique.ts";
import { ownServer, type TestServer, testServer } from "../support.ts";
import { type Reading, readMetrics } from "./read-metrics.ts";

const KEY = "a-key-for-tests";
const writing = {
  writes: true,
  keys: [{ name: "tests", sha256: createHash("sha256").update(KEY).digest("hex") }],
};
const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const LOOKUP = `/CodeSystem/$lookup?system=${SYSTEM}&code=progressive-osseous-heteroplasia`;
const FHIR_JSON = { "Content-Type": "application/fhir+json" };

async function reading(server: TestServer): Promise<Reading> {
  const { status, headers, text } = await server.request("/metrics");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  return readMetrics(text);
}

/** What is counted while `work` is done. */
async function counted(server: TestServer, work: () => Promise<unknown>) {
  const before = await reading(server);
  await work();
  const after = await reading(server);
  return (name: string, labels?: Record<string, string>) =>
    after.sum(name, labels) - before.sum(name, labels);
}

const post = (body: object): RequestInit => ({
  method: "POST",
  headers: FHIR_JSON,
  body: JSON.stringify(body),
});

describe("requests", () => {
  const server = testServer(writing);
  const keyed = (method: string, body?: object): RequestInit => ({
    method,
    headers: { ...FHIR_JSON, Authorization: `Bearer ${KEY}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const valueSet = { resourceType: "ValueSet", id: "v", url: "http://example.org/v", status: "active" };
  const nameless = { resourceType: "ValueSet", status: "active" };

  test.each<[operation: string, version: string, outcome: string, path: string, init?: RequestInit]>([
    ["CodeSystem/$lookup", "r4", "ok", `/r4${LOOKUP}`],
    ["CodeSystem/$lookup", "r5", "ok", `/r5${LOOKUP.replace("$", "%24")}`],
    ["CodeSystem/$lookup", "r5", "client-error", `/r5/CodeSystem/$lookup?system=${SYSTEM}&code=none`],
    ["CodeSystem/$validate-code", "r4", "ok", `/r4/CodeSystem/$validate-code?url=${SYSTEM}&code=x`],
    ["ValueSet/$validate-code", "r4", "client-error", "/r4/ValueSet/nobody/$validate-code?code=x"],
    ["ValueSet/$expand", "r4", "ok", "/r4/ValueSet/$expand?url=https://w3id.org/ossicle/ValueSet/poh-codes"],
    ["ConceptMap/$translate", "r4", "client-error", "/r4/CodeSystem/$translate"],
    ["$versions", "r4", "ok", "/r4/$versions"],
    ["capabilities", "r5", "ok", "/r5/metadata"],
    ["search-type", "r4", "ok", "/r4/CodeSystem?url=http://a"],
    [
      "search-type",
      "r4",
      "ok",
      "/r4/CodeSystem/_search",
      { method: "POST", body: new URLSearchParams({ url: "a" }) },
    ],
    ["create", "r4", "ok", "/r4/ValueSet", keyed("POST", nameless)],
    ["update", "r5", "ok", "/r5/ValueSet/v", keyed("PUT", { ...valueSet, url: "http://example.org/w" })],
    ["read", "r4", "ok", "/r4/ValueSet/v"],
    ["read", "r4", "ok", "/r4/ValueSet/v", { method: "HEAD" }],
    ["read", "r4", "client-error", "/r4/ValueSet/nobody"],
    ["vread", "r4", "ok", "/r4/ValueSet/v/_history/1"],
    ["history-instance", "r4", "ok", "/r4/ValueSet/v/_history"],
    ["history-type", "r4", "ok", "/r4/ValueSet/_history"],
    ["history-system", "r4", "ok", "/r4/_history"],
    ["delete", "r4", "ok", "/r4/ValueSet/v", keyed("DELETE")],
    ["bundle", "r4", "ok", "/r4", post({ resourceType: "Bundle", type: "batch" })],
    ["bundle", "r4", "ok", "/r4/", post({ resourceType: "Bundle", type: "batch" })],
    ["base", "r4", "client-error", "/r4"],
    ["health", "none", "ok", "/health/live"],
    ["schema", "none", "ok", "/schemas/r4"],
    ["page", "none", "client-error", "/nothing/here"],
    ["other", "r4", "client-error", "/r4/Patient"],
  ])("of %s in %s that end %s are counted", async (operation, version, outcome, path, init) => {
    const count = await counted(server, () => server.request(path, init));
    const labels = { operation, version, outcome };
    expect(count("ossicle_request_duration_seconds_count", labels)).toBe(1);
    expect(count("ossicle_request_duration_seconds_bucket", { ...labels, le: "+Inf" })).toBe(1);
    expect(count("ossicle_request_duration_seconds_sum", labels)).toBeGreaterThan(0);
    // This one, and the first of the two that read the counts.
    expect(count("ossicle_request_duration_seconds_count")).toBe(2);
  });

  test("whose callers choose hostile words make no label of them", async () => {
    const word = "zzhostile";
    const paths = [
      `/${word}`,
      `/r4/${word}`,
      `/r4/CodeSystem/${word}`,
      `/r4/CodeSystem/${word}/$lookup`,
      `/r4/CodeSystem/${word}/${word}/${word}`,
      `/r4/CodeSystem/$${word}`,
      `/r4/${word}/$lookup`,
      `/r4/CodeSystem/$lookup?system=${word}&code=${word}`,
      `/r4/CodeSystem?${word}=${word}`,
      `/r4/%00${word}"}`,
      `/r4/CodeSystem/%ff${word}`,
      `/metrics/${word}`,
      `/health/${word}`,
      "/r4/__proto__/$constructor",
      "/constructor/toString",
    ];
    for (const path of paths) {
      for (const method of ["GET", "POST", "DELETE", "PATCH", "PROPFIND"]) {
        await server.request(path, {
          method,
          headers: { "X-Request-Id": word, "User-Agent": word, "Cache-Id": word },
        });
      }
    }
    const cache = { resourceType: "Parameters", parameter: [{ name: "cache-id", valueId: word }] };
    await server.request("/r4/CodeSystem/$lookup", post(cache));
    const { labels, sum } = await reading(server);
    expect([...labels].filter((label) => /hostile|proto|constructor|PROPFIND/i.test(label))).toEqual([]);
    expect(sum("ossicle_request_duration_seconds_count", { operation: "other" })).toBeGreaterThan(10);
  });
});

describe("what is kept", () => {
  const server = testServer();

  test("is counted as found the second time", async () => {
    const answers = (result: string) => ({ cache: "answers", result });
    const lookup = `/r4${LOOKUP}&property=${unique("none")}`;
    const first = await counted(server, () => server.request(lookup));
    expect(first("ossicle_cache_requests_total", answers("miss"))).toBe(1);
    expect(first("ossicle_cache_requests_total", answers("hit"))).toBe(0);
    const second = await counted(server, () => server.request(lookup));
    expect(second("ossicle_cache_requests_total", answers("hit"))).toBe(1);
  });

  test("has a name for each cache", async () => {
    const { labels } = await reading(server);
    for (const cache of ["answers", "tx-resources", "compiled-value-sets", "pages", "latest-versions"])
      expect(labels).toContain(cache);
  });
});

describe("what is refused is counted by its reason:", () => {
  const refused = async (server: TestServer, reason: string, work: () => Promise<unknown>) => {
    const count = await counted(server, work);
    expect(count("ossicle_refused_total", { reason })).toBe(1);
    expect(count("ossicle_refused_total")).toBe(1);
  };
  const small = testServer({ ...writing, bodyLimit: 1_000, expansionLimit: 2 });
  const slow = testServer({
    before: [
      (req, res, next) => (req.headers["x-much"] === undefined ? next() : void res.status(429).json({})),
    ],
  });

  test("too costly", () =>
    refused(small, "too-costly", async () => {
      const path = "/r4/ValueSet/$expand?url=https://w3id.org/ossicle/ValueSet/poh-codes";
      expect((await small.request(path)).status).toBe(422);
    }));

  test("too costly, as an entry of a batch", () =>
    refused(small, "too-costly", async () => {
      const url = "ValueSet/$expand?url=https://w3id.org/ossicle/ValueSet/poh-codes";
      const bundle = { resourceType: "Bundle", type: "batch", entry: [{ request: { method: "GET", url } }] };
      expect((await small.request("/r4", post(bundle))).json.entry[0].response.status).toMatch(/^422/);
    }));

  test("a body that is too large", () =>
    refused(small, "too-large", async () => {
      const body = { resourceType: "Parameters", id: "x".repeat(2_000) };
      expect((await small.request("/r4/CodeSystem/$lookup", post(body))).status).toBe(413);
    }));

  test("headers that are too large", () =>
    refused(small, "too-large", async () => {
      const answer = await small.raw(`GET /r4 HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(20_000)}\r\n\r\n`);
      expect(answer).toContain(" 431 ");
    }));

  test("a write without a key", () =>
    refused(small, "login", async () => {
      expect((await small.request("/r4/ValueSet/v", { method: "DELETE" })).status).toBe(401);
    }));

  test("a caller who is told by somebody before to ask less often", () =>
    refused(slow, "too-many", () => slow.request("/r4/metadata", { headers: { "X-Much": "1" } })));

  test("a connection beyond their limit", async () => {
    await using single = await ownServer({ connections: 1 });
    await refused(single, "connection", async () => {
      const { hostname, port } = new URL(single.url);
      // The pool of `fetch` has one open.
      const second = connect(Number(port), hostname);
      await new Promise((resolve) => second.once("close", resolve).on("error", () => undefined));
    });
  });

  test("an unknown code is no refusal", async () => {
    const count = await counted(small, () =>
      small.request(`/r4/CodeSystem/$lookup?system=${SYSTEM}&code=no`),
    );
    expect(count("ossicle_refused_total")).toBe(0);
  });
});

describe("/metrics", () => {
  const on = testServer(writing);
  const off = testServer({ metrics: false });

  test("says how much is in the store, as of now", async () => {
    const id = unique("c");
    const count = await counted(on, () =>
      on.request(`/r4/CodeSystem/${id}`, {
        method: "PUT",
        headers: { ...FHIR_JSON, Authorization: `Bearer ${KEY}` },
        body: JSON.stringify({
          resourceType: "CodeSystem",
          id,
          url: `http://example.org/${id}`,
          status: "active",
          content: "complete",
          concept: [{ code: "a" }, { code: "b" }],
        }),
      }),
    );
    expect(count("ossicle_store_resources", { type: "CodeSystem" })).toBe(1);
    expect(count("ossicle_store_concepts")).toBe(2);
  });

  test("says how the process is", async () => {
    const { sum } = await reading(on);
    expect(sum("process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(sum("nodejs_eventloop_lag_max_seconds")).toBeGreaterThanOrEqual(0);
    expect(sum("process_start_time_seconds")).toBeGreaterThan(1e9);
    expect(sum("ossicle_processes")).toBe(1);
    expect(sum("ossicle_store_up")).toBe(1);
    expect(sum("ossicle_requests_under_way")).toBe(0);
  });

  test("is for reading only", async () => {
    const { status, headers } = await on.request("/metrics", { method: "DELETE" });
    expect([status, headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  test("is not there where it is switched off", async () => {
    expect((await off.request("/metrics")).status).toBe(404);
  });
});
