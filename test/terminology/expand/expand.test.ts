import type { CodeSystemConcept } from "fhir/r5";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { ExpandRequest } from "../../../src/terminology/expand/request.ts";
import { type Issue, TerminologyError } from "../../../src/terminology/issues/issue.ts";
import type { Resource, ValueSet } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES, versionRules } from "../../../src/terminology/resolve/version-rules.ts";
import { recordsOf } from "../../../src/terminology/resources/resources.ts";
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

type Options = Partial<ExpandRequest> & { resources?: Resource[] };

async function expansion(set: ValueSet, { resources = [], ...request }: Options = {}) {
  const expanded = await expand(animalStore(...resources), {
    valueSet: set,
    versions: NO_VERSION_RULES,
    limit: 1_000,
    ...request,
  });
  return expanded.expansion!;
}

type Contains = NonNullable<Awaited<ReturnType<typeof expansion>>["contains"]>[number];

/** `dog(puppy) cat`: the codes with what is nested below them. */
const shape = (contains: Contains[] = []): string =>
  contains.map((c) => (c.contains ? `${c.code}(${shape(c.contains)})` : c.code)).join(" ");

const codes = async (set: ValueSet, options?: Options) => shape((await expansion(set, options)).contains);

const parameters = async (set: ValueSet, options?: Options) =>
  (await expansion(set, options)).parameter!.map((p) => {
    const value = p.valueUri ?? p.valueBoolean ?? p.valueString ?? p.valueCode ?? p.valueInteger;
    return `${p.name}=${value}`;
  });

const NOTE = "https://w3id.org/ossicle/StructureDefinition/expansion-";

/** `unknown-code=...`: what the expansion says beside what HL7 knows, in extensions. */
const notes = async (set: ValueSet, options?: Options) =>
  ((await expansion(set, options)).extension ?? [])
    .filter(({ url }) => url.startsWith(NOTE))
    .map(({ url, valueString }) => `${url.slice(NOTE.length)}=${valueString}`);

async function failure(set: ValueSet, options?: Options): Promise<Issue> {
  const thrown = await expansion(set, options).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(TerminologyError);
  return (thrown as TerminologyError).issues[0];
}

const all = valueSet("all", [whole()]);

/** A part of LOINC as the value of a property. */
const part = (property: string, code: string, display: string) => ({
  code: property,
  valueCoding: { system: "http://loinc.org", code, display },
});

/** LOINC as a code system of these concepts, with parts as the values of a property. */
const loincOf = (property: string, concept: CodeSystemConcept[]) => ({
  ...animals,
  url: "http://loinc.org",
  property: [{ code: property, type: "Coding" as const }],
  concept,
});

test("what any version has is in a value set of all versions", async () => {
  const every = valueSet("a", [{ ...listed("dog", "wolf", "cat"), version: "*" }]);
  const { contains = [], total } = await expansion(every, { resources: [animalsBefore] });
  expect(contains.map(({ code, version }) => `${code} ${version}`)).toEqual([
    "dog 2.0.0",
    "cat 2.0.0",
    "dog 1.0.0",
    "wolf 1.0.0",
  ]);
  expect(total).toBe(4);
});

describe("hierarchy", () => {
  test("a whole code system and a branch of one are nested", async () => {
    expect(await codes(all)).toBe("animal(mammal(dog(puppy) cat) bird(owl dodo) fish)");
    expect(await codes(valueSet("a", [filtered(["concept", "is-a", "mammal"])]))).toBe(
      "mammal(dog(puppy) cat)",
    );
    expect(await codes(valueSet("a", [filtered(["concept", "descendent-of", "mammal"])]))).toBe(
      "dog(puppy) cat",
    );
  });

  test("the children of a concept that is dropped move up to the nearest that is kept", async () => {
    expect(await codes(all, { activeOnly: true })).toBe("animal(mammal(dog(puppy) cat) owl fish)");
    expect(await codes(all, { excludeNotForUI: true })).toBe("mammal(dog(puppy) cat) bird(owl dodo) fish");
    const branch = filtered(["concept", "is-a", "mammal"], ["diet", "exists", "false"]);
    expect(await codes(valueSet("a", [branch]))).toBe("mammal(puppy)");
  });

  test("lists, excludes, imports, other filters and pages are flat, and so is what the caller wants flat", async () => {
    const flat = "animal mammal dog puppy cat bird owl dodo fish";
    expect(await codes(all, { excludeNested: true })).toBe(flat);
    expect(await codes(all, { count: 100 })).toBe(flat);
    expect(await codes(valueSet("a", [imported("all")]), { resources: [all] })).toBe(flat);
    expect(await codes(valueSet("a", [whole()], { exclude: [listed("fish")] }))).toBe(
      flat.replace(" fish", ""),
    );
    expect(await codes(valueSet("a", [filtered(["legs", "=", "4"])]))).toBe("mammal dog puppy cat");
  });

  test("a hierarchy that goes in circles shows every concept once", async () => {
    const loop: Resource = {
      ...animals,
      url: "http://example.org/loop",
      concept: [
        { code: "a", property: [{ code: "parent", valueCode: "b" }] },
        { code: "b", property: [{ code: "parent", valueCode: "a" }] },
        { code: "c", property: [{ code: "parent", valueCode: "c" }] },
      ],
    };
    const set = valueSet("a", [{ system: loop.url! }]);
    const shown = await codes(set, { resources: [loop] });
    expect(shown.match(/[abc]/g)!.sort()).toEqual(["a", "b", "c"]);
  });
});

