import { expect, test } from "vitest";
import { allVersions, sortedVersions } from "../../../src/terminology/util/sorted-versions.ts";

test("each version is there once, lowest first, however many there are", async () => {
  const versions = Array.from({ length: 5_000 }, (_, i) => `1.${(i * 77) % 2_500}`);
  const sorted = await sortedVersions([...versions, undefined]);
  expect(sorted).toEqual([undefined, ...Array.from({ length: 2_500 }, (_, i) => `1.${i}`)]);
});

test("those of two sources are one list", async () => {
  expect(await allVersions(["1.0", "1.10"], [undefined, "1.2", "1.10"])).toEqual([
    undefined,
    "1.0",
    "1.2",
    "1.10",
  ]);
  expect(await allVersions([], ["1.2"])).toEqual(["1.2"]);
  expect(await allVersions(["1.2"], [])).toEqual(["1.2"]);
});
