import type * as r5 from "fhir/r5";
import { beforeAll, expect, test } from "vitest";
import { codingFilter } from "../../../src/terminology/compose/coding-filter.ts";
import type { ConceptCondition } from "../../../src/terminology/concepts/concept-condition.ts";
import type { CodeSystemProvider, Store } from "../../../src/terminology/store.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { processorTime } from "../../spent-time.ts";
import { BONES, bones, codesOf, colours } from "../fixtures.ts";

const ALL = [
  "bone",
  "skull",
  "ear",
  "malleus",
  "incus",
  "stapes",
  "limb",
  "femur",
  "patella",
  "tailbone",
  "small",
];
const EITHER: ConceptCondition = {
  kind: "any",
  of: ["tail bone", "bones ear", "femur"].map((text) => ({ kind: "text", text })),
};
const EVERY: ConceptCondition = { kind: "all", of: [] };

const AMONG_MANY = "http://example.org/bones-among-many";
const others = Array.from({ length: 150 }, (_, i) => ({ code: `other-${i}`, display: `Other bone ${i}` }));
const many = [...bones.concept!, ...others];

const scale = (code: string, display: string) => ({
  code: "SCALE_TYP",
  valueCoding: { system: "http://loinc.org", code, display },
});

/** Two thousand concepts come before the one with the second value. */
const loinc: r5.CodeSystem = {
  resourceType: "CodeSystem",
  id: "loinc",
  url: "http://loinc.org",
  status: "active",
  content: "fragment",
  property: [{ code: "SCALE_TYP", type: "Coding" }],
  concept: [
    ...Array.from({ length: 2_000 }, (_, i) => ({ code: `1${i}`, property: [scale("LP2-2", "Amount")] })),
    { code: "note", property: [scale("LP1-1", "Note")] },
  ],
};

