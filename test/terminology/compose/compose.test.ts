import { describe, expect, test, vi } from "vitest";
import type { CompiledValueSet } from "../../../src/terminology/compose/compiled.ts";
import { compileValueSet } from "../../../src/terminology/compose/compose.ts";
import type { Resource, ValueSet } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES, versionRules } from "../../../src/terminology/resolve/version-rules.ts";
import {
  ANIMALS,
  animals,
  animalsBefore,
  animalStore,
  filtered,
  imported,
  listed,
  SETS,
  supplement,
  valueSet,
  whole,
} from "../../fixtures/animals.ts";
import { processorTime } from "../../spent-time.ts";

const compile = (set: ValueSet, resources: Resource[] = [], rules = NO_VERSION_RULES) =>
  compileValueSet(animalStore(...resources), set, rules);

/** The members of each include, as its code system answers. */
async function codes({ includes, problems }: CompiledValueSet): Promise<string[][]> {
  expect(problems).toEqual([]);
  return Promise.all(
    includes.map(async ({ provider, members }) =>
      (await provider!.select({ condition: members })).items.map((c) => c.code),
    ),
  );
}

describe("what an include says", () => {
  test("a system alone is all of it; codes and filters narrow it, and each other", async () => {
    expect((await codes(await compile(valueSet("a", [whole()]))))[0]).toHaveLength(9);
    expect(await codes(await compile(valueSet("a", [listed("dog", "unicorn")])))).toEqual([["dog"]]);
    const both = { ...listed("dog", "owl"), ...{ filter: filtered(["legs", "=", "4"]).filter! } };
    expect(await codes(await compile(valueSet("a", [both])))).toEqual([["dog"]]);
  });

  test("several value sets in one include mean the codes that are in all of them", async () => {
    const pets = valueSet("pets", [listed("dog", "cat", "fish")]);
    const fourLegs = valueSet("four-legs", [filtered(["legs", "=", "4"])]);
    const set = valueSet("a", [imported("pets", "four-legs")]);
    expect(await codes(await compile(set, [pets, fourLegs]))).toEqual([["dog", "cat"]]);
    const withSystem = valueSet("b", [{ ...whole(), ...imported("pets") }]);
    expect(await codes(await compile(withSystem, [pets]))).toEqual([["dog", "cat", "fish"]]);
  });

  test("a value set's excludes and its inactive=false hold wherever it is imported", async () => {
    const some = valueSet("some", [filtered(["concept", "is-a", "bird"])], {
      exclude: [listed("owl")],
    });
    expect(await codes(await compile(valueSet("a", [imported("some")]), [some]))).toEqual([["bird", "dodo"]]);
    const active = valueSet("active", [whole()], { inactive: false });
    const [found] = await codes(await compile(valueSet("b", [imported("active")]), [active]));
    expect(found).toEqual(["animal", "mammal", "dog", "puppy", "cat", "owl", "fish"]);
  });

  test("what comes by a thousand million ways, each with excludes of its own, is what any of them lets through", async () => {
    const excluded = (level: number, side: number) =>
      listed(...(side === 0 ? ["dog"] : ["cat"]), ...(level === 5 ? ["owl"] : []));
    const levels = Array.from({ length: 30 }, (_, level) =>
      [0, 1].map((side) =>
        valueSet(`way-${level}-${side}`, [imported(`way-${level + 1}-0`), imported(`way-${level + 1}-1`)], {
          exclude: [excluded(level, side)],
        }),
      ),
    ).flat();
    const ends = [valueSet("way-30-0", [whole()]), valueSet("way-30-1", [listed("dodo", "owl")])];
    const found = (await codes(await compile(levels[0]!, [...levels, ...ends]))).flat();
    expect(new Set(found)).toEqual(new Set(["animal", "mammal", "puppy", "cat", "bird", "dodo", "fish"]));
  });

  test("a contained value set is found by its id, from nested ones too", async () => {
    const inner = { ...valueSet("inner", [listed("cat")]), id: "inner" };
    const outer: ValueSet = { ...valueSet("outer", [{ valueSet: ["#inner"] }]), contained: [inner] };
    expect(await codes(await compile(outer))).toEqual([["cat"]]);
    const compiled = await compile(valueSet("a", [{ valueSet: ["#nowhere"] }]));
    expect(compiled.problems).toMatchObject([{ kind: "value-set", url: "#nowhere" }]);
  });

  test("a value set that only holds an expansion means the codes in it, nested ones too", async () => {
    const stored: ValueSet = {
      resourceType: "ValueSet",
      url: `${SETS}stored`,
      status: "active",
      expansion: {
        timestamp: "2025-01-01T00:00:00Z",
        contains: [
          { system: ANIMALS, abstract: true, code: "mammal", contains: [{ system: ANIMALS, code: "cat" }] },
          { display: "only a heading", contains: [{ system: "http://example.org/other", code: "x" }] },
        ],
      },
    };
    const { includes, problems } = await compile(stored);
    expect(problems).toEqual([]);
    expect(includes.map((i) => [i.system, [...i.concepts.keys()], i.provider !== undefined])).toEqual([
      [ANIMALS, ["mammal", "cat"], true],
      ["http://example.org/other", ["x"], false],
    ]);
  });
});

