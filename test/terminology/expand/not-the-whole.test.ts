/** An expansion that may lack codes says so; what is known of a code system by a stand-in alone is not expanded. */
import type * as r5 from "fhir/r5";
import { describe, expect, test } from "vitest";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { ExpandRequest } from "../../../src/terminology/expand/request.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import type { Resource, ValueSet } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import {
  ANIMALS,
  animals,
  animalsBefore,
  animalStore,
  imported,
  listed,
  SETS,
  valueSet,
  whole,
} from "../../fixtures/animals.ts";

const EXTENSION = "http://hl7.org/fhir/StructureDefinition/";
const ELSEWHERE = "http://example.org/elsewhere";

const expanded = async (set: ValueSet, resources: Resource[] = [], options: Partial<ExpandRequest> = {}) =>
  (
    await expand(animalStore(...resources), {
      valueSet: set,
      versions: NO_VERSION_RULES,
      limit: 1_000,
      ...options,
    })
  ).expansion!;

const marks = ({ extension = [] }: r5.ValueSetExpansion) =>
  extension.map(
    (e) => e.url.replace(EXTENSION, "") + (e.valueString === undefined ? "" : `: ${e.valueString}`),
  );

const stored = (expansion: Partial<r5.ValueSetExpansion>): ValueSet => ({
  resourceType: "ValueSet",
  url: `${SETS}stored`,
  status: "active",
  expansion: {
    timestamp: "2026-01-01T00:00:00Z",
    contains: [{ system: ELSEWHERE, code: "a" }],
    ...expansion,
  },
});

describe("a stored expansion that is a part", () => {
  const kinds: [string, Partial<r5.ValueSetExpansion>, RegExp][] = [
    [
      "says that it is unclosed",
      { extension: [{ url: `${EXTENSION}valueset-unclosed`, valueBoolean: true }] },
      /^valueset-unclosed$/,
    ],
    [
      "was too costly",
      { extension: [{ url: `${EXTENSION}valueset-toocostly`, valueBoolean: true }] },
      /^valueset-toocostly$/,
    ],
    ["has a total above what it lists", { total: 3 }, /1 of 3 codes/],
    ["is a later page", { offset: 10 }, /only a part/i],
    ["has a next page", { next: "http://example.org/next" }, /only a part/i],
    ["was filtered by a text", { parameter: [{ name: "filter", valueString: "a" }] }, /only a part/i],
    ["lacks a code system", { parameter: [{ name: "exclude-system", valueUri: ELSEWHERE }] }, /only a part/i],
    [
      "is a full page of no known number",
      { parameter: [{ name: "count", valueInteger: 1 }] },
      /only a part/i,
    ],
    ["was limited", { parameter: [{ name: "limitedExpansion", valueBoolean: true }] }, /only a part/i],
  ];

  test.each(kinds)(
    "%s: so in $expand, on every page, and where it is imported",
    async (_, expansion, mark) => {
      const part = stored(expansion);
      expect(marks(await expanded(part)).join()).toMatch(mark);
      expect(marks(await expanded(part, [], { count: 1, offset: 1 })).join()).toMatch(mark);
      const importing = valueSet("importing", [imported("stored")]);
      expect(marks(await expanded(importing, [part])).join()).toMatch(mark);
    },
  );

  test("one that is whole has no mark", async () => {
    expect(marks(await expanded(stored({ total: 1, offset: 0 })))).toEqual([]);
    const asked = [
      { name: "count", valueInteger: 10 },
      { name: "filter", valueString: "" },
    ];
    expect(marks(await expanded(stored({ parameter: asked })))).toEqual([]);
    expect(
      marks(
        await expanded(
          stored({ extension: [{ url: `${EXTENSION}valueset-unclosed`, valueBoolean: false }] }),
        ),
      ),
    ).toEqual([]);
  });
});

