import type { CodeSystem } from "fhir/r5";
import { describe, expect, test } from "vitest";
import { MemoryStore } from "../../src/storage/memory/memory-store.ts";
import { TerminologyError } from "../../src/terminology/issues/issue.ts";
import { lookup, type LookupRequest } from "../../src/terminology/lookup.ts";
import { versionRules } from "../../src/terminology/resolve/version-rules.ts";
import type { CodeSystemProvider } from "../../src/terminology/store.ts";
import { WorkBudget } from "../../src/terminology/util/work-budget.ts";
import { ANIMALS, animalsBefore, animalStore, supplement } from "../fixtures/animals.ts";

const store = animalStore(animalsBefore, supplement);

const ask = async (code: string, more: Partial<LookupRequest> = {}) =>
  lookup(store, { system: ANIMALS, code, properties: [], useSupplement: [], ...more });

const properties = async (code: string, ...names: string[]) =>
  (await ask(code, { properties: names })).properties.map((p) => `${p.code}=${String(p.value)}`);

describe("properties", () => {
  test("without any named, or with *, all come: the hierarchy, inactive and the concept's own", async () => {
    const all = ["parent=mammal", "child=puppy", "inactive=false", "legs=4", "diet=meat"];
    expect(await properties("dog")).toEqual(all);
    expect(await properties("dog", "*")).toEqual(all);
    const [parent] = (await ask("dog")).properties;
    expect(parent!.description).toBe("Mammal");
  });

  test("FHIR's own are asked for by their uris as well, declared or not", async () => {
    const common = (name: string) => `http://hl7.org/fhir/concept-properties#${name}`;
    expect(await properties("dog", common("parent"))).toEqual(["parent=mammal", "inactive=false"]);
    expect(await properties("dog", common("child"))).toEqual(["child=puppy", "inactive=false"]);
    expect(await properties("dog", "http://example.org/other#parent")).toEqual(["inactive=false"]);
  });

  test("what a code system calls otherwise is asked for by its own name as well", async () => {
    const own: CodeSystem = {
      resourceType: "CodeSystem",
      url: "http://example.org/own",
      status: "active",
      content: "complete",
      property: [{ code: "subsumedBy", uri: "http://hl7.org/fhir/concept-properties#parent", type: "code" }],
      concept: [{ code: "a" }, { code: "b", property: [{ code: "subsumedBy", valueCode: "a" }] }],
    };
    for (const name of ["subsumedBy", "parent"]) {
      const asked = { system: own.url!, code: "b", properties: [name], useSupplement: [] };
      const found = await lookup(new MemoryStore([own]), asked);
      expect(found.properties).toMatchObject([{ code: "parent", value: "a" }, { code: "inactive" }]);
    }
  });

  test("one that there is not is told, with those that there are", async () => {
    const remarks = async (...names: string[]) =>
      (await ask("dog", { properties: names })).remarks.map(({ text }) => text);
    const common = "http://hl7.org/fhir/concept-properties#status";
    const known = ["*", "display", "lang.de", "legs", "diet", "parent", "inactive", "status", common];
    expect(await remarks(...known)).toEqual([]);
    const [text] = await remarks("diet", "nonsense", "coulour", "nonsense");
    expect(text).toContain("no property 'nonsense', 'coulour'. It has: ");
    expect(text).toMatch(/It has: (?=.*\blegs\b)(?=.*\bdiet\b)/);
  });

  test("with some named, those come, and whether the concept is inactive", async () => {
    expect(await properties("dog", "diet", "parent")).toEqual([
      "parent=mammal",
      "inactive=false",
      "diet=meat",
    ]);
    expect(await properties("dodo", "diet")).toEqual(["inactive=true"]);
    const named = await ask("animal", { properties: ["diet"] });
    expect([named.definition, named.designations]).toEqual([undefined, []]);
    expect((await ask("animal", { properties: ["definition"] })).definition).toBeDefined();
  });
});

describe("a concept with very many children", () => {
  const many: CodeSystem = {
    resourceType: "CodeSystem",
    url: "http://example.org/many",
    status: "active",
    content: "complete",
    concept: [{ code: "top", concept: Array.from({ length: 1_500 }, (_, i) => ({ code: `c${i}` })) }],
  };

  test("is answered with the first of them, their number, and where the rest is", async () => {
    const request = { system: many.url!, code: "top", properties: [], useSupplement: [] };
    const { properties: all, remarks } = await lookup(new MemoryStore([many]), request);
    const children = all.filter((p) => p.code === "child").map((p) => p.value);
    expect(children).toEqual(many.concept![0]!.concept!.slice(0, 1_000).map((c) => c.code));
    expect(remarks[0]!.text).toMatch(/1500 children; the first 1000.*\$expand/);
  });
});

