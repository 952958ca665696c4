import { describe, expect, test } from "vitest";
import { expand } from "../../../src/terminology/expand/expand.ts";
import type { ExpandRequest } from "../../../src/terminology/expand/request.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";
import type { Extension, Resource, ValueSet, ValueSetInclude } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { ANIMALS, animals, animalStore, listed, supplement, valueSet } from "../../fixtures/animals.ts";

type Options = Partial<ExpandRequest> & { resources?: Resource[] };

async function expansion(set: ValueSet, { resources = [], ...request }: Options = {}) {
  const store = animalStore(supplement, ...resources);
  const expanded = await expand(store, {
    valueSet: set,
    versions: NO_VERSION_RULES,
    limit: 1_000,
    ...request,
  });
  return expanded.expansion!;
}

/** The row of the first code. */
const row = async (set: ValueSet, options?: Options) => (await expansion(set, options)).contains![0]!;

const dog = valueSet("dog", [listed("dog")]);
const owl = valueSet("owl", [listed("owl")]);
const native = {
  language: "en",
  use: expect.objectContaining({ code: "preferredForLanguage" }) as object,
};

describe("displays and languages", () => {
  test("a language that there is a name in is shown, and the concept's own display becomes a designation", async () => {
    expect(await row(dog, { displayLanguage: "de", includeDesignations: true })).toMatchObject({
      display: "Hund",
      designation: [{ ...native, value: "Dog" }],
    });
    expect(await row(dog, { displayLanguage: "de" })).toEqual({
      system: ANIMALS,
      code: "dog",
      display: "Hund",
    });
  });

  test("a soft wish falls back to the concept's own display, a hard one to none", async () => {
    expect((await row(owl, { displayLanguage: "de" })).display).toBe("Owl");
    const hard = await row(owl, { displayLanguage: "de, *;q=0", includeDesignations: true });
    expect(hard.display).toBeUndefined();
    expect(hard.designation).toMatchObject([{ ...native, value: "Owl" }]);
    expect((await row(owl, { displayLanguage: "de, en;q=0.1, *;q=0" })).display).toBe("Owl");
  });

  test("the wish is the parameter's, else the value set's extension, else the header's, else the value set's language", async () => {
    const asking = (language: string): Extension => ({
      url: "http://hl7.org/fhir/StructureDefinition/valueset-expansion-parameter",
      extension: [
        { url: "name", valueCode: "displayLanguage" },
        { url: "value", valueCode: language },
      ],
    });
    const said = async (set: ValueSet, options: Options) => {
      const { parameter } = await expansion(set, options);
      return parameter!.find((p) => p.name === "displayLanguage")?.valueCode;
    };
    const set: ValueSet = { ...dog, language: "nl" };
    const withExtension: ValueSet = { ...set, extension: [asking("la")] };
    const inCompose: ValueSet = {
      ...set,
      compose: { ...dog.compose!, extension: [asking("el")] },
    };
    const header = { acceptLanguage: "de" };
    expect(await said(withExtension, { ...header, displayLanguage: "fr" })).toBe("fr");
    expect(await said(withExtension, header)).toBe("la");
    expect(await said(inCompose, header)).toBe("el");
    expect(await said(set, header)).toBe("de");
    expect(await said(set, { acceptLanguage: "*" })).toBe("nl");
    expect(await said(dog, {})).toBeUndefined();
  });

  test("a displayLanguage that is none is refused; a header that is none is not heard", async () => {
    const refused = expansion(dog, { displayLanguage: "-" });
    await expect(refused).rejects.toThrow("Invalid displayLanguage: '-'");
    await expect(refused).rejects.toBeInstanceOf(TerminologyError);
    expect((await row(dog, { acceptLanguage: "-" })).display).toBe("Dog");
  });

  test("a display that the value set gives is shown instead of the code system's", async () => {
    const named: ValueSetInclude = { system: ANIMALS, concept: [{ code: "dog", display: "Good boy" }] };
    expect((await row(valueSet("a", [named]))).display).toBe("Good boy");
    const german = { ...named, concept: [{ code: "dog", display: "Braver Hund" }] };
    const set = { ...valueSet("a", [german]), language: "de" };
    expect((await row(set, { displayLanguage: "de" })).display).toBe("Braver Hund");
  });

  test("a name that the value set gives in a language is shown instead of the code system's in that language", async () => {
    const named = { code: "dog", designation: [{ language: "de", value: "Braver Hund" }] };
    const set = valueSet("a", [{ system: ANIMALS, concept: [named] }]);
    expect((await row(set, { displayLanguage: "de" })).display).toBe("Braver Hund");
    expect((await row(set, { displayLanguage: "en" })).display).toBe("Dog");
  });

  test("where the value set's display is in another language, the code system's in the one asked for is shown", async () => {
    const named: ValueSetInclude = { system: ANIMALS, concept: [{ code: "owl", display: "Kauz" }] };
    const set = { ...valueSet("a", [named]), language: "de" };
    expect((await row(set, { displayLanguage: "en" })).display).toBe("Owl");
    expect((await row(set, { displayLanguage: "de" })).display).toBe("Kauz");
    expect((await row(set, { displayLanguage: "fr" })).display).toBe("Kauz");
  });
});

