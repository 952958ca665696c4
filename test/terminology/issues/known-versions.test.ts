import { expect, test } from "vitest";
import { otherVersionsKnown, validVersions } from "../../../src/terminology/issues/known-versions.ts";

const many = Array.from({ length: 20_000 }, (_, i) => `1.${i}`);

test("a few versions are all named", () => {
  expect(validVersions(["1", "2", "3"])).toBe("Valid versions: 1 or 2 or 3");
  expect(otherVersionsKnown(["1"])).toBe("Its only version here is 1");
  expect(otherVersionsKnown(["1", "2", "3"])).toBe("Its versions here are 1, 2 and 3");
});

test("of tens of thousands the highest are named, and how many there are", () => {
  for (const text of [validVersions(many), otherVersionsKnown(many)]) {
    expect(text).toContain("1.19999");
    expect(text).not.toContain("1.18999");
    expect(text.length).toBeLessThan(2_000);
  }
  expect(validVersions(many)).toMatch(/, and 19900 lower ones$/);
  expect(otherVersionsKnown(many)).toMatch(/^The highest of its 20000 versions here are 1\.19900, /);
});