describe("order and paging", () => {
  test("a list keeps its order; what an earlier include gives is not repeated", async () => {
    const set = valueSet("a", [listed("owl", "cat", "unicorn", "dog"), filtered(["legs", "=", "4"])]);
    expect(await codes(set)).toBe("owl cat dog mammal puppy");
    expect((await expansion(set)).total).toBe(5);
  });

  test("pages cut the same list, over several code systems, and the total stays", async () => {
    const other: Resource = {
      ...animals,
      url: "http://example.org/other",
      concept: [{ code: "x" }, { code: "y" }],
    };
    const set = valueSet("a", [
      listed("owl", "cat"),
      { system: other.url! },
      filtered(["concept", "=", "dog"]),
    ]);
    const page = async (offset: number, count: number) => {
      const { total, contains } = await expansion(set, { offset, count, resources: [other] });
      expect(total).toBe(5);
      return shape(contains);
    };
    expect(await page(0, 2)).toBe("owl cat");
    expect(await page(1, 3)).toBe("cat x y");
    expect(await page(3, 9)).toBe("y dog");
    expect(await page(9, 9)).toBe("");
    expect(await page(0, 0)).toBe("");
  });

  test("what is kept of a list for the next page knows what each request leaves out, and ends with the content", async () => {
    const store = animalStore();
    const set = valueSet("a", [listed("owl", "dodo", "cat", "dog")]);
    const ask = async (request: Partial<ExpandRequest>) => {
      const asked = { valueSet: set, versions: NO_VERSION_RULES, limit: 1_000, ...request };
      const { total, contains } = (await expand(store, asked)).expansion!;
      return `${total}: ${shape(contains)}`;
    };
    for (let i = 0; i < 2; i++) {
      expect(await ask({ offset: 1, count: 2 })).toBe("4: dodo cat");
      expect(await ask({ offset: 1, count: 2, activeOnly: true })).toBe("3: cat dog");
      expect(await ask({ filter: "do" })).toBe("2: dodo dog");
      expect(await ask({ excludeSystem: [ANIMALS] })).toBe("0: ");
    }
    await store.write(recordsOf({ ...animals, concept: [{ code: "dog" }, { code: "owl" }] }));
    expect(await ask({ offset: 1, count: 2 })).toBe("2: dog");
  });

  test("a code system is asked for the page only", async () => {
    const many = Array.from({ length: 5_000 }, (_, i) => ({ code: `c${i}` }));
    const big: Resource = { ...animals, url: "http://example.org/big", concept: many };
    const store = new MemoryStore([big]);
    const provider = (await store.codeSystem({ url: big.url! }))!;
    let read = 0;
    const select = provider.select.bind(provider);
    provider.select = async (selection) => {
      const page = await select(selection);
      read += page.items.length;
      return page;
    };
    const set = valueSet("a", [{ system: big.url! }]);
    const page = { valueSet: set, versions: NO_VERSION_RULES, limit: 1_000, offset: 4_000, count: 20 };
    const { expansion } = await expand(store, page);
    expect(shape(expansion!.contains)).toMatch(/^c4000 .* c4019$/);
    expect(expansion!.total).toBe(5_000);
    expect(read).toBe(20);
  });

  test("too many codes are refused with a way out, unless a page is asked for", async () => {
    expect(await failure(all, { limit: 8 })).toMatchObject({
      code: "too-costly",
      text: `The value set '${SETS}all' expansion has too many codes to produce (>8)`,
      diagnostics: expect.stringContaining("count and offset") as string,
    });
    expect(await codes(all, { limit: 8, count: 1 })).toBe("animal");
    expect(await codes(all, { limit: 9 })).not.toBe("");
  });
});

