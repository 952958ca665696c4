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
  test("a wish for de takes de-CH, a wish for de-CH does not take de", () => {
    expect(choose([{ language: "de-CH", value: "x" }], "en", "de")).toBe("x");
    expect(choose([{ language: "de", value: "x" }], "en", "de-CH")).toBe("own");
    expect(choose([{ language: "DE", value: "x" }], "en", "de")).toBe("x");
  });

  test("the better wish comes first, wherever it stands", () => {
    const names = [
      { language: "fr", value: "f" },
      { language: "de", value: "d" },
    ];
    expect(choose(names, "en", "fr;q=0.3, de")).toBe("d");
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
