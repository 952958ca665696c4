import { expect, test } from "vitest";
import { pickVersion } from "../../../src/terminology/canonical.ts";
import { VersionIndex } from "../../../src/terminology/util/version-index.ts";

const SNOMED = "http://snomed.info/sct/11000274103";
const versions = [
  ...Array.from({ length: 400 }, (_, i) => `${i % 7}.${i % 13}.${i}`),
  ...["1", "1.x", "2.5.1.4.7", "2024-03", "", "1.2.3-beta", `${SNOMED}/version/20240515`],
];
const items = [...versions, undefined].map((version) => ({ version }));
const index = new VersionIndex(items, ({ version }) => version);

test.each([
  ...[
    "1.x",
    "*",
    "x.5.*",
    "*.*.399",
    "?.?.?",
    "6.*.12.x",
    "9.x",
    "x.x.x.x.7",
    "2.5.1.4.*",
    "1.2.?",
    "*.77.x",
  ],
  ...["1.2.3-beta.x", "2024-03.x", SNOMED, "http://snomed.info/sct/900000000000207008", "?", "1.?", ".x"],
  undefined,
])("of many versions, %s finds the same as a look at each of them", (pattern) => {
  const expected = pickVersion(items, ({ version }) => version, pattern);
  expect(index.pick(pattern)).toBe(expected);
  expect(index.pick(pattern)).toBe(expected);
});
