import { expect, onTestFinished, test } from "vitest";
import { versions } from "../../../src/fhir/versions.ts";
import type { ConceptMap, Mapping, Resource, ResourceType } from "../../../src/terminology/model.ts";
import type { Convert } from "../../../src/terminology/resources/large-resource.ts";
import { JSON_NOTATION } from "../../../src/terminology/resources/notation.ts";
import { recordsOf } from "../../../src/terminology/resources/resources.ts";
import type { ImportRecord, Store, Write } from "../../../src/terminology/store.ts";
import { guardLongWork } from "../../../src/terminology/util/in-turns.ts";
import { concept, header } from "../fixtures.ts";

const URL = "http://example.org/large";
const COUNT = 6_000;

/** A tree three deep, some with a second parent, imported row by row. */
function* large(title = "Large"): Generator<ImportRecord> {
  yield { kind: "codeSystem", codeSystem: { ...header(URL), id: "large", title } };
  for (let i = 0; i < COUNT; i++) {
    const parents = i % 10 === 0 ? [] : [`c${i - (i % 10)}`];
    if (i % 10 === 5) parents[0] = `c${i - 1}`;
    if (i % 100 === 99) parents.push("c0");
    yield { kind: "concept", concept: { ...concept(`c${i}`), display: `Concept "${i}"`, parents } };
  }
}

const codes = Array.from({ length: COUNT }, (_, i) => `w${i}`);

/** Parents by property only, and after their children: rows say in which order they were written. */
const FLAT = {
  ...header("http://example.org/flat"),
  id: "flat",
  property: [{ code: "parent", type: "code", uri: "http://hl7.org/fhir/concept-properties#parent" }],
  concept: codes.map((code, i) => ({
    code,
    ...(i < COUNT - 1 ? { property: [{ code: "parent", valueCode: `w${COUNT - 1 - (i % 7)}` }] } : {}),
  })),
} as unknown as Resource;

const NESTED = {
  ...header("http://example.org/nested"),
  id: "nested",
  concept: Array.from({ length: COUNT / 3 }, (_, i) => ({
    code: `a${i}`,
    display: `A ${i}`,
    concept: [
      { code: `b${i}`, concept: [{ code: `c${i}`, designation: [{ language: "de", value: `C ${i}` }] }] },
    ],
  })),
} as unknown as Resource;

const mapHeader = {
  resourceType: "ConceptMap",
  id: "map",
  url: "http://example.org/map",
  status: "active",
  group: [
    { source: URL, target: "http://example.org/a|2", unmapped: { mode: "fixed", code: "none" } },
    { source: URL, target: "http://example.org/unused" },
  ],
} as ConceptMap;

/** Of three groups in turn, one of which the header does not have; some codes come again much later. */
function* mixedMap(): Generator<ImportRecord> {
  yield { kind: "conceptMap", conceptMap: mapHeader };
  const targets = [{ system: "http://example.org/a", version: "2" }, { system: "http://example.org/b" }];
  for (let i = 0; i < COUNT; i++) {
    const base = {
      source: { system: URL, code: `c${i % (COUNT - 500)}` },
      dependsOn: [],
      product: [],
      properties: [],
    };
    const target = targets[i % 3];
    const mapping: Mapping = target
      ? { ...base, target: { ...target, code: `t${i}` }, relationship: "equivalent" }
      : { ...base, noMap: true, comment: `none of ${i}` };
    yield { kind: "mapping", mapping };
  }
}

const WHOLE_MAP = {
  ...mapHeader,
  id: "whole-map",
  url: "http://example.org/whole-map",
  group: [
    { source: URL, target: "http://example.org/b" },
    {
      source: URL,
      target: "http://example.org/a",
      element: codes.map((code, i) => ({
        code,
        target: [
          { code: `t${i}`, relationship: "equivalent" },
          { code: `u${i}`, relationship: "related-to", comment: "x" },
        ],
      })),
      unmapped: { mode: "fixed", code: "none" },
    },
    { source: URL, target: "http://example.org/c", element: [{ code: "w1", noMap: true }] },
  ],
} as unknown as Resource;

const toR4: Convert = (resource) => versions.r4.resourceOut(resource);

