import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkDisplayLanguage,
  chooseName,
  parseLanguages,
} from "../../../src/terminology/concepts/designations.ts";
import type { Designation } from "../../../src/terminology/model.ts";

const choose = (designations: Designation[], language: string | undefined, wanted: string) =>
  chooseName({ display: "own", designations }, language, parseLanguages(wanted)).display;

const use = (code: string) => ({ system: "http://example.org/uses", code });

describe("choosing a name", () => {
  test("a wish for de takes de-CH, a wish for de-CH makes do with de, not with de-AT", () => {
    expect(choose([{ language: "de-CH", value: "x" }], "en", "de")).toBe("x");
    expect(choose([{ language: "de", value: "x" }], "en", "de-CH")).toBe("x");
    expect(choose([{ language: "DE", value: "x" }], "en", "de")).toBe("x");
    expect(choose([{ language: "de-AT", value: "x" }], "en", "de-CH")).toBe("own");
    expect(choose([{ language: "de", value: "x" }], "de", "de-CH")).toBe("own");
  });

  test("the nearest fallback is taken, and before the next wish", () => {
    const chinese = [
      { language: "zh", value: "any" },
      { language: "zh-Hans", value: "simplified" },
      { language: "zh-Hant", value: "traditional" },
    ];
    expect(choose(chinese, "en", "zh-Hant-TW")).toBe("traditional");
    expect(choose(chinese, "en", "zh-SG-x-clinic")).toBe("simplified");
    expect(choose(chinese.slice(0, 2), "en", "zh-Hant-TW")).toBe("any");
    expect(choose(chinese, "en", "zh-Hant-TW-x-clinic")).toBe("traditional");
    expect(choose([{ language: "fr", value: "f" }], "en", "fr-CA, en;q=0.8")).toBe("f");
  });

  test("of more than 100 languages the most wanted are looked for, and whether others are refused", () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `x-${i};q=0.9`).join(",");
    const german = [{ language: "de", value: "x" }];
    expect(choose(german, "en", `${many(99)},de;q=0.5`)).toBe("x");
    expect(choose(german, "en", `${many(100)},de;q=0.5`)).toBe("own");
    expect(choose(german, "en", `de,${many(5_000)}`)).toBe("x");
    expect(choose(german, "en", `*;q=0,${many(100)},de;q=0.5`)).toBeUndefined();
  });

  test("a region tells the script in which its people write", () => {
    const chinese = [
      { language: "zh-Hant", value: "traditional" },
      { language: "zh-Hans", value: "simplified" },
      { language: "sr-Latn", value: "latin" },
      { language: "sr-Cyrl", value: "cyrillic" },
    ];
    const expected = {
      "zh-TW": "traditional",
      "zh-HK": "traditional",
      "zh-CN": "simplified",
      zh: "simplified",
    };
    for (const [wish, name] of Object.entries(expected)) expect(choose(chinese, "en", wish)).toBe(name);
    expect(choose(chinese, "en", "sr-RS")).toBe("cyrillic");
    expect(choose(chinese, "en", "sr-ME")).toBe("latin");
    expect(choose([{ language: "zh-Hans", value: "x" }], "en", "zh-TW")).toBe("own");
    expect(choose([{ language: "zh-TW", value: "x" }], "en", "zh-Hant")).toBe("x");
    expect(choose([{ language: "zh-TW", value: "x" }], "en", "zh-Hans")).toBe("own");
    expect(choose([{ language: "zh-HK", value: "x" }], "en", "zh-TW")).toBe("own");
    expect(choose([{ language: "zh-Hant-TW", value: "x" }], "zh-HK", "zh-TW")).toBe("x");
    expect(choose([], "zh-TW", "zh-Hant-TW, *;q=0")).toBe("own");
  });

  test("a tag that is none is compared as it is written", () => {
    expect(choose([{ language: "i-klingon", value: "k" }], "en", "i-klingon")).toBe("k");
    expect(choose([{ language: "zh-min-nan", value: "m" }], "en", "zh-min-nan")).toBe("m");
    expect(choose([{ language: "tlh-ZZ", value: "t" }], "en", "tlh-ZZ")).toBe("t");
  });

  test("a browser's list of languages is read as it is meant", () => {
    const german = [{ language: "de", value: "d" }];
    expect(choose(german, "en", "de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7")).toBe("d");
    expect(choose(german, "en", "en-US,en;q=0.9,de;q=0.8")).toBe("own");
    expect(choose(german, "en", "fr-FR,fr;q=0.9,*;q=0.5")).toBe("own");
  });

  test("a name made to be shown is better than a synonym in the very region", () => {
    const names = [
      { language: "de-CH", use: use("synonym"), value: "s" },
      { language: "de", value: "d" },
    ];
    expect(choose(names, "en", "de-CH")).toBe("d");
    expect(choose(names.slice(0, 1), "de", "de-CH")).toBe("own");
    expect(choose(names.slice(0, 1), "en", "de-CH")).toBe("s");
  });

  test("a translation of the display is a name like a designation", () => {
    const displayExtension = [
      {
        url: "http://hl7.org/fhir/StructureDefinition/translation",
        extension: [
          { url: "lang", valueCode: "de" },
          { url: "content", valueString: "eigen" },
        ],
      },
    ];
    const concept = { display: "own", designations: [], displayExtension };
    expect(chooseName(concept, "en", parseLanguages("de-AT")).display).toBe("eigen");
  });

  test("the better wish comes first, wherever it stands", () => {
    const names = [
      { language: "fr", value: "f" },
      { language: "de", value: "d" },
    ];
    expect(choose(names, "en", "fr;q=0.3, de")).toBe("d");
    expect(choose(names, "en", "fr;Q=0.3, de")).toBe("d");
    expect(choose(names, "en", "it, fr;q=0.3, de;q=0.1")).toBe("f");
    expect(choose(names, "en", "en-US, en, de")).toBe("own");
    expect(choose(names, "en", "it, *")).toBe("own");
    expect(choose(names, "en", "de;q=0")).toBe("own");
  });

  test("the concept's own display may suit anybody when its language is not known", () => {
    expect(choose([], undefined, "de, *;q=0")).toBe("own");
    expect(choose([], "en", "de, *;q=0")).toBeUndefined();
    expect(choose([{ language: "de", value: "d" }], undefined, "de")).toBe("d");
    expect(choose([{ language: "de", use: use("synonym"), value: "d" }], undefined, "de")).toBe("own");
  });

  test("FHIR's synonym in the language asked for goes before a display of no known language, but an English one", () => {
    const names = ["900000000000013009", "900000000000003001"].map((code) => ({
      language: "de-AT",
      use: { system: "http://snomed.info/sct", code },
      value: code,
    }));
    for (const name of names) expect(choose([name], undefined, "de")).toBe(name.value);
    for (const name of names) expect(choose([name], undefined, "fr")).toBe("own");
    for (const name of names) expect(choose([{ ...name, language: "en" }], undefined, "en-GB")).toBe("own");
    expect(choose([names[0]!, { language: "de", value: "d" }], undefined, "de")).toBe("d");
  });

  test("a designation that says what the display says tells the display's language", () => {
    const synonym = { language: "de", use: use("synonym"), value: "d" };
    const english = [{ language: "en", value: "other" }, { language: "en", value: "own" }, synonym];
    expect(choose(english, undefined, "en")).toBe("own");
    expect(choose(english, undefined, "de")).toBe("d");
    expect(choose(english, undefined, "fr, *;q=0")).toBeUndefined();
    expect(choose(english, undefined, "fr")).toBe("own");
    const shared = [...english, { language: "nl", value: "own" }, { language: "nl", value: "n" }];
    expect(choose(shared, undefined, "nl")).toBe("own");
    expect(choose(shared, undefined, "en-GB")).toBe("own");
  });

  test("names made to be shown come before others, synonyms last, withdrawn ones never", () => {
    const synonym = { language: "de", use: use("synonym"), value: "s" };
    const plain = { language: "de", value: "p" };
    const preferred = { language: "de", use: use("preferredForLanguage"), value: "best" };
    const withdrawn = {
      language: "de",
      value: "w",
      extension: [
        {
          url: "http://hl7.org/fhir/StructureDefinition/structuredefinition-standards-status",
          valueCode: "withdrawn",
        },
      ],
    };
    expect(choose([withdrawn, synonym, plain, preferred], "en", "de")).toBe("best");
    expect(choose([withdrawn, synonym, plain], "en", "de")).toBe("p");
    expect(choose([withdrawn, synonym], "en", "de")).toBe("s");
    expect(choose([withdrawn], "en", "de")).toBe("own");
  });
});

