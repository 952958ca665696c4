import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { versions } from "../../../src/fhir/versions.ts";
import type { Resource } from "../../../src/terminology/model.ts";
import {
  codeSystemResource,
  conceptMapResource,
  recordsOf,
} from "../../../src/terminology/resources/resources.ts";
import type { ImportRecord } from "../../../src/terminology/store.ts";
import { arbitraryResource } from "../../fhir/arbitrary-resource.ts";
import { PACKAGES, sample } from "../../fhir/hl7-packages.ts";
import { requiredCodes } from "../../fhir/required-codes.ts";
import { unordered } from "../../fhir/unordered.ts";

type Json = Record<string, unknown>;

/** Through rows, and through JSON as a database does. */
function throughRows(resource: object): object {
  const [header, ...rows] = JSON.parse(
    JSON.stringify([...recordsOf(resource as Resource)]),
  ) as ImportRecord[];
  if (header!.kind === "codeSystem")
    return codeSystemResource(
      header!.codeSystem,
      rows.map((r) => (r as Extract<ImportRecord, { kind: "concept" }>).concept),
    );
  if (header!.kind === "conceptMap")
    return conceptMapResource(
      header!.conceptMap,
      rows.map((r) => (r as Extract<ImportRecord, { kind: "mapping" }>).mapping),
    );
  return (header as Extract<ImportRecord, { kind: "resource" }>).resource;
}

const codeSystem = (...concept: object[]): object => ({
  resourceType: "CodeSystem",
  status: "active",
  content: "complete",
  property: [
    { code: "broader", uri: "http://hl7.org/fhir/concept-properties#parent", type: "code" },
    { code: "note", type: "string" },
  ],
  concept,
});
const conceptMap = (...group: object[]): object => ({ resourceType: "ConceptMap", status: "active", group });
const note = [{ url: "http://example.org/note", valueString: "n" }];
const target = (code: string, more = {}): object => ({ code, relationship: "equivalent", ...more });

