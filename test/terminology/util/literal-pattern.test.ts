import fc from "fast-check";
import { expect, test } from "vitest";
import { literalPattern } from "../../../src/terminology/util/literal-pattern.ts";

test("any text is found by its own pattern, and nothing else is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (text, other) => {
      const pattern = new RegExp(`^(?:${literalPattern(text)})$`, "u");
      expect(pattern.test(text)).toBe(true);
      expect(pattern.test(other)).toBe(other === text);
    }),
  );
  expect(new RegExp(`^${literalPattern("a.b")}$`).test("axb")).toBe(false);
});