describe("versions", () => {
  const both = [animalsBefore];

  test("an include without version is of the latest; with one, of that", async () => {
    const { includes } = await compile(valueSet("a", [whole(), whole("1.0.0"), whole("1.x.x")]), both);
    expect(includes.map((i) => [i.version, i.versionSource])).toEqual([
      ["2.0.0", "none"],
      ["1.0.0", "include"],
      ["1.0.0", "include"],
    ]);
  });

  test("the version * of an include or exclude is all of them, the latest first", async () => {
    const versions = (side: readonly { version: string | undefined }[]) => side.map((i) => i.version);
    const star = { ...valueSet("a", []), compose: { include: [whole("*")], exclude: [whole("*")] } };
    const { includes, excludes } = await compile(star, both);
    expect(versions(includes)).toEqual(["2.0.0", "1.0.0"]);
    expect(versions(excludes)).toEqual(["2.0.0", "1.0.0"]);
  });

  test("system-version fills in, force-system-version overrides, check-system-version objects", async () => {
    const v1 = [`${ANIMALS}|1.0.0`];
    const set = valueSet("a", [whole(), whole("2.0.0")]);
    const versions = async (rules: Parameters<typeof versionRules>[0]) => {
      const { includes, used, problems } = await compile(set, both, versionRules(rules));
      return {
        versions: includes.map((i) => i.version),
        used: used.versionParameters.map((p) => p.name),
        problems: problems.map((p) => p.kind),
      };
    };
    expect(await versions({ systemVersion: v1 })).toEqual({
      versions: ["1.0.0", "2.0.0"],
      used: ["system-version"],
      problems: [],
    });
    expect(await versions({ forceSystemVersion: v1 })).toEqual({
      versions: ["1.0.0", "1.0.0"],
      used: ["force-system-version"],
      problems: [],
    });
    expect(await versions({ checkSystemVersion: v1 })).toEqual({
      versions: ["1.0.0", "2.0.0"],
      used: ["check-system-version"],
      problems: ["version-check"],
    });
  });

  test("an exclude of a version that is included acts on that version only", async () => {
    const set = valueSet("a", [whole("1.0.0"), whole("2.0.0")], {
      exclude: [{ ...listed("dog"), version: "1.0.0" }],
    });
    const compiled = await compile(set, both);
    const [before, now] = await codes(compiled);
    expect(before).toEqual(["wolf"]);
    expect(now).toContain("dog");
    expect(compiled.versionsMatch).toBeUndefined();
  });

  test("an exclude of a version that is not included means the codes, unless the value set says otherwise", async () => {
    const exclude = [whole("1.0.0")];
    const implied = await compile(valueSet("a", [whole("2.0.0")], { exclude }), both);
    expect((await codes(implied))[0]).not.toContain("dog");
    expect(implied.versionsMatch).toBe(true);
    const strict = valueSet("a", [whole("2.0.0")], { exclude });
    strict.extension = [
      {
        url: "http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter",
        extension: [
          { url: "name", valueCode: "versionsMatch" },
          { url: "value", valueString: "false" },
        ],
      },
    ];
    expect((await codes(await compile(strict, both)))[0]).toContain("dog");
  });

  test("a code that an exclude without version lists is left out of each version, also where the latest lacks it", async () => {
    // The exclude names no version, so it is read in the latest, which has no wolf.
    const wolf = await compile(valueSet("a", [whole("1.0.0")], { exclude: [listed("wolf")] }), both);
    expect(await codes(wolf)).toEqual([["dog"]]);
    const few = { ...listed("wolf", "dog"), version: "1.0.0" };
    const ofSome = await compile(valueSet("a", [few], { exclude: [listed("wolf", "cat")] }), both);
    expect(await codes(ofSome)).toEqual([["dog"]]);
    // Of a version that is named, and of an imported set, there is no code that its version lacks.
    const named = [{ ...listed("wolf"), version: "2.0.0" }];
    const ofNamed = await compile(valueSet("a", [whole("1.0.0")], { exclude: named }), both);
    expect(await codes(ofNamed)).toEqual([["dog", "wolf"]]);
    const imports = valueSet("b", [whole("1.0.0")], { exclude: [imported("latest")] });
    const latest = valueSet("latest", [listed("wolf")]);
    expect(await codes(await compile(imports, [...both, latest]))).toEqual([["dog", "wolf"]]);
  });

  test("which versions there are is asked once, however many are named that are not", async () => {
    const store = animalStore();
    const asked = vi.spyOn(store, "versions");
    const includes = Array.from({ length: 50 }, (_, i) => whole(`7.${i}`));
    const { problems } = await compileValueSet(store, valueSet("a", includes), NO_VERSION_RULES);
    expect(problems).toHaveLength(50);
    // Besides what tells what the address may be instead.
    expect(asked.mock.calls.length).toBeLessThan(5);
  });

  test("a locked date takes the versions of that day", async () => {
    const locked = async (lockedDate: string) =>
      (await compile(valueSet("a", [whole()], { lockedDate }), both)).includes[0]?.version;
    expect(await locked("2022-01-01")).toBe("1.0.0");
    expect(await locked("2024-06")).toBe("2.0.0");
    const tooEarly = await compile(valueSet("a", [whole()], { lockedDate: "1999" }), both);
    expect(tooEarly.problems).toMatchObject([{ kind: "code-system", system: ANIMALS, versionDate: "1999" }]);
    const unversioned = { ...animalsBefore, id: "animals-unversioned", date: "2001", version: undefined };
    const old = await compile(valueSet("a", [whole()], { lockedDate: "2005" }), [unversioned, ...both]);
    expect(old.includes.map(({ provider }) => provider?.codeSystem.date)).toEqual(["2001"]);
    const unreadable = await compile(valueSet("a", [whole()], { lockedDate: "soon" }), both);
    expect(unreadable.problems).toMatchObject([{ kind: "invalid", path: "ValueSet.compose.lockedDate" }]);
  });
});

