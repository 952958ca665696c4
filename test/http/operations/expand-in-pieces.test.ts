/** An expansion of few codes that say very much is written while others have their turn. */
import { expect, test } from "vitest";
import type { Resource } from "../../../src/terminology/model.ts";
import { testServer } from "../support.ts";

const CODES = 300;
const PROPERTIES = 50;
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const SYSTEM = "http://example.org/bones";
const valueSet = (id: string, codes: number): Resource => ({
  resourceType: "ValueSet",
  id,
  url: `http://example.org/${id}`,
  status: "active",
  compose: { include: [{ system: SYSTEM, concept: times(codes, (i) => ({ code: `b${i}` })) }] },
});
const server = testServer({
  resources: [
    {
      resourceType: "CodeSystem",
      id: "bones",
      url: SYSTEM,
      status: "active",
      content: "complete",
      property: [{ code: "seen", type: "string" }],
      concept: times(CODES, (i) => ({
        code: `b${i}`,
        property: times(PROPERTIES, (k) => ({ code: "seen", valueString: `place ${i}-${k}` })),
      })),
    },
    valueSet("few", 20),
    valueSet("all", CODES),
  ],
});

interface Expanded {
  expansion: { contains: { code: string; property?: unknown[]; extension?: unknown[] }[] };
}

test.each(["r4", "r5"])("%s: it says of each code what a short one says", async (version) => {
  const [few, all] = await Promise.all(
    ["few", "all"].map((id) => server.request(`/${version}/ValueSet/${id}/$expand?property=seen`)),
  );
  expect(few!.headers.get("content-length")).not.toBeNull();
  expect(all!.headers.get("content-length")).toBeNull();
  const { contains } = (all!.json as Expanded).expansion;
  expect(contains).toHaveLength(CODES);
  expect(contains.slice(0, 20)).toEqual((few!.json as Expanded).expansion.contains);
  const { property, extension } = contains.at(-1)!;
  expect(property ?? extension).toHaveLength(PROPERTIES);
});

test("it is the same in XML, and indented", async () => {
  const path = "/r4/ValueSet/all/$expand?property=seen";
  const { text } = await server.request(path);
  const indented = await server.request(`${path}&_pretty=true`);
  const comparable = (json: string): unknown => {
    const { expansion } = JSON.parse(json) as Expanded;
    return expansion.contains;
  };
  expect(comparable(indented.text)).toEqual(comparable(text));
  const xml = await server.request(`${path}&_format=xml`);
  expect(xml.text.match(/<valueString value="place /g)).toHaveLength(CODES * PROPERTIES);
  expect(xml.text.trimEnd().endsWith("</ValueSet>")).toBe(true);
});
