import { describe, expect, test } from "vitest";
import { fhirTerminology } from "../../../src/content/fhir-terminology.ts";
import { fallback } from "../../../src/storage/fallback.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { ConceptCondition } from "../../../src/terminology/concepts/concept-condition.ts";
import { expand } from "../../../src/terminology/expand/expand.ts";
import { grammarSystems } from "../../../src/terminology/grammars/index.ts";
import type { ValueSetInclude } from "../../../src/terminology/model.ts";
import { NO_VERSION_RULES } from "../../../src/terminology/resolve/version-rules.ts";
import { WorkBudget } from "../../../src/terminology/util/work-budget.ts";
import { validateInCodeSystem } from "../../../src/terminology/validate-code/cs-validate-code.ts";
import { valueSet } from "../../fixtures/animals.ts";
import { processorTime } from "../../spent-time.ts";
import { coding, options } from "../validate-code/validating.ts";

const TAGS = "urn:ietf:bcp:47";
const MEDIA = "urn:ietf:bcp:13";
const UCUM = "http://unitsofmeasure.org";
const grammarAt = grammarSystems(() => undefined);
const locate = async (system: string, code: string) => (await grammarAt(system)!.locate([code]))[0];

describe("language tags", () => {
  test.each([
    ["de", "de", "German"],
    ["de-ch", "de-CH", "German (Switzerland)"],
    ["EN-us", "en-US", "English (United States)"],
    ["zh-hant-tw", "zh-Hant-TW", "Chinese (Traditional, Taiwan)"],
    ["de-CH-1996", "de-CH-1996", "German (Switzerland)"],
    ["en-US-x-Clinic", "en-US-x-clinic", "English (United States)"],
    ["iw", "iw", "Hebrew"],
    ["und", "und", "Undetermined"],
    ["sgn", "sgn", "Sign languages"],
    ["zh-yue", "zh-yue", "Yue Chinese"],
    ["ZH-YUE-hk", "zh-yue-HK", "Cantonese (Hong Kong SAR China)"],
    ["sgn-ase", "sgn-ase", "American Sign Language"],
    ["i-KLINGON", "i-klingon", "Klingon"],
    ["sl-rozaj-biske", "sl-rozaj-biske", "Slovenian"],
    ["de-DE-u-co-phonebk", "de-DE-u-co-phonebk", "German (Germany)"],
    ["es-419", "es-419", "Spanish (Latin America)"],
    ["sr-YU", "sr-YU", "Serbian (Serbia)"],
    ["qaa-qaaa-qm-x-southern", "qaa-Qaaa-QM-x-southern", "Private use (Private use, Private use)"],
    ["X-Whatever", "x-whatever", "Private use (x-whatever)"],
    ["x-1", "x-1", "Private use (x-1)"],
  ])("%s is %s, %s", async (sent, code, display) => {
    expect(await locate(TAGS, sent)).toMatchObject({ code, display });
  });

  test.each([
    ...[
      "",
      "d",
      "de_CH",
      "xx",
      "de-XQX",
      "de-Zzzq",
      "de--CH",
      "german",
      "a".repeat(10_000),
      "x",
      "x-",
      "i-none",
    ],
    // An extlang of another language, two of them, a variant or an extension twice.
    ...["en-yue", "zh-yue-cmn", "de-1996-1996", "de-a-bb-a-cc", "de-CH-CH", "de-x"],
  ])("'%s' is none", async (code) => expect(await locate(TAGS, code)).toBeUndefined());
});

