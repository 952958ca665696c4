import fc from "fast-check";
import { expect, test } from "vitest";
import { Indenter } from "../../src/fhir/indent.ts";

/** In pieces of so many characters. */
function indented(text: string, length: number): string {
  const indenter = new Indenter();
  let all = "";
  for (let from = 0; from < text.length; from += length)
    all += indenter.indent(text.slice(from, from + length));
  return all;
}

test("whatever it is, and wherever it is cut, it is what JSON.stringify gives", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 20 }), (value, length) => {
      expect(indented(JSON.stringify(value), length)).toBe(JSON.stringify(value, undefined, 2));
    }),
  );
});

test.each([
  '{"a":"say \\"{,:}\\" \\\\","b":[],"c":{},"d":[[],[{}]]}',
  '[1,"\\\\",{"":null},"\\\\\\",{"]',
  '""',
])("what stands in strings is left as it is, and what is empty stays closed: %s", (text) => {
  for (const length of [1, 2, 3, 1_000])
    expect(indented(text, length)).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
});

test("what is indented already comes out the same, and numbers keep their digits", () => {
  const text = '{\n "a" : [ 1.50,\r\n\t{ } ]\n}';
  expect(indented(text, 5)).toBe('{\n  "a": [\n    1.50,\n    {}\n  ]\n}');
});

test("what nests very deeply does not grow by its depth squared", () => {
  const depth = 400;
  const text = "[".repeat(depth) + "1,".repeat(1_000) + "1" + "]".repeat(depth);
  const all = indented(text, 100);
  expect(all.length).toBeLessThan(2 * (1_000 + depth) * 110);
  expect(JSON.stringify(JSON.parse(all))).toBe(text);
});
