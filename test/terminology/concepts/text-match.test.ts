import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  distinctStarts,
  nameKey,
  normalise,
  queryKeys,
  textMatches,
  words,
} from "../../../src/terminology/concepts/text-match.ts";
import { processorTime } from "../../spent-time.ts";

describe("normalise", () => {
  it.each([
    ["Osteoma  CUTIS ", "osteoma cutis"],
    ["osteoma-cutis", "osteoma cutis"],
    ["ÓSTEOMA", "osteoma"],
    ["ＰＯＨ", "poh"],
    ["P.O.H.", "poh"],
    ["P. O. H.", "poh"],
    ["Albright’s", "albrights"],
    ["Weißbier", "weissbier"],
    ["type A.B syndrome", "type ab syndrome"],
    ["( - )", ""],
    ["osteo\u00adma cutis", "osteoma cutis"],
    ["osteo\u200dma\u2060 cutis", "osteoma cutis"],
    ["osteoma\u200bcutis", "osteoma cutis"],
  ])("%s -> %s", (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it("says the same of plain text as of text that needs all of its care", () => {
    const text = fc.string({ unit: "binary-ascii" });
    fc.assert(
      fc.property(text, (t) => {
        expect(normalise(t)).toBe(normalise(`${t} \u00b7`));
      }),
    );
  });

  it("is the same when done twice", () => {
    for (const text of ["P.O.H.", "a.b.c", "Ünïcode, X; Y (Z)", "ﬁbrous"])
      expect(normalise(normalise(text))).toBe(normalise(text));
  });
});

describe("nameKey", () => {
  it.each([
    ["Osseous heteroplasia, progressive", "progressive osseous heteroplasia"],
    ["OSSEOUS HETEROPLASIA, PROGRESSIVE; POH", "progressive osseous heteroplasia"],
    ["Progressive osseous heteroplasia (POH)", "progressive osseous heteroplasia"],
    ["MARFAN SYNDROME; MFS", "marfan syndrome"],
    ["POH", "poh"],
    ["(POH)", "poh"],
  ])("%s -> %s", (text, expected) => {
    expect(nameKey(text)).toBe(expected);
  });

  it("keeps a last word that is no acronym of the name: it says something else", () => {
    expect(nameKey("Heterotopic ossification (FOP)")).toBe("heterotopic ossification fop");
    expect(nameKey("OSTEOMA (CUTIS)")).toBe("osteoma cutis");
    expect(nameKey("Osteoma (skin)")).toBe("osteoma skin");
  });

  it("stays fast on hostile text", async () => {
    const hostile = ["a.", "(", "a; ", ", ", " "].map((s) => s.repeat(40_000));
    const spent = await processorTime(() => hostile.forEach((text) => nameKey(text)));
    expect(spent).toBeLessThan(1_000);
  });
});

describe("queryKeys", () => {
  it("takes a comma for an inversion or for a separator", () => {
    expect(queryKeys("Osteoma, cutis")).toEqual(["cutis osteoma", "osteoma cutis"]);
  });

  it("gives nothing for a text without letters and digits", () => {
    expect(queryKeys("--")).toEqual([]);
  });
});

describe("textMatches", () => {
  it("needs each word to start a word", () => {
    expect(textMatches("Osteoma cutis", words("cut ost"))).toBe(true);
    expect(textMatches("Osteoma cutis", words("utis"))).toBe(false);
  });
});

it("of the words that others must start with, those say something that start no other one", () => {
  expect(distinctStarts(["o", "os", "c", "o", "ossi", "osx", "c"])).toEqual(["c", "ossi", "osx"]);
  expect(distinctStarts(["a"])).toEqual(["a"]);
  expect(distinctStarts([])).toEqual([]);
});