describe("media types", () => {
  test.each([
    "text/plain",
    "application/fhir+json",
    "text/plain; charset=utf-8",
    'text/x;a="b c";d=e',
    "x-clinic/y",
  ])("%s is one", async (code) => expect(await locate(MEDIA, code)).toMatchObject({ code, display: code }));

  test.each(["text", "text/", "/plain", "clinic/plain", "text/pl ain", "text/plain;", "text/plain; =x"])(
    "%s is none",
    async (code) => expect(await locate(MEDIA, code)).toBeUndefined(),
  );

  test.each([
    ["TEXT/Plain; charset=utf-8", []],
    ["application/fhir+json", []],
    ["text/erreur", ["unregistered"]],
    ["image/jpg", ["unregistered"]],
    ["x-clinic/y", ["unregistered"]],
  ])("%s is registered, or said not to be", async (code, status) => {
    expect((await locate(MEDIA, code))?.properties.map(({ value }) => value)).toEqual(status);
  });

  test("that are not registered are warned of, and taken", async () => {
    const warnings = async (code: string) => {
      const store = fallback(new MemoryStore(), fhirTerminology("r5"));
      const asked = coding({ system: MEDIA, code });
      const { result, issues } = await validateInCodeSystem(store, { url: MEDIA }, asked, options());
      return [result, issues.map(({ severity, text }) => `${severity}: ${text}`)];
    };
    expect(await warnings("image/jpeg")).toEqual([true, []]);
    expect(await warnings("image/jpg")).toEqual([
      true,
      [expect.stringMatching(/^warning: .*'image\/jpg'.*not registered/)],
    ]);
  });

  test("a hostile text is turned down at once", async () => {
    const spent = await processorTime(async () => {
      expect(await locate(MEDIA, `text/plain${"; a=b".repeat(50_000)}!`)).toBeUndefined();
    });
    expect(spent).toBeLessThan(500);
  });
});

describe("a grammar in a value set", () => {
  const store = fallback(new MemoryStore(), fhirTerminology("r5"));
  const codes = async (...include: ValueSetInclude[]) => {
    const request = { valueSet: valueSet("a", include), versions: NO_VERSION_RULES, limit: 100 };
    return (await expand(store, request)).expansion!.contains!.map((c) => `${c.code} ${c.display}`);
  };

  test("gives what is listed, and nothing that is none of its codes", async () => {
    const concept = [{ code: "de" }, { code: "xx" }, { code: "nl", display: "Nederlands" }];
    expect(await codes({ system: TAGS, concept })).toEqual(["de German", "nl Nederlands"]);
  });

  test("can't be listed as a whole, but asked for given codes", async () => {
    await expect(codes({ system: MEDIA })).rejects.toThrow("is a grammar");
    const provider = grammarAt(TAGS)!;
    const every: ConceptCondition = { kind: "all", of: [] };
    expect((await provider.select({ condition: every, codes: ["de", "xx", "fr"] })).total).toBe(2);
    const german = {
      kind: "element",
      element: "code",
      test: { op: "regex", patterns: ["de(-.*)?"] },
    } as const;
    const of = { condition: german, codes: ["de-AT", "fr", "de"] };
    expect((await provider.select(of)).items.map((c) => c.code)).toEqual(["de-AT", "de"]);
    expect((await provider.select({ condition: { kind: "childOf", code: "de" } })).total).toBe(0);
  });

  test("lists the codes in common use where all are asked for, and says that there are more", async () => {
    const whole = { valueSet: valueSet("a", [{ system: TAGS }]), versions: NO_VERSION_RULES, limit: 1_000 };
    const { expansion } = await expand(store, whole);
    expect(expansion!.contains).toHaveLength(485);
    expect(expansion!.contains).toContainEqual({ system: TAGS, code: "gsw", display: "Swiss German" });
    expect(JSON.stringify(expansion!.extension)).toContain("infinite members");
    const some = await expand(store, {
      ...whole,
      valueSet: valueSet("a", [{ system: TAGS, concept: [{ code: "de" }] }]),
    });
    expect(some.expansion!.extension).toBeUndefined();
  });

  const TAGS_TO_FILTER = [
    "de",
    "de-CH",
    "zh-yue",
    "zh-Hant-TW",
    "sl-rozaj",
    "de-u-co-phonebk",
    "en-x-clinic",
  ];

  test.each<[string, "exists" | "=" | "in" | "not-in", string, string[]]>([
    ["language", "=", "DE", ["de", "de-CH", "de-u-co-phonebk"]],
    ["ext-lang", "exists", "true", ["zh-yue"]],
    ["script", "exists", "true", ["zh-Hant-TW"]],
    ["script", "not-in", "Hant,Latn", TAGS_TO_FILTER.filter((tag) => tag !== "zh-Hant-TW")],
    ["region", "in", "CH,TW", ["de-CH", "zh-Hant-TW"]],
    ["variant", "exists", "true", ["sl-rozaj"]],
    ["variant", "=", "rozaj", ["sl-rozaj"]],
    ["extension", "exists", "true", ["de-u-co-phonebk"]],
    ["private-use", "exists", "true", ["en-x-clinic"]],
    ["private-use", "exists", "false", TAGS_TO_FILTER.slice(0, -1)],
  ])("tags whose %s %s %s are a selection of their own", async (property, op, value, fitting) => {
    const set = valueSet("t", [{ system: TAGS, filter: [{ property, op, value }] }]);
    const concept = TAGS_TO_FILTER.map((code) => ({ code }));
    const both = valueSet("b", [{ system: TAGS, concept, valueSet: [set.url!] }]);
    const known = fallback(new MemoryStore([set]), fhirTerminology("r5"));
    const { expansion } = await expand(known, { valueSet: both, versions: NO_VERSION_RULES, limit: 100 });
    expect(expansion!.contains!.map(({ code }) => code)).toEqual(fitting);
  });

  test("simple languages, as US Core has them, are those in common use, and there are more", async () => {
    const filter = ["ext-lang", "script", "variant", "extension", "private-use"].map((property) => ({
      property,
      op: "exists" as const,
      value: "false",
    }));
    const simple = valueSet("simple", [{ system: TAGS, filter }]);
    const { expansion } = await expand(store, { valueSet: simple, versions: NO_VERSION_RULES, limit: 1_000 });
    expect(expansion!.contains).toHaveLength(485);
    expect(JSON.stringify(expansion!.extension)).toContain("infinite members");
  });

  test("is what FHIR's own value sets of languages and media types are made of", async () => {
    const expanded = await expand(store, {
      valueSet: (await store.valueSet({ url: "http://hl7.org/fhir/ValueSet/languages" }))!,
      versions: NO_VERSION_RULES,
      limit: 1_000,
      count: 3,
    });
    expect(expanded.expansion!.contains).toHaveLength(3);
    expect((await store.valueSet({ url: "http://hl7.org/fhir/ValueSet/mimetypes" }))?.version).toBe("5.0.0");
  });
});

