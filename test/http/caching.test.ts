import { createHash } from "node:crypto";
import { get, type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { KeptAnswers } from "../../src/http/caching/kept-answers.ts";
import { startServer } from "../../src/server/start.ts";
import { MOUNTED, testServer } from "./support.ts";

const TOKEN = "a-key-for-tests";
const keys = [{ name: "tests", sha256: createHash("sha256").update(TOKEN).digest("hex") }];
const server = testServer({ writes: true, keys });
const SYSTEM = "https://w3id.org/ossicle/CodeSystem/genetic-conditions";
const LOOKUP = `/r4/CodeSystem/$lookup?system=${SYSTEM}&code=progressive-osseous-heteroplasia`;
const EXPAND = "/r5/ValueSet/$expand?url=https://w3id.org/ossicle/ValueSet/poh-codes";

const tagOf = async (path: string, headers: Record<string, string> = {}) =>
  (await server.request(path, { headers })).headers.get("etag")!;

/** fetch unpacks by itself; this shows what is sent. */
function bytesOf(path: string, headers: Record<string, string>) {
  return new Promise<{ encoding: string | undefined; etag: string | undefined; body: Buffer }>(
    (resolve, reject) => {
      get(server.url + path, { headers }, (res) => {
        const chunks: Buffer[] = [];
        res.on("data", (chunk: Buffer) => chunks.push(chunk));
        res.on("end", () =>
          resolve({
            encoding: res.headers["content-encoding"],
            etag: res.headers.etag,
            body: Buffer.concat(chunks),
          }),
        );
      }).on("error", reject);
    },
  );
}

const write = (n: number) =>
  server.request("/r4/CodeSystem", {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/fhir+json" },
    body: JSON.stringify({
      resourceType: "CodeSystem",
      url: `http://example.org/caching/${n}`,
      status: "active",
      content: "not-present",
    }),
  });

describe.each([LOOKUP, EXPAND, "/r4/metadata", "/r5/CodeSystem?_summary=true"])("%s", (path) => {
  test("has a weak tag, and says on what it depends", async () => {
    const { headers } = await server.request(path);
    expect(headers.get("etag")).toMatch(/^W\/"[\w.-]+"$/);
    expect(headers.get("cache-control")).toBe("no-cache");
    expect(headers.get("vary")).toBe("Accept, Accept-Language, Accept-Encoding, Prefer");
  });

  test("is 304 to whoever has it, until something is written", async () => {
    const tag = await tagOf(path);
    const again = await server.request(path, { headers: { "If-None-Match": `"other", ${tag}` } });
    expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", tag]);
    expect((await write(Math.random())).status).toBe(201);
    const after = await server.request(path, { headers: { "If-None-Match": tag } });
    expect(after.status).toBe(200);
    expect(after.headers.get("etag")).not.toBe(tag);
  });

  test("has other tags in other forms", async () => {
    const tags = await Promise.all([
      tagOf(path),
      tagOf(path, { Accept: "application/fhir+xml" }),
      tagOf(path, { "Accept-Language": "de" }),
      tagOf(path, { "Accept-Encoding": "identity" }),
    ]);
    expect(new Set(tags).size).toBe(4);
  });
});

test("a kept answer is the same answer", async () => {
  const [first, second] = [await server.request(EXPAND), await server.request(EXPAND)];
  expect(second.json).toEqual(first.json);
  // Were it computed again, its identifier would be another.
  expect(second.json.expansion.identifier).toBe(first.json.expansion.identifier);
});

// In another's app ids are for that to give.
test.skipIf(MOUNTED)("a kept answer has its own request id", async () => {
  const [first, second] = [await server.request(EXPAND), await server.request(EXPAND)];
  expect(second.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
});

test("kept answers are not mixed up between forms, languages and strictness", async () => {
  const path = `${LOOKUP}&colour=blue`;
  const json = await server.request(path);
  const xml = await server.request(path, { headers: { Accept: "application/fhir+xml" } });
  const strict = await server.request(path, { headers: { Prefer: "handling=strict" } });
  expect([json.status, xml.status, strict.status]).toEqual([200, 200, 400]);
  expect(json.json.resourceType).toBe("Parameters");
  expect(xml.text).toContain("<Parameters");
});

test("errors are not kept, and have no tag", async () => {
  const { status, headers } = await server.request("/r4/CodeSystem/$lookup?system=http://none&code=a");
  expect(status).toBe(404);
  expect(headers.get("etag")).toBeNull();
  expect(headers.get("cache-control")).toBeNull();
});

test("Cache-Control is as it was set, and nothing need be kept", async () => {
  const other = await startServer({ cacheControl: "public, max-age=60", responseCache: 0 });
  const fetched = async () => await fetch(other.url + EXPAND);
  const [first, second] = [await fetched(), await fetched()];
  const identifier = async (r: Response) =>
    ((await r.json()) as { expansion: { identifier: string } }).expansion.identifier;
  expect(first.headers.get("cache-control")).toBe("public, max-age=60");
  expect(await identifier(first)).not.toBe(await identifier(second));
  await other.stop();
});

describe("compression", () => {
  const LARGE = "/r4/CodeSystem/genetic-conditions";

  test("of large answers, for whoever takes it", async () => {
    const plain = await bytesOf(LARGE, {});
    const packed = await bytesOf(LARGE, { "Accept-Encoding": "br, gzip" });
    expect(plain.encoding).toBeUndefined();
    expect(packed.encoding).toBe("gzip");
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
    const again = await bytesOf(LARGE, { "Accept-Encoding": "br, gzip" });
    expect(again.body.equals(packed.body)).toBe(true);
  });

  test.each(["gzip;q=0", "br", "identity"])("not for whoever sends Accept-Encoding: %s", async (encoding) => {
    expect((await bytesOf(LARGE, { "Accept-Encoding": encoding })).encoding).toBeUndefined();
  });

  test("not of small ones", async () => {
    const { encoding } = await bytesOf("/r4/$versions", { "Accept-Encoding": "gzip" });
    expect(encoding).toBeUndefined();
  });
});

test("what is not ASCII arrives whole, kept or not", async () => {
  const text = "Ossifikation – gehört zu √ 骨 𝛼";
  const other = await startServer({
    resources: [
      {
        resourceType: "CodeSystem",
        url: "http://example.org/words",
        name: "Words",
        status: "active",
        content: "complete",
        concept: [{ code: "a", display: text }],
      },
    ],
  });
  const url = `${other.url}/r4/CodeSystem/$lookup?system=http://example.org/words&code=a`;
  for (let i = 0; i < 2; i++) expect(await (await fetch(url)).text()).toContain(JSON.stringify(text));
  await other.stop();
});

describe("the room for kept answers", () => {
  const answer = (length: number) => ({ status: 200, head: [], body: "x".repeat(length) });

  test("is never exceeded; what was asked for last stays", () => {
    const cache = new KeptAnswers(20_000);
    for (let i = 0; i < 100; i++) {
      cache.put(`k${i}`, answer(1_000));
      cache.get("k0");
    }
    const kept = Array.from({ length: 100 }, (_, i) => cache.get(`k${i}`)).filter(Boolean);
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.length * 1_000).toBeLessThanOrEqual(20_000);
    expect(cache.get("k0")?.body).toHaveLength(1_000);
    expect(cache.get("k99")?.body).toHaveLength(1_000);
    expect(cache.get("k1")).toBeUndefined();
  });

  test("is not given to one large answer", () => {
    const cache = new KeptAnswers(20_000);
    cache.put("a", answer(5_000));
    expect(cache.get("a")).toBeUndefined();
  });

  test("holds nothing where it is 0", () => {
    const cache = new KeptAnswers(0);
    const request = { method: "GET", headers: {}, url: "/" } as IncomingMessage;
    expect(cache.keyOf(request, { number: 1, hash: "" }, 1)).toBeUndefined();
  });

  test("answers from older content are not found", () => {
    const cache = new KeptAnswers(20_000);
    const request = { method: "GET", headers: {}, url: "/" } as IncomingMessage;
    const key = (generation: number) => cache.keyOf(request, { number: 1, hash: "" }, generation)!;
    cache.put(key(1), answer(100));
    expect(cache.get(key(1))).toBeDefined();
    expect(cache.get(key(2))).toBeUndefined();
  });
});
