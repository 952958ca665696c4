import { describe, expect, test } from "vitest";
import { parseLanguages } from "../../../src/terminology/concepts/designations.ts";
import type { Concept } from "../../../src/terminology/model.ts";
import {
  displayNames,
  inWantedLanguages,
  preferredName,
} from "../../../src/terminology/validate-code/display-names.ts";
import { INSTRUMENTS, instrumentStore } from "../../fixtures/instruments.ts";

const provider = (await instrumentStore().codeSystem({ url: INSTRUMENTS }))!;
const [violin] = (await provider.locate(["violin"])) as [Concept];

const languages = (text?: string) => ({ text, ranges: parseLanguages(text) });

describe("The preferred name", () => {
  test("is the value set's own, where it gives one in the language", () => {
    const stated = { code: "violin", designation: [{ language: "de", value: "Violine im Orchester" }] };
    const names = displayNames(provider.codeSystem, violin, stated);
    expect(preferredName(names, languages("de"))).toBe("Violine im Orchester");
    expect(preferredName(names, languages("en"))).toBe("Violin (modern)");
  });

  test("is no name that is refused as a display, where one is of an unknown language", () => {
    const codeSystem = { ...provider.codeSystem, language: undefined };
    const synonym = {
      language: "en",
      value: "Fiddle",
      use: { system: "http://example.org/uses", code: "broader" },
    };
    const stated = { code: "violin", display: "Geige" };
    for (const designations of [[synonym], []]) {
      const concept = { ...violin, display: "Violin", designations };
      const names = displayNames(codeSystem, concept, stated, "de");
      expect(preferredName(names, languages("en"))).toBe("Violin");
      expect(preferredName(names, languages("de"))).toBe("Geige");
      expect(preferredName(names, languages("fr, de;q=0.1"))).toBe("Geige");
      expect(preferredName(names, languages())).toBe("Geige");
    }
  });

  const names = displayNames(provider.codeSystem, violin, {
    code: "violin",
    display: "Violin of the orchestra",
  });

  test.each([
    [undefined, "Violin of the orchestra"],
    ["de", "Geige"],
    ["de-CH", "Gyge"],
    ["de-AT", "Geige"],
    ["fr", "Violin of the orchestra"],
    ["fr, de;q=0.1", "Geige"],
    ["de;q=0", "Violin of the orchestra"],
  ])("for %s is %s", (language, expected) => {
    expect(preferredName(names, languages(language))).toBe(expected);
  });
});

describe("Names in the languages that are wanted", () => {
  test("are looked at a few times each, however many languages are wanted", () => {
    let looks = 0;
    const names = Array.from({ length: 1_000 }, (_, i) => ({
      value: `name ${i}`,
      status: undefined,
      get language() {
        looks++;
        return i % 2 === 0 ? "de" : "en";
      },
    }));
    const others = Array.from({ length: 99 }, (_, i) => `x${i}`).join(",");
    expect(inWantedLanguages(names, languages(`${others},de`))).toHaveLength(500);
    expect(looks).toBeLessThan(5 * names.length);
  });

  test("a synonym is right in a language in which there is nothing else, and none that is refused", () => {
    const use = { system: "http://example.org/uses", code: "synonym" };
    const names = [
      { value: "Oberschenkelknochen", language: "de", status: undefined },
      { value: "Schenkelbein", language: "de", status: undefined, use },
      { value: "thigh bone", language: "en", status: undefined, use },
      { value: "femur", language: undefined, status: undefined },
    ];
    const valid = (text?: string) => inWantedLanguages(names, languages(text)).map(({ value }) => value);
    expect(valid()).toEqual(["Oberschenkelknochen", "femur"]);
    expect(valid("de")).toEqual(["Oberschenkelknochen", "femur"]);
    expect(valid("de;q=0")).toEqual(["femur"]);
    expect(valid("en,*;q=0")).toEqual(["femur"]);
    expect(inWantedLanguages(names.slice(0, 3), languages("en")).map(({ value }) => value)).toEqual([
      "thigh bone",
    ]);
  });
});