test.each([
  ["en_US", "en-US"],
  ["deu", "de"],
  ["en-UK", "en-GB"],
  ["english", undefined],
  ["de--CH", undefined],
])("a tag that is none, '%s', is asked about where CLDR knows what it is: %s", async (sent, tag) => {
  await locate(TAGS, sent);
  const said = (await grammarAt(TAGS)!.why!(sent)).map((issue) => issue.text);
  expect(said).toEqual(tag === undefined ? [] : [expect.stringContaining(`Did you mean '${tag}'?`)]);
});

describe("units of measure", () => {
  test.each([
    ["mg/dL", "(milligram) / (deciliter)", "milligram per deciliter"],
    ["mm[Hg]", "(millimeter of mercury)", "millimeter of mercury"],
    ["kg.m/s2", "(kilogram) * (meter) / (second - time ^ 2)", undefined],
    ["mL/min/{1.73_m2}", "(milliliter) / (minute) / 1", undefined],
    ["/min", "/ (minute)", "per minute"],
    ["mg/dL{as glucose}", "(milligram) / (deciliter) * 1", undefined],
    ["[NTU]", "(nephelometric turbidity unit)", "nephelometric turbidity unit"],
    ["KiBy", "(kibibyte)", "kibibyte"],
    ["By/MiBy", "(byte) / (mebibyte)", undefined],
  ])("%s is one, and is told in English", async (code, formal, name) => {
    const unit = await locate(UCUM, code);
    expect(unit).toMatchObject({ code, display: code });
    const said = unit!.designations.map((d) => d.value);
    if (formal !== undefined) expect(said[0]).toBe(formal);
    expect(said[1]).toBe(name);
  });

  test.each([
    "",
    "kgXX",
    "mcg",
    "Mg/dl ",
    "mm Hg",
    "meter",
    "iU",
    "m^2",
    "µg/L",
    "{a",
    "(m",
    "m/(s",
    "kmin",
    "Kimin",
    "KIBy",
    "Ki",
    "mg/mh",
    "k%{w}",
    "m[HPF]2",
    "constructor",
  ])("'%s' is none", async (code) => expect(await locate(UCUM, code)).toBeUndefined());

  test.each([
    "dag",
    "k[IU]/L",
    "mm[Hg]",
    "ag/{cell}",
    "10*3/uL",
    "kg.m2",
    "mo_j",
    "um2.s-1",
    "B[10.nV]",
    "kcal",
    "Gibit/s",
    "TiBy",
  ])("'%s' is one: a prefix stands before a metric unit only", async (code) =>
    expect(await locate(UCUM, code)).toMatchObject({ code }),
  );

  test("what is no unit is told why, and what is near to it", async () => {
    const [said] = await grammarAt(UCUM)!.why!("iU");
    expect(said!.text).toMatch(/^Error processing unit 'iU': .*\[iU\]/);
    expect((await grammarAt(UCUM)!.why!("mm Hg"))[0]!.text).toContain("no spaces");
    const unknown = async (code: string) => (await grammarAt(UCUM)!.why!(code))[0]!.text;
    expect(await unknown("kgXX")).toBe(
      "Error processing unit 'kgXX': The unit 'kgXX' is unknown at character 1",
    );
    expect(await unknown("mg/dXX")).toContain("The unit 'dXX' is unknown at character 4");
    expect(await unknown("mg/kmin")).toContain(
      "The unit 'kmin' is unknown at character 4. 'min' takes no prefix, for it is not metric",
    );
  });

  test.each([
    ["mcg", "ug"],
    ["\u00b5g/mL", "ug/mL"],
    ["\u03bcg", "ug"],
    ["cel", "Cel"],
    ["\u00b0C", "Cel"],
    ["deg C", "Cel"],
    ["mcg/hr", "ug/h"],
    ["mg per day", "mg/d"],
    ["mmHg", "mm[Hg]"],
    ["IU/L", "[IU]/L"],
    ["mEq/L", "meq/L"],
    ["kg/m^2", "kg/m2"],
    ["m\u00b2", "m2"],
    ["tablets", "{tablets}"],
    ["cells/uL", "{cells}/uL"],
    ["mL/min/1.73 m2", "mL/min/{1.73_m2}"],
    ["mL/min/1.73m\u00b2", "mL/min/{1.73_m2}"],
  ])("'%s', as records have it, is asked about: '%s'", async (written, unit) => {
    expect(await locate(UCUM, written)).toBeUndefined();
    const said = (await grammarAt(UCUM)!.why!(written)).map((issue) => issue.text).join("\n");
    expect(said).toContain(`Did you mean '${unit}'?`);
    expect(await locate(UCUM, unit)).toBeDefined();
  });

  test.each(["kgXX", "foo", "mg/2.5mL", "constructor", "m/(s"])(
    "of '%s' nothing is guessed",
    async (code) => {
      const said = (await grammarAt(UCUM)!.why!(code)).map((issue) => issue.text).join("\n");
      expect(said).not.toContain("Did you mean");
    },
  );

  test("what a value set of units asks for is said of one that it has not", async () => {
    const canonical = (value: string): ConceptCondition => ({
      kind: "property",
      property: "canonical",
      test: { op: "in", values: [value] },
    });
    const whyNot = async (code: string, value: string) => grammarAt(UCUM)!.whyNot!(code, canonical(value));
    expect(await whyNot("mL", "g")).toEqual(["Code mL has canonical form m3, not g as required"]);
    expect(await whyNot("mg/dL", "mol/L")).toEqual([expect.stringContaining("canonical form g.m-3")]);
    expect(await whyNot("[iU]", "g")).toEqual([expect.stringContaining("no canonical form")]);
    expect(await whyNot("kg", "g")).toEqual([]);
  });

  test("those that can be converted into a unit are a selection of their own", async () => {
    const canonical = (value: string): ConceptCondition => ({
      kind: "property",
      property: "canonical",
      test: { op: "in", values: [value] },
    });
    const of = async (value: string, codes: string[]) =>
      (await grammarAt(UCUM)!.select({ condition: canonical(value), codes })).items.map((c) => c.code);
    expect(await of("g", ["mg", "mL", "kg", "mg/dL", "[iU]", "g{wet}"])).toEqual(["mg", "kg", "g{wet}"]);
    expect(await of("a", ["d", "m", "mo"])).toEqual(["d", "mo"]);
    expect(await of("[iU]", ["[iU]", "g"])).toEqual([]);
  });
});

