/** Groups of a map that were made for versions of its code systems: which of them answer. */
import type * as r5 from "fhir/r5";
import { expect, it } from "vitest";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";
import type { Coding } from "../../../src/terminology/model.ts";
import type { Direction } from "../../../src/terminology/store.ts";
import { translate } from "../../../src/terminology/translate/translate.ts";

const A = "urn:test:a";
const B = "urn:test:b";

const group = (source: string, target: string, pairs: Record<string, string>): r5.ConceptMapGroup => ({
  source,
  target,
  element: Object.entries(pairs).map(([code, to]) => ({
    code,
    target: [{ code: to, relationship: "equivalent" }],
  })),
});

async function asked(groups: r5.ConceptMapGroup[], coding: Coding, direction: Direction = "forward") {
  const map: r5.ConceptMap = { resourceType: "ConceptMap", url: "urn:map", status: "active", group: groups };
  const { matches, notes } = await translate(new MemoryStore([map]), {
    direction,
    codings: [coding],
    dependencies: [],
    useSupplement: [],
    strictNames: false,
    ownSystems: new Set(),
  });
  const wanted = direction === "forward" ? "target" : "source";
  return {
    codes: matches.map((match) => match[wanted]?.code),
    message: notes.map(({ text }) => text).join(" "),
  };
}

const twoVersions = [group(`${A}|1`, B, { k: "old", gone: "x" }), group(`${A}|2`, B, { k: "new" })];

it("the groups for the version that is sent answer, and without one all do", async () => {
  expect((await asked(twoVersions, { system: A, code: "k", version: "2" })).codes).toEqual(["new"]);
  const { codes, message } = await asked(twoVersions, { system: A, code: "k" });
  expect(codes).toEqual(["old", "new"]);
  expect(message).toContain("send the version that is meant");
});

it("a pattern or an edition that is sent is for every version that it fits", async () => {
  const edition = "http://snomed.info/sct/900000000000207008";
  const dated = [group(`${A}|${edition}/version/20240101`, B, { k: "dated" })];
  expect(await asked(dated, { system: A, code: "k", version: edition })).toEqual({
    codes: ["dated"],
    message: "",
  });
  const other = await asked(dated, { system: A, code: "k", version: "http://snomed.info/sct/731000124108" });
  expect(other.message).toContain("The map was made for version");
  const minor = [group(`${A}|1.1`, B, { k: "first" }), group(`${A}|1.2`, B, { k: "second" })];
  const several = await asked([...minor, ...twoVersions], { system: A, code: "k", version: "1.x" });
  expect(several.codes).toEqual(["first", "second"]);
  expect(several.message).toContain("made for versions '1.1' and '1.2' of its system; send the version");
});

it("a rule for codes that are not listed holds for a pattern that its version fits", async () => {
  const fixed = { ...group(`${A}|1.1`, B, { x: "y" }), unmapped: { mode: "fixed", code: "other" } as const };
  expect((await asked([fixed], { system: A, code: "k", version: "1.x" })).codes).toEqual(["other"]);
  expect((await asked([fixed], { system: A, code: "k", version: "2.x" })).codes).toEqual([]);
});

it("a code that the map does not list for the version sent is not translated by what it says of another", async () => {
  const { codes, message } = await asked(twoVersions, { system: A, code: "gone", version: "2" });
  expect(codes).toEqual([]);
  expect(message).toContain("No translations found for 'gone'");
  expect(message).toContain("lists 'gone' for version '1' of its system, and not for version '2'");
});

it("a map without a group for the version sent answers from those that it has, and says so", async () => {
  for (const [groups, version] of [
    [twoVersions, "3"],
    [twoVersions.slice(0, 1), "2"],
    [[twoVersions[0]!, group(`${A}|2`, "urn:test:c", { k: "new" })], "2"],
  ] as const) {
    const { codes, message } = await asked([...groups], { system: A, code: "gone", version });
    expect(codes).toEqual(["x"]);
    expect(message).toContain(`The map was made for version '1'`);
  }
});

it("what the map says of codes not listed holds for a code that it lists for another version", async () => {
  const second = { ...twoVersions[1]!, unmapped: { mode: "fixed", code: "other" } as const };
  expect((await asked([twoVersions[0]!, second], { system: A, code: "gone", version: "2" })).codes).toEqual([
    "other",
  ]);
});

it("the same holds of targets, read backwards", async () => {
  const groups = [group(A, `${B}|1`, { a: "k", b: "gone" }), group(A, `${B}|2`, { c: "k" })];
  const back = (code: string, version: string) => asked(groups, { system: B, code, version }, "reverse");
  expect((await back("k", "2")).codes).toEqual(["c"]);
  expect((await back("gone", "2")).codes).toEqual([]);
  expect((await back("gone", "1")).codes).toEqual(["b"]);
});
