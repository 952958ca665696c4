import { describe, expect, test } from "vitest";
import { atOnce } from "../../../src/terminology/util/in-turns.ts";
import { UrlIndex } from "../../../src/terminology/util/url-index.ts";

const URL = "http://example.org/sets/Bones";
const indexOf = (urls: readonly string[]): UrlIndex => atOnce(UrlIndex.of(urls));

describe("urls like another", () => {
  const index = indexOf([URL, "http://example.org/sets/teeth", "urn:oid:1.2.3.40", `${URL}-v1`]);

  test("differ in case, scheme and slashes, or in one letter", () => {
    for (const other of [
      "HTTPS://example.org/sets/bones/",
      "example.org/sets/Bones#",
      "http://example.org/sets/bnoes",
    ])
      expect(index.similarTo(other)).toEqual([URL]);
    expect(index.similarTo("http://example.org/sets/ones")).toEqual([URL]);
    expect(index.similarTo("http://example.org/sets/honey")).toEqual([]);
  });

  test.each([
    ["a letter more", "sets/bonnes"],
    ["a letter more at the end", "sets/bonesy"],
    ["a letter less at the end", "sets/bone"],
    ["another letter", "sets/boxes"],
    ["neighbours that have changed places", "sets/boens"],
    ["a letter less at the beginning", "sets/bones", "xample.org"],
  ])("are those with %s", (_what, path, host = "example.org") => {
    expect(index.similarTo(`http://${host}/${path}`)).toEqual([URL]);
  });

  test.each(["sets/bonnnes", "sets/boxet", "sets/bnose", "sets/obens", "sets/bon"])(
    "are not those with two typos: %s",
    (path) => {
      expect(index.similarTo(`http://example.org/${path}`)).toEqual([]);
    },
  );

  test("have the same numbers, and are no OIDs", () => {
    expect(index.similarTo(`${URL}-v2`)).toEqual([]);
    expect(index.similarTo("urn:oid:1.2.3.41")).toEqual([]);
  });

  test("are never the url itself", () => {
    expect(index.similarTo(URL)).toEqual([]);
  });

  test("are found among 100,000 by case, scheme and slashes alone", () => {
    const many = indexOf(Array.from({ length: 100_000 }, (_, i) => `http://example.org/sets/Set-${i}`));
    expect(many.similarTo("https://example.org/sets/set-70000/")).toEqual([
      "http://example.org/sets/Set-70000",
    ]);
    expect(many.similarTo("http://example.org/sets/Sett-70000")).toEqual([]);
  });
});
