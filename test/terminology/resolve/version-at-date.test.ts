import { expect, test } from "vitest";
import { versionAtDate } from "../../../src/terminology/resolve/version-at-date.ts";
import { ANIMALS, animals, animalsBefore, animalStore, SETS, valueSet } from "../../fixtures/animals.ts";

/** Versions of the code system, each with its date. */
const dated = (...versions: [version: string, date: string | undefined][]) =>
  versions.map(([version, date], i) => ({ ...animalsBefore, id: `animals-${i}`, version, date }));

const at = async (date: string, ...versions: [string, string | undefined][]) =>
  versionAtDate(animalStore(...dated(...versions)), "CodeSystem", ANIMALS, date);

// The store has version 2.0.0 besides.
const now = animals.date!;

test("the highest version that is dated no later was current", async () => {
  expect(now > "2022").toBe(true);
  expect(await at("2021", ["0.1", "2010"], ["0.2", "2020"])).toEqual({ version: "0.2" });
  expect(await at("2015", ["0.1", "2010"], ["0.2", "2020"])).toEqual({ version: "0.1" });
  expect(await at("2009", ["0.1", "2010"], ["0.2", "2020"])).toBe("none");
});

test("a version without a date may have been current at any time", async () => {
  expect(await at("2015", ["0.1", "2010"], ["0.2", undefined])).toEqual({ version: "0.2" });
  expect(await at("2001", ["0.1", undefined])).toEqual({ version: "0.1" });
});

test("a version without a date was not current before a lower one was", async () => {
  const versions: [string, string | undefined][] = [
    ["0.1", "2010"],
    ["0.2", "2020"],
    ["3.0", undefined],
  ];
  expect(await at("2015", ...versions)).toEqual({ version: "0.1" });
  expect(await at("2001", ...versions)).toBe("none");
  expect(await at(now, ...versions)).toEqual({ version: "3.0" });
});

test("of what is not here there is no version, which is not the same as none so early", async () => {
  expect(await versionAtDate(animalStore(), "ValueSet", `${SETS}a`, "2015")).toEqual({ version: undefined });
  const set = { ...valueSet("a", []), version: "1", date: "2020" };
  expect(await versionAtDate(animalStore(set), "ValueSet", set.url!, "2015")).toBe("none");
});