describe("what is left out", () => {
  test("inactive concepts, where the caller or the value set wants it", async () => {
    const birds = [filtered(["concept", "is-a", "bird"])];
    expect(await codes(valueSet("a", birds))).toBe("bird(owl dodo)");
    expect(await codes(valueSet("a", birds), { activeOnly: true })).toBe("owl");
    expect(await codes(valueSet("a", birds, { inactive: false }))).toBe("owl");
    expect(await codes(valueSet("a", birds, { inactive: false }), { activeOnly: false })).toBe("owl");
  });

  test("code systems, or versions of one, that the caller does not want; they need not even be known", async () => {
    const set = valueSet("a", [whole(), { system: "http://example.org/unknown" }]);
    const excludeSystem = ["http://example.org/unknown"];
    expect(await codes(set, { excludeSystem })).toBe("animal(mammal(dog(puppy) cat) bird(owl dodo) fish)");
    expect(await codes(all, { excludeSystem: [`${ANIMALS}|2.0.0`] })).toBe("");
    expect(await codes(all, { excludeSystem: [`${ANIMALS}|1.0.0`], count: 1 })).toBe("animal");
    expect(await parameters(all, { excludeSystem: [ANIMALS] })).toEqual([`exclude-system=${ANIMALS}`]);
  });

  test("what is left out leaves nothing open, and asks for no care", async () => {
    const part: Resource = {
      ...animals,
      url: "http://example.org/part",
      content: "fragment",
      status: "draft",
    };
    const set = valueSet("a", [whole(), { system: part.url! }]);
    const { extension, parameter } = await expansion(set, {
      resources: [part],
      excludeSystem: ["http://example.org/part"],
    });
    expect(extension).toBeUndefined();
    expect(parameter!.map((p) => p.name)).toEqual(["exclude-system", "used-codesystem"]);
  });
});

describe("text filter", () => {
  test("finds a concept once, by any beginning of a word of its code or of any name", async () => {
    expect(await codes(all, { filter: "do" })).toBe("dog dodo");
    expect(await codes(all, { filter: "säuge" })).toBe("mammal");
    expect(await codes(all, { filter: "SAUGE" })).toBe("mammal");
    expect(await codes(all, { filter: "og" })).toBe("");
  });

  test("finds it by its code in another system", async () => {
    const linked: Resource = {
      ...animals,
      url: "http://example.org/linked",
      concept: [
        {
          code: "poh",
          display: "Heteroplasia",
          property: [{ code: "xref", valueCoding: { system: "http://example.org/o", code: "166350" } }],
        },
      ],
    };
    const set = valueSet("a", [{ system: linked.url! }]);
    expect(await codes(set, { filter: "166350", resources: [linked] })).toBe("poh");
    expect(await codes(set, { filter: "166351", resources: [linked] })).toBe("");
  });

  test("finds it by that code with the prefix or the name of its system, and of no other", async () => {
    const xref = (system: string, code: string) => ({ code: "xref", valueCoding: { system, code } });
    const conditions: Resource = {
      ...animals,
      url: "http://example.org/conditions",
      concept: [
        { code: "a", property: [xref("http://www.omim.org", "166350")] },
        { code: "b", property: [xref("https://rarediseases.info.nih.gov/diseases", "109")] },
        { code: "c", property: [xref("https://www.orpha.net", "109")] },
      ],
    };
    const set = valueSet("a", [{ system: conditions.url! }]);
    const found = (filter: string) => codes(set, { filter, resources: [conditions] });
    for (const filter of ["OMIM 166350", "omim:166350", "MIM #166350", " OMIM:166350 "])
      expect(await found(filter)).toBe("a");
    for (const filter of ["GARD 109", "GARD:0000109"]) expect(await found(filter)).toBe("b");
    for (const filter of ["ORPHA:109", "Orphanet 109"]) expect(await found(filter)).toBe("c");
    expect(await found("109")).toBe("b c");
    for (const filter of ["GARD 166350", "MONDO:0000109"]) expect(await found(filter)).toBe("");
  });

  test("finds a code in the other forms of its own system", async () => {
    const icd: Resource = {
      ...animals,
      url: "http://hl7.org/fhir/sid/icd-10-cm",
      concept: [{ code: "M61.1", display: "Myositis" }, { code: "M61.5" }],
    };
    const whole = valueSet("a", [{ system: icd.url! }]);
    const some = valueSet("b", [{ system: icd.url!, concept: [{ code: "M61.1" }] }]);
    for (const set of [whole, some])
      for (const filter of ["M611", "m61.1", "ICD10CM:M61.1", "M61.1-"])
        expect(await codes(set, { filter, resources: [icd] })).toBe("M61.1");
    expect(await codes(some, { filter: "M615", resources: [icd] })).toBe("");
  });

  test("of signs alone finds what has them, and nothing else", async () => {
    const signs: Resource = {
      ...animals,
      url: "http://example.org/signs",
      concept: [
        { code: "<", display: "Off scale low" },
        { code: "b", display: "Osteoma (of the skin)", designation: [{ value: "100 %" }] },
        { code: "c", display: "a.b" },
      ],
    };
    const named = { system: signs.url!, concept: [{ code: "c", display: "cut & dried" }] };
    const found = (filter: string, includes: object[] = [{ system: signs.url! }]) =>
      codes(valueSet("a", includes), { filter, resources: [signs] });
    expect(await found("<")).toBe("<");
    expect(await found("(")).toBe("b");
    expect(await found(" % ")).toBe("b");
    expect(await found(".")).toBe("c");
    for (const filter of ["*", "?", "()", "\\E", "(".repeat(300)]) expect(await found(filter)).toBe("");
    expect(await found("&", [named])).toBe("c");
    expect(await found("*", [named])).toBe("");
    expect(await found("  ")).toBe("< b c");
  });

  test("finds it by the names that this value set or a supplement gives", async () => {
    const named = { system: ANIMALS, concept: [{ code: "dog", display: "Best friend" }, { code: "cat" }] };
    expect(await codes(valueSet("a", [named]), { filter: "friend" })).toBe("dog");
    const withDutch = { filter: "hond", useSupplement: [`${ANIMALS}-nl`], resources: [supplement] };
    expect(await codes(all, withDutch)).toBe("dog");
    expect(await codes(all, { filter: "hond" })).toBe("");
  });
});