describe("a resource comes back from its rows as it was written", () => {
  test.each<[string, object]>([
    [
      "ids and extensions of elements and of primitives",
      codeSystem({
        id: "c1",
        code: "a",
        _code: { extension: note },
        display: "A",
        _display: { id: "d1", extension: note },
        definition: "The a",
        _definition: { extension: note },
        modifierExtension: note,
        designation: [{ id: "n1", value: "ah", _value: { extension: note }, modifierExtension: note }],
        property: [
          {
            id: "p1",
            code: "note",
            valueString: "x",
            _valueString: { extension: note },
            modifierExtension: note,
          },
        ],
      }),
    ],
    [
      "properties and designations without a value",
      codeSystem({
        code: "a",
        designation: [{ value: "one" }, { _value: { extension: note } }, { value: "two" }],
        property: [
          { code: "note", valueString: "x" },
          { code: "note", extension: note },
        ],
      }),
    ],
    [
      "a hierarchy told by properties, in any order, and not nested",
      codeSystem(
        {
          code: "leaf",
          property: [
            { code: "note", valueString: "x" },
            { code: "broader", valueCode: "top" },
          ],
        },
        { code: "top" },
      ),
    ],
    [
      "a hierarchy told both ways",
      codeSystem(
        { code: "other", property: [{ code: "child", valueCode: "leaf" }] },
        {
          code: "top",
          concept: [
            {
              code: "leaf",
              property: [
                { code: "subsumedBy", valueCode: "top" },
                { code: "broader", valueCode: "other" },
              ],
            },
          ],
        },
      ),
    ],
    [
      "two groups of the same systems, in their order",
      conceptMap(
        {
          source: "http://example.org/s",
          target: "http://example.org/t|1",
          element: [{ code: "a", target: [target("x")] }],
        },
        { source: "http://example.org/s", element: [{ code: "b", noMap: true }] },
        {
          source: "http://example.org/s",
          target: "http://example.org/t|1",
          element: [{ code: "a", target: [target("y")] }],
          unmapped: { mode: "fixed", code: "z", relationship: "related-to" },
        },
      ),
    ],
    [
      "two elements of the same code, and an order in which they are not neighbours",
      conceptMap({
        source: "http://example.org/s",
        target: "http://example.org/t",
        element: [
          { code: "a", target: [target("x"), target("y")] },
          { code: "b", target: [target("x")] },
          { code: "a", display: "again", target: [target("z"), target("x")] },
        ],
      }),
    ],
    [
      "ids and extensions of elements, targets, dependencies and their primitives",
      conceptMap({
        source: "http://example.org/s",
        target: "http://example.org/t",
        element: [
          {
            id: "e1",
            extension: note,
            code: "a",
            _code: { extension: note },
            target: [
              target("x", {
                id: "t1",
                extension: note,
                _comment: { extension: note },
                property: [{ id: "p1", code: "note", valueString: "x", extension: note }],
                dependsOn: [
                  {
                    id: "d1",
                    extension: note,
                    attribute: "age",
                    valueString: "7",
                    _valueString: { id: "v" },
                  },
                ],
                product: [{ attribute: "side", valueSet: "http://example.org/vs", extension: note }],
              }),
              { code: "y", _relationship: { extension: note } },
            ],
          },
        ],
      }),
    ],
    [
      "elements that are not mapped: saying so, saying why, or saying nothing",
      conceptMap({
        source: "http://example.org/s",
        element: [
          { code: "a", noMap: true, extension: note },
          {
            code: "b",
            noMap: true,
            extension: [
              {
                url: "http://hl7.org/fhir/4.0/StructureDefinition/extension-ConceptMap.group.element.target.comment",
                valueString: "Nobody needs it",
              },
            ],
          },
          { code: "c" },
          { code: "d", noMap: false, target: [target("x")] },
        ],
      }),
    ],
    [
      "a group without elements",
      conceptMap({ source: "http://example.org/s", target: "http://example.org/t" }),
    ],
  ])("%s", (_title, resource) => {
    expect(unordered(throughRows(resource))).toEqual(unordered(resource));
  });

  test("also a comment on R4's `unmatched`", () => {
    const { r4 } = versions;
    const given = conceptMap({
      source: "http://example.org/s",
      element: [{ code: "a", target: [{ equivalence: "unmatched", comment: "Nobody needs it" }] }],
    });
    expect(r4.resourceOut(throughRows(r4.resourceIn(given)))).toEqual(given);
  });

  const codes = requiredCodes("r5");
  test("any CodeSystem", () => {
    const properties = ["parent", "child", "subsumedBy", "note"];
    const codesOf = (path: string) =>
      path === "CodeSystem.concept.property.code" ? properties : codes(path);
    const resources = arbitraryResource("r5", "CodeSystem", codesOf, 6).map(withConcepts);
    fc.assert(
      fc.property(resources, (resource) => {
        expect(unordered(throughRows(resource))).toEqual(unordered(resource));
      }),
      { numRuns: 300 },
    );
  });

  test("any ConceptMap", () => {
    const group = arbitraryResource("r5", "ConceptMap.group", codes, 4).map(withTargets);
    const resources = fc
      .tuple(arbitraryResource("r5", "ConceptMap", codes, 2), fc.array(group, { minLength: 1, maxLength: 4 }))
      .map(([map, groups]) => ({ ...map, group: groups }));
    fc.assert(
      fc.property(resources, (resource) => {
        expect(unordered(throughRows(resource))).toEqual(unordered(resource));
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(PACKAGES)("%s", (name, version) => {
  test("comes back from its rows as it was written", () => {
    let checked = 0;
    for (const { file, resource } of sample(name, version, 1)) {
      if (resource.resourceType !== "CodeSystem" && resource.resourceType !== "ConceptMap") continue;
      checked++;
      const given = versions[version].resourceIn(resource) as object;
      expect(throughRows(given), file).toEqual(given);
    }
    expect(checked).toBeGreaterThan(100);
  });
});

/** Codes are unique, and properties about the hierarchy name some of them. */
function withConcepts(resource: Json): Json {
  let count = 0;
  const number = (concept: Json): Json => {
    const numbered = { ...concept, code: `c${count++}` } as Json;
    if (Array.isArray(concept.property)) {
      numbered.property = (concept.property as Json[]).map((p, i) =>
        p.code === "note"
          ? p
          : { code: p.code, ...(i % 3 === 2 ? {} : { valueCode: `c${(count + i) % 5}` }) },
      );
    }
    if (Array.isArray(concept.concept)) numbered.concept = (concept.concept as Json[]).map(number);
    return numbered;
  };
  return Array.isArray(resource.concept)
    ? { ...resource, concept: (resource.concept as Json[]).map(number) }
    : resource;
}

function withRequired(target: Json): Json {
  const named = (list: unknown) => ((list ?? []) as Json[]).map((d) => ({ attribute: "age", ...d }));
  const { dependsOn, product } = target;
  return {
    relationship: "related-to",
    ...target,
    ...(dependsOn ? { dependsOn: named(dependsOn) } : {}),
    ...(product ? { product: named(product) } : {}),
  };
}

/** FHIR demands what the generator leaves out at times. */
function withTargets({ resourceType: _, ...group }: Json): Json {
  if (!Array.isArray(group.element)) return group;
  const element = (group.element as Json[]).map((e): Json => {
    if (!Array.isArray(e.target)) return e;
    const { noMap: _noMap, ...mapped } = e;
    return { ...mapped, target: (e.target as Json[]).map(withRequired) };
  });
  return { ...group, element };
}
