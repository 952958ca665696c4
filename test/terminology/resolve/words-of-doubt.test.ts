/** Signs and words around a name: what is read, what is left, and what stays a name. */
import { describe, expect, it, vi } from "vitest";
import { keepsMarks, marksIn } from "../../../src/terminology/resolve/words-of-doubt.ts";
import { loadedAnew } from "../../loaded-anew.ts";

const read = (text: string) => marksIn(text)?.marks.map((mark) => `${mark.read}: ${mark.means}`);

describe("marksIn", () => {
  it.each([
    ["? Blue disease", "question mark: doubt"],
    ["Blue disease (?)", "question mark: doubt"],
    ["¿Blue disease?", "question mark: doubt"],
    ["Blue disease？", "question mark: doubt"],
    ["~Blue disease", "tilde: doubt"],
    ["+/- Blue disease", "plus or minus: doubt"],
    ["≠ Blue disease", "not-equal sign: denial"],
    ["¬Blue disease", "not sign: denial"],
    ["Blue disease!", "exclamation mark: denial"],
    ["Blue disease (-)", "minus sign: denial"],
    ["Blue disease -", "minus sign: denial"],
    ["-Blue disease", "minus sign: denial"],
    ["\u2011Blue disease", "minus sign: denial"],
    [" –Blue disease", "minus sign: denial"],
    ["Blue disease (-ve)", "-ve, negative: denial"],
    ["Blue disease: –ve", "-ve, negative: denial"],
    ["-ve for blue disease", "-ve for: denial"],
    ["excl. blue disease", "excl: denial"],
    ["Blue disease { - }", "minus sign: denial"],
    ["[ ] Blue disease", "empty box: denial"],
    ["☐ Blue disease", "empty box: denial"],
    ["Blue disease ☒", "cross: denial"],
    ["🚫 Blue disease", "cross: denial"],
    ["B\u0336l\u0336u\u0336e\u0336 disease", "strike-through: denial"],
    ["Blue disease…", "ellipsis: doubt"],
    ["Blue disease (V)", "V, suspected (ICD-10-GM): doubt"],
    ["Blue disease [A]", "A, excluded (ICD-10-GM): denial"],
    ["Blue disease ↓", "'↓': unknown-sign"],
    ["†Blue disease", "'†': unknown-sign"],
    ["Blue disease 👎", "'👎': unknown-sign"],
    ["NO Blue disease", "no: denial"],
    ["No: Blue disease", "no: denial"],
    ["Patient denies any Blue disease", "denies: denial"],
    ["w/o Blue disease", "w/o: denial"],
    ["R/O Blue disease", "r/o: doubt"],
    ["Blue disease, suspected", "suspected: doubt"],
    ["Blue disease (probable)", "probable: doubt"],
    ["DD: Blue disease", "dd: alternative"],
    ["Blue disease vs. Green disease", "vs: alternative"],
    ["Blue disease, DD: Green disease", "dd: alternative"],
    ["Green disease, not Blue disease", "not: denial"],
    ["h/o Blue disease", "h/o: history"],
    ["S/P Blue disease", "s/p: history"],
    ["Blue disease in the past", "in the past: history"],
    ["FHx: Blue disease", "fhx: other-person"],
    ["mother with Blue disease", "mother: other-person"],
    ["Blue disease in the mother", "mother: other-person"],
    ["no family history of Blue disease", "no family history of: denial"],
    ["carrier of Blue disease", "carrier of: purpose"],
    ["Screening for Blue disease", "screening for: purpose"],
    ["V. a. Blue disease", "V.a.: doubt"],
    ["kein Anhalt für Blue disease", "kein Anhalt für: denial"],
    ["Blue disease ausgeschlossen", "ausgeschlossen: denial"],
    ["Z.n. Blue disease", "Z.n.: history"],
    ["Mutter: Blue disease", "Mutter: other-person"],
    ["pas de Blue disease", "pas de: denial"],
    ["suspicion d’osteoma", "suspicion d': doubt"],
    ["ANTECEDENTS DE Blue disease", "antécédents de: history"],
    ["sin Blue disease", "sin: denial"],
    ["sospecha de Blue disease", "sospecha de: doubt"],
    ["antecedentes familiares de Blue disease", "antecedentes familiares de: other-person"],
    ["Blue disease – kein Anhalt", "kein Anhalt: denial"],
    ["Ｖ.\u00a0a.\u202fBlue disease", "V.a.: doubt"],
    ["Z. n. Blue disease", "Z.n.: history"],
    ["V. d. a. Blue disease", "V.d.a.: doubt"],
    ["antécédents familiaux : Blue disease", "antécédents familiaux: other-person"],
    ["Blue disease (hypothèse)", "hypothèse: doubt"],
    ["historia familiar: Blue disease", "historia familiar: other-person"],
    ["sin evidencia Blue disease", "sin evidencia: denial"],
    ["Blue disease en madre", "en madre: other-person"],
    ["his father had Blue disease", "father: other-person"],
    ["Blue disease Ø", "Ø: denial"],
    ["Blue disease, entered in error", "entered in error: denial"],
    ["Blue disease w/u", "w/u: doubt"],
    ["Blue disease (HO)", "h/o: history"],
    ["HO heterotopic ossification", "h/o: history"],
    ["Heterotopic ossification (h/o)", "h/o: history"],
    ["No heterotopic ossification (HO)", "no: denial"],
    ["Heterotopic ossification? (HO)", "question mark: doubt"],
  ])("%s: %s", (text, expected) => {
    expect(read(text)).toContain(expected);
  });

  it("reads several, from both ends", () => {
    expect(read("? mother: Blue disease, ruled out")).toEqual([
      "question mark: doubt",
      "mother: other-person",
      "ruled out: denial",
    ]);
    expect(marksIn("? mother: Blue disease, ruled out")?.rest).toBe("Blue disease");
  });

  it.each([
    "Blue disease",
    "Blue disease.",
    "B.D.",
    "B o D",
    "Blue-green disease (BGD)",
    "Disease, blue",
    "• Blue disease",
    "- Blue disease",
    "– Blue disease",
    "* Blue disease",
    "#166350 Blue disease",
    "Blue disease + (BD)",
    "Blue & green disease",
    "Blue_disease",
    "«Blue disease»",
    "Blue\u2011disease®",
    "with Blue disease",
    "Blue disease, familial",
    "Norovirus",
    "Sinus disease",
    "Carrier",
    "Heterotopic ossification (HO)",
    "Heterotopic ossification [H.O.]",
    "HO (heterotopic ossification)",
    "Ossification, heterotopic (HO)",
    "no",
    "?",
    "",
  ])("finds none in %j", (text) => {
    expect(marksIn(text)).toBeUndefined();
  });

  it("takes a prefix that denies for a mark, and leaves words alone that begin with its letters", () => {
    expect(read("non-progressive disease")).toEqual(["non: denial"]);
    expect(read("nonprogressive disease")).toEqual(["non: denial"]);
    expect(marksIn("Noonan syndrome")).toBeUndefined();
  });

  it("has an end for every text", () => {
    for (const text of ["no ".repeat(99), "? ".repeat(149), "(".repeat(299), `a${" ".repeat(297)}b`])
      expect(() => marksIn(text)).not.toThrow();
    expect(marksIn("no ".repeat(1_000))).toBeUndefined();
  });
});