describe("a system named by another address than its own", () => {
  const OMIM = "http://www.omim.org";
  const omim: Resource = {
    ...animals,
    url: OMIM,
    version: "7",
    concept: [{ code: "166350" }, { code: "135100" }],
  };
  const naming = (system: string, concept = [{ code: "166350" }]) => valueSet("a", [{ system, concept }]);

  test("is read as it, once the address itself is none, and it is told", async () => {
    for (const named of ["https://omim.org", "urn:oid:2.16.840.1.113883.6.174"]) {
      const { contains, extension } = await expansion(naming(named), { resources: [omim] });
      expect(contains).toMatchObject([{ system: OMIM, code: "166350" }]);
      const valueString = expect.stringContaining(`'${named}' was read as OMIM`) as string;
      expect(extension).toMatchObject([{ url: `${NOTE}system-alias`, valueString }]);
    }
  });

  test("is excluded, and imported, as itself", async () => {
    const set = valueSet("a", [{ system: OMIM }]);
    set.compose!.exclude = [{ system: "https://omim.org", concept: [{ code: "166350" }] }];
    expect(await codes(set, { resources: [omim] })).toBe("135100");
  });

  test("stays what it is where it is stored, or where it is only mistaken for another", async () => {
    const own: Resource = { ...omim, url: "https://omim.org" };
    const { contains, extension } = await expansion(naming("https://omim.org"), { resources: [omim, own] });
    expect(contains).toMatchObject([{ system: "https://omim.org" }]);
    expect(extension).toBeUndefined();
    const tests = naming("https://www.ncbi.nlm.nih.gov/gtr/");
    const conditions: Resource = { ...omim, url: "https://www.ncbi.nlm.nih.gov/gtr/conditions" };
    expect((await failure(tests, { resources: [conditions] })).text).toContain("could not be found");
  });
});