describe.each(["example", "not-present"] as const)("a code system of which the content is %s", (content) => {
  const standIn: Resource = {
    ...animals,
    url: ELSEWHERE,
    content,
    concept: content === "example" ? [{ code: "a", display: "An example" }] : [],
  };

  test("is not expanded, for its codes are not known", async () => {
    const failure = await expanded(valueSet("all", [{ system: ELSEWHERE }]), [standIn]).catch(
      (e: unknown) => e,
    );
    expect(failure).toBeInstanceOf(TerminologyError);
    expect((failure as TerminologyError).issues[0]).toMatchObject({ code: "not-found" });
    expect((failure as TerminologyError).issues[0].text).toContain(ELSEWHERE);
  });

  test("what a value set lists of it is what the value set says", async () => {
    const set = valueSet("some", [
      { system: ELSEWHERE, concept: [{ code: "a" }, { code: "z", display: "Zed" }] },
    ]);
    expect((await expanded(set, [standIn])).contains).toMatchObject([
      { code: "a" },
      { code: "z", display: "Zed" },
    ]);
  });

  test("a code that is listed in another case is left out in any case, where case does not count", async () => {
    const lists = [{ system: ELSEWHERE, concept: [{ code: "A" }, { code: "Z" }] }];
    const without = { exclude: [{ system: ELSEWHERE, concept: [{ code: "z" }] }] };
    const folding: Resource = { ...standIn, caseSensitive: false };
    const left = async (resource: Resource) =>
      (await expanded(valueSet("some", lists, without), [resource])).contains?.map(({ code }) =>
        code?.toUpperCase(),
      );
    expect(await left(folding)).toEqual(["A"]);
    expect(await left({ ...standIn, caseSensitive: true })).toEqual(["A", "Z"]);
  });

  test("what is left out of another version is left out, though no list of its codes is here", async () => {
    const at = (version: string, ...codes: string[]) => ({
      system: ELSEWHERE,
      version,
      concept: codes.map((code) => ({ code })),
    });
    const set = valueSet("some", [at("2", "a", "y", "z")], { exclude: [at("1", "a", "z")] });
    const versions = ["1", "2"].map((version): Resource => ({ ...standIn, id: `v${version}`, version }));
    expect((await expanded(set, versions)).contains).toMatchObject([{ code: "y" }]);
  });
});

describe("the examples of a code system that is not here otherwise", () => {
  const examples: Resource = {
    ...animals,
    url: ELSEWHERE,
    content: "example",
    caseSensitive: false,
    concept: [
      { code: "AB", display: "An example" },
      { code: "old", display: "An old one", property: [{ code: "inactive", valueBoolean: true }] },
    ],
  };
  const set = valueSet("some", [
    { system: ELSEWHERE, concept: [{ code: "ab" }, { code: "Ab" }, { code: "z" }, { code: "old" }] },
  ]);

  test("are listed as the code system writes and names them, each once", async () => {
    expect((await expanded(set, [examples])).contains).toMatchObject([
      { system: ELSEWHERE, code: "AB", display: "An example" },
      { system: ELSEWHERE, code: "z" },
      { system: ELSEWHERE, code: "old", display: "An old one", inactive: true },
    ]);
  });

  test("are found by their names, and left out where they are no longer in use", async () => {
    const codes = async (options: Partial<ExpandRequest>) =>
      (await expanded(set, [examples], options)).contains?.map(({ code }) => code);
    expect(await codes({ filter: "example" })).toEqual(["AB"]);
    expect(await codes({ activeOnly: true })).toEqual(["AB", "z"]);
    expect(await codes({ offset: 1, count: 1 })).toEqual(["z"]);
  });
});

test("an exclude of a code system that is not here is told, whether anything is drawn from it or not", async () => {
  const elsewhere = [{ system: ELSEWHERE, concept: [{ code: "dog" }] }];
  for (const include of [[listed("dog")], [listed("dog"), ...elsewhere]]) {
    for (const exclude of [elsewhere, [{ system: ELSEWHERE }]]) {
      const refused = expanded(valueSet("without", include, { exclude }));
      await expect(refused).rejects.toThrow(`A definition for CodeSystem '${ELSEWHERE}' could not be found`);
    }
  }
  const set = valueSet("without", [listed("dog")], { exclude: elsewhere });
  expect((await expanded(set, [], { excludeSystem: [ELSEWHERE] })).contains).toMatchObject([{ code: "dog" }]);
});

