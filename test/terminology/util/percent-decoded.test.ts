import { expect, test } from "vitest";
import { percentDecoded } from "../../../src/terminology/util/percent-decoded.ts";

test.each([
  ["%C3%BC%20x", "ü x"],
  ["a+b", "a+b"],
  ["%zz", "%zz"],
  ["%FC", "%FC"],
  ["100%", "100%"],
])("%s is read as %s", (text, decoded) => {
  expect(percentDecoded(text)).toBe(decoded);
});