describe.each(["r4", "r5"] as const)("what comes with FHIR %s", (version) => {
  const store = fallback(new MemoryStore(), fhirTerminology(version));
  const whole = async (url: string, limit = 10_000) =>
    (
      await expand(store, {
        valueSet: (await store.valueSet({ url }))!,
        versions: NO_VERSION_RULES,
        limit,
      })
    ).expansion!;

  test("all units are the common ones, and it is said that there are more", async () => {
    const all = await whole("http://hl7.org/fhir/ValueSet/ucum-units");
    expect(all.contains!.length).toBeGreaterThan(800);
    expect(all.contains!.map((c) => c.code)).toContain("mm[Hg]");
    expect(all.total).toBeUndefined();
    expect(all.extension![0]).toEqual({
      url: "http://hl7.org/fhir/StructureDefinition/valueset-unclosed",
      valueBoolean: true,
    });
    const times = await whole("http://hl7.org/fhir/ValueSet/all-time-units");
    expect(times.contains!.map((c) => c.code)).toEqual(expect.arrayContaining(["s", "min", "h", "d", "a"]));
    expect(times.contains!.map((c) => c.code)).not.toContain("mg");
  });

  test("UCUM's own addresses stand for all units, or for those of the same base units", async () => {
    const codes = ["mg", "mL"].map((code) => ({ code }));
    const of = async (address: string) => {
      const set = valueSet("u", [{ system: UCUM, concept: codes, valueSet: [address] }]);
      const { expansion } = await expand(store, { valueSet: set, versions: NO_VERSION_RULES, limit: 10 });
      return expansion!.contains!.map(({ code }) => code);
    };
    expect(await of(`${UCUM}/vs`)).toEqual(["mg", "mL"]);
    expect(await of(`${UCUM}/vs/g`)).toEqual(["mg"]);
    await expect(of(`${UCUM}/vs/gXX`)).rejects.toThrow("Unable to find included value set");
  });

  test("countries and currencies are ISO's", async () => {
    const letters = await whole("http://hl7.org/fhir/ValueSet/iso3166-1-3");
    expect(letters.contains).toHaveLength(249);
    expect(letters.contains).toContainEqual(expect.objectContaining({ code: "DEU", display: "Germany" }));
    const currencies = await whole("http://hl7.org/fhir/ValueSet/currencies");
    expect(currencies.contains).toContainEqual(expect.objectContaining({ code: "EUR", display: "Euro" }));
    const [county] = await (await store.codeSystem({ url: "urn:iso:std:iso:3166:-2" }))!.locate(["DE-BY"]);
    expect(county!.display).toBe("Bayern");
  });

  test("countries and currencies have the names in use beside ISO's, in four languages", async () => {
    const names = async (url: string, code: string) => {
      const [{ display, designations } = { display: "", designations: [] }] = (
        await (await store.codeSystem({ url }))!.locate([code])
      ).filter((concept) => concept !== undefined);
      return [display, ...designations.map(({ language, value }) => `${language} ${value}`)];
    };
    expect(await names("urn:iso:std:iso:3166", "US")).toEqual([
      "United States of America",
      "en United States",
      "de Vereinigte Staaten",
      "fr États-Unis",
      "es Estados Unidos",
    ]);
    expect(await names("urn:iso:std:iso:3166", "276")).toContain("fr Allemagne");
    expect(await names("urn:iso:std:iso:4217", "USD")).toContain("de US-Dollar");
  });
});

test("codes count as what it takes to read them", async () => {
  const unitsFor = async (system: string, code: (i: number) => string): Promise<number> => {
    const codes = Array.from({ length: 100 }, (_, i) => code(i));
    const work = new WorkBudget();
    await grammarAt(system)!.select({ condition: { kind: "codes", codes }, codes, work });
    return work.limit - work.rest;
  };
  const tags = await unitsFor(TAGS, (i) => `de-x-${i}`);
  expect(tags).toBeGreaterThanOrEqual(100);
  expect(await unitsFor(UCUM, (i) => `m${i + 2}`)).toBeGreaterThan(10 * tags);
});
