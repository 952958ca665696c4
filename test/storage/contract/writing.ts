import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Resource, ResourceType } from "../../../src/terminology/model.ts";
import { recordsOf } from "../../../src/terminology/resources/resources.ts";
import type { ImportRecord, Store, Write } from "../../../src/terminology/store.ts";
import { BONES, bones, bonesToColours, codesOf, codeSystem, ears, everything } from "../fixtures.ts";

const put = (resource: Resource, ifMatch?: number): Extract<Write, { method: "update" }> => ({
  method: "update",
  type: resource.resourceType as ResourceType,
  id: resource.id!,
  resource,
  ifMatch,
});
const renamed = (name: string): Resource => ({ ...ears, name });
const nameOf = (resource: unknown): unknown => (resource as { name?: string } | undefined)?.name;

/** Changes: each one whole, visible at once, numbered, and undone by nothing. */
export function writeContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  test("sizes are those of what is there now, not of what was", async () => {
    await store.write(everything.map((resource) => ({ kind: "resource", resource })));
    const before = await store.sizes();
    expect(before.resources.get("ValueSet")).toBe(1);
    expect(before.concepts).toBeGreaterThan(bones.concept!.length);
    expect(before.mappings).toBeGreaterThan(1);
    await store.commit([put(renamed("Hearing"))]);
    expect(await store.sizes()).toMatchObject({ concepts: before.concepts, resources: before.resources });
    await store.commit([{ method: "delete", type: "CodeSystem", id: bones.id! }]);
    const after = await store.sizes();
    expect(after.resources.get("CodeSystem")).toBe(before.resources.get("CodeSystem")! - 1);
    expect(after.concepts).toBeLessThan(before.concepts);
    // On disk it takes some room, in memory none.
    expect(after.bytes ?? Infinity).toBeGreaterThan(1_000);
  });

  describe("commit", () => {
    test("a creation under an id that was asked for stays known as one", async () => {
      const { type, id, resource } = put(ears) as { type: "ValueSet"; id: string; resource: Resource };
      const history = async () => (await store.history(type, id, { offset: 0, count: 9 })).items;
      const [posted] = await store.commit([{ method: "create", type, id, resource }]);
      expect(posted).toMatchObject({ method: "create" });
      await store.commit([{ method: "delete", type, id }]);
      const [again] = await store.commit([put(ears)]);
      expect(again).toMatchObject({ method: "create", byPut: true });
      await store.commit([{ method: "delete", type, id }]);
      await store.commit([{ method: "create", type, id, resource, byPut: true }]);
      await store.commit([put(renamed("Changed"))]);
      await store.commit([{ method: "delete", type, id }]);
      await store.write([{ kind: "resource", resource }]);
      expect((await history()).map(({ method, byPut = false }) => [method, byPut])).toEqual([
        ["create", true],
        ["delete", false],
        ["update", false],
        ["create", true],
        ["delete", false],
        ["create", true],
        ["delete", false],
        ["create", false],
      ]);
      expect(await store.read(type, id)).toMatchObject({ method: "create", byPut: true });
    });

    test("what is decided from the state is written before that state changes", async () => {
      const counted: string[] = [];
      const addOne = () =>
        store.commit(async (state) => {
          const there = await state.read("ValueSet", "ears");
          const name = `E${Number(nameOf(there?.resource)?.toString().slice(1) ?? 0) + 1}`;
          counted.push(name);
          return [put(renamed(name))];
        });
      await Promise.all([1, 2, 3, 4, 5].map(addOne));
      expect(counted).toEqual(["E1", "E2", "E3", "E4", "E5"]);
      expect(nameOf((await store.read("ValueSet", "ears"))?.resource)).toBe("E5");
    });

    test("a decision that fails writes nothing, and holds up nobody", async () => {
      const { generation } = store;
      const refusing = async () => {
        await Promise.resolve();
        throw new Error("no");
      };
      await expect(store.commit(refusing)).rejects.toThrow("no");
      expect(await store.commit(() => [])).toEqual([]);
      expect(store.generation).toBe(generation);
      expect((await store.commit([put(ears)]))[0]!.versionId).toBe(1);
    });

    test("create, update, delete: each a version, seen by the next question", async () => {
      const [created] = await store.commit([
        { method: "create", type: "ValueSet", id: "ears", resource: ears },
      ]);
      expect(created).toMatchObject({ type: "ValueSet", id: "ears", versionId: 1, method: "create" });
      expect(nameOf(created!.resource)).toBe("Ears");
      expect((await store.valueSet({ url: ears.url! }))?.name).toBe("Ears");

      const [updated] = await store.commit([put(renamed("Hearing"))]);
      expect(updated).toMatchObject({ versionId: 2, method: "update" });
      expect((await store.valueSet({ url: ears.url! }))?.name).toBe("Hearing");

      const [gone] = await store.commit([{ method: "delete", type: "ValueSet", id: "ears" }]);
      expect(gone).toMatchObject({ versionId: 3, method: "delete" });
      expect(gone!.resource).toBeUndefined();
      expect(await store.valueSet({ url: ears.url! })).toBeUndefined();
      expect(await store.read("ValueSet", "ears")).toMatchObject({ versionId: 3, method: "delete" });
      expect((await store.search("ValueSet", { criteria: [] })).total).toBe(0);

      const [again] = await store.commit([put(ears)]);
      expect(again).toMatchObject({ versionId: 4, method: "create" });
    });

    test("update of what isn't there creates it", async () => {
      expect((await store.commit([put(ears)]))[0]).toMatchObject({ versionId: 1, method: "create" });
    });

    test("concepts and mappings follow their resource", async () => {
      await store.commit([put(bones), put(bonesToColours)]);
      const before = await store.codeSystem({ url: BONES });
      const fewer = { ...bones, concept: [{ code: "femur", display: "Thigh bone" }] } as Resource;
      await store.commit([put(fewer), { method: "delete", type: "ConceptMap", id: "bones-to-colours" }]);
      const after = await store.codeSystem({ url: BONES });
      expect(await codesOf(after, { kind: "all", of: [] })).toEqual(["femur"]);
      expect(
        (await store.search("CodeSystem", { criteria: [{ name: "code", values: ["skull"] }] })).total,
      ).toBe(0);
      expect(await store.conceptMaps({ codings: [{ system: BONES, code: "malleus" }] })).toEqual([]);
      // Who has begun to answer goes on with what it began with.
      expect((await before!.locate(["skull", "femur"])).map((c) => c?.display)).toEqual(["Skull", "Femur"]);
      expect(
        (await before!.select({ condition: { kind: "descendantOf", code: "ear", self: true } })).total,
      ).toBe(4);
    });

    test("generation moves with every write, and only then", async () => {
      const first = store.generation;
      await store.commit([put(ears)]);
      const second = store.generation;
      expect(second).not.toBe(first);
      await store.read("ValueSet", "ears");
      expect(store.generation).toBe(second);
      await store.write([{ kind: "resource", resource: bones }]);
      const third = store.generation;
      expect(third).not.toBe(second);
      await store.write([{ kind: "resource", resource: bones }]);
      expect(store.generation).toBe(third);
    });

    test.each<[string, Write, string]>([
      [
        "create of an id that exists",
        { method: "create", type: "ValueSet", id: "ears", resource: renamed("x") },
        "duplicate",
      ],
      ["the url and version of another", put({ ...renamed("x"), id: "other" }), "duplicate"],
      ["ifMatch of an old version", put(renamed("x"), 7), "conflict"],
      ["ifMatch of what isn't there", put({ ...codeSystem("u", "1", []), id: "none" }, 1), "conflict"],
      [
        "delete with ifMatch of an old version",
        { method: "delete", type: "ValueSet", id: "ears", ifMatch: 2 },
        "conflict",
      ],
      ["delete of what never was", { method: "delete", type: "ValueSet", id: "none" }, "not-found"],
    ])("%s is refused, and nothing of the commit is kept", async (_name, write, code) => {
      await store.commit([put(ears)]);
      const { generation } = store;
      await expect(store.commit([put(bones), write])).rejects.toMatchObject({ issues: [{ code }] });
      expect(await store.read("CodeSystem", "bones")).toBeUndefined();
      expect(await store.codeSystem({ url: BONES })).toBeUndefined();
      expect(nameOf((await store.read("ValueSet", "ears"))!.resource)).toBe("Ears");
      expect(store.generation).toBe(generation);
    });

    test("ifMatch of the current version goes through", async () => {
      await store.commit([put(ears)]);
      expect((await store.commit([put(renamed("Two"), 1)]))[0]!.versionId).toBe(2);
      expect(
        (await store.commit([{ method: "delete", type: "ValueSet", id: "ears", ifMatch: 2 }]))[0]!.versionId,
      ).toBe(3);
    });

    test("deleting twice is one deletion", async () => {
      await store.commit([put(ears)]);
      await store.commit([{ method: "delete", type: "ValueSet", id: "ears" }]);
      const [again] = await store.commit([{ method: "delete", type: "ValueSet", id: "ears" }]);
      expect(again).toMatchObject({ versionId: 2, method: "delete" });
    });

    test("a url and version is free again when its resource has another, or is gone", async () => {
      await store.commit([put(ears)]);
      const other = { ...ears, id: "other" } as Resource;
      await store.commit([put({ ...ears, version: "2" }), put(other)]);
      await store.commit([{ method: "delete", type: "ValueSet", id: "other" }]);
      await store.commit([put({ ...ears, id: "third" })]);
      expect(await store.versions("ValueSet", ears.url!)).toEqual(["1.0.0", "2"]);
    });

    test("writes at the same time all arrive", async () => {
      const many = Array.from({ length: 20 }, (_, i) => ({
        ...ears,
        id: `e${i}`,
        url: `http://example.org/e${i}`,
      }));
      await Promise.all(many.map((resource) => store.commit([put(resource)])));
      expect((await store.search("ValueSet", { criteria: [] })).total).toBe(20);
    });
  });

  describe("history", () => {
    test("vread and history keep every version", async () => {
      await store.commit([put(bones)]);
      await store.commit([put({ ...bones, name: "Second", concept: [{ code: "a" }] })]);
      await store.commit([{ method: "delete", type: "CodeSystem", id: "bones" }]);
      await store.commit([put(ears)]);
      const first = await store.vread("CodeSystem", "bones", 1);
      expect(first!.resource).toEqual({
        ...bones,
        meta: { versionId: "1", lastUpdated: first!.lastUpdated },
      });
      expect((await store.vread("CodeSystem", "bones", 2))!.resource).toMatchObject({
        name: "Second",
        concept: [{ code: "a" }],
      });
      expect(await store.vread("CodeSystem", "bones", 3)).toMatchObject({ method: "delete", versionId: 3 });
      expect((await store.vread("CodeSystem", "bones", 3))!.resource).toBeUndefined();
      expect(await store.vread("CodeSystem", "bones", 4)).toBeUndefined();
      expect(await store.vread("CodeSystem", "none", 1)).toBeUndefined();

      const history = await store.history("CodeSystem", "bones", { offset: 0, count: 10 });
      expect(history.total).toBe(3);
      expect(history.items.map((i) => [i.versionId, i.method])).toEqual([
        [3, "delete"],
        [2, "update"],
        [1, "create"],
      ]);
      expect(history.items.map((i) => nameOf(i.resource))).toEqual([undefined, "Second", "Bones"]);
      const page = await store.history("CodeSystem", undefined, { offset: 1, count: 1 });
      expect([page.total, page.items[0]!.versionId]).toEqual([3, 2]);
      const ofAll = await store.history(undefined, undefined, { offset: 0, count: 2 });
      expect(ofAll.items.map((i) => [i.type, i.id, i.versionId])).toEqual([
        ["ValueSet", "ears", 1],
        ["CodeSystem", "bones", 3],
      ]);
      expect(await store.history("ValueSet", "none", { offset: 0, count: 10 })).toEqual({
        total: 0,
        items: [],
      });
    });
  });

  test("a history as of a time has what was current then, a deletion too, in either order", async () => {
    const times: number[] = [];
    for (const write of [
      put(bones),
      put({ ...bones, name: "Second" }),
      { method: "delete", type: "CodeSystem", id: "bones" } as const,
    ]) {
      const [stored] = await store.commit([write]);
      times.push(Date.parse(stored!.lastUpdated));
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    await store.commit([put(ears)]);
    const [first, second, gone] = times as [number, number, number];
    const at = async (low: number, high: number) => {
      const { total, items } = await store.history("CodeSystem", "bones", {
        offset: 0,
        count: 10,
        at: { low, high },
      });
      expect(total).toBe(items.length);
      return items.map((i) => i.versionId);
    };
    expect(await at(first - 2, first)).toEqual([]);
    expect(await at(first, first + 1)).toEqual([1]);
    expect(await at(second - 1, second)).toEqual([1]);
    expect(await at(second - 1, second + 1)).toEqual([2, 1]);
    expect(await at(second, gone)).toEqual([2]);
    expect(await at(gone + 1, gone + 2)).toEqual([3]);
    expect(await at(-Infinity, Infinity)).toEqual([3, 2, 1]);
    expect(await at(Date.parse("9999-12-31"), Date.parse("+010000-01-01"))).toEqual([3]);
    const oldestFirst = { offset: 0, count: 2, oldestFirst: true };
    for (const id of ["bones", undefined])
      expect((await store.history("CodeSystem", id, oldestFirst)).items.map((i) => i.versionId)).toEqual([
        1, 2,
      ]);
    const page = { offset: 0, count: 10, since: gone, at: { low: second, high: Infinity } };
    expect((await store.history("CodeSystem", "bones", page)).total).toBe(1);
  });

  describe("import", () => {
    test("what it has written is told once it is kept, with its versions", async () => {
      const told: unknown[] = [];
      const run = async (status: "draft" | "active", dryRun = false) => {
        const resource = { resourceType: "ValueSet" as const, url: "http://example.org/told", status };
        await store.write([{ kind: "resource", resource: { ...resource, id: "told" } }], {
          dryRun,
          onWritten: (written) =>
            told.push(...written.map(({ type, id, versionId, method }) => [type, id, versionId, method])),
        });
      };
      await run("draft", true);
      await run("draft");
      await run("draft");
      await run("active");
      expect(told).toEqual([
        ["ValueSet", "told", 1, "create"],
        ["ValueSet", "told", 2, "update"],
      ]);
    });

    const rows = (...resources: Resource[]): ImportRecord[] =>
      resources.flatMap((resource) => [...recordsOf(resource)]);

    test("reports what it wrote, and finds it unchanged the next time", async () => {
      const written = {
        written: { CodeSystem: 2, ValueSet: 1, ConceptMap: 2 },
        unchanged: 0,
        concepts: 14,
        mappings: 5,
      };
      expect(await store.write(rows(...everything))).toEqual(written);
      expect(await store.write(rows(...everything))).toEqual({
        written: {},
        unchanged: 5,
        concepts: 0,
        mappings: 0,
      });
      const whole = everything.map((resource): ImportRecord => ({ kind: "resource", resource }));
      expect(await store.write(whole)).toMatchObject({ unchanged: 5 });
      expect((await store.read("CodeSystem", "bones"))!.versionId).toBe(1);
    });

    test("other content under the same url and version is a new version of the same resource", async () => {
      await store.write(rows(bones));
      const changed = { ...bones, id: "another-id", concept: [{ code: "x" }] } as Resource;
      expect(await store.write(rows(changed))).toMatchObject({ written: { CodeSystem: 1 }, concepts: 1 });
      expect(await store.read("CodeSystem", "bones")).toMatchObject({ versionId: 2, method: "update" });
      expect(await codesOf(await store.codeSystem({ url: BONES }), { kind: "all", of: [] })).toEqual(["x"]);
      const old = (await store.vread("CodeSystem", "bones", 1))!.resource as unknown as { concept: unknown };
      expect(old.concept).toEqual((bones as unknown as { concept: unknown }).concept);
    });

    test("what was put by hand is unchanged for an import that says the same", async () => {
      await store.commit([put(bones)]);
      expect(await store.write(rows(bones))).toMatchObject({ unchanged: 1, written: {} });
    });

    test("all or nothing: a source that fails leaves no trace", async () => {
      await store.write(rows(bones));
      const { generation } = store;
      async function* failing(): AsyncGenerator<ImportRecord> {
        yield* rows({ ...bones, concept: [{ code: "x" }] }, ears);
        await Promise.resolve();
        throw new Error("the file ends too early");
      }
      await expect(store.write(failing())).rejects.toThrow("the file ends too early");
      expect(await store.read("ValueSet", "ears")).toBeUndefined();
      expect((await store.read("CodeSystem", "bones"))!.versionId).toBe(1);
      expect((await (await store.codeSystem({ url: BONES }))!.locate(["femur"]))[0]?.display).toBe("Femur");
      expect(store.generation).toBe(generation);
      expect(await store.write(rows(ears))).toMatchObject({ written: { ValueSet: 1 } });
    });

    test("readers see the old content until an import is done", async () => {
      await store.write(rows(bones));
      let seen: string[] = [];
      async function* slow(): AsyncGenerator<ImportRecord> {
        yield* rows({ ...bones, concept: [{ code: "x" }] });
        seen = await codesOf(await store.codeSystem({ url: BONES }), {
          kind: "codes",
          codes: ["x", "femur"],
        });
        yield* rows(ears);
      }
      await store.write(slow());
      expect(seen).toEqual(["femur"]);
      expect(
        await codesOf(await store.codeSystem({ url: BONES }), { kind: "codes", codes: ["x", "femur"] }),
      ).toEqual(["x"]);
    });

    test.each<[string, ImportRecord]>([
      [
        "concept",
        {
          kind: "concept",
          concept: {
            code: "x",
            designations: [],
            properties: [],
            parents: [],
            inactive: false,
            abstract: false,
          },
        },
      ],
      [
        "mapping",
        { kind: "mapping", mapping: { source: { code: "x" }, dependsOn: [], product: [], properties: [] } },
      ],
    ])("a %s without its header is refused", async (_kind, record) => {
      await expect(store.write([record])).rejects.toMatchObject({ issues: [{ code: "structure" }] });
    });

    test("many rows arrive in order", async () => {
      function* many(): Generator<ImportRecord> {
        yield {
          kind: "codeSystem",
          codeSystem: {
            resourceType: "CodeSystem",
            url: "http://example.org/many",
            status: "active",
            content: "complete",
          },
        };
        for (let i = 0; i < 7000; i++)
          yield {
            kind: "concept",
            concept: {
              code: `c${i}`,
              display: `Concept number ${i}`,
              designations: [],
              properties: [{ code: "third", type: "boolean", value: i % 3 === 0 }],
              parents: i === 0 ? [] : ["c0"],
              inactive: i % 10 === 9,
              abstract: false,
            },
          };
      }
      expect(await store.write(many())).toMatchObject({ concepts: 7000 });
      const provider = await store.codeSystem({ url: "http://example.org/many" });
      const page = await provider!.select({
        condition: { kind: "descendantOf", code: "c0", self: false },
        activeOnly: true,
        offset: 6000,
        count: 3,
      });
      expect([page.total, ...page.items.map((c) => c.code)]).toEqual([6299, "c6667", "c6668", "c6670"]);
      const third = await provider!.select({
        condition: { kind: "property", property: "third", test: { op: "in", values: ["true"] } },
        offset: 2000,
        count: 2,
      });
      expect([third.total, ...third.items.map((c) => c.code)]).toEqual([2334, "c6000", "c6003"]);
      const text = await provider!.select({
        condition: { kind: "text", text: "con 69" },
        activeOnly: true,
        count: 1,
      });
      expect([text.total, text.items[0]!.code]).toEqual([99, "c690"]);
    });
  });
}