describe("a date", () => {
  test("is answered from the version that was current then", async () => {
    const version = async (date: string) =>
      (await ask("dog", { versions: versionRules({ date }) })).codeSystem.version;
    expect(await version("2024-07-01")).toBe("2.0.0");
    expect(await version("2023-07-01")).toBe("1.0.0");
    await expect(ask("dog", { versions: versionRules({ date: "1900-01-01" }) })).rejects.toThrow(
      "1900-01-01",
    );
    expect(() => versionRules({ date: "soon" })).toThrow("soon");
    expect(
      (await ask("dog", { version: "2.0.0", versions: versionRules({ date: "1900-01-01" }) })).codeSystem
        .version,
    ).toBe("2.0.0");
  });
});

describe("names", () => {
  test("the display is one of the designations, in the code system's language", async () => {
    const { display, designations } = await ask("dog");
    expect(display).toBe("Dog");
    expect(designations.map((d) => `${d.language} ${d.value}`)).toEqual(["en Dog", "de Hund"]);
  });

  test("the display is in the language that is wanted; a header may be nonsense, the parameter may not", async () => {
    expect((await ask("dog", { displayLanguage: "de" })).display).toBe("Hund");
    expect((await ask("dog", { acceptLanguage: "de" })).display).toBe("Hund");
    expect((await ask("dog", { displayLanguage: "en", acceptLanguage: "de" })).display).toBe("Dog");
    expect((await ask("dog", { acceptLanguage: "-" })).display).toBe("Dog");
    await expect(ask("dog", { displayLanguage: "-" })).rejects.toThrow("Invalid displayLanguage");
  });

  test("lang.de limits the designations to a language", async () => {
    const { designations } = await ask("dog", { properties: ["lang.de"] });
    expect(designations.map((d) => d.value)).toEqual(["Hund"]);
  });

  test("a supplement's names come with their source", async () => {
    const { designations, supplements } = await ask("dog", { useSupplement: [`${ANIMALS}-nl`] });
    expect(supplements).toEqual([`${ANIMALS}-nl|0.1.0`]);
    expect(designations).toContainEqual({ language: "nl", value: "hond", source: `${ANIMALS}-nl|0.1.0` });
  });

  test("a supplement of another version adds none, and that is said", async () => {
    const old = { ...supplement, supplements: `${ANIMALS}|1.0.0` } as CodeSystem;
    const request = { system: ANIMALS, code: "dog", properties: [], useSupplement: [old.url!] };
    const { supplements, notes } = await lookup(animalStore(animalsBefore, old), request);
    expect(supplements).toEqual([]);
    expect(notes.map((note) => note.text)).toEqual([
      `The supplement '${old.url}|0.1.0' is for '${ANIMALS}|1.0.0'; version '2.0.0' answers, so it was not used.`,
    ]);
    const before = await lookup(animalStore(animalsBefore, old), { ...request, version: "1.0.0" });
    expect(before).toMatchObject({ supplements: [`${old.url}|0.1.0`], notes: [] });
    const newer = { ...old, version: "0.2.0", supplements: ANIMALS };
    expect((await lookup(animalStore(old, newer), request)).notes).toEqual([]);
  });
});

describe("what is not known", () => {
  const text = (request: Promise<unknown>) =>
    request.then(
      () => "found",
      (error: unknown) => (error as TerminologyError).issues[0].text,
    );

  test("is said with the versions that there are", async () => {
    expect(await text(ask("unicorn"))).toBe(`Unable to find code 'unicorn' in ${ANIMALS} version 2.0.0`);
    expect(await text(ask("cat", { version: "1.0.0" }))).toContain("version 1.0.0");
    expect(await text(ask("dog", { version: "9" }))).toContain("Valid versions: 1.0.0 or 2.0.0");
    expect(await text(ask("dog", { system: "http://example.org/none" }))).toContain("could not be found");
    expect(await text(ask("dog", { useSupplement: ["http://example.org/none"] }))).toBe(
      "Required supplement not found: http://example.org/none",
    );
    const useSupplement = ["http://example.org/none", "http://example.org/neither"];
    expect(await text(ask("dog", { useSupplement }))).toBe(
      "Required supplements not found: http://example.org/none, http://example.org/neither",
    );
  });

  test("a code in the wrong case is not taken, but the right one is named", async () => {
    const error = (await ask("Dog").catch((e: unknown) => e)) as TerminologyError;
    expect(error.issues.map((i) => i.text).join(" ")).toContain("'dog'");
  });
});