describe("designations", () => {
  const names: Resource = {
    ...animals,
    url: "http://example.org/names",
    concept: [
      {
        code: "dog",
        display: "Dog",
        designation: [
          { language: "de", value: "Hund" },
          { language: "de-CH", value: "Hundli" },
          { language: "en", use: { system: "http://example.org/uses", code: "slang" }, value: "Doggo" },
        ],
      },
    ],
  };
  const set = valueSet("names", [{ system: names.url! }]);
  const values = async (options: Options) =>
    (await row(set, { ...options, resources: [names] })).designation?.map((d) => d.value);

  test("are returned if asked for: all of them, or those of a language or use", async () => {
    expect(await values({})).toBeUndefined();
    expect(await values({ includeDesignations: true })).toEqual(["Hund", "Hundli", "Doggo"]);
    expect(await values({ designation: ["urn:ietf:bcp:47|de"] })).toEqual(["Hund"]);
    expect(await values({ designation: ["de-CH", "http://example.org/uses|slang"] })).toEqual([
      "Hundli",
      "Doggo",
    ]);
    expect(await values({ designation: ["slang"] })).toEqual(["Doggo"]);
    expect(await values({ designation: ["de"], includeDesignations: false })).toBeUndefined();
  });

  test("are all returned by *, with or without a language", async () => {
    expect(await values({ designation: ["*"] })).toEqual(["Hund", "Hundli", "Doggo"]);
    expect(await values({ designation: ["de", "*"] })).toEqual(["Hund", "Hundli", "Doggo"]);
    const plain = { ...names, concept: [{ code: "dog", designation: [{ value: "Waldi" }] }] };
    const { designation } = await row(set, { designation: ["*"], resources: [plain] });
    expect(designation).toEqual([{ value: "Waldi" }]);
  });

  test("those of the value set and of supplements are among them", async () => {
    const more: ValueSetInclude = {
      system: ANIMALS,
      concept: [{ code: "dog", designation: [{ language: "fr", value: "chien" }] }],
    };
    const { designation } = await row(valueSet("a", [more]), {
      includeDesignations: true,
      useSupplement: [`${ANIMALS}-nl|0.1.0`],
    });
    expect(designation).toEqual([
      { language: "de", value: "Hund" },
      { language: "nl", value: "hond" },
      { language: "fr", value: "chien" },
    ]);
  });
});