describe("what is said about the expansion", () => {
  test("what was asked is echoed, defaults are not, and what was used is told", async () => {
    expect(await parameters(all)).toEqual([`used-codesystem=${ANIMALS}|2.0.0`]);
    const asked = {
      excludeNested: false,
      activeOnly: true,
      count: 5,
      offset: 0,
      filter: "d",
      displayLanguage: "de",
      designation: ["urn:ietf:bcp:47|nl"],
      property: ["legs"],
    };
    expect(await parameters(all, asked)).toEqual([
      "activeOnly=true",
      "excludeNested=false",
      "count=5",
      "offset=0",
      "filter=d",
      "displayLanguage=de",
      "designation=urn:ietf:bcp:47|nl",
      `used-codesystem=${ANIMALS}|2.0.0`,
    ]);
    expect(await parameters(valueSet("a", [whole()], { inactive: false }))).not.toContain("activeOnly=true");
  });

  test("version parameters are echoed where they had an effect", async () => {
    const resources = [animalsBefore];
    const versions = versionRules({ systemVersion: [`${ANIMALS}|1.0.0`] });
    expect(await parameters(all, { resources, versions })).toEqual([
      `system-version=${ANIMALS}|1.0.0`,
      `used-codesystem=${ANIMALS}|1.0.0`,
    ]);
    expect(await parameters(valueSet("a", [whole("2.0.0")]), { resources, versions })).toEqual([
      `used-codesystem=${ANIMALS}|2.0.0`,
    ]);
  });

  test("warnings name drafts, experiments and what is withdrawn, but not what the value set is itself", async () => {
    const status = (value: string) => [
      {
        url: "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status",
        valueCode: value,
      },
    ];
    const draft: Resource = { ...animals, status: "draft", url: "http://example.org/draft" };
    const inner = valueSet("inner", [{ system: draft.url! }], {
      version: "1",
      extension: status("withdrawn"),
      experimental: true,
    });
    const set = valueSet("a", [imported("inner")]);
    const resources = [draft, inner];
    const about = async (root: ValueSet) =>
      (await parameters(root, { resources })).filter((p) => p.startsWith("warning-"));
    expect(await about(set)).toEqual([
      `warning-withdrawn=${SETS}inner|1`,
      "warning-draft=http://example.org/draft|2.0.0",
    ]);
    expect(await about({ ...set, status: "draft" })).toEqual([`warning-withdrawn=${SETS}inner|1`]);
  });

  test("a filter on Codings honours the system that it names, and says where the code is another's", async () => {
    const coding = (system: string, code: string) => [
      { code: "gene", valueCoding: { system: `https://example.org/${system}`, code } },
    ];
    const diseases: Resource = {
      resourceType: "CodeSystem",
      url: "https://example.org/diseases",
      status: "active",
      content: "complete",
      property: [{ code: "gene", type: "Coding" }],
      concept: [
        { code: "a", property: coding("hgnc", "1") },
        { code: "b", property: coding("ncbi", "1") },
        { code: "c", property: coding("ncbi", "2") },
        { code: "d", property: coding("odd", "x|y") },
        { code: "e" },
      ],
    };
    const asked = async (op: "=" | "in" | "not-in", value: string) => {
      const filter = [{ property: "gene", op, value }];
      const set = valueSet("g", [{ system: "https://example.org/diseases", filter }]);
      const told = await notes(set, { resources: [diseases] });
      return [await codes(set, { resources: [diseases] }), ...told];
    };
    const [hgnc, ncbi] = ["https://example.org/hgnc", "https://example.org/ncbi"];
    expect(await asked("=", "1")).toEqual(["a b"]);
    expect(await asked("=", `${hgnc}|1`)).toEqual(["a"]);
    expect(await asked("=", `${ncbi}|2`)).toEqual(["c"]);
    expect(await asked("in", `${hgnc}|1,${ncbi}|2`)).toEqual(["a c"]);
    expect(await asked("not-in", `${hgnc}|1`)).toEqual(["b c d e"]);
    expect(await asked("=", "x|y")).toEqual(["d"]);
    expect(await asked("=", `${hgnc}|3`)).toEqual([""]);
    const text = `no value is '2' of '${hgnc}'; the code is there of '${ncbi}'`;
    expect(await asked("=", `${hgnc}|2`)).toEqual([
      "",
      `unknown-code=ValueSet.compose.include[0].filter[0]: ${text}`,
    ]);
  });

  test("a filter on LOINC's Codings takes the name of a part, whether or not parts are concepts", async () => {
    const [doc, quantity] = [part("SCALE_TYP", "LP1-1", "Note"), part("SCALE_TYP", "LP2-2", "Amount")];
    const concepts = [
      { code: "1-1", property: [doc] },
      { code: "2-2", property: [quantity] },
      { code: "3-3", property: [doc] },
      { code: "4-4" },
    ];
    const parts = [
      { code: "LP1-1", display: "Note" },
      { code: "LP9-9", display: "Note" },
    ];
    const loinc = loincOf("SCALE_TYP", concepts);
    const withParts = loincOf("SCALE_TYP", [...concepts, ...parts]);
    const asked = async (resource: Resource, op: "=" | "in" | "not-in", value: string) => {
      const filter = [{ property: "SCALE_TYP", op, value }];
      return codes(valueSet("p", [{ system: "http://loinc.org", filter }]), { resources: [resource] });
    };
    for (const system of [loinc, withParts]) {
      expect(await asked(system, "=", "Note")).toBe("1-1 3-3");
      expect(await asked(system, "=", "note")).toBe("1-1 3-3");
      expect(await asked(system, "=", "LP1-1")).toBe("1-1 3-3");
      expect(await asked(system, "in", "Amount,LP1-1")).toBe("1-1 2-2 3-3");
      expect(await asked(system, "=", "Not")).toBe("");
    }
    const none = valueSet("n", [
      { system: "http://loinc.org", filter: [{ property: "SCALE_TYP", op: "=", value: "Not" }] },
    ]);
    expect(await notes(none, { resources: [loinc] })).toContain(
      "unknown-code=ValueSet.compose.include[0].filter[0]: no value of 'SCALE_TYP' was found that is 'Not' or is called so",
    );
    expect(await asked(loinc, "not-in", "Note")).toBe("2-2 4-4");
    const other = { ...loinc, url: "http://example.org/other" };
    const filter = [{ property: "SCALE_TYP", op: "=" as const, value: "Note" }];
    expect(await codes(valueSet("o", [{ system: other.url, filter }]), { resources: [other] })).toBe("");
  });

  test("a name that may be hidden among too many values is refused, and not said to be none", async () => {
    const numbers = Array.from({ length: 1_700 }, (_, i) => i);
    const loinc = loincOf(
      "COMPONENT",
      numbers.map((i) => ({ code: `${i}-1`, property: [part("COMPONENT", `LP${i}-1`, `Part ${i}`)] })),
    );
    const named = (value: string) =>
      valueSet("n", [{ system: "http://loinc.org", filter: [{ property: "COMPONENT", op: "=", value }] }]);
    expect(await codes(named("Part 1"), { resources: [loinc] })).toBe("1-1");
    expect(await codes(named("LP1699-1"), { resources: [loinc] })).toBe("1699-1");
    await expect(codes(named("Part 1699"), { resources: [loinc] })).rejects.toThrow(
      /'COMPONENT' has too many values to look for one that is called 'Part 1699'/,
    );
  });

  test("a pattern of LOINC's parts is one of their codes; one that fits none is refused, and not said to be none", async () => {
    const loinc = loincOf("COMPONENT", [
      { code: "1-1", property: [part("COMPONENT", "LP1-1", "Note")] },
      { code: "2-2" },
    ]);
    const fitting = (value: string, resource = loinc) =>
      codes(
        valueSet("n", [{ system: resource.url, filter: [{ property: "COMPONENT", op: "regex", value }] }]),
        {
          resources: [resource],
        },
      );
    expect(await fitting("LP1.*")).toBe("1-1");
    await expect(fitting("Not.*")).rejects.toThrow(/'Not\.\*' fits no code among the values of 'COMPONENT'/);
    expect(await fitting("Not.*", { ...loinc, url: "http://example.org/other" })).toBe("");
  });

  test("a value that no concept can have, by the type of the property, is told", async () => {
    const typed: Resource = {
      ...animals,
      property: [
        { code: "wild", type: "boolean" },
        { code: "legs", type: "integer" },
        { code: "seen", type: "dateTime" },
      ],
      concept: [{ code: "a", property: [{ code: "wild", valueBoolean: true }] }],
    };
    const told = async (property: string, op: "=" | "in", value: string) => {
      const set = valueSet("t", [{ system: typed.url!, filter: [{ property, op, value }] }]);
      expect(await parameters(set, { resources: [typed] })).toEqual([`used-codesystem=${ANIMALS}|2.0.0`]);
      return (await notes(set, { resources: [typed] })).map((p) => p.split(": ")[1]);
    };
    expect(await told("wild", "=", "yes")).toEqual([
      "no concept has 'yes' as 'wild', whose values are true or false",
    ]);
    expect(await told("legs", "in", "4,four")).toEqual([
      "no concept has 'four' as 'legs', whose values are numbers",
    ]);
    expect(await told("seen", "=", "soon")).toEqual([
      "no concept has 'soon' as 'seen', whose values are dates such as 2025-03-31",
    ]);
    expect(await told("inactive", "=", "True")).toEqual([
      "no concept has 'True' as 'inactive', whose values are true or false",
    ]);
    expect(await told("wild", "=", "true")).toEqual([]);
  });

  test("a listed code in another form than its system's is left out, and the right one is asked about", async () => {
    const ontology: Resource = {
      resourceType: "CodeSystem",
      url: "http://purl.obolibrary.org/obo/doid.owl",
      status: "active",
      content: "complete",
      caseSensitive: true,
      concept: [{ code: "DOID:0111535" }, { code: "DOID:4" }],
    };
    const list = (...listed: string[]) =>
      valueSet("o", [{ system: ontology.url!, concept: listed.map((code) => ({ code })) }]);
    const told = async (...listed: string[]) => {
      const said = await notes(list(...listed), { resources: [ontology] });
      return said.flatMap((p) => /^unknown-code=(.*)$/.exec(p)?.[1] ?? []);
    };
    for (const form of ["doid:0111535", "DOID_0111535", "DOID:111535", "111535"])
      expect(await told("DOID:4", form)).toEqual([
        `ValueSet.compose.include[0]: '${form}' is not known in ${ontology.url}, so it is left out; did you mean 'DOID:0111535'?`,
      ]);
    expect(await told("DOID:4", "DOID:0111535", "DOID:5", "unicorn")).toEqual([]);
    const colours: Resource = { ...ontology, url: "http://example.org/colours", concept: [{ code: "red" }] };
    const red = valueSet("r", [{ system: colours.url!, concept: [{ code: "Red" }, { code: "blue" }] }]);
    expect(await notes(red, { resources: [colours] })).toEqual([
      "unknown-code=ValueSet.compose.include[0]: 'Red' is not known in http://example.org/colours, so it is left out; did you mean 'red'?",
    ]);
    const outer = valueSet("i", [imported("o")]);
    const own = { resources: [ontology, list("DOID:111535")] };
    expect(await codes(outer, own)).toBe("");
  });

  test("a filter that starts from a code which is not there is said, whatever it then selects", async () => {
    const warnings = (set: ValueSet, resources: Resource[] = []) => notes(set, { resources });
    for (const op of [
      "is-a",
      "descendent-of",
      "is-not-a",
      "generalizes",
      "child-of",
      "descendent-leaf",
    ] as const) {
      const set = valueSet("a", [filtered(["concept", op, "unicorn"])]);
      const text = `'unicorn' is not known in ${ANIMALS}|2.0.0, so nothing is below or above it`;
      const said = [`unknown-code=ValueSet.compose.include[0].filter[0]: ${text}`];
      expect(await warnings(set)).toEqual(said);
      expect(await warnings(valueSet("b", [imported("a")]), [set])).toEqual(said);
      expect(await warnings(valueSet("c", [filtered(["concept", op, "dog"])]))).toEqual([]);
    }
  });

  test("a filter that compares with a code which is not there is said", async () => {
    const told = async (...filter: Parameters<typeof filtered>) =>
      notes(valueSet("a", [filtered(...filter)]));
    const note = (text: string) => `unknown-code=ValueSet.compose.include[0].filter[0]: ${text}`;
    const unknown = `'unicorn' is not known in ${ANIMALS}|2.0.0`;
    for (const property of ["concept", "code", "parent", "child"]) {
      for (const [op, value] of [
        ["=", "unicorn"],
        ["in", "dog,unicorn"],
        ["not-in", "unicorn,dog"],
      ] as const)
        expect(await told([property, op, value])).toEqual([
          note(`${unknown}, so nothing is found or left out by it`),
        ]);
      expect(await told([property, "in", "dog,cat"])).toEqual([]);
    }
    // Values of a property of type code are codes of the system; but some have others, and what they have is no mistake.
    expect(await told(["diet", "=", "unicorn"])).toEqual([
      note(`${unknown}, and no concept has it as 'diet'`),
    ]);
    expect(await told(["diet", "=", "meat"])).toEqual([]);
    expect(await told(["diet", "=", "dog"])).toEqual([]);
    expect(await told(["display", "=", "unicorn"])).toEqual([]);
  });

  test("a fragment leaves the expansion open, and says why", async () => {
    const fragment: Resource = { ...animals, url: "http://example.org/part", content: "fragment" };
    const set = valueSet("a", [{ system: fragment.url! }]);
    const { extension, parameter } = await expansion(set, { resources: [fragment] });
    expect(extension).toMatchObject([
      { valueBoolean: true },
      { valueString: expect.stringContaining("part") as string },
    ]);
    expect(parameter).toContainEqual({ name: "used-fragment", valueUri: "http://example.org/part|2.0.0" });
  });

  test("the answer names the value set; its definition comes only if asked for", async () => {
    const described = valueSet("a", [listed("dog")], { title: "Dogs", purpose: "tests" });
    const request = { valueSet: described, versions: NO_VERSION_RULES, limit: 10 };
    const short = await expand(animalStore(), request);
    expect(short).toMatchObject({ url: `${SETS}a`, title: "Dogs", status: "active" });
    expect(Object.keys(short)).not.toContain("compose");
    expect(Object.keys(short)).not.toContain("purpose");
    const long = await expand(animalStore(), { ...request, includeDefinition: true });
    expect(long).toMatchObject({ purpose: "tests", compose: described.compose });
    expect(short.expansion!.identifier).toMatch(/^urn:uuid:/);
    expect(short.expansion!.identifier).not.toBe(long.expansion!.identifier);
  });
});

