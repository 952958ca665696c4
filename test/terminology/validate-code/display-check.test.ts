import { describe, expect, test } from "vitest";
import { parseLanguages } from "../../../src/terminology/concepts/designations.ts";
import type { Concept } from "../../../src/terminology/model.ts";
import { checkDisplay } from "../../../src/terminology/validate-code/display-check.ts";
import { displayNames, preferredName } from "../../../src/terminology/validate-code/display-names.ts";
import { INSTRUMENTS, instrumentStore } from "../../fixtures/instruments.ts";

const provider = (await instrumentStore().codeSystem({ url: INSTRUMENTS }))!;
const [violin, viola] = (await provider.locate(["violin", "viola"])) as [Concept, Concept];

const languages = (text?: string) => ({ text, ranges: parseLanguages(text) });

function check(
  display: string,
  language?: string,
  { concept = violin, codeSystem = provider.codeSystem, lenient = false } = {},
) {
  const coding = { system: INSTRUMENTS, code: concept.code, display };
  const settings = { languages: languages(language), lenientDisplay: lenient };
  const path = { at: () => ["Coding.display"] };
  return checkDisplay({ coding, path, settings }, displayNames(codeSystem, concept));
}

describe("A display", () => {
  test.each([
    ["the code system's own display", "Violin (modern)", undefined],
    ["any translation, where no language is asked for", "Geige", undefined],
    ["a translation in the language asked for", "Geige", "de"],
    ["a regional name, where the language is asked for", "Gyge", "de"],
    ["a name of the language, where a region of it is asked for", "Geige", "de-AT"],
    ["another case of letters", "GEIGE", "de"],
    ["any of several languages", "Geige", "fr, de;q=0.5"],
  ])("is right if it is %s", (_, display, language) => {
    expect(check(display, language)).toEqual([]);
  });

  test("that is wrong is an error that lists all names, each with its language", () => {
    expect(check("Fiddle")).toEqual([
      {
        severity: "error",
        code: "invalid",
        txType: "invalid-display",
        messageId: "Display_Name_for__should_be_one_of__instead_of",
        expression: ["Coding.display"],
        text:
          `Wrong Display Name 'Fiddle' for ${INSTRUMENTS}#violin. Valid display is one of 3 choices: ` +
          "'Violin (modern)' (en), 'Geige' (de) or 'Gyge' (de-CH) (for the language(s) '--')",
      },
    ]);
  });

  test("that is wrong is only a warning if the check is lenient", () => {
    expect(check("Fiddle", undefined, { lenient: true })).toMatchObject([{ severity: "warning" }]);
  });

  test("of another language than the one asked for is wrong", () => {
    expect(check("Violin (modern)", "de")[0]!.text).toContain(
      "Valid display is one of 2 choices: 'Geige' (de) or 'Gyge' (de-CH) (for the language(s) 'de')",
    );
  });

  test("that differs in white space alone is said to", () => {
    expect(check("Violin  (modern)")).toMatchObject([
      { messageId: "Display_Name_WS_for__should_be_one_of__instead_of" },
    ]);
  });

  test("that is withdrawn is accepted, with a comment that names the right one", () => {
    expect(check("Violine", "de")).toMatchObject([
      { severity: "warning", txType: "display-comment", messageId: "INACTIVE_DISPLAY_FOUND" },
    ]);
    expect(check("Violine", "de")[0]!.text).toContain(
      '(status = withdrawn). The correct display is one of "Geige"',
    );
  });

  test("is the same text however Unicode composes its letters", () => {
    const concept = { ...violin, display: "Ménière", designations: [{ language: "ko", value: "한글" }] };
    expect(check("Ménière".normalize("NFD"), undefined, { concept })).toEqual([]);
    expect(check("한글".normalize("NFD"), "ko", { concept })).toEqual([]);
  });

  test.each([
    ["Straße", "STRASSE"],
    ["Straße", "STRAẞE"],
    ["Strasse", "straße"],
    ["Σοφός", "ΣΟΦΌΣ"],
    ["ΣΟΦΌΣ", "σοφόσ"],
  ])("is the same in capital letters: %s, %s", (display, sent) => {
    expect(check(sent, undefined, { concept: { ...violin, display } })).toEqual([]);
  });

  test("that is shown is accepted", () => {
    const nickname = {
      language: "de",
      use: { system: "http://example.org/uses", code: "nickname" },
      value: "Fiedel",
    };
    const concept = { ...violin, designations: [nickname] };
    const shown = preferredName(displayNames(provider.codeSystem, concept), languages("de"))!;
    expect(shown).toBe("Fiedel");
    expect(check(shown, "de", { concept })).toEqual([]);
    expect(check(shown, "en", { concept })).toMatchObject([{ severity: "error" }]);
  });

  test("cannot be a nickname: its use is not that of a display", () => {
    expect(check("Strad")).toMatchObject([{ severity: "error" }]);
  });

  test("in the default language is noted where the concept has no name in the language asked for", () => {
    expect(check("Viola", "de", { concept: viola })).toMatchObject([
      { severity: "information", messageId: "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_OK" },
    ]);
    expect(check("Bratsche", "de", { concept: viola })).toMatchObject([
      { severity: "error", messageId: "NO_VALID_DISPLAY_FOUND_NONE_FOR_LANG_ERR" },
    ]);
  });

  test("of a code system without a language suits every language", () => {
    const { language: _, ...codeSystem } = provider.codeSystem;
    expect(check("Viola", "de", { concept: viola, codeSystem: codeSystem })).toEqual([]);
  });

  test("can't be checked where the code system has no names", () => {
    const nameless: Concept = { ...viola, display: undefined };
    expect(check("Viola", undefined, { concept: nameless })).toMatchObject([
      { severity: "warning", messageId: "NO_VALID_DISPLAY_FOUND" },
    ]);
  });
});
