/** Which version is the latest, where nobody says. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareVersions, pickVersion } from "../../src/terminology/canonical.ts";

test.each([
  [["1.2", "1.9", "1.10", "2.0"]],
  [["v1", "v2", "v9", "v10", "v10.1"]],
  [["R4", "R4B", "R5", "R10"]],
  [["2023-12-31", "2024-02", "2024-09-01"]],
  [["9", "9a", "10", "20240901"]],
  [["1.0", "1.0.0-rc9", "1.0.0-rc10", "1.0.0", "1.0.1"]],
  [["1.0.0-beta.2", "1.0.0-beta.11", "1.0.0"]],
  [["1.0", "1.00", "1.000"]],
  [["10-a", "10", "10.1", "10.1a", "10.2"]],
  [["1.1.1.2", "1.1.1.10-a", "1.1.1.10-b", "1.1.1.010", "1.1.1.10", "1.1.2"]],
])("numbers in versions count as numbers: %j", (ascending) => {
  expect([...ascending].reverse().sort(compareVersions)).toEqual(ascending);
  expect([...ascending].sort(compareVersions)).toEqual(ascending);
});

test("whatever versions look like, what is above another is above all below that", () => {
  const part = fc.constantFrom(
    "",
    "0",
    "1",
    "01",
    "9",
    "10",
    "a",
    "b",
    "9a",
    "10b",
    "rc9",
    "rc10",
    "R4",
    "ballot",
  );
  const version = fc
    .array(fc.tuple(part, fc.constantFrom(".", "-", "+")), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.flat().slice(0, -1).join(""));
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      if (compareVersions(a, b) < 0 && compareVersions(b, c) < 0)
        expect(compareVersions(a, c)).toBeLessThan(0);
    }),
    { numRuns: 5_000, seed: 20261129 },
  );
});

test("no version is lower than any", () => {
  expect(compareVersions(undefined, "0")).toBeLessThan(0);
  expect(compareVersions("0", undefined)).toBeGreaterThan(0);
  expect(compareVersions(undefined, undefined)).toBe(0);
});

test.each([
  ["1.x", "1.10.2"],
  ["1.9.x", "1.9.7"],
  ["1.x.1", "1.10.1"],
  ["1.?", "1.8"],
  ["*", "2.0.0"],
  ["3.x", undefined],
])("of versions that fit %s the highest is picked", (pattern, expected) => {
  const versions = ["1.8", "1.9.7", "1.10.1", "1.10.2", "2.0.0", "1.8.0"];
  expect(pickVersion(versions, (version) => version, pattern)).toBe(expected);
});