test.each(["de", "de-CH, de;q=0.8, *;q=0", "*", "en, *; q=0", "x-custom"])(
  "%s is a displayLanguage",
  (text) => {
    expect(() => checkDisplayLanguage(text)).not.toThrow();
  },
);

test.each(["-", "de;q=2", "de,,en", "de_CH", "de; level=1", "<script>"])(
  "%s is no displayLanguage",
  (text) => {
    expect(() => checkDisplayLanguage(text)).toThrow("Invalid displayLanguage");
  },
);

describe("choosing among very many names", () => {
  const language = fc.constantFrom(
    undefined,
    "de",
    "DE",
    "de-CH",
    "de-AT",
    "en",
    "en-GB",
    "zh",
    "zh-TW",
    "fr",
  );
  const code = fc.constantFrom(undefined, "display", "other", "preferred");
  const designation = fc.record({ language, code, value: fc.constantFrom("a", "b", "c", "d", "own") });
  const wish = fc.constantFrom(
    "de",
    "de-CH",
    "en-GB",
    "en",
    "zh",
    "fr",
    "it",
    "*",
    "*;q=0",
    "zh-Hant-TW",
    "en;q=0",
  );

  test("gives the same as among few", () => {
    const never = Array.from({ length: 30 }, (_, i): Designation => ({ value: `of no language ${i}` }));
    fc.assert(
      fc.property(
        fc.array(designation, { maxLength: 12 }),
        language,
        fc.array(wish, { minLength: 1, maxLength: 4 }),
        (drawn, own, wishes) => {
          const few = drawn.map(({ language, code, value }, i): Designation => ({
            value: `${value}${value === "own" ? "" : i}`,
            ...(language === undefined ? {} : { language }),
            ...(code === undefined ? {} : { use: use(code) }),
          }));
          const wanted = wishes.join(",");
          expect(choose([...never, ...few], own, wanted)).toBe(choose(few, own, wanted));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("looks at each once, of however many languages one is wanted", () => {
    let looks = 0;
    const many = Array.from({ length: 1_000 }, (_, i) => ({
      value: `name ${i}`,
      get language() {
        looks++;
        return i % 2 === 0 ? "de" : "en";
      },
    }));
    const wanted = Array.from({ length: 100 }, (_, i) => `x${i}`).join(",");
    expect(choose(many, "fr", wanted)).toBe("own");
    expect(looks).toBeLessThan(5 * many.length);
  });
});
