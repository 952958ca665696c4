/** OSSICLE_FLAT_EXPANSIONS: for clients that read the first level of an expansion alone and can't say so. */
import type { CodeSystem, ValueSet } from "fhir/r5";
import { expect, test } from "vitest";
import { testServer } from "./support.ts";

const TREE: CodeSystem = {
  resourceType: "CodeSystem",
  id: "tree",
  url: "http://example.org/tree",
  status: "active",
  content: "complete",
  hierarchyMeaning: "is-a",
  concept: [{ code: "a", concept: [{ code: "b" }] }],
};
const ALL: ValueSet = {
  resourceType: "ValueSet",
  id: "all",
  url: "http://example.org/all",
  status: "active",
  compose: { include: [{ system: "http://example.org/tree" }] },
};
const flat = testServer({ resources: [TREE, ALL], flatExpansions: true });
const usual = testServer({ resources: [TREE, ALL] });

async function firstLevel({ request }: typeof flat, query: string): Promise<string[]> {
  const { json } = await request(`/${query}`);
  return json.expansion.contains.map(({ code }: { code: string }) => code);
}

test.each(["r4", "r5"])(
  "codes stand beside each other in %s, unless the caller wants them nested",
  async (v) => {
    expect(await firstLevel(flat, `${v}/ValueSet/all/$expand`)).toEqual(["a", "b"]);
    expect(await firstLevel(flat, `${v}/ValueSet/all/$expand?excludeNested=false`)).toEqual(["a"]);
    expect(await firstLevel(usual, `${v}/ValueSet/all/$expand`)).toEqual(["a"]);
  },
);

test("the expansion says that it is flat", async () => {
  const { json } = await flat.request("/r4/ValueSet/all/$expand");
  expect(json.expansion.parameter).toContainEqual({ name: "excludeNested", valueBoolean: true });
});
