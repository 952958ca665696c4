import fc from "fast-check";
import { expect, test } from "vitest";
import { JSON_NOTATION } from "../../../src/terminology/resources/notation.ts";

const joined = (resource: object): string => [...JSON_NOTATION.pieces(resource)].join("");

test("JSON in pieces is what JSON.stringify gives", () => {
  const object = fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined }));
  fc.assert(
    fc.property(object, (resource) => {
      expect(joined(resource)).toBe(JSON.stringify(resource));
    }),
  );
});

test("a long list is several pieces, at the top and in an element", () => {
  const list = Array.from({ length: 2_500 }, (_, i) => (i % 7 === 0 ? null : { url: `"${i}"` }));
  for (const resource of [{ extension: list }, { compose: { include: list, exclude: [] } }]) {
    expect(joined(resource)).toBe(JSON.stringify(resource));
    const longest = Math.max(...[...JSON_NOTATION.pieces(resource)].map(({ length }) => length));
    expect(longest).toBeLessThan(JSON.stringify(resource).length / 2);
  }
});

test("a list is several pieces where its items have long lists, however they are nested", () => {
  const property = Array.from({ length: 60 }, (_, i) => ({ code: `p${i}` }));
  const contains: object[] = Array.from({ length: 100 }, () => ({ code: "c", property }));
  const long = {
    code: "l",
    property: Array.from({ length: 5_000 }, (_, i) => ({ code: `p${i}` })),
    last: true,
  };
  for (const resource of [
    { expansion: { contains } },
    { expansion: { contains: [{ code: "a" }, { code: "root", contains }, { code: "b" }, null] } },
    { expansion: { contains: [long, { code: "b" }, long] } },
  ]) {
    const pieces = [...JSON_NOTATION.pieces(resource)];
    expect(pieces.join("")).toBe(JSON.stringify(resource));
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(20_000);
  }
});
