import { beforeAll, expect, test } from "vitest";
import { UNVERSIONED } from "../../../src/terminology/canonical.ts";
import type { CodeSystem, Resource, ResourceType } from "../../../src/terminology/model.ts";
import { recordsOf } from "../../../src/terminology/resources/resources.ts";
import type { Store } from "../../../src/terminology/store.ts";
import { BONES, bones, bonesToColours, codesOf, codeSystem, colours, ears, everything } from "../fixtures.ts";

const supplement = (url: string, version: string): Resource =>
  codeSystem(url, version, ["femur"], { content: "supplement", supplements: `${BONES}|1.0.0` });

/** Finding resources by what they are: canonical, version, supplement, id. */
export function resourceContract(open: () => Promise<Store>): void {
  let store: Store;

  beforeAll(async () => {
    store = await open();
    const versions = ["1.0.0", "1.10.0", "1.9.0", "2.0.0-beta"].map((v) =>
      codeSystem("http://example.org/v", v, [`v${v}`]),
    );
    const resources = [
      ...everything,
      ...versions,
      supplement("http://example.org/french", "1"),
      supplement("http://example.org/french", "2"),
      supplement("http://example.org/dutch", "1"),
      { ...ears, id: "ears-2", version: "1.1.0" } as Resource,
    ];
    await store.write(resources.map((resource) => ({ kind: "resource", resource })));
  });

  test("a misspelt url is like those that there are of its type, supplements left out", async () => {
    expect(await store.similarUrls("CodeSystem", "HTTPS://example.org/Bones/")).toEqual([BONES]);
    expect(await store.similarUrls("CodeSystem", "http://example.org/bnoes")).toEqual([BONES]);
    expect(await store.similarUrls("ValueSet", `${ears.url!}s`)).toEqual([ears.url]);
    expect(await store.similarUrls("ConceptMap", `${bonesToColours.url!}/`)).toEqual([bonesToColours.url]);
    expect(await store.similarUrls("ConceptMap", BONES)).toEqual([]);
    expect(await store.similarUrls("CodeSystem", "http://example.org/frenhc")).toEqual([]);
    expect(await store.similarUrls("CodeSystem", "http://example.org/w")).toEqual(["http://example.org/v"]);
  });

  test("of many urls that are alike the same are named, in whatever order they came", async () => {
    const urls = ["d", "b", "e", "a", "c"].map((end) => `http://example.org/near-${end}`);
    const resources = urls.map((url) => codeSystem(url, "1", ["x"]));
    await store.write(resources.map((resource) => ({ kind: "resource", resource })));
    const found = await store.similarUrls("CodeSystem", "http://example.org/near-x");
    expect(found).toEqual(["a", "b", "c"].map((end) => `http://example.org/near-${end}`));
  });

  test.each([
    [undefined, "2.0.0-beta"],
    ["1.x", "1.10.0"],
    ["1.9.0", "1.9.0"],
    ["3", undefined],
  ])("codeSystem: version %s", async (version, expected) => {
    const found = await store.codeSystem({ url: "http://example.org/v", version });
    expect(found?.codeSystem.version).toBe(expected);
    if (expected !== undefined)
      expect(await codesOf(found, { kind: "all", of: [] })).toEqual([`v${expected}`]);
  });

  test("codeSystem: the one without version, where others have one", async () => {
    const url = "http://example.org/partly";
    const { version: _, ...unversioned } = codeSystem(url, "", ["plain"]) as CodeSystem;
    const resources = [unversioned as Resource, codeSystem(url, "1", ["numbered"])];
    await store.write(resources.map((resource) => ({ kind: "resource", resource })));
    expect(await store.versions("CodeSystem", url)).toEqual([undefined, "1"]);
    const codes = async (version?: string) =>
      codesOf(await store.codeSystem({ url, version }), { kind: "all", of: [] });
    expect(await codes(UNVERSIONED)).toEqual(["plain"]);
    expect(await codes()).toEqual(["numbered"]);
    expect(await store.codeSystem({ url: BONES, version: UNVERSIONED })).toBeUndefined();
  });

  test("valueSet: the latest, or the version asked for, as it was written", async () => {
    expect((await store.valueSet({ url: ears.url! }))?.version).toBe("1.1.0");
    expect(await store.valueSet({ url: ears.url!, version: "1.0.0" })).toEqual(ears);
    expect(await store.valueSet({ url: "http://example.org/none" })).toBeUndefined();
  });

  test("of many that are asked for at the same time each has its own answer", async () => {
    const asked = Array.from({ length: 250 }, (_, i) => `http://example.org/asked/${i}`);
    const systems = (urls: readonly string[]) =>
      Promise.all(urls.map(async (url) => (await store.codeSystem({ url }))?.codeSystem.version));
    const own = asked.filter((_, i) => i % 3 === 0);
    const resources = own.map((url, i) => codeSystem(url, `${i}`, []));
    await store.write(resources.map((resource) => ({ kind: "resource", resource })));
    expect(await systems(asked)).toEqual(asked.map((_, i) => (i % 3 === 0 ? `${i / 3}` : undefined)));
    const versions = await Promise.all(asked.map((url) => store.versions("ValueSet", url)));
    expect(versions.flat()).toEqual([]);
  });

  test("of hundreds of versions each is found, the highest that fits, and all in their order", async () => {
    const url = "http://example.org/many-versions";
    const numbers = Array.from({ length: 300 }, (_, i) => (i * 77) % 300);
    const resources = numbers.map((n) => codeSystem(url, `${n % 2}.${n}`, []));
    const supplement = codeSystem(url, "9.9", [], { content: "supplement", supplements: url });
    await store.write([...resources, supplement].map((resource) => ({ kind: "resource", resource })));
    const found = async (version?: string): Promise<string | undefined> =>
      (await store.codeSystem({ url, version }))?.codeSystem.version;
    expect(await store.versions("CodeSystem", url)).toEqual(
      [0, 1].flatMap((major) => Array.from({ length: 150 }, (_, i) => `${major}.${2 * i + major}`)),
    );
    expect(await found("0.8")).toBe("0.8");
    expect(await found("0.9")).toBeUndefined();
    expect(await found("9.9")).toBeUndefined();
    expect(await found("0.x")).toBe("0.298");
    expect(await found()).toBe("1.299");
    expect((await store.supplements({ url }))[0]?.codeSystem.version).toBe("9.9");
  });

  test("of hundreds of versions of a supplement or a value set the highest that fits is found", async () => {
    const url = "http://example.org/many-supplements";
    const many = Array.from({ length: 300 }, (_, i) => `${i % 2}.${(i * 77) % 300}`);
    const resources = many.flatMap((version): Resource[] => [
      codeSystem(url, version, [], { content: "supplement", supplements: url }),
      { resourceType: "ValueSet", url, version, status: "active" },
    ]);
    const other = codeSystem(url, "9.9", []);
    await store.write([...resources, other].map((resource) => ({ kind: "resource", resource })));
    for (const [version, expected] of [
      ["0.x", "0.298"],
      ["1.9", "1.9"],
      ["9.9", undefined],
      [undefined, "1.299"],
    ]) {
      const [found] = await store.supplements({ url, version });
      expect(found?.codeSystem.version).toBe(expected);
      expect((await store.valueSet({ url, version }))?.version).toBe(expected);
    }
  });

  test("versions: lowest first; none of what is unknown or a supplement", async () => {
    expect(await store.versions("CodeSystem", "http://example.org/v")).toEqual([
      "1.0.0",
      "1.9.0",
      "1.10.0",
      "2.0.0-beta",
    ]);
    expect(await store.versions("ValueSet", ears.url!)).toEqual(["1.0.0", "1.1.0"]);
    expect(await store.versions("ConceptMap", "http://example.org/ConceptMap/fallback")).toEqual([undefined]);
    expect(await store.versions("CodeSystem", "http://example.org/french")).toEqual([]);
    expect(await store.versions("CodeSystem", "http://example.org/none")).toEqual([]);
  });

  test("supplements are found by their url and by what they supplement, and are no code systems", async () => {
    expect(await store.codeSystem({ url: "http://example.org/french" })).toBeUndefined();
    const named = await store.supplements({ url: "http://example.org/french" });
    expect(named.map((s) => s.codeSystem.version)).toEqual(["2"]);
    expect((await named[0]!.locate(["femur"]))[0]?.display).toBe("The femur");
    const of = await store.supplements({ supplements: BONES });
    expect(of.map((s) => `${s.codeSystem.url}|${s.codeSystem.version}`).sort()).toEqual([
      "http://example.org/dutch|1",
      "http://example.org/french|1",
      "http://example.org/french|2",
    ]);
    expect(await store.supplements({ supplements: "http://example.org/none" })).toEqual([]);
  });

  test("read gives back what was written, with its version", async () => {
    for (const resource of everything) {
      const stored = (await store.read(resource.resourceType as ResourceType, resource.id!))!;
      expect(stored).toMatchObject({
        type: resource.resourceType,
        id: resource.id,
        versionId: 1,
        method: "create",
      });
      expect(Date.parse(stored.lastUpdated)).toBeGreaterThan(Date.now() - 600_000);
      const meta = { versionId: "1", lastUpdated: stored.lastUpdated };
      expect(stored.resource).toEqual({ ...resource, meta });
    }
    expect(await store.read("CodeSystem", "none")).toBeUndefined();
    expect(await store.read("ValueSet", "bones")).toBeUndefined();
  });

  test("what came as rows is read as a resource", async () => {
    const rows = [bones, bonesToColours].map((resource) => ({ ...resource, id: undefined, version: "9" }));
    await store.write(rows.flatMap((resource) => [...recordsOf(resource)]));
    for (const [type, resource] of [
      ["CodeSystem", bones],
      ["ConceptMap", bonesToColours],
    ] as const) {
      const { items } = await store.search(type, {
        criteria: [
          { name: "url", values: [resource.url!] },
          { name: "version", values: ["9"] },
        ],
      });
      const { id, meta, ...read } = items[0]!.resource as unknown as Record<string, unknown>;
      const { id: _id, ...given } = resource as unknown as Record<string, unknown>;
      expect(read).toEqual({ ...given, version: "9" });
      expect([typeof id, typeof meta]).toEqual(["string", "object"]);
    }
  });

  test("what came as rows is read as it was written: order, layout, ids and all", async () => {
    const note = [{ url: "http://example.org/note", valueString: "n" }];
    const flat = {
      ...bones,
      url: "http://example.org/flat",
      concept: [
        { id: "c1", code: "incus", property: [{ code: "subsumedBy", valueCode: "ear" }] },
        { code: "skull", definition: "The skull", _definition: { extension: note } },
        { code: "ear", property: [{ code: "subsumedBy", valueCode: "skull" }] },
      ],
    };
    const [group] = bonesToColours.group!;
    const target = [{ id: "t1", code: "red", relationship: "equivalent", extension: note }];
    const element = [
      { code: "femur", target },
      { code: "incus", target },
      { code: "femur", target },
    ];
    const twice = {
      ...bonesToColours,
      url: "http://example.org/twice",
      group: [
        { ...group, element },
        { ...group, element },
      ],
    };
    for (const resource of [flat, twice] as unknown as Resource[]) {
      await store.write(recordsOf({ ...resource, id: "as-written" }));
      const stored = await store.read(resource.resourceType as ResourceType, "as-written");
      const { meta: _meta, ...read } = stored!.resource as { meta?: object };
      expect(read).toEqual({ ...resource, id: "as-written" });
    }
  });

  test("the same id for another resource: each keeps an id of its own", async () => {
    const same = [
      codeSystem("http://example.org/i", "1", ["a"], { id: "same" }),
      codeSystem("http://example.org/i", "2", ["b"], { id: "same" }),
      codeSystem("http://example.org/j", "1", ["c"], { id: "same" }),
    ];
    await store.write(same.map((resource) => ({ kind: "resource", resource })));
    const found = await store.search("CodeSystem", {
      criteria: [{ name: "url", values: ["http://example.org/i", "http://example.org/j"] }],
    });
    expect(new Set(found.items.map((i) => i.id)).size).toBe(3);
    for (const { id } of found.items) expect(id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
  });

  test("summaries leave concepts and mappings out", async () => {
    const [system] = (
      await store.search(
        "CodeSystem",
        { criteria: [{ name: "_id", values: ["colours"] }] },
        { summary: true },
      )
    ).items;
    expect(system!.resource).toMatchObject({ url: colours.url, meta: { versionId: "1" } });
    expect(system!.resource).not.toHaveProperty("concept");
    const [map] = (
      await store.search(
        "ConceptMap",
        { criteria: [{ name: "_id", values: ["bones-to-colours"] }] },
        { summary: true },
      )
    ).items;
    expect(map!.resource).toMatchObject({ group: [{ source: BONES }] });
    expect(JSON.stringify(map!.resource)).not.toContain("element");
  });

  test("a summary that is read is the one that is found, and an id that is not there has none", async () => {
    const read = await store.read("CodeSystem", "colours", { summary: true });
    expect(read!.resource).toMatchObject({ url: colours.url, meta: { versionId: "1" } });
    expect(read!.resource).not.toHaveProperty("concept");
    expect((await store.read("CodeSystem", "colours"))!.resource).toHaveProperty("concept");
    expect(await store.read("CodeSystem", "no-colours", { summary: true })).toBeUndefined();
  });
}