describe("keepsMarks", () => {
  it("lets a listed name that says the same be a name", () => {
    const marked = marksIn("no known alergies")!;
    expect(keepsMarks("No known allergies", marked)).toBe(true);
    expect(keepsMarks("Known allergies", marked)).toBe(false);
  });
});

it("looks at a text once, however often one question asks", () => {
  const text = "no evidence of Blue disease";
  expect(marksIn(text)).toBeDefined();
  expect(marksIn(text)).toBe(marksIn(text));
});

it("has patterns that are compiled in a moment: what stands in them once is not repeated for each word", async () => {
  const { RegExp: original } = globalThis;
  const sources: string[] = [];
  class Noted extends original {
    constructor(pattern: string | RegExp, flags?: string) {
      super(pattern, flags);
      sources.push(this.source);
    }
  }
  vi.stubGlobal("RegExp", Noted);
  const fresh = await loadedAnew<typeof import("../../../src/terminology/resolve/words-of-doubt.ts")>(
    "terminology/resolve/words-of-doubt.ts",
  );
  fresh.marksIn("no osteoma");
  vi.unstubAllGlobals();
  const longest = sources.filter(({ length }) => length > 1_000);
  expect(longest.length).toBeGreaterThan(3);
  // A class of letters is hundreds of ranges.
  for (const source of longest) expect(source.split("\\p{").length).toBeLessThan(20);
});