async function textOf(pieces: AsyncIterable<string>): Promise<{ text: string; pieces: number }> {
  let text = "";
  let count = 0;
  for await (const piece of pieces) {
    text += piece;
    count++;
  }
  return { text, pieces: count };
}

async function readLarge(store: Store, type: ResourceType, id: string) {
  return (await store.read(type, id, { large: true }))?.large;
}

const LISTED = Array.from({ length: 30_000 }, (_, i) => ({ code: `c${i}`, display: `Code "${i}"` }));

/** It lists tens of thousands of codes, in its definition and in an expansion of several levels. */
const LONG_SET = {
  resourceType: "ValueSet",
  id: "long-set",
  url: "http://example.org/long-set",
  version: "1",
  name: "LongSet",
  status: "active",
  compose: {
    inactive: true,
    include: [{ system: URL, concept: LISTED }, { system: "http://example.org/b" }],
  },
  expansion: {
    timestamp: "2026-01-01",
    contains: LISTED.slice(0, 150).map(({ code }) => ({
      system: URL,
      code,
      contains: LISTED.slice(0, 60).map((inner) => ({ system: URL, code: `${code}-${inner.code}` })),
    })),
  },
} as unknown as Resource;

/** Without what the store adds. */
const textWithoutMeta = (resource: Resource | undefined): string => {
  const { meta: _meta, ...rest } = resource as Resource & { meta?: object };
  return JSON.stringify(rest);
};

