import { beforeAll, expect, test } from "vitest";
import type { Mapping, Resource } from "../../../src/terminology/model.ts";
import { NO_MAP, selectMappings } from "../../../src/terminology/resources/select-mappings.ts";
import type { ConceptMapQuery, Store } from "../../../src/terminology/store.ts";
import { BONES, everything } from "../fixtures.ts";

const byValueSet: Resource = {
  resourceType: "ConceptMap",
  id: "by-value-set",
  url: "http://example.org/ConceptMap/by-value-set",
  status: "active",
  group: [
    {
      source: "http://example.org/elsewhere",
      target: "http://example.org/other",
      element: [
        {
          valueSet: "http://example.org/ValueSet/ears",
          target: [
            { code: "e", relationship: "related-to" },
            { valueSet: "http://example.org/ValueSet/heads", relationship: "related-to" },
          ],
        },
      ],
    },
  ],
};

/** Which maps speak of a coding, and what they say. */
export function mapContract(open: () => Promise<Store>): void {
  let store: Store;
  const ids = async (query: ConceptMapQuery): Promise<string[]> =>
    (await store.conceptMaps(query)).map((m) => m.conceptMap.id!).sort();

  beforeAll(async () => {
    store = await open();
    const newer = { ...everything[3], id: "newer", version: "1.1.0", group: [] } as unknown as Resource;
    await store.write([...everything, byValueSet, newer].map((resource) => ({ kind: "resource", resource })));
  });

  const malleus = { system: BONES, code: "malleus" };
  const many = Array.from({ length: 1_000 }, (_, i) => ({ system: `http://example.org/${i}`, code: `${i}` }));
  test.each<[string, ConceptMapQuery, string[]]>([
    ["all", {}, ["bones-to-colours", "by-value-set", "fallback", "newer"]],
    ["url: the latest", { url: "http://example.org/ConceptMap/bones-to-colours" }, ["newer"]],
    [
      "url and version",
      { url: "http://example.org/ConceptMap/bones-to-colours", version: "1.0.x" },
      ["bones-to-colours"],
    ],
    ["id", { id: "fallback" }, ["fallback"]],
    [
      "source coding; what is not mapped may have a fixed target",
      { codings: [malleus] },
      ["bones-to-colours", "fallback"],
    ],
    [
      "source coding of a system with a mapped value set",
      { codings: [{ system: "http://example.org/elsewhere", code: "any" }] },
      ["by-value-set"],
    ],
    [
      "target coding of a system with a mapped value set",
      { codings: [{ system: "http://example.org/other", code: "any" }], direction: "reverse" },
      ["by-value-set"],
    ],
    [
      "source coding of another system",
      { codings: [{ system: "http://example.org/x", code: "malleus" }] },
      [],
    ],
    [
      "target coding",
      { codings: [{ system: "http://example.org/colours", code: "blue" }], direction: "reverse" },
      ["bones-to-colours"],
    ],
    ["target system", { targetSystem: "http://example.org/colours" }, ["bones-to-colours"]],
    [
      "far system in reverse",
      { targetSystem: BONES, direction: "reverse" },
      ["bones-to-colours", "fallback"],
    ],
    ["source scope", { sourceScope: "http://example.org/ValueSet/bones" }, ["bones-to-colours", "newer"]],
    [
      "scope and coding",
      { targetScope: "http://example.org/ValueSet/colours", codings: [malleus] },
      ["bones-to-colours"],
    ],
    ["one of many codings", { codings: [...many, malleus] }, ["bones-to-colours", "fallback"]],
    [
      "one of many codings, and scope",
      { targetScope: "http://example.org/ValueSet/colours", codings: [malleus, ...many] },
      ["bones-to-colours"],
    ],
    ["many codings that no map has", { codings: many, targetSystem: "http://example.org/colours" }, []],
    ["unknown", { url: "http://example.org/ConceptMap/none" }, []],
  ])("conceptMaps: %s", async (_name, query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  test("mappings forward and in reverse, without comparing versions", async () => {
    const [map] = await store.conceptMaps({ id: "bones-to-colours" });
    const forward = await map!.mappings(
      [
        { ...malleus, version: "0.1" },
        { system: BONES, code: "incus" },
      ],
      "forward",
    );
    expect(forward.map((m) => [m.source.code, m.target?.code, m.relationship, m.comment])).toEqual([
      ["malleus", "Red", "equivalent", "by habit"],
      ["incus", "GREEN", "source-is-narrower-than-target", undefined],
      ["incus", "blue", "related-to", undefined],
    ]);
    expect(forward[0]!.target).toEqual({ system: "http://example.org/colours", version: "2", code: "Red" });
    const reverse = await map!.mappings([{ system: "http://example.org/colours", code: "blue" }], "reverse");
    expect(reverse.map((m) => m.source.code)).toEqual(["incus"]);
    expect(await map!.mappings([{ system: BONES, code: "stapes" }], "forward")).toMatchObject([
      { noMap: true },
    ]);
    expect(await map!.mappings([{ system: BONES, code: "bone" }], "forward")).toEqual([]);
  });

  test("rows about a value set come along once, whatever the code", async () => {
    const [map] = await store.conceptMaps({ id: "by-value-set" });
    const sources = ["a", "b"].map((code) => ({ system: "http://example.org/elsewhere", code }));
    const forward = await map!.mappings(sources, "forward");
    expect(forward.map((m) => [m.sourceValueSet, m.target?.code, m.targetValueSet])).toEqual([
      ["http://example.org/ValueSet/ears", "e", undefined],
      ["http://example.org/ValueSet/ears", undefined, "http://example.org/ValueSet/heads"],
    ]);
    const reverse = await map!.mappings([{ system: "http://example.org/other", code: "e" }], "reverse");
    expect(reverse).toEqual(forward);
    expect(await map!.mappings([], "forward")).toEqual([]);
    expect(await map!.mappings([{ system: "http://example.org/third", code: "a" }], "forward")).toEqual([]);
  });

  test("all gives every row in order", async () => {
    const [map] = await store.conceptMaps({ id: "bones-to-colours" });
    const rows = [];
    for await (const row of map!.all()) rows.push(row.source.code);
    expect(rows).toEqual(["malleus", "incus", "incus", "stapes"]);
  });

  test("rows are chosen by words in any letters, capitals or not", async () => {
    const names = ["Übelkeit", "ÉTRIER", "ŻEBRO", "КОСТЬ", "Οστό"];
    const code = names.map((display, i) => ({
      code: `c${i}`,
      display,
      target: [{ code: "t", relationship: "equivalent" }],
    }));
    const header = { resourceType: "ConceptMap", id: "letters", url: "http://example.org/letters" };
    const group = [{ source: "http://example.org/s", target: "http://example.org/t", element: code }];
    const resource = { ...header, status: "active", group } as Resource;
    await store.write([{ kind: "resource", resource }]);
    const [map] = await store.conceptMaps({ id: "letters" });
    for (const name of names)
      for (const word of [name, name.toLowerCase(), name.toUpperCase()]) {
        const { items } = await map!.select!({ words: [word], relation: undefined, offset: 0, count: 9 });
        expect(items.map(({ source }) => source.display)).toEqual([name]);
      }
  });

  test("rows are chosen by words and relation, some at a time, and counted", async () => {
    const [map] = await store.conceptMaps({ id: "bones-to-colours", version: "1.0.0" });
    const rows: Mapping[] = [];
    for await (const row of map!.all()) rows.push(row);
    const words = ["", "MAL", "100%", "_", "e", "\\", '"', "é"];
    for (const relation of [undefined, NO_MAP, "equivalent", "nothing"])
      for (const word of words)
        for (const [offset, count] of [
          [0, 2],
          [1, 100],
          [50, 5],
        ] as const) {
          const selection = { words: word === "" ? [] : [word], relation, offset, count };
          const page = await map!.select!(selection);
          const expected = selectMappings(rows, selection);
          expect(page.items, JSON.stringify(selection)).toEqual(expected.items);
          expect(page.total, JSON.stringify(selection)).toBe(expected.total);
          expect([...page.relations].sort()).toEqual([...expected.relations].sort());
        }
  });
}
