/** How two value sets relate: told by their definitions where these tell, else by their codes. */
import { describe, expect, test } from "vitest";
import { compareValueSets } from "../../../src/terminology/compare/compare.ts";
import type { Resource, ValueSet, ValueSetInclude } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import {
  animals,
  animalsBefore,
  animalStore,
  filtered,
  imported,
  listed,
  valueSet,
  whole,
} from "../../fixtures/animals.ts";

const compared = async (one: ValueSet, other: ValueSet, ...resources: Resource[]) => {
  const request = { one, other, versions: NO_VERSION_RULES, limit: 100 };
  const { relation, isByCodes, codes, message } = await compareValueSets(animalStore(...resources), request);
  return { relation, isByCodes, codes, message };
};

const sets = (one: ValueSetInclude[], other: ValueSetInclude[]) =>
  [valueSet("one", one), valueSet("other", other)] as const;

const isA = (code: string) => filtered(["concept", "is-a", code]);
const none = { common: [], missing: [], extra: [] };

describe("told by the definitions", () => {
  test.each<[string, ValueSetInclude[], ValueSetInclude[], string, object]>([
    [
      "the same includes in another order",
      [isA("dog"), listed("owl")],
      [listed("owl"), isA("dog")],
      "same",
      none,
    ],
    [
      "lists in another order",
      [listed("owl", "cat")],
      [listed("cat", "owl", "cat")],
      "same",
      { common: ["cat", "owl"] },
    ],
    [
      "a shorter list",
      [listed("owl")],
      [listed("cat", "owl")],
      "subset",
      { common: ["owl"], extra: ["cat"] },
    ],
    [
      "a longer list",
      [listed("owl", "cat")],
      [listed("cat")],
      "superset",
      { common: ["cat"], missing: ["owl"] },
    ],
    [
      "lists that overlap",
      [listed("owl", "cat")],
      [listed("dog", "cat")],
      "overlapping",
      { common: ["cat"], missing: ["owl"], extra: ["dog"] },
    ],
    ["lists apart", [listed("owl")], [listed("dog")], "disjoint", { missing: ["owl"], extra: ["dog"] }],
    ["a branch of a branch", [isA("dog")], [isA("mammal")], "subset", none],
    ["the branch that holds it", [isA("mammal")], [isA("dog")], "superset", none],
    ["branches apart", [isA("mammal")], [isA("bird")], "disjoint", none],
    ["other systems", [whole()], [{ system: "http://example.org/none" }], "disjoint", none],
    ["one system more", [whole()], [{ system: "http://example.org/none" }, whole()], "subset", none],
  ])("%s", async (_, one, other, relation, codes) => {
    const found = await compared(...sets(one, other));
    expect(found).toMatchObject({ relation, isByCodes: false, codes });
  });

  test("a system that only one of them names counts where it gives a code", async () => {
    const colours = (content: "complete" | "fragment"): Resource => ({
      resourceType: "CodeSystem",
      url: "http://example.org/colours",
      status: "active",
      content,
      concept: [{ code: "red" }],
    });
    const coloured = (include: object) => [whole(), { system: "http://example.org/colours", ...include }];
    const relation = async (include: object, content: "complete" | "fragment" = "complete") =>
      (await compared(...sets([whole()], coloured(include)), colours(content))).relation;
    const blue = { filter: [{ property: "code", op: "regex", value: "blue" }] };
    expect(await relation({})).toBe("subset");
    expect(await relation({ concept: [{ code: "red" }] })).toBe("subset");
    expect(await relation(blue)).toBe("same");
    expect(await relation(blue, "fragment")).toBe("indeterminate");
  });

  test("a system that is named by another of its addresses is the same system", async () => {
    const omim: Resource = {
      resourceType: "CodeSystem",
      url: "http://www.omim.org",
      status: "active",
      content: "complete",
      concept: [{ code: "166350" }],
    };
    const relation = async (one: object, other: object) => {
      const [here, there] = [
        { system: "https://omim.org", ...one },
        { system: omim.url!, ...other },
      ];
      return (await compared(...sets([whole(), here], [whole(), there]), omim)).relation;
    };
    const concept = [{ code: "166350" }];
    expect(await relation({}, {})).toBe("same");
    expect(await relation({ concept }, { concept })).toBe("same");
    const alone = await compared(...sets([whole(), { system: "https://omim.org" }], [whole()]), omim);
    expect(alone.relation).toBe("superset");
  });

  test("of a list whose inactive codes are left out, these do not count", async () => {
    const active = (...codes: string[]) => valueSet("active", [listed(...codes)], { inactive: false });
    expect((await compared(active("owl", "dodo"), active("owl"))).relation).toBe("same");
    const colours = { system: "http://example.org/colours" };
    const more = valueSet("more", [{ ...colours, concept: [{ code: "red" }] }, listed("owl")], {
      inactive: false,
    });
    const red: Resource = {
      resourceType: "CodeSystem",
      url: colours.system,
      status: "active",
      content: "complete",
      property: [{ code: "inactive", type: "boolean" }],
      concept: [{ code: "red", property: [{ code: "inactive", valueBoolean: true }] }],
    };
    expect((await compared(more, active("owl"), red)).relation).toBe("same");
  });

  test("to look for a code of a system that only one of them names is counted as work", async () => {
    const many: Resource = {
      resourceType: "CodeSystem",
      url: "http://example.org/many",
      status: "active",
      content: "complete",
      concept: Array.from({ length: 2_000 }, (_, i) => ({ code: `c${i}` })),
    };
    const none = Array.from({ length: 20 }, (_, i) => ({
      system: "http://example.org/many",
      filter: [{ property: "code", op: "regex" as const, value: `x${i}.*` }],
    }));
    const [one, other] = sets([whole()], [whole(), ...none]);
    const request = { one, other, versions: NO_VERSION_RULES, limit: 100, work: new WorkBudget(20_000) };
    const comparing = async () => compareValueSets(animalStore(many), request);
    await expect(comparing()).rejects.toMatchObject({ issues: [{ code: "too-costly" }] });
  });

  test("branches of a fragment are never called apart: what they share may not be here", async () => {
    const part: Resource = { ...animals, id: "part", version: "9.0.0", content: "fragment" };
    const apart = await compared(...sets([isA("mammal")], [isA("bird")]), part);
    expect(apart.relation).toBe("indeterminate");
    expect((await compared(...sets([isA("dog")], [isA("mammal")]), part)).relation).toBe("subset");
  });

  test("two branches that share a concept overlap", async () => {
    const web: Resource = {
      ...animals,
      id: "web",
      version: "3.0.0",
      concept: [
        { code: "pet", concept: [{ code: "dog" }, { code: "fish" }] },
        { code: "mammal", concept: [{ code: "dog" }, { code: "cow" }] },
      ],
    };
    const found = await compared(...sets([isA("pet")], [isA("mammal")]), web);
    expect(found).toMatchObject({ relation: "overlapping", isByCodes: false });
  });
});

