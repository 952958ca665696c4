/** What is long and in memory is written in pieces, and says the same. */
import { expect, test } from "vitest";
import { versions } from "../../../src/fhir/versions.ts";
import { formatXml, xmlNotation } from "../../../src/fhir/xml/xml.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import type { Convert } from "../../../src/terminology/resources/large-resource.ts";
import { JSON_NOTATION } from "../../../src/terminology/resources/notation.ts";
import { longResource } from "../../../src/terminology/resources/resource-pieces.ts";

const COUNT = 3_000;
const listed = (prefix: string, count = COUNT) =>
  Array.from({ length: count }, (_, i) => ({ code: `${prefix}${i}`, display: `"${prefix}" ${i}` }));

const header = { url: "http://example.org/long", status: "active", title: "Long" };
const VALUE_SET = {
  resourceType: "ValueSet",
  ...header,
  compose: {
    inactive: false,
    include: [
      { system: "http://example.org/a", concept: listed("a") },
      {
        system: "http://example.org/b",
        concept: [{ code: "b", designation: [{ value: "B", additionalUse: [{ code: "x" }] }] }],
      },
      { valueSet: ["http://example.org/other"] },
      { system: "http://example.org/c", concept: listed("c", 60), version: "2" },
    ],
    exclude: [{ system: "http://example.org/a", concept: listed("a", 70) }],
  },
  expansion: { timestamp: "2026-01-01", total: COUNT, contains: listed("e") },
  publisher: "Ossicle",
};
const { expansion, compose, ...others } = VALUE_SET;
const OTHER_ORDER = {
  ...others,
  expansion,
  compose: { exclude: compose.exclude, include: compose.include },
};
const CODE_SYSTEM = {
  resourceType: "CodeSystem",
  ...header,
  content: "complete",
  concept: [
    { code: "root", concept: listed("n"), property: [{ code: "p", valueDecimal: 1.5 }] },
    ...listed("m", 10),
  ],
  count: COUNT,
};
const MAP = {
  resourceType: "ConceptMap",
  ...header,
  group: [
    { source: "http://example.org/a|1" },
    { source: "http://example.org/b", element: listed("b"), unmapped: { mode: "fixed", code: "x" } },
    {
      unmapped: { mode: "fixed", code: "y" },
      target: "http://example.org/c",
      element: [{ code: "x", noMap: true }],
    },
    { source: "http://example.org/d" },
  ],
};
const DEEP = {
  resourceType: "CodeSystem",
  ...header,
  content: "complete",
  concept: listed("d", 40).map((one) => ({ ...one, concept: listed(`${one.code}-`, 50) })),
};

const LONG = [
  ["a value set", VALUE_SET],
  ["a value set whose elements stand in another order", OTHER_ORDER],
  ["a code system", CODE_SYSTEM],
  ["a tree", DEEP],
  ["a map", MAP],
] as const;

test.each(LONG)("%s", async (_what, json) => {
  const resource = json as unknown as Resource;
  const toR4: Convert = (r) => versions.r4.resourceOut(r);
  for (const convert of [undefined, toR4]) {
    const pieces: string[] = [];
    for await (const piece of longResource(resource)!.pieces(JSON_NOTATION, convert)) pieces.push(piece);
    expect(JSON.parse(pieces.join(""))).toEqual(convert ? convert(resource) : resource);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(100_000);
    expect(pieces.length).toBeGreaterThan(4);
  }
});

test.each(LONG)("%s as XML, indented or not", async (_what, json) => {
  const resource = json as unknown as Resource;
  for (const version of ["r4", "r5"] as const)
    for (const pretty of [false, true]) {
      const convert: Convert = (r) => versions[version].resourceOut(r);
      const pieces: string[] = [];
      const all = longResource(resource)!.pieces(xmlNotation(version, pretty), convert);
      for await (const piece of all) pieces.push(piece);
      expect(pieces.join("")).toBe(formatXml(convert(resource), version, { pretty }));
      expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(250_000);
      expect(pieces.length).toBeGreaterThan(4);
    }
});

test("what is short is not long", () => {
  const short = { ...VALUE_SET, compose: { include: [] }, expansion: { timestamp: "2026" } };
  expect(longResource(short as unknown as Resource)).toBeUndefined();
  expect(longResource({ ...MAP, group: [] } as unknown as Resource)).toBeUndefined();
  expect(longResource({ resourceType: "NamingSystem" } as unknown as Resource)).toBeUndefined();
});
