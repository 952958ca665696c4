/** What a test may bring: resources of both versions in any mixture, each checked by the rules of its own. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { startOssicle, type TestOptions } from "../../src/testing.ts";
import { temporaryFolder } from "../storage/temporary.ts";

const SYSTEM = "https://example.org/bones";
const bones = {
  resourceType: "CodeSystem",
  url: SYSTEM,
  status: "active",
  content: "complete",
  concept: [{ code: "malleus" }, { code: "incus" }],
};
const mapTo = (url: string, target: object, more: object = {}) => ({
  resourceType: "ConceptMap",
  url,
  status: "active",
  group: [{ source: SYSTEM, target: SYSTEM, element: [{ code: "malleus", target: [target] }], ...more }],
});
const r4Map = mapTo("https://example.org/r4", { code: "incus", equivalence: "wider" });
const r5Map = mapTo("https://example.org/r5", {
  code: "incus",
  relationship: "source-is-narrower-than-target",
});
const bundle = (...resources: object[]) => ({
  resourceType: "Bundle",
  type: "collection",
  entry: resources.map((resource) => ({ resource })),
});
const parameters = (...resources: object[]) => ({
  resourceType: "Parameters",
  parameter: resources.map((resource) => ({ name: "tx-resource", resource })),
});
const folder = temporaryFolder();
afterAll(() => folder.remove());
function file(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}
const lines = (...resources: object[]) => resources.map((one) => JSON.stringify(one)).join("\n");

const start = (options: TestOptions) => startOssicle({ bundled: false, ...options });
const given = (...resources: object[]): TestOptions => ({
  resources: resources as NonNullable<TestOptions["resources"]>,
});
const ofBoth = [bones, r4Map, r5Map];

const MIXTURES: [string, () => TestOptions][] = [
  ["one after the other", () => given(...ofBoth)],
  ["in one Bundle", () => given(bundle(...ofBoth))],
  ["in Bundles in a Bundle", () => given(bundle(bundle(bones, r4Map), r5Map))],
  ["in Parameters", () => given(parameters(...ofBoth))],
  [
    "in a part of a parameter",
    () =>
      given({
        resourceType: "Parameters",
        parameter: [{ name: "all", part: parameters(...ofBoth).parameter }],
      }),
  ],
  ["in a file of one Bundle", () => ({ files: [file("bundle.json", JSON.stringify(bundle(...ofBoth)))] })],
  ["in a file of a list", () => ({ files: [file("list.json", JSON.stringify(ofBoth))] })],
  ["in NDJSON", () => ({ files: [file("all.ndjson", lines(...ofBoth))] })],
  [
    "in JSON and NDJSON",
    () => ({
      files: [file("bones.json", JSON.stringify(bones)), file("maps.ndjson", lines(r4Map, r5Map))],
    }),
  ],
];

test.each(MIXTURES)("R4 and R5 are told apart %s", async (_, options) => {
  await using tx = await start(options());
  for (const url of [r4Map.url, r5Map.url]) {
    const question = { url, system: SYSTEM, code: "malleus" };
    expect(await tx.client("r4").translate(question)).toMatchObject({ matches: [{ relation: "wider" }] });
    expect(await tx.client("r5").translate(question)).toMatchObject({
      matches: [{ relation: "source-is-narrower-than-target" }],
    });
  }
});

const MAP = "https://example.org/map";
const withUnmapped = (unmapped: object) => ({
  ...mapTo(MAP, {}),
  group: [{ source: SYSTEM, target: SYSTEM, element: [{ code: "incus" }], unmapped }],
});

describe("a map is of the version whose words it uses", () => {
  test.each([
    ["equivalence", mapTo(MAP, { code: "incus", equivalence: "equivalent" }), "equivalent"],
    ["a target that there is not", mapTo(MAP, { equivalence: "unmatched" }), undefined],
    ["R4's mode", withUnmapped({ mode: "provided" }), "relatedto"],
    ["R5's mode", withUnmapped({ mode: "use-source-code", relationship: "equivalent" }), "equivalent"],
    [
      "R5's noMap",
      { ...mapTo(MAP, {}), group: [{ source: SYSTEM, element: [{ code: "malleus", noMap: true }] }] },
      undefined,
    ],
  ])("%s", async (_, map, relation) => {
    await using tx = await start(given(bones, map));
    const outcome = await tx.client().translate({ url: MAP, system: SYSTEM, code: "malleus" });
    expect(outcome).toMatchObject(
      relation === undefined ? { kind: "unmatched" } : { kind: "matched", matches: [{ relation }] },
    );
  });
});

test("what nothing tells apart is of the version in which it is valid", async () => {
  const provenance = (more: object) => ({
    resourceType: "Provenance",
    target: [{ reference: "ConceptMap/a" }],
    agent: [{ who: { display: "somebody" } }],
    recorded: "2026-01-01T00:00:00Z",
    ...more,
  });
  const ofR4 = provenance({ id: "r4", reason: [{ text: "because" }] });
  const ofR5 = provenance({ id: "r5", authorization: [{ concept: { text: "because" } }] });
  await using tx = await start(given(ofR4, ofR5));
  const { total } = (await (await tx.fetch("Provenance?_summary=count")).json()) as { total: number };
  expect(total).toBe(2);
});

describe("refused, with its reason", () => {
  test.each<[string, object, RegExp]>([
    [
      "an equivalence of no version",
      mapTo(MAP, { code: "incus", equivalence: "broader" }),
      /map is no valid R4.*'broader'/,
    ],
    [
      "words of both versions",
      mapTo(MAP, { code: "incus", equivalence: "wider", relationship: "equivalent" }),
      /no valid R4.*'relationship' is an element of FHIR R5/,
    ],
    [
      "an invariant that is broken",
      mapTo(MAP, { code: "incus", equivalence: "narrower" }),
      /comments \(cmd-1\)/,
    ],
    [
      "a misspelled element",
      { ...bones, concpt: [] },
      /bones is no valid .*'concpt'.*did you mean 'concept'/,
    ],
    [
      "a Bundle whose entries are misspelled",
      { resourceType: "Bundle", type: "collection", entries: [] },
      /no element 'entries'/,
    ],
    [
      "a Bundle whose entry is no list",
      { resourceType: "Bundle", type: "collection", entry: {} },
      /should be a list/,
    ],
    [
      "a resource of the wrong kind in a Bundle",
      bundle(bones, { resourceType: "Patient" }),
      /Patient is no valid/,
    ],
    ["null", null as unknown as object, /null is no FHIR resource/],
    ["a list in the place of a resource", [bones], /is no FHIR resource/],
    ["a type that is missing", { url: SYSTEM }, /resourceType is missing/],
  ])("%s", async (_, resource, words) => {
    await expect(start(given(resource))).rejects.toThrow(words);
    await using tx = await start({});
    await expect(tx.add(bones, resource as typeof bones)).rejects.toThrow(words);
    expect((await tx.client().lookup({ system: SYSTEM, code: "incus" })).kind).toBe("unknown-resource");
  });

  test.each([
    ["a file that is no JSON", () => file("broken.json", "{"), /broken\.json is no JSON/],
    ["a file that is not there", () => join(folder.path, "none.json"), /none\.json/],
    [
      "a line of NDJSON",
      () => file("broken.ndjson", lines(bones, { ...r4Map, concpt: 1 })),
      /`files` can't be imported.*broken\.ndjson:2.*'concpt'/,
    ],
  ])("%s", async (_, path, words) => {
    await expect(start({ files: [path()] })).rejects.toThrow(words);
  });
});