export function largeContract(open: () => Promise<Store>): void {
  test.each<[string, ResourceType, string, () => Iterable<ImportRecord>]>([
    ["a tree that came in rows", "CodeSystem", "large", large],
    ["a tree that came as a whole", "CodeSystem", "nested", () => [{ kind: "resource", resource: NESTED }]],
    ["concepts below others by property", "CodeSystem", "flat", () => recordsOf(FLAT)],
    ["the same as a whole", "CodeSystem", "flat", () => [{ kind: "resource", resource: FLAT }]],
    ["a map of groups in turn", "ConceptMap", "map", mixedMap],
    [
      "a map that came as a whole",
      "ConceptMap",
      "whole-map",
      () => [{ kind: "resource", resource: WHOLE_MAP }],
    ],
  ])("%s is given in pieces, and says what it says when it is read", async (what, type, id, records) => {
    const store = await open();
    await store.write(records());
    const whole = (await store.read(type, id))!.resource!;
    const found = await readLarge(store, type, id);
    // What came as a whole is there as a whole in memory.
    if (!found) expect(what).toContain("whole");
    if (!found) return expect((await store.read(type, id, { large: true }))!.resource).toEqual(whole);
    for (const convert of [undefined, toR4]) {
      const { text, pieces } = await textOf(found.pieces(JSON_NOTATION, convert));
      expect(JSON.parse(text)).toEqual(convert ? convert(whole) : whole);
      expect(pieces).toBeGreaterThan(10);
    }
  });

  test.each<[string, (store: Store) => Promise<unknown>]>([
    [
      "put",
      async (store) =>
        store.commit([{ method: "update", type: "ValueSet", id: "long-set", resource: LONG_SET }]),
    ],
    ["imported", (store) => store.write([{ kind: "resource", resource: LONG_SET }])],
  ])(
    "a value set of very many codes that is %s says what was written, wherever it is read",
    async (_how, put) => {
      const store = await open();
      await put(store);
      const written = JSON.stringify(LONG_SET);
      const criteria = [{ name: "code", values: [`${URL}|c29999`] }];
      for (const options of [undefined, { large: true }, { summary: true }]) {
        expect(textWithoutMeta((await store.read("ValueSet", "long-set", options))?.resource)).toBe(written);
        const { items, total } = await store.search("ValueSet", { criteria, count: 2 }, options);
        expect(total).toBe(1);
        expect(textWithoutMeta(items[0]?.resource)).toBe(written);
      }
      const { url } = LONG_SET as { url: string };
      expect(JSON.stringify(await store.valueSet({ url }))).toBe(written);
      expect(await store.valueSet({ url })).toBe(await store.valueSet({ url }));
      const resource = { ...LONG_SET, name: "Later" } as Resource;
      await store.commit([{ method: "update", type: "ValueSet", id: "long-set", resource }]);
      const past = await store.vread("ValueSet", "long-set", 1);
      expect(textWithoutMeta(past?.resource)).toBe(written);
      const { items } = await store.history("ValueSet", "long-set", { offset: 0, count: 2 });
      expect(items.map((item) => textWithoutMeta(item.resource) === written)).toEqual([false, true]);
      // The same again changes nothing.
      expect((await store.write([{ kind: "resource", resource }])).unchanged).toBe(1);
    },
  );

  test("what is found and its history are given in pieces too", async () => {
    const store = await open();
    await store.write(large());
    const whole = (await store.read("CodeSystem", "large"))!.resource!;
    const { items: ids, total } = await store.find("CodeSystem", {
      criteria: [{ name: "url", values: [URL] }],
      count: 5,
    });
    expect([ids, total]).toEqual([["large"], 1]);
    const options = { large: true };
    const found = await store.readAll("CodeSystem", [...ids, "none"], options);
    const past = await store.vread("CodeSystem", "large", 1, options);
    const { items } = await store.history("CodeSystem", "large", { offset: 0, count: 5 }, options);
    expect([found.length, items.length]).toEqual([1, 1]);
    for (const stored of [found[0]!, past!, items[0]!]) {
      const { text } = stored.large
        ? await textOf(stored.large.pieces(JSON_NOTATION))
        : { text: JSON.stringify(stored.resource) };
      expect(JSON.parse(text)).toEqual(whole);
    }
  });

  test("pieces are made to the end where memory is scarce, once the first has been taken", async () => {
    const store = await open();
    await store.write(large());
    const found = await readLarge(store, "CodeSystem", "large");
    // Memory gives it as a whole.
    if (!found) return expect(await store.read("CodeSystem", "large")).toBeDefined();
    const pieces = found.pieces(JSON_NOTATION)[Symbol.asyncIterator]();
    let text = String((await pieces.next()).value);
    guardLongWork(() => {
      throw new Error("no more");
    });
    onTestFinished(() => guardLongWork(() => {}));
    text += (await textOf({ [Symbol.asyncIterator]: () => pieces })).text;
    expect(JSON.parse(text).concept).toHaveLength(COUNT / 10);
  });

  test("short code systems and maps are read on where memory is scarce, for part of the answer may have been sent", async () => {
    const store = await open();
    // As importers bring them: of one that came as a whole there is a body beside its rows.
    const systems = ["first", "second", "third"];
    for (const id of systems)
      await store.write([
        { kind: "codeSystem", codeSystem: { ...header(`http://example.org/${id}`), id } },
        { kind: "concept", concept: concept("a") },
        { kind: "concept", concept: concept("b") },
      ]);
    await store.write([...mixedMap()].slice(0, 3));
    guardLongWork(() => {
      throw new Error("no more");
    });
    onTestFinished(() => guardLongWork(() => {}));
    const page = await store.readAll("CodeSystem", systems, { large: true });
    expect(page).toMatchObject(systems.map((id) => ({ id, resource: { concept: [{}, {}] } })));
    const maps = await store.readAll("ConceptMap", ["map"], { large: true });
    expect(maps).toMatchObject([{ id: "map", resource: { group: [{}, {}, {}] } }]);
  });

  test("while it is rewritten, the rest of it comes from where it began", async () => {
    const store = await open();
    await store.write(large());
    const before = (await store.read("CodeSystem", "large"))!.resource;
    const found = await readLarge(store, "CodeSystem", "large");
    // Memory gives it as a whole.
    if (!found) return expect(before).toMatchObject({ id: "large" });
    const pieces = found.pieces(JSON_NOTATION)[Symbol.asyncIterator]();
    let text = String((await pieces.next()).value) + String((await pieces.next()).value);
    await store.write(large("Another"));
    text += (await textOf({ [Symbol.asyncIterator]: () => pieces })).text;
    expect(JSON.parse(text)).toEqual(before);
  });

  test("many that are written together are there whole, or none of them", async () => {
    const store = await open();
    const write = (i: number, method: "create" | "update"): Write => {
      const id = `many-${i}`;
      const concept = Array.from({ length: 60 }, (_, k) => ({ code: `c${k}` }));
      const named = { resourceType: "CodeSystem", id, url: `http://example.org/${id}` } as const;
      const resource: Resource = { ...named, status: "active", content: "complete", concept };
      return { method, type: "CodeSystem", id, resource };
    };
    const all = Array.from({ length: 120 }, (_, i) => write(i, "create"));
    const last = async () =>
      (await store.codeSystem({ url: "http://example.org/many-119" }))?.locate(["c59"]);
    await store.commit([write(60, "create")]);
    const { generation } = store;
    await expect(store.commit(all)).rejects.toThrow("many-60");
    expect(store.generation).toBe(generation);
    expect(await last()).toBeUndefined();
    all[60] = write(60, "update");
    const stored = await store.commit(all);
    expect(stored.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(stored.map(({ method }) => method).filter((method) => method !== "create")).toEqual(["update"]);
    expect(await last()).toMatchObject([{ code: "c59" }]);
  });

  test("a url's thousands of versions are all found, whenever they were written", async () => {
    const store = await open();
    const url = "http://example.org/versions";
    const write = (i: number): Write => {
      const id = `v${i}`;
      const resource: Resource = { resourceType: "ValueSet", id, url, version: `1.${i}`, status: "active" };
      return { method: "update", type: "ValueSet", id, resource };
    };
    const all = Array.from({ length: 4_500 }, (_, i) => write(i));
    await store.commit(all.slice(1_200));
    await store.commit(all.slice(0, 1_300));
    const found = await store.versions("ValueSet", url);
    expect(found).toEqual(all.map(({ id }) => `1.${id.slice(1)}`));
    expect(await store.valueSet({ url })).toMatchObject({ version: "1.4499" });
    expect(await store.valueSet({ url, version: "1.x" })).toMatchObject({ version: "1.4499" });
    expect(await store.valueSet({ url, version: "1.7" })).toMatchObject({ id: "v7" });
  });

  test("while a long one is written others write too, and readers see it whole or not at all", async () => {
    const store = await open();
    const id = "flat";
    const codes = ["w0", `w${COUNT - 1}`];
    const { url } = FLAT as { url: string };
    let isOn = true;
    const seen = new Set<number>();
    const looking = (async () => {
      while (isOn) {
        const found = await (await store.codeSystem({ url }))?.locate(codes);
        seen.add(found?.filter((one) => one !== undefined).length ?? 0);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const small = (name: string): Write => ({
      method: "create",
      type: "ValueSet",
      id: name,
      resource: { resourceType: "ValueSet", id: name, status: "active" } as Resource,
    });
    const long: Write = { method: "update", type: "CodeSystem", id, resource: FLAT };
    const done = await Promise.all([
      // Decided when it is its turn, and together with another one.
      store.commit(() => [long, small("beside")]),
      ...["a", "b", "c"].map((name) => store.commit([small(name)])),
    ]);
    isOn = false;
    await looking;
    expect(done.map((stored) => stored.length)).toEqual([2, 1, 1, 1]);
    expect([...seen].filter((count) => count !== 0 && count !== codes.length)).toEqual([]);
    expect((await (await store.codeSystem({ url }))!.locate(codes)).map((c) => c?.code)).toEqual(codes);
    expect((await store.search("ValueSet", { criteria: [] })).total).toBe(4);
    const resource = { ...FLAT, title: "Late" } as Resource;
    await expect(
      store.commit([
        { method: "update", type: "CodeSystem", id, resource, ifMatch: 2 },
        { method: "delete", type: "ValueSet", id: "a" },
      ]),
    ).rejects.toThrow("version");
    const kept = (await store.read("CodeSystem", id))?.resource as { title?: string; concept?: object[] };
    expect([kept.title, kept.concept?.length]).toEqual([undefined, COUNT]);
    expect((await store.search("ValueSet", { criteria: [] })).total).toBe(4);
  });

  test("what is small, or is not there, is not large; nor is a summary", async () => {
    const store = await open();
    const records = [...large()];
    await store.write(records.slice(0, 100));
    expect(await readLarge(store, "CodeSystem", "large")).toBeUndefined();
    expect(await readLarge(store, "CodeSystem", "none")).toBeUndefined();
    expect(await readLarge(store, "ValueSet", "large")).toBeUndefined();
    await store.write(large());
    expect(await store.read("CodeSystem", "large", { large: true, summary: true })).toMatchObject({
      resource: { url: URL },
    });
  });
}