/** `locate` and `select`: what a code system answers. */
export function conceptContract(open: () => Promise<Store>): void {
  let provider: CodeSystemProvider;
  let folding: CodeSystemProvider;
  /** The same concepts, and many others. */
  let amongMany: CodeSystemProvider;

  beforeAll(async () => {
    const store = await open();
    await store.write([
      { kind: "resource", resource: bones },
      { kind: "resource", resource: colours },
      { kind: "resource", resource: { ...bones, id: "among-many", url: AMONG_MANY, concept: many } },
    ]);
    amongMany = (await store.codeSystem({ url: AMONG_MANY }))!;
    provider = (await store.codeSystem({ url: BONES }))!;
    folding = (await store.codeSystem({ url: "http://example.org/colours" }))!;
  });

  test("the header is the resource without its concepts", () => {
    const { concept: _concept, ...rest } = bones as unknown as { concept: unknown };
    expect(provider.codeSystem).toEqual(rest);
  });

  test("locate aligns its answer with the codes", async () => {
    const found = await provider.locate(["femur", "no such bone", "bone"]);
    expect(found.map((c) => c?.display)).toEqual(["Femur", undefined, "Bone"]);
    expect(await provider.locate([])).toEqual([]);
    expect(await provider.locate(["Femur"])).toEqual([undefined]);
  });

  test("locate gives the whole concept", async () => {
    const [malleus, femur, limb, tailbone] = await provider.locate(["malleus", "femur", "limb", "tailbone"]);
    expect(malleus).toMatchObject({
      code: "malleus",
      display: "Malleus",
      designations: [{ language: "de", value: "Hammer" }],
      properties: [],
      parents: ["ear", "small"],
      inactive: false,
      abstract: false,
    });
    expect(femur!.properties).toEqual([
      { code: "length", type: "integer", value: 48 },
      { code: "side", type: "code", value: "left" },
      { code: "side", type: "code", value: "right" },
      { code: "see", type: "Coding", value: { system: "http://example.org/joints", code: "hip" } },
      { code: "paired", type: "boolean", value: true },
      { code: "xref", type: "Coding", value: { system: "http://example.org/fma", code: "FMA:5240" } },
    ]);
    expect([limb!.abstract, limb!.inactive, tailbone!.inactive]).toEqual([true, false, true]);
  });

  test("a code system that is not case-sensitive folds codes, and keeps them as they are written", async () => {
    const found = await folding.locate(["RED", "green", "Blue", "pink"]);
    expect(found.map((c) => c?.code)).toEqual(["Red", "GREEN", "blue", undefined]);
    expect(await codesOf(folding, { kind: "codes", codes: ["rEd"] })).toEqual(["Red"]);
    expect(await codesOf(folding, EVERY, { codes: ["BLUE", "red"] })).toEqual(["Red", "blue"]);
  });

  const cases: [string, ConceptCondition, string[]][] = [
    ["everything", EVERY, ALL],
    ["nothing", { kind: "any", of: [] }, []],
    [
      "descendants",
      { kind: "descendantOf", code: "skull", self: false },
      ["ear", "malleus", "incus", "stapes"],
    ],
    ["is-a", { kind: "descendantOf", code: "ear", self: true }, ["ear", "malleus", "incus", "stapes"]],
    [
      "descendants by a second parent",
      { kind: "descendantOf", code: "small", self: false },
      ["malleus", "incus", "stapes"],
    ],
    ["descendants of an unknown code", { kind: "descendantOf", code: "wing", self: true }, []],
    ["ancestors", { kind: "ancestorOf", code: "incus", self: false }, ["bone", "skull", "ear", "small"]],
    ["generalizes", { kind: "ancestorOf", code: "limb", self: true }, ["bone", "limb"]],
    ["children", { kind: "childOf", code: "bone" }, ["skull", "limb", "tailbone"]],
    ["parents", { kind: "parentOf", code: "stapes" }, ["ear", "small"]],
    ["leaves", { kind: "leaf" }, ["malleus", "incus", "stapes", "femur", "patella", "tailbone"]],
    ["roots", { kind: "root" }, ["bone", "small"]],
    [
      "not roots",
      { kind: "not", of: { kind: "root" } },
      ALL.filter((code) => code !== "bone" && code !== "small"),
    ],
    ["active", { kind: "active" }, ALL.filter((code) => code !== "tailbone")],
    ["selectable", { kind: "selectable" }, ALL.filter((code) => code !== "limb")],
    ["codes", { kind: "codes", codes: ["femur", "bone", "wing", "femur"] }, ["bone", "femur"]],
    [
      "property in",
      { kind: "property", property: "side", test: { op: "in", values: ["right", "up"] } },
      ["femur"],
    ],
    [
      "property of type integer",
      { kind: "property", property: "length", test: { op: "in", values: ["48"] } },
      ["femur"],
    ],
    [
      "property of type Coding",
      { kind: "property", property: "see", test: { op: "in", values: ["hip"] } },
      ["femur"],
    ],
    [
      "property of type boolean",
      { kind: "property", property: "paired", test: { op: "in", values: ["true"] } },
      ["femur"],
    ],
    ["property exists", { kind: "property", property: "notSelectable", test: { op: "exists" } }, ["limb"]],
    [
      "property regex, whole value",
      { kind: "property", property: "side", test: { op: "regex", patterns: ["l.f"] } },
      [],
    ],
    [
      "property regex",
      { kind: "property", property: "side", test: { op: "regex", patterns: ["l.f?t"] } },
      ["femur"],
    ],
    ["unknown property", { kind: "property", property: "colour", test: { op: "exists" } }, []],
    [
      "code regex",
      { kind: "element", element: "code", test: { op: "regex", patterns: [".*u[rs]"] } },
      ["malleus", "incus", "femur"],
    ],
    [
      "display in",
      { kind: "element", element: "display", test: { op: "in", values: ["Femur", "skull"] } },
      ["femur"],
    ],
    [
      "display not in",
      { kind: "not", of: { kind: "element", element: "display", test: { op: "in", values: ["Femur"] } } },
      ALL.filter((code) => code !== "femur"),
    ],
    ["definition exists", { kind: "element", element: "definition", test: { op: "exists" } }, ["bone"]],
    ["designation in", { kind: "designation", test: { op: "in", values: ["Schädel"] } }, ["skull"]],
    [
      "designation regex",
      { kind: "designation", test: { op: "regex", patterns: ["(?i).*ham.*"] } },
      ["malleus"],
    ],
    [
      "designation exists",
      { kind: "designation", test: { op: "exists" } },
      ["skull", "malleus", "incus", "stapes"],
    ],
    ["text by display", { kind: "text", text: "bones" }, ["ear", "limb"]],
    ["text by the beginnings of words", { kind: "text", text: "bon ea" }, ["ear"]],
    ["text by designation, without accents", { kind: "text", text: "STEIGBUG" }, ["stapes"]],
    ["text over several names", { kind: "text", text: "amboss incus" }, ["incus"]],
    ["text inside a word", { kind: "text", text: "emur" }, []],
    ["text by a code in another system", { kind: "text", text: "fma 524" }, ["femur"]],
    ["text by code", { kind: "text", text: "tailb" }, ["tailbone"]],
    ["text with punctuation", { kind: "text", text: "(knee-cap)" }, ["patella"]],
    [
      "one of several texts, beside what all must have",
      { kind: "all", of: [{ kind: "active" }, { kind: "text", text: "bon" }, EITHER] },
      ["ear"],
    ],
    ["one of several texts", EITHER, ["ear", "femur", "tailbone"]],
    ["text that is empty", { kind: "text", text: " - " }, ALL],
    ["text that is query syntax", { kind: "text", text: "femur OR NOT \"x' AND *:(" }, []],
    ["name", { kind: "name", keys: ["schadel", "femur"] }, ["skull", "femur"]],
    [
      "all",
      {
        kind: "all",
        of: [
          { kind: "descendantOf", code: "bone", self: false },
          { kind: "text", text: "bone" },
          { kind: "active" },
        ],
      },
      ["ear", "limb"],
    ],
    [
      "any",
      {
        kind: "any",
        of: [
          { kind: "codes", codes: ["small"] },
          { kind: "childOf", code: "limb" },
        ],
      },
      ["femur", "patella", "small"],
    ],
    [
      "any of positions and contents",
      {
        kind: "any",
        of: [
          { kind: "codes", codes: ["small"] },
          { kind: "text", text: "hammer" },
          { kind: "designation", test: { op: "in", values: ["Cranium"] } },
        ],
      },
      ["skull", "malleus", "small"],
    ],
    ["not", { kind: "not", of: { kind: "descendantOf", code: "bone", self: true } }, ["small"]],
    [
      "not of contents",
      { kind: "not", of: { kind: "any", of: [{ kind: "leaf" }, { kind: "text", text: "bone" }] } },
      ["skull"],
    ],
    [
      "not of positions and contents",
      {
        kind: "all",
        of: [
          { kind: "childOf", code: "ear" },
          {
            kind: "not",
            of: {
              kind: "all",
              of: [
                { kind: "codes", codes: ["incus", "stapes"] },
                { kind: "text", text: "am" },
              ],
            },
          },
        ],
      },
      ["malleus", "stapes"],
    ],
  ];

  test.each(cases)("select: %s", async (_name, condition, expected) => {
    const page = await provider.select({ condition });
    expect(page.items.map((c) => c.code)).toEqual(expected);
    expect(page.total).toBe(expected.length);
  });

  test.each(cases)("select among many others: %s", async (_name, condition, expected) => {
    const found = await codesOf(amongMany, condition);
    expect(found.filter((code) => ALL.includes(code))).toEqual(expected);
  });

  test.each(cases)("select bounded to codes: %s", async (_name, condition, expected) => {
    const bounds = ["small", "femur", "limb", "incus", "wing"];
    const inside = expected.filter((code) => bounds.includes(code));
    const page = await provider.select({ condition, codes: bounds });
    expect(page.items.map((c) => c.code)).toEqual(inside);
    expect(page.total).toBe(inside.length);
  });

  test.each(cases)("select by pages: %s", async (_name, condition, expected) => {
    const paged: string[] = [];
    for (let offset = 0; offset <= expected.length; offset += 2) {
      const page = await provider.select({ condition, offset, count: 2 });
      expect(page.total).toBe(expected.length);
      paged.push(...page.items.map((c) => c.code));
    }
    expect(paged).toEqual(expected);
    expect(await provider.select({ condition, count: 0 })).toEqual({ total: expected.length, items: [] });
  });

  test.each(cases)("select all or maybe none: %s", async (_name, condition, expected) => {
    const count = expected.length;
    for (let asked = 0; asked < 2; asked++) {
      const all = await provider.select({ condition, count: Math.max(count, 1), whole: true });
      expect(all).toMatchObject({ total: count, items: expected.map((code) => ({ code })) });
      const fewer = await provider.select({ condition, count: Math.max(count - 1, 0), whole: true });
      expect(fewer.total).toBe(count);
      expect(fewer.items.length === 0 || fewer.items.length === count - 1).toBe(true);
    }
  });

  test.each(cases)("select active only: %s", async (_name, condition, expected) => {
    const active = expected.filter((code) => code !== "tailbone");
    expect(await codesOf(provider, condition, { activeOnly: true })).toEqual(active);
  });

  test("of many candidates, codes alone are the same ones in the same order", async () => {
    const unknown = Array.from({ length: 200 }, (_, i) => `none-${i}`);
    const codes = [...unknown, ...ALL.toReversed(), ...ALL];
    for (const activeOnly of [false, true])
      expect(await codesOf(provider, EVERY, { codes, activeOnly, codesAlone: true })).toEqual(
        await codesOf(provider, EVERY, { codes: ALL, activeOnly }),
      );
    const page = { codes, codesAlone: true, offset: 2, count: 3 };
    expect(await codesOf(provider, EVERY, page)).toEqual(ALL.slice(2, 5));
    const upper = [...unknown, "RED", "red", "Red"];
    expect(await codesOf(folding, EVERY, { codes: upper, codesAlone: true })).toEqual(["Red"]);
  });

  test("a pattern that would make a backtracking engine hang answers at once", async () => {
    const condition: ConceptCondition = {
      kind: "element",
      element: "display",
      test: { op: "regex", patterns: ["(.*.*)*x"] },
    };
    const spent = await processorTime(async () => {
      expect(await codesOf(provider, condition)).toEqual([]);
    });
    expect(spent).toBeLessThan(2_000);
  });

  test("values of LOINC's properties are found by name", async () => {
    const store = await open();
    await store.write([{ kind: "resource", resource: loinc }]);
    const provider = (await store.codeSystem({ url: "http://loinc.org" }))!;
    const filter = { property: "SCALE_TYP", op: "=", value: "note" } as const;
    const found = await codingFilter(provider, filter, "filter", new WorkBudget());
    expect(found).toHaveProperty("condition");
    expect(await codesOf(provider, (found as { condition: ConceptCondition }).condition)).toEqual(["note"]);
    await store.close();
  });
}
