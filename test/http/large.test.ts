/** A large code system is sent as it is read: the same as ever, but never in memory as a whole. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatXml } from "../../src/fhir/xml/xml.ts";
import { openStore } from "../../src/storage/open-store.ts";
import type { Resource } from "../../src/terminology/model.ts";
import type { ImportRecord } from "../../src/terminology/store.ts";
import { codeSystem, concept, header } from "../storage/fixtures.ts";
import { temporaryFolder } from "../storage/temporary.ts";
import { testServer } from "./support.ts";

const COUNT = 9_000;
const folder = temporaryFolder();
const address = `sqlite:${folder.path}/large.db`;

function* records(): Generator<ImportRecord> {
  yield {
    kind: "codeSystem",
    codeSystem: { ...header("http://example.org/large"), id: "large" },
  };
  for (let i = 0; i < COUNT; i++) {
    const parents = i % 10 === 0 ? [] : [`c${i - (i % 10)}`];
    yield { kind: "concept", concept: { ...concept(`c${i}`), display: `Größe ${i}`, parents } };
  }
}

const MANY = 11_000;

function* many(): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header("http://example.org/many"), id: "many" } };
  for (let i = 0; i < MANY; i++) yield { kind: "concept", concept: { ...concept(`m${i}`), parents: [] } };
}

beforeAll(async () => {
  const store = await openStore(address);
  await store.write(records());
  await store.write(many());
  await store.write([
    { kind: "resource", resource: codeSystem("http://example.org/small", "1", ["a"], { id: "small" }) },
  ]);
  await store.close();
});
afterAll(() => folder.remove());
const server = testServer(() => ({ store: address }));

test.each(["r4", "r5"])("%s: it says the same as when it is put together, zipped or not", async (version) => {
  const path = `/${version}/CodeSystem/large`;
  const whole = await server.request(`${path}?_pretty=true`);
  for (const encoding of ["gzip", "identity"]) {
    const sent = await server.request(path, { headers: { "accept-encoding": encoding } });
    expect(sent.status).toBe(200);
    expect(sent.json).toEqual(whole.json);
    expect(sent.headers.get("content-length")).toBeNull();
    expect(sent.headers.get("content-encoding")).toBe(encoding === "gzip" ? "gzip" : null);
    expect(sent.headers.get("content-type")).toBe("application/fhir+json; charset=utf-8");
    expect(sent.headers.get("etag")).toBe(whole.headers.get("etag"));
  }
  expect((whole.json as { concept: unknown[] }).concept).toHaveLength(COUNT / 10);
});

test("who has it already is told so; HEAD has no body; XML, a part and a batch have it as ever", async () => {
  const etag = (await server.request("/r4/CodeSystem/large", { method: "HEAD" })).headers.get("etag")!;
  const known = await server.request("/r4/CodeSystem/large", { headers: { "if-none-match": etag } });
  expect([known.status, known.text]).toEqual([304, ""]);
  const xml = await server.request("/r4/CodeSystem/large?_format=xml");
  const json = await server.request("/r4/CodeSystem/large");
  expect(xml.text).toBe(formatXml(json.json as object, "r4"));
  const pretty = await server.request("/r4/CodeSystem/large?_pretty=true", {
    headers: { "accept-encoding": "gzip" },
  });
  expect(pretty.text).toBe(JSON.stringify(json.json, undefined, 2));
  const part = await server.request("/r4/CodeSystem/large?_elements=url");
  expect(part.json).not.toHaveProperty("concept");
  const batch = await server.request("/r4", {
    method: "POST",
    headers: { "content-type": "application/fhir+json" },
    body: JSON.stringify({
      resourceType: "Bundle",
      type: "batch",
      entry: [{ request: { method: "GET", url: "CodeSystem/large" } }],
    }),
  });
  const [entry] = (batch.json as { entry: { resource: { concept: unknown[] } }[] }).entry;
  expect(entry!.resource.concept).toHaveLength(COUNT / 10);
});

test.each([
  "CodeSystem?url=http://example.org/large",
  "CodeSystem?_count=10",
  "CodeSystem?_count=1&_offset=1",
  "CodeSystem?url=http://example.org/none",
  "CodeSystem/large/_history",
])("%s as XML is what JSON is, in FHIR's order", async (path) => {
  for (const version of ["r4", "r5"] as const) {
    const json = (await server.request(`/${version}/${path}`)).json as { id?: string };
    const links = (text: string): string =>
      text.replaceAll("_format=xml&amp;", "").replaceAll("&amp;_format=xml", "");
    const xml = await server.request(`/${version}/${path}`, { headers: { accept: "application/fhir+xml" } });
    expect(links(xml.text)).toBe(formatXml(json, version));
  }
});

test("a caller who hangs up in the middle leaves the server as it was", async () => {
  for (let i = 0; i < 3; i++) {
    const response = await fetch(`${server.url}/r4/CodeSystem/large`);
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
  }
  expect((await server.request("/r4/CodeSystem/small")).status).toBe(200);
});

const odd = (id: string, resource: object, last: object): ImportRecord => ({
  kind: "resource",
  resource: {
    ...header(`http://example.org/${id}`),
    resourceType: "CodeSystem",
    id,
    ...resource,
    concept: [...Array.from({ length: COUNT }, (_, i) => ({ code: `c${i}` })), { code: "last", ...last }],
  } as unknown as Resource,
});

test("a large answer that FHIR's XML has no place for is refused, and JSON has it", async () => {
  const extended = await openStore(address);
  await extended.write([odd("odd", { nonsense: true }, {})]);
  await extended.close();
  const [xml, json] = await Promise.all(
    ["xml", "json"].map((format) => server.request(`/r5/CodeSystem/odd?_format=${format}`)),
  );
  expect([xml!.status, json!.status]).toEqual([400, 200]);
  expect(xml!.text).toContain("nonsense");
});

test("what has no place in XML ends the connection where the answer is under way", async () => {
  const extended = await openStore(address);
  await extended.write([
    odd("odd-end", {}, { extension: [{ url: "http://example.org/e", nonsense: true }] }),
  ]);
  await extended.close();
  const path = "/r5/CodeSystem/odd-end?_format=";
  expect((await server.request(`${path}json`)).text).toContain("nonsense");
  await expect(fetch(`${server.url}${path}xml`).then((sent) => sent.text())).rejects.toThrow();
});

test.each(["json", "xml"])("a page of an expansion may have any number of codes, as %s", async (format) => {
  const path = "/r4/ValueSet/$expand?url=http://example.org/many?fhir_vs&count=20000";
  const { status, text, json } = await server.request(`${path}&_format=${format}`);
  expect(status).toBe(200);
  const codes =
    format === "json"
      ? (json as { expansion: { contains: { code: string }[] } }).expansion.contains.map(({ code }) => code)
      : Array.from(text.matchAll(/<code value="(m\d+)"\/>/g), ([, code]) => code);
  expect(codes).toEqual(Array.from({ length: MANY }, (_, i) => `m${i}`));
});

test.each(["r4", "r5"])("%s: in pieces an expansion says what it says where it is small", async (version) => {
  const asked = `/${version}/ValueSet/$expand?url=http://example.org/many?fhir_vs&property=parent&property=definition&includeDesignations=true`;
  const whole = (await server.request(`${asked}&count=20000`)).json as Expanded;
  const pages = [];
  for (let offset = 0; offset < MANY; offset += 1_000)
    pages.push((await server.request(`${asked}&count=1000&offset=${offset}`)).json as Expanded);
  expect(whole.expansion.contains).toEqual(pages.flatMap(({ expansion }) => expansion.contains));
  const { contains: _, ...head } = whole.expansion;
  const { contains: __, ...first } = pages[0]!.expansion;
  const same = { identifier: "", timestamp: "", offset: 0, parameter: [] };
  expect({ ...head, ...same }).toEqual({ ...first, ...same });
});

const longMap = {
  ...header("http://example.org/long-map"),
  resourceType: "ConceptMap",
  id: "long-map",
  group: [
    {
      source: "http://example.org/large",
      target: "http://example.org/many",
      element: Array.from({ length: 6_000 }, (_, i) => ({
        code: `c${i}`,
        target: [{ code: `m${i}`, relationship: "equivalent" }],
      })),
    },
  ],
} as unknown as Resource;

const PARTS = [
  ["_elements=concept", "CodeSystem/large", ["resourceType", "id", "meta", "status", "content", "concept"]],
  ["_elements=group", "ConceptMap/long-map", ["resourceType", "id", "meta", "status", "group"]],
] as const;

test.each(PARTS)(
  "%s of %s is written as it is read, and is that part of the whole",
  async (asked, path, names) => {
    const extended = await openStore(address);
    await extended.write([{ kind: "resource", resource: longMap }]);
    await extended.close();
    for (const version of ["r4", "r5"]) {
      const whole = (await server.request(`/${version}/${path}`)).json as Record<string, unknown>;
      const part = await server.request(`/${version}/${path}?${asked}`);
      const { meta, ...rest } = part.json as Record<string, unknown>;
      expect(part.headers.get("content-length")).toBeNull();
      expect(["meta", ...Object.keys(rest)].toSorted()).toEqual(names.toSorted());
      expect(meta).toMatchObject({ tag: [{ code: "SUBSETTED" }] });
      for (const name in rest) expect(rest[name]).toEqual(whole[name]);
      const [type, id] = path.split("/");
      const found = await server.request(`/${version}/${type}?_id=${id}&${asked}`);
      expect((found.json as { entry: { resource: unknown }[] }).entry[0]!.resource).toEqual(part.json);
    }
  },
);

interface Expanded {
  expansion: { contains: object[] };
}