describe("what it refers to", () => {
  test("used content is told once each: code systems of excludes too, imported value sets, supplements that apply", async () => {
    const other: Resource = { ...animals, id: "other", url: "http://example.org/other", concept: [] };
    const inner = valueSet("inner", [whole()], { version: "3" });
    const set = valueSet("a", [imported("inner"), whole()], {
      exclude: [{ system: "http://example.org/other" }],
    });
    const { used } = await compileValueSet(
      animalStore(inner, other, supplement, {
        ...supplement,
        url: "http://example.org/s2",
        supplements: "x",
      }),
      set,
      NO_VERSION_RULES,
      { useSupplement: [`${ANIMALS}-nl`, "http://example.org/s2"] },
    );
    expect(used.codeSystems.map((c) => c.url)).toEqual([ANIMALS, "http://example.org/other"]);
    expect(used.valueSets.map((v) => v.url)).toEqual([`${SETS}inner`]);
    expect(used.supplements).toEqual([`${ANIMALS}-nl|0.1.0`]);
  });

  test("what is missing or wrong is told as data", async () => {
    const { problems } = await compileValueSet(
      animalStore(),
      valueSet("a", [
        { system: "http://example.org/none" },
        whole("9"),
        imported("none"),
        filtered(["colour", "=", "red"]),
        {},
        { system: ANIMALS, concept: [{ display: "no code" } as unknown as { code: string }] },
      ]),
      versionRules({ defaultValueSetVersion: [`${SETS}none|7`] }),
      { useSupplement: ["http://example.org/no-supplement"] },
    );
    expect(problems.map(({ valueSet: _valueSet, ...rest }) => rest)).toMatchObject([
      { kind: "supplements", urls: ["http://example.org/no-supplement"] },
      { kind: "code-system", path: "ValueSet.compose.include[0]", known: [] },
      { kind: "code-system", path: "ValueSet.compose.include[1]", version: "9", known: ["2.0.0"] },
      { kind: "value-set", path: "ValueSet.compose.include[2]", version: "7" },
      { kind: "invalid", path: "ValueSet.compose.include[3].filter[0]" },
      { kind: "invalid", path: "ValueSet.compose.include[4]" },
      { kind: "invalid", path: "ValueSet.compose.include[5].concept[0]" },
    ]);
  });

  test("a value set that imports itself, directly or not, is told with the way there", async () => {
    const one = valueSet("one", [imported("two")]);
    const two = valueSet("two", [imported("one")]);
    const { problems } = await compile(one, [one, two]);
    expect(problems).toMatchObject([{ kind: "circular", chain: [`${SETS}one`, `${SETS}two`, `${SETS}one`] }]);
    const self = valueSet("self", [whole()], { exclude: [imported("self")] });
    expect((await compile(self, [self])).problems).toMatchObject([{ kind: "circular" }]);
  });

  test("imports that double at each level, or never end, are refused in no time", async () => {
    const sets = [valueSet("s0", [filtered(["legs", "=", "4"])])];
    for (let i = 1; i < 40; i++) {
      const below = { ...whole(), ...imported(`s${i - 1}`) };
      sets.push(valueSet(`s${i}`, [{ ...below, ...filtered(["legs", "=", "2"]) }, below]));
    }
    const chain = Array.from({ length: 60 }, (_, i) => valueSet(`c${i}`, [imported(`c${i + 1}`)]));
    const spent = await processorTime(async () => {
      const doubling = await compile(sets.at(-1)!, sets);
      expect(doubling.problems.map((p) => p.kind)).toContain("invalid");
      const deep = await compile(chain[0]!, chain);
      expect(deep.problems).toMatchObject([{ kind: "invalid", issue: { code: "too-costly" } }]);
    });
    expect(spent).toBeLessThan(2_000);
  });

  test("one value set imported from many places is resolved once", async () => {
    const shared = valueSet("shared", [listed("dog")]);
    const middle = Array.from({ length: 20 }, (_, i) => valueSet(`m${i}`, [imported("shared")]));
    const top = valueSet("top", [imported(...middle.map((m) => m.id!))]);
    const compiled = await compile(top, [shared, ...middle]);
    expect(await codes(compiled)).toEqual([["dog"]]);
    expect(compiled.includes[0]!.members).toEqual({ kind: "codes", codes: ["dog"] });
  });
});