describe("the value sets at [code system]?fhir_vs", () => {
  const codes = async (address: string, resources: Resource[] = []) =>
    (
      await expanded(valueSet("i", [{ valueSet: [address] }]), resources, { excludeNested: true })
    ).contains?.map(({ code }) => code);
  const failure = async (address: string, resources: Resource[] = []) =>
    (await codes(address, resources).catch((e: unknown) => e)) as TerminologyError;

  test("are all codes of a code system, or one and what is below it", async () => {
    expect(await codes(`${ANIMALS}?fhir_vs`)).toEqual(await included([whole()]));
    expect(await codes(`${ANIMALS}?fhir_vs=isa/mammal`)).toEqual(
      await included([{ system: ANIMALS, filter: [{ property: "concept", op: "is-a", value: "mammal" }] }]),
    );
    expect(await codes(`${ANIMALS}?fhir_vs|1.0.0`, [animalsBefore])).toEqual(["dog", "wolf"]);
  });

  test("are not there where the code system, the version or the code is not", async () => {
    for (const address of [`${ELSEWHERE}?fhir_vs`, `${ANIMALS}?fhir_vs|9`, `${ANIMALS}?fhir_vs=isa/none`]) {
      const { issues } = await failure(address);
      expect(issues[0]).toMatchObject({ code: "not-found" });
      expect(issues[0].diagnostics).toMatch(/is not here|not that version/);
    }
    const { issues } = await failure("http://snomed.info/sct?fhir_vs=isa/64572001");
    expect(issues[0].diagnostics).toContain("SNOMED CT");
  });

  test("of another kind are refused by name", async () => {
    for (const choice of ["refset", "refset/1", "ecl/%3C1"]) {
      const { issues } = await failure(`${ANIMALS}?fhir_vs=${choice}`);
      expect(issues[0]).toMatchObject({ code: "not-supported" });
      expect(issues[0].text).toContain(choice);
    }
  });

  test("may be that of all of LOINC, or of one of its parts, and not its lists, which are resources", async () => {
    const address = "http://loinc.org/vs";
    const small: Resource = { ...animals, url: "http://loinc.org", concept: [{ code: "1" }, { code: "2" }] };
    expect(await codes(address, [small])).toEqual(["1", "2"]);
    const list: Resource = {
      ...valueSet("list", [{ system: "http://loinc.org", concept: [{ code: "2" }] }]),
      url: `${address}/LL1-9`,
    };
    expect(await codes(`${address}/LL1-9`, [small, list])).toEqual(["2"]);
    expect((await failure(`${address}/LL1-9`, [small])).issues[0]).toMatchObject({ code: "not-found" });
    const parts: Resource = {
      ...animals,
      url: "http://loinc.org",
      concept: [{ code: "LP1-1", concept: [{ code: "LP2-9", concept: [{ code: "3-3" }] }] }, { code: "4-1" }],
    };
    expect(await codes(`${address}/LP1-1`, [parts])).toEqual(["LP2-9", "3-3"]);
    expect((await failure(`${address}/LP9-9`, [parts])).issues[0]).toMatchObject({ code: "not-found" });
    for (const unknown of [address, `${address}/LL1-9`])
      expect((await failure(unknown)).issues[0].diagnostics).toContain("codes of LOINC");
  });

  test("may be those of an edition of SNOMED CT", async () => {
    const edition = "http://snomed.info/sct/11000999100";
    const small: Resource = {
      ...animals,
      url: "http://snomed.info/sct",
      version: `${edition}/version/20260101`,
      concept: [{ code: "1", concept: [{ code: "2" }] }, { code: "3" }],
    };
    expect(await codes(`${edition}?fhir_vs=isa/1`, [small])).toEqual(["1", "2"]);
    expect(await codes(`${edition}/version/20260101?fhir_vs`, [small])).toEqual(["1", "2", "3"]);
    expect((await failure("http://snomed.info/sct/999?fhir_vs", [small])).issues[0].code).toBe("not-found");
    // As a version, an edition stands for its latest version.
    const later: Resource = { ...small, version: `${edition}/version/20260701`, concept: [{ code: "4" }] };
    const set = valueSet("e", [{ system: "http://snomed.info/sct", version: edition }]);
    expect((await expanded(set, [later, small])).contains).toMatchObject([{ code: "4" }]);
  });

  const included = async (include: Parameters<typeof valueSet>[1]) =>
    (await expanded(valueSet("w", include), [], { excludeNested: true })).contains?.map(({ code }) => code);
});

describe("the value set of all codes that a code system names (CodeSystem.valueSet)", () => {
  const ALL = `${SETS}all-of-it`;
  const codes = async (set: ValueSet, resources: Resource[]) =>
    (await expanded(set, resources, { excludeNested: true })).contains?.map(({ code }) => code);
  const system = (version: string, ...own: string[]): Resource => ({
    ...animals,
    id: `own-${version}`,
    url: ELSEWHERE,
    version,
    valueSet: ALL,
    concept: own.map((code) => ({ code })),
  });

  test("is imported and excluded as any other, in the version that is asked for", async () => {
    const both = [system("1.0.0", "a"), system("2.0.0", "a", "b")];
    expect(await codes(valueSet("i", [{ valueSet: [ALL] }]), both)).toEqual(["a", "b"]);
    expect(await codes(valueSet("i", [{ valueSet: [`${ALL}|1.0.0`] }]), both)).toEqual(["a"]);
    const without = valueSet("x", [whole(), { system: ELSEWHERE }], { exclude: [{ valueSet: [ALL] }] });
    expect(await codes(without, both)).toEqual(await codes(valueSet("y", [whole()]), both));
  });

  test("a stored value set of that address goes before it", async () => {
    const own = { ...valueSet("own", [listed("dog")]), url: ALL };
    expect(await codes(valueSet("i", [{ valueSet: [ALL] }]), [system("1.0.0", "a"), own])).toEqual(["dog"]);
  });

  test("a code system's own address is no value set's: the message says so", async () => {
    const failure = await expanded(valueSet("i", [{ valueSet: [ANIMALS] }])).catch((e: unknown) => e);
    expect((failure as TerminologyError).issues[0].diagnostics).toMatch(/url of a code system/);
  });
});