describe("versions of one code system", () => {
  const resources = [animalsBefore];
  const rows = async (set: ValueSet, options: Options = {}) =>
    (await expansion(set, { ...options, resources })).contains?.map(
      (c) => `${c.code} ${c.version} ${c.display}`,
    );

  test("with two of them, each code says its own; pinned ones come newest first", async () => {
    const set = valueSet("a", [
      { ...listed("dog"), version: "1.0.0" },
      { ...listed("dog"), version: "2.0.0" },
    ]);
    expect(await rows(set)).toEqual(["dog 2.0.0 Dog", "dog 1.0.0 Hound"]);
    expect(await rows(valueSet("a", [listed("dog")]))).toEqual(["dog undefined Dog"]);
  });

  test("where versions match, a code is there once, from the newest that has it", async () => {
    const set = valueSet("a", [
      { ...listed("wolf", "dog"), version: "1.0.0" },
      { ...listed("dog"), version: "2.0.0" },
    ]);
    set.extension = [
      {
        url: "http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter",
        extension: [
          { url: "name", valueCode: "versionsMatch" },
          { url: "value", valueBoolean: true },
        ],
      },
    ];
    expect(await rows(set)).toEqual(["dog 2.0.0 Dog", "wolf 1.0.0 Wolf"]);
    expect(await parameters(set, { resources })).toContain("versionsMatch=true");
  });

  test("an expansion as of a day is of the versions of then", async () => {
    const then = await expansion(all, { resources, versions: versionRules({ date: "2021-05-05" }) });
    expect(shape(then.contains)).toBe("dog wolf");
    expect(then.parameter).toContainEqual({ name: "date", valueDateTime: "2021-05-05" });
  });
});