describe("told by the codes", () => {
  test.each<[string, ValueSetInclude[], ValueSetInclude[], string, object]>([
    ["a branch and the list of its codes", [isA("dog")], [listed("puppy", "dog")], "same", none],
    ["a part of a branch", [listed("puppy")], [isA("dog")], "subset", { common: ["puppy"], extra: ["dog"] }],
    ["an imported set", [imported("dogs"), listed("owl")], [isA("dog")], "superset", { missing: ["owl"] }],
    [
      "an edition that has less",
      [{ ...whole("1.0.0"), concept: [{ code: "dog" }, { code: "cat" }] }],
      [listed("dog", "cat")],
      "subset",
      { common: ["dog"], extra: ["cat"] },
    ],
    [
      "filters that nothing passes",
      [filtered(["legs", "=", "9"])],
      [filtered(["legs", "=", "8"])],
      "empty",
      none,
    ],
  ])("%s", async (_, one, other, relation, codes) => {
    const dogs = valueSet("dogs", [isA("dog")]);
    const found = await compared(...sets(one, other), dogs, animalsBefore);
    expect(found).toMatchObject({ relation, isByCodes: true, codes });
  });

  test("what is excluded is not there", async () => {
    const one = valueSet("one", [isA("dog")], { exclude: [listed("dog")] });
    expect(await compared(one, valueSet("other", [listed("puppy")]))).toMatchObject({ relation: "same" });
  });
});

describe("indeterminate", () => {
  test("where the codes of one are not known, and the message says why", async () => {
    const [one, other] = sets([{ system: "http://example.org/none" }], [isA("dog"), listed("owl")]);
    const unknown = valueSet("unknown", [...one.compose!.include, whole()], { exclude: [listed("cat")] });
    const found = await compared(unknown, other);
    expect(found).toMatchObject({ relation: "indeterminate", codes: none });
    expect(found.message).toMatch(/^Unable to compare .*This expansion failed: .*example\.org\/none/);
    expect((await compared(other, unknown)).message).toMatch(/Other expansion failed/);
  });

  test("where only a part of the codes is known", async () => {
    const fragment: Resource = { ...animals, id: "part", version: "3.0.0", content: "fragment" };
    const found = await compared(...sets([isA("dog")], [listed("dog", "puppy")]), fragment);
    expect(found).toMatchObject({ relation: "indeterminate" });
    expect(found.message).toContain("not known as a whole");
  });

  test("what is told by definitions needs no codes", async () => {
    const one = { ...valueSet("a", [{ system: "http://example.org/none", concept: [{ code: "x" }] }]) };
    expect(await compared(one, one)).toMatchObject({ relation: "same", codes: { common: ["x"] } });
  });
});
