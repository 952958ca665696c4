import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { overlay } from "../../src/storage/overlay.ts";
import type { Resource } from "../../src/terminology/model.ts";
import { byCodeSystems } from "../../src/terminology/resolve/system-identifiers.ts";
import { recordsOf } from "../../src/terminology/resources/resources.ts";
import { BONES, bones, bonesToColours, codeSystem, ears, everything, fallback } from "./fixtures.ts";

const V = "http://example.org/v";
const own = (name: string, version: string): Resource => codeSystem(V, version, [name], { name });

describe("overlay", () => {
  test("without resources it is the base itself", () => {
    const base = new MemoryStore();
    expect(overlay(base, [])).toBe(base);
  });

  test("of one url and version, the request's own wins; of several versions, the highest", async () => {
    const base = new MemoryStore([own("base", "1"), own("base", "3")]);
    const nameOf = async (
      version: string | undefined,
      ...resources: Resource[]
    ): Promise<string | undefined> =>
      (await (await overlay(base, resources)).codeSystem({ url: V, version }))?.codeSystem.name;
    expect(await nameOf("3", own("own", "3"))).toBe("own");
    expect(await nameOf(undefined, own("own", "3"))).toBe("own");
    expect(await nameOf(undefined, own("own", "2"))).toBe("base");
    expect(await nameOf(undefined, own("own", "4"))).toBe("own");
    expect(await nameOf("1", own("own", "4"))).toBe("base");
    expect(await nameOf("2", own("own", "2"))).toBe("own");
    expect(await nameOf("5", own("own", "2"))).toBeUndefined();
    const both = await overlay(base, [own("own", "2")]);
    expect(await both.versions("CodeSystem", V)).toEqual(["1", "2", "3"]);
  });

  test("a long resource among them is as the others are", async () => {
    const base = new MemoryStore([own("base", "1")]);
    const codes = Array.from({ length: 20_000 }, (_, i) => `c${i}`);
    const long = codeSystem(V, "2", codes, { name: "long" });
    const store = await overlay(base, [long, own("short", "3")]);
    expect(await store.versions("CodeSystem", V)).toEqual(["1", "2", "3"]);
    const provider = await store.codeSystem({ url: V, version: "2" });
    const [last] = await provider!.locate(["c19999"]);
    expect(last?.code).toBe("c19999");
  });

  test("many of one id are found by their urls", async () => {
    const url = (i: number): string => `http://example.org/many/${i}`;
    const all = Array.from({ length: 500 }, (_, i) => codeSystem(url(i), "1", [`c${i}`], { id: "same" }));
    const store = await overlay(new MemoryStore(), all);
    for (const i of [0, 1, 250, 499]) {
      const provider = await store.codeSystem({ url: url(i) });
      expect((await provider!.locate([`c${i}`]))[0]?.code).toBe(`c${i}`);
    }
  });

  test("value sets, maps and supplements too", async () => {
    const base = new MemoryStore(everything);
    const supplement = (name: string): Resource =>
      codeSystem("http://example.org/s", "1", ["femur"], { content: "supplement", supplements: BONES, name });
    await base.write(recordsOf(supplement("base")));
    const store = await overlay(base, [
      { ...ears, name: "Own" },
      { ...bonesToColours, title: "Own" },
      supplement("own"),
      { ...fallback, version: "2", title: "Own" },
    ]);
    expect((await store.valueSet({ url: ears.url! }))?.name).toBe("Own");
    const maps = await store.conceptMaps({ codings: [{ system: BONES, code: "malleus" }] });
    expect(maps.map((m) => [m.conceptMap.url!.split("/").at(-1), m.conceptMap.title])).toEqual([
      ["bones-to-colours", "Own"],
      ["fallback", "Own"],
      ["fallback", undefined],
    ]);
    expect((await store.conceptMaps({ url: fallback.url })).map((m) => m.conceptMap.version)).toEqual(["2"]);
    expect((await store.supplements({ supplements: BONES })).map((s) => s.codeSystem.name)).toEqual(["own"]);
    expect((await store.supplements({ url: "http://example.org/s" })).map((s) => s.codeSystem.name)).toEqual([
      "own",
    ]);
  });

  test("the request changes nothing: the base is as before, and its generation is the overlay's", async () => {
    const base = new MemoryStore([bones]);
    const store = await overlay(base, [ears]);
    expect(await base.valueSet({ url: ears.url! })).toBeUndefined();
    expect(await store.valueSet({ id: "ears" })).toBeUndefined();
    const before = store.generation;
    await base.write([{ kind: "resource", resource: fallback }]);
    expect(store.generation).not.toBe(before);
    expect((await store.conceptMaps({ id: "fallback" })).length).toBe(1);
    expect(await base.codeSystem({ url: BONES })).toBeDefined();
  });
});

test("a code system that comes along is one with the stored one, by whichever identifier", async () => {
  const withOid = (version: string, oid: string): Resource =>
    codeSystem(V, version, ["a"], {
      identifier: [{ system: "urn:ietf:rfc:3986", value: `urn:oid:${oid}` }],
    });
  const store = await overlay(new MemoryStore([withOid("1", "2.999.1")]), [withOid("2", "2.999.2")]);
  for (const id of ["2.999.1", "2.999.2", V]) {
    const [system, ...others] = await byCodeSystems(store, id);
    expect(others).toEqual([]);
    expect(system!.ids.map(({ value }) => value).sort()).toEqual(["2.999.1", "2.999.2", V]);
  }
});
