import { expect, test } from "vitest";
import { reasonOf } from "../../../src/terminology/util/reason.ts";

test.each([
  [new TypeError("no such thing"), "no such thing"],
  ["a word", "a word"],
  [undefined, "undefined"],
])("the reason of %s is told whatever was thrown", (thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason);
});