describe("properties", () => {
  test("those asked for are returned and declared with the uri that the code system gives them", async () => {
    const { contains, property } = await expansion(dog, {
      property: ["legs", "definition", "parent", "child"],
    });
    expect(contains![0]!.property).toEqual([
      { code: "legs", valueInteger: 4 },
      { code: "parent", valueCode: "mammal" },
      { code: "child", valueCode: "puppy" },
    ]);
    expect(property).toEqual([
      { code: "legs", uri: "http://example.org/properties#legs" },
      { code: "parent", uri: "http://hl7.org/fhir/concept-properties#parent" },
      { code: "child", uri: "http://hl7.org/fhir/concept-properties#child" },
    ]);
    const animal = await row(valueSet("a", [listed("animal")]), { property: ["definition"] });
    expect(animal.property).toEqual([{ code: "definition", valueString: "A living being that moves" }]);
    expect((await row(dog, { property: ["*"] })).property).toHaveLength(2);
  });

  test("properties may be asked for by their uris, those of FHIR too", async () => {
    const { contains, property } = await expansion(dog, {
      property: [
        "http://example.org/properties#legs",
        "legs",
        "http://hl7.org/fhir/concept-properties#parent",
        "http://example.org/properties#wings",
      ],
    });
    expect(contains![0]!.property).toEqual([
      { code: "legs", valueInteger: 4 },
      { code: "parent", valueCode: "mammal" },
    ]);
    expect(property).toEqual([
      { code: "legs", uri: "http://example.org/properties#legs" },
      { code: "parent", uri: "http://hl7.org/fhir/concept-properties#parent" },
    ]);
  });

  test("none is returned that was not asked for, but why a concept is inactive", async () => {
    expect((await row(dog)).property).toBeUndefined();
    expect(await row(valueSet("a", [listed("bird")]))).toMatchObject({
      inactive: true,
      property: [{ code: "status", valueCode: "retired" }],
    });
    expect(await row(valueSet("a", [listed("dodo")]))).toMatchObject({
      inactive: true,
      property: [{ code: "status", valueCode: "inactive" }],
    });
    expect((await row(valueSet("a", [listed("animal")]))).abstract).toBe(true);
  });

  test("extensions that R5 made properties become such; the value set's win over the code system's", async () => {
    const F = "http://hl7.org/fhir/StructureDefinition/";
    const extended: Resource = {
      ...animals,
      url: "http://example.org/extended",
      concept: [
        {
          code: "dog",
          extension: [
            { url: `${F}codesystem-conceptOrder`, valueInteger: 7 },
            { url: `${F}codesystem-label`, valueString: "a." },
            { url: `${F}structuredefinition-standards-status`, valueCode: "deprecated" },
            { url: `${F}rendering-style`, valueString: "color: red" },
            { url: "http://example.org/unknown", valueBoolean: true },
          ],
        },
      ],
    };
    const include: ValueSetInclude = {
      system: extended.url!,
      concept: [
        {
          code: "dog",
          extension: [
            { url: `${F}valueset-conceptOrder`, valueInteger: 1 },
            { url: `${F}valueset-deprecated`, valueBoolean: true },
          ],
        },
      ],
    };
    const { contains, property } = await expansion(valueSet("a", [include]), { resources: [extended] });
    expect(contains![0]).toMatchObject({
      extension: [
        { url: `${F}valueset-deprecated`, valueBoolean: true },
        { url: `${F}rendering-style`, valueString: "color: red" },
      ],
      property: [
        { code: "label", valueString: "a." },
        { code: "order", valueDecimal: 1 },
        { code: "status", valueCode: "deprecated" },
      ],
    });
    expect(contains![0]!.extension).toHaveLength(2);
    expect(property!.map((p) => p.uri)).toContain("http://hl7.org/fhir/concept-properties#order");
  });

  test("what the value set says of a member stays the member's; what nobody here knows is not copied", async () => {
    const F = "http://hl7.org/fhir/StructureDefinition/";
    const comment = { url: `${F}valueset-concept-comments`, valueString: "Only with a leash" };
    const unknown = { url: "http://example.org/unknown", valueBoolean: true };
    const draft = { url: `${F}structuredefinition-standards-status`, valueCode: "draft" as const };
    const owls: Resource = {
      ...animals,
      url: "http://example.org/owls",
      concept: [
        {
          code: "owl",
          extension: [comment],
          designation: [
            { value: "Eule", extension: [unknown] },
            { value: "Kauz", extension: [unknown, draft] },
          ],
        },
      ],
    };
    const include: ValueSetInclude = {
      system: owls.url!,
      concept: [{ code: "owl", extension: [comment, unknown] }],
    };
    const listed = await expansion(valueSet("a", [include]), {
      resources: [owls],
      includeDesignations: true,
    });
    expect(listed.contains![0]!.extension).toEqual([comment]);
    expect(listed.contains![0]!.designation).toEqual([
      { value: "Eule" },
      { value: "Kauz", extension: [draft] },
    ]);
    const all = await expansion(valueSet("b", [{ system: owls.url! }]), { resources: [owls] });
    expect(all.contains![0]!.extension).toBeUndefined();
  });

  test("a supplement's properties and weights are the concept's", async () => {
    const options = { useSupplement: [`${ANIMALS}-nl`], property: ["sound"] };
    const { contains, parameter } = await expansion(dog, options);
    expect(contains![0]!.property).toEqual([
      { code: "sound", valueString: "waf" },
      { code: "weight", valueDecimal: 1.5 },
    ]);
    expect(parameter).toContainEqual({ name: "used-supplement", valueUri: `${ANIMALS}-nl|0.1.0` });
  });
});

test("where case does not count, the value set's words apply however it spells the code", async () => {
  const folding: Resource = { ...animals, url: "http://example.org/folding", caseSensitive: false };
  const set = valueSet("a", [
    { system: folding.url!, concept: [{ code: "OWL" }, { code: "DOG", display: "Good boy" }] },
  ]);
  const { contains } = await expansion(set, { resources: [folding] });
  expect(contains!.map((c) => `${c.code} ${c.display}`)).toEqual(["owl Owl", "dog Good boy"]);
});