describe("what can't be expanded", () => {
  test("an imported value set, too, can't do without the supplement that it requires", async () => {
    const needing = {
      ...valueSet("needing", [whole()]),
      extension: [
        {
          url: "http://hl7.org/fhir/StructureDefinition/valueset-supplement",
          valueCanonical: "http://example.org/none",
        },
      ],
    };
    expect(await failure(valueSet("a", [imported("needing")]), { resources: [needing] })).toMatchObject({
      code: "not-found",
      text: "Required supplement not found: http://example.org/none",
    });
  });

  test("what an include says of the supplement that it needs counts as if the value set said it", async () => {
    const url = "http://hl7.org/fhir/StructureDefinition/valueset-supplement";
    const needing = (valueUri: string) => valueSet("a", [{ ...whole(), extension: [{ url, valueUri }] }]);
    expect(await failure(needing("http://example.org/none"))).toMatchObject({
      code: "not-found",
      text: "Required supplement not found: http://example.org/none",
    });
    const dutch = { filter: "hond", resources: [supplement] };
    expect(await codes(needing(`${ANIMALS}-nl`), dutch)).toBe(
      await codes(all, { ...dutch, useSupplement: [`${ANIMALS}-nl`] }),
    );
    expect(await codes(needing(`${ANIMALS}-nl`), dutch)).not.toBe("");
  });

  test("says what is missing, and where it is asked for", async () => {
    expect(await failure(valueSet("a", [{ system: "http://example.org/none" }]))).toMatchObject({
      code: "not-found",
      text: "A definition for CodeSystem 'http://example.org/none' could not be found, so the value set cannot be expanded",
      diagnostics: `ValueSet.compose.include[0] of ${SETS}a`,
    });
    expect((await failure(valueSet("a", [whole("7")]))).text).toContain(
      "version '7' could not be found, so the value set cannot be expanded. Valid versions: 2.0.0",
    );
    expect((await failure(valueSet("a", [imported("none")]))).text).toBe(
      `Unable to find included value set '${SETS}none'`,
    );
    expect(await failure(all, { useSupplement: ["http://example.org/none"] })).toMatchObject({
      messageId: "VALUESET_SUPPLEMENT_MISSING",
    });
    const useSupplement = ["http://example.org/none", `${ANIMALS}-nl`, "http://example.org/neither"];
    expect((await failure(all, { useSupplement, resources: [supplement] })).text).toBe(
      "Required supplements not found: http://example.org/none, http://example.org/neither",
    );
    const check = { versions: versionRules({ checkSystemVersion: [`${ANIMALS}|3`] }) };
    expect((await failure(valueSet("a", [whole("2.0.0")]), check)).text).toBe(
      `The version '2.0.0' is not allowed for system '${ANIMALS}': required to be '3' by a version-check parameter`,
    );
    expect((await failure(all, { versions: versionRules({ date: "1990" }) })).text).toContain("on 1990");
  });

  test("a circle is told with its way", async () => {
    const one = valueSet("one", [imported("two")]);
    const resources = [one, valueSet("two", [imported("one")])];
    expect(await failure(one, { resources })).toMatchObject({
      code: "processing",
      text: `Found a circularity pointing to ${SETS}one processing ValueSet with pathway [${SETS}one, ${SETS}two]`,
    });
  });

  test("a code system without its concepts gives what a value set lists of it, and nothing else", async () => {
    const { concept: _concept, ...header } = animals;
    const empty: Resource = { ...header, url: "http://example.org/empty", content: "not-present" };
    const list = valueSet("a", [
      { system: empty.url!, concept: [{ code: "x", display: "Known elsewhere" }, { code: "y" }] },
    ]);
    const { contains } = await expansion(list, { resources: [empty], filter: "elsewhere" });
    expect(contains).toEqual([{ system: empty.url, code: "x", display: "Known elsewhere" }]);
    const unlisted = await failure(valueSet("a", [{ system: empty.url! }]), { resources: [empty] });
    expect(unlisted.text).toContain("known here without its concepts");
  });

  test("a stored expansion stands for itself where its code systems are not known", async () => {
    const stored: ValueSet = {
      resourceType: "ValueSet",
      status: "active",
      expansion: {
        timestamp: "2025-01-01T00:00:00Z",
        contains: [{ system: "http://example.org/far", code: "q", display: "Quark" }],
      },
    };
    expect((await expansion(stored)).contains).toEqual([
      { system: "http://example.org/far", code: "q", display: "Quark" },
    ]);
  });

  test.each([
    ["used-codesystem", `${ANIMALS}|1.0.0`, "wolf"],
    ["version", `${ANIMALS}|1.0.0`, "wolf"],
    // A version that is not here: the expansion is all that is known of it.
    ["used-codesystem", `${ANIMALS}|0.9`, "wolf unicorn"],
    ["used-codesystem", ANIMALS, ""],
    ["system-version", `${ANIMALS}|1.0.0`, ""],
  ])(
    "a stored expansion's codes are of the version that was used: %s=%s",
    async (name, valueUri, expected) => {
      const stored = (...parameter: { name: string; valueUri: string }[]): ValueSet => ({
        resourceType: "ValueSet",
        status: "active",
        expansion: {
          timestamp: "2025-01-01T00:00:00Z",
          parameter,
          contains: ["wolf", "unicorn"].map((code) => ({ system: ANIMALS, code })),
        },
      });
      const both = { resources: [animals, animalsBefore] };
      expect(await codes(stored({ name, valueUri }), both)).toBe(expected);
      // Of two versions, neither is said of a code.
      const used = ["0.8", "0.9"].map((version) => ({ name, valueUri: `${ANIMALS}|${version}` }));
      expect(await codes(stored(...used), both)).toBe("");
    },
  );
});

test("properties that the definition names come back, unless the request names some", async () => {
  const set = { ...all, compose: { ...all.compose!, property: ["legs"] } };
  const declared = async (options?: Options) =>
    ((await expansion(set, options)).property ?? [])
      .map(({ code }) => code)
      .filter((code) => code !== "status");
  expect(await declared()).toEqual(["legs"]);
  expect(await declared({ property: [] })).toEqual(["legs"]);
  expect(await declared({ property: ["definition"] })).not.toContain("legs");
});