test("a code of another system, by its prefix or its address, is told for what it is", async () => {
  const told = async (code: string): Promise<string> => {
    const thrown = (await ask(code).catch((error: unknown) => error)) as TerminologyError;
    return thrown.issues.map(({ text }) => text).join();
  };
  for (const [code, prefix] of [
    ["MONDO:0008153", "MONDO"],
    ["OMIM:166350", "OMIM"],
    ["MIM 166350", "MIM"],
    ["ORPHA2762", "ORPHA"],
  ] as const)
    expect(await told(code)).toContain(`'${code}' begins with the prefix '${prefix}' of`);
  expect(await told("https://omim.org/entry/166350")).toContain("is a web address of a code of OMIM");
  for (const name of ["HP: large", "OMIM large", "OMIM  large ", "HP large"])
    expect(await told(name)).not.toContain("prefix");
});

test("a supplement of another code system is refused, as one that is not here", async () => {
  const other = { resourceType: "CodeSystem", status: "active", content: "supplement" } as const;
  const both = animalStore(animalsBefore, {
    ...other,
    url: "urn:test:colours-de",
    supplements: "urn:test:colours",
  });
  const request = { system: ANIMALS, code: "dog", properties: [], useSupplement: ["urn:test:colours-de"] };
  const refused = await Promise.resolve()
    .then(() => lookup(both, request))
    .catch((e: unknown) => e);
  expect(refused).toMatchObject({
    issues: [
      { code: "not-found", diagnostics: expect.stringMatching(/supplements 'urn:test:colours', not/) },
    ],
  });
});

test("of a code with thousands of names each counts, for its answer takes memory until it is written", async () => {
  const designation = Array.from({ length: 2_000 }, (_, i) => ({ value: `name ${i}` }));
  const url = "http://example.org/many-names";
  const concept = [
    { code: "many", designation },
    { code: "few", designation: designation.slice(0, 10) },
  ];
  const content = "complete";
  const names = new MemoryStore([{ resourceType: "CodeSystem", url, status: "active", content, concept }]);
  const spent = async (code: string): Promise<number> => {
    const work = new WorkBudget(100_000);
    await lookup(names, { system: url, code, properties: [], useSupplement: [], work });
    return 100_000 - work.rest;
  };
  expect(await spent("few")).toBe(0);
  expect(await spent("many")).toBeGreaterThan(designation.length);
});

describe("of a code with very many names and properties each is looked at a few times", () => {
  const COUNT = 1_000;
  const times = <T>(count: number, make: (i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));

  /** How often a name's language, or a property's code, was looked at. */
  async function looksFor(names: readonly string[]) {
    let looks = 0;
    const designations = times(COUNT, (i) => ({
      value: `name ${i}`,
      get language() {
        looks++;
        return i % 2 === 0 ? "de-CH" : "en";
      },
    }));
    const stated = times(COUNT, (i) => ({
      type: "string" as const,
      value: `value ${i}`,
      get code() {
        looks++;
        return "legs";
      },
    }));
    const stored = (await animalStore().codeSystem({ url: ANIMALS }))!;
    const [dog] = await stored.locate(["dog"]);
    const provider: CodeSystemProvider = {
      codeSystem: stored.codeSystem,
      locate: () => [{ ...dog!, parents: [], designations, properties: stated }],
      select: (selection) => stored.select(selection),
      childrenOf: (codes) => stored.childrenOf(codes),
    };
    const own = Object.assign(new MemoryStore([]), { codeSystem: () => provider });
    const found = await lookup(own, { system: ANIMALS, code: "dog", properties: names, useSupplement: [] });
    return { found, looks };
  }

  test("in whichever languages they are asked for", async () => {
    const { found, looks } = await looksFor([...times(200, (i) => `lang.x${i}`), "lang.de"]);
    expect(found.designations).toHaveLength(COUNT / 2);
    expect(looks).toBeLessThan(20 * COUNT);
  });

  test("whichever properties are asked for", async () => {
    const { found, looks } = await looksFor(times(200, (i) => `unknown${i}`));
    expect(found.remarks).toHaveLength(1);
    expect(looks).toBeLessThan(20 * COUNT);
  });
});
