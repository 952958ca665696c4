import { describe, expect, test } from "vitest";
import { MAX_DEPTH } from "../../../src/fhir/depth.ts";
import { versions } from "../../../src/fhir/versions.ts";
import { TerminologyError } from "../../../src/terminology/issues/issue.ts";

const X5 = "http://hl7.org/fhir/5.0/StructureDefinition/extension-";
const X4 = "http://hl7.org/fhir/4.0/StructureDefinition/extension-";
const toR4 = (resource: object) => versions.r4.resourceOut(resource);
const toR5 = (resource: object) => versions.r4.resourceIn(resource) as object;

/** Both directions of one pair. */
function expectPair(r5: object, r4: object): void {
  expect(toR4(r5)).toEqual(r4);
  expect(toR5(r4)).toEqual(r5);
}

describe("CodeSystem", () => {
  const codeSystem = {
    resourceType: "CodeSystem",
    url: "http://example.org/cs",
    status: "active",
    content: "complete",
  };

  test("what both versions have stays the very same object", () => {
    const same = {
      ...codeSystem,
      hierarchyMeaning: "is-a",
      concept: [{ code: "a", concept: [{ code: "b" }] }],
    };
    expect(toR4(same)).toBe(same);
    expect(toR5(same)).toBe(same);
  });

  test("R5-only elements travel in cross-version extensions", () => {
    expectPair(
      {
        ...codeSystem,
        versionAlgorithmString: "semver",
        copyrightLabel: "CC0",
        approvalDate: "2026-01-02",
        topic: [{ text: "bones" }, { text: "skin" }],
      },
      {
        ...codeSystem,
        extension: [
          { url: `${X5}CanonicalResource.versionAlgorithm`, valueString: "semver" },
          { url: `${X5}CodeSystem.copyrightLabel`, valueString: "CC0" },
          { url: `${X5}CodeSystem.approvalDate`, valueDate: "2026-01-02" },
          { url: `${X5}CodeSystem.topic`, valueCodeableConcept: { text: "bones" } },
          { url: `${X5}CodeSystem.topic`, valueCodeableConcept: { text: "skin" } },
        ],
      },
    );
  });

  test("versionAlgorithm is read under the type's own name too, with or without [x]", () => {
    for (const name of ["CodeSystem.versionAlgorithm", "CodeSystem.versionAlgorithm[x]"]) {
      const extension = [{ url: X5 + name, valueString: "semver" }];
      expect(toR5({ ...codeSystem, extension })).toEqual({ ...codeSystem, versionAlgorithmString: "semver" });
    }
  });

  test("designation.additionalUse", () => {
    const use = { system: "http://snomed.info/sct", code: "900000000000013009" };
    const additional = { system: "http://example.org/use", code: "acronym" };
    const url = `${X5}CodeSystem.concept.designation.additionalUse`;
    expectPair(
      {
        ...codeSystem,
        concept: [{ code: "a", designation: [{ use, additionalUse: [additional], value: "A" }] }],
      },
      {
        ...codeSystem,
        concept: [
          { code: "a", designation: [{ use, value: "A", extension: [{ url, valueCoding: additional }] }] },
        ],
      },
    );
  });

  test("filter operators that R4 doesn't have, between others", () => {
    const extension = [{ url: `${X5}CodeSystem.filter.operator`, valueCode: "child-of" }];
    expectPair(
      { ...codeSystem, filter: [{ code: "concept", operator: ["is-a", "child-of", "="], value: "code" }] },
      {
        ...codeSystem,
        filter: [
          {
            code: "concept",
            operator: ["is-a", null, "="],
            _operator: [null, { extension }, null],
            value: "code",
          },
        ],
      },
    );
  });

  test("a related artifact's R5-only parts travel inside it", () => {
    expectPair(
      {
        ...codeSystem,
        relatedArtifact: [{ type: "replaces", citation: "Old", publicationStatus: "active" }],
      },
      {
        ...codeSystem,
        extension: [
          {
            url: `${X5}CodeSystem.relatedArtifact`,
            valueRelatedArtifact: {
              _type: { extension: [{ url: `${X5}RelatedArtifact.type`, valueCode: "replaces" }] },
              citation: "Old",
              extension: [{ url: `${X5}RelatedArtifact.publicationStatus`, valueCode: "active" }],
            },
          },
        ],
      },
    );
  });
});

describe("ValueSet", () => {
  const valueSet = { resourceType: "ValueSet", url: "http://example.org/vs", status: "active" };

  test("filter operators that R4 doesn't have", () => {
    const filter = { property: "concept", value: "a" };
    const extension = [{ url: `${X5}ValueSet.compose.include.filter.op`, valueCode: "child-of" }];
    const system = "http://example.org/cs";
    expectPair(
      {
        ...valueSet,
        compose: { include: [{ system }], exclude: [{ system, filter: [{ ...filter, op: "child-of" }] }] },
      },
      {
        ...valueSet,
        compose: {
          include: [{ system }],
          exclude: [{ system, filter: [{ ...filter, _op: { extension } }] }],
        },
      },
    );
  });

  test("properties of an expansion, at every depth", () => {
    const property = (value: object) => ({
      url: `${X5}ValueSet.expansion.contains.property`,
      extension: [
        { url: "code", valueCode: "weight" },
        { url: "value", ...value },
      ],
    });
    expectPair(
      {
        ...valueSet,
        expansion: {
          timestamp: "2026-11-23",
          property: [{ code: "weight", uri: "http://example.org/weight" }],
          contains: [
            {
              code: "a",
              property: [{ code: "weight", valueDecimal: 1.5 }],
              contains: [{ code: "b", property: [{ code: "weight", valueCoding: { code: "c" } }] }],
            },
          ],
        },
      },
      {
        ...valueSet,
        expansion: {
          timestamp: "2026-11-23",
          extension: [
            {
              url: `${X5}ValueSet.expansion.property`,
              extension: [
                { url: "code", valueCode: "weight" },
                { url: "uri", valueUri: "http://example.org/weight" },
              ],
            },
          ],
          contains: [
            {
              code: "a",
              extension: [property({ valueDecimal: 1.5 })],
              contains: [{ code: "b", extension: [property({ valueCoding: { code: "c" } })] }],
            },
          ],
        },
      },
    );
  });

  test("an extension whose value can't be read stays an extension", () => {
    const extension = [
      { url: `${X5}ValueSet.scope` },
      { url: `${X5}ValueSet.copyrightLabel`, valueCoding: { code: "x" } },
    ];
    expect(toR5({ ...valueSet, extension: [extension[0]!] })).toEqual({
      ...valueSet,
      extension: [extension[0]],
    });
  });
});

describe("ConceptMap", () => {
  const map = { resourceType: "ConceptMap", status: "active" };
  const withTarget = (target: object) => ({
    ...map,
    group: [{ element: [{ code: "a", target: [target] }] }],
  });

  test.each([
    ["relatedto", "related-to"],
    ["equivalent", "equivalent"],
    ["wider", "source-is-narrower-than-target"],
    ["narrower", "source-is-broader-than-target"],
    ["disjoint", "not-related-to"],
  ])("equivalence %s is relationship %s", (equivalence, relationship) => {
    expectPair(withTarget({ code: "b", relationship }), withTarget({ code: "b", equivalence }));
  });

  test.each([
    ["equal", "equivalent"],
    ["subsumes", "source-is-narrower-than-target"],
    ["specializes", "source-is-broader-than-target"],
    ["inexact", "related-to"],
    ["unmatched", "not-related-to"],
  ])("equivalence %s is relationship %s and is kept beside it", (equivalence, relationship) => {
    const extension = [{ url: `${X4}ConceptMap.group.element.target.equivalence`, valueCode: equivalence }];
    expectPair(withTarget({ code: "b", relationship, extension }), withTarget({ code: "b", equivalence }));
  });

  test("an equivalence that contradicts the relationship doesn't replace it", () => {
    const extension = [{ url: `${X4}ConceptMap.group.element.target.equivalence`, valueCode: "equal" }];
    const r5 = withTarget({ code: "b", relationship: "related-to", extension });
    expect(toR4(r5)).toEqual(withTarget({ code: "b", equivalence: "relatedto", extension }));
    expect(toR5(toR4(r5))).toEqual(r5);
  });

  test("noMap is an unmatched target, with its comment", () => {
    const extension = [{ url: `${X4}ConceptMap.group.element.target.comment`, valueString: "none yet" }];
    expectPair(
      {
        ...map,
        group: [
          {
            element: [
              { code: "a", noMap: true },
              { code: "b", extension, noMap: true },
            ],
          },
        ],
      },
      {
        ...map,
        group: [
          {
            element: [
              { code: "a", target: [{ equivalence: "unmatched" }] },
              { code: "b", target: [{ equivalence: "unmatched", comment: "none yet" }] },
            ],
          },
        ],
      },
    );
  });

  test("identifiers, scopes, versions of systems, unmapped", () => {
    expectPair(
      {
        ...map,
        identifier: [{ value: "1" }, { value: "2" }],
        sourceScopeCanonical: "http://example.org/vs",
        targetScopeUri: "http://example.org/any",
        group: [
          {
            source: "http://example.org/s|1.0",
            target: "http://example.org/t",
            element: [],
            unmapped: { mode: "use-source-code", relationship: "related-to" },
          },
          { element: [], unmapped: { mode: "other-map", otherMap: "http://example.org/map" } },
        ],
      },
      {
        ...map,
        identifier: { value: "1" },
        extension: [{ url: `${X5}ConceptMap.identifier`, valueIdentifier: { value: "2" } }],
        sourceCanonical: "http://example.org/vs",
        targetUri: "http://example.org/any",
        group: [
          {
            source: "http://example.org/s",
            sourceVersion: "1.0",
            target: "http://example.org/t",
            element: [],
            unmapped: { mode: "provided" },
          },
          { element: [], unmapped: { mode: "other-map", url: "http://example.org/map" } },
        ],
      },
    );
  });

  test("R4's dependsOn by uri becomes a declared attribute", () => {
    const uri = "http://example.org/attributes/gene";
    const valueCoding = {
      system: "http://www.genenames.org",
      version: "2026",
      code: "HGNC:4392",
      display: "GNAS",
    };
    const { system, version, code: value, display } = valueCoding;
    expectPair(
      {
        ...withTarget({
          code: "b",
          relationship: "equivalent",
          dependsOn: [{ attribute: "gene", valueCoding }],
        }),
        additionalAttribute: [{ code: "gene", uri, type: "Coding" }],
      },
      withTarget({
        code: "b",
        equivalence: "equivalent",
        dependsOn: [{ property: uri, system: `${system}|${version}`, value, display }],
      }),
    );
  });

  test("a declared attribute keeps its code and the type of its values", () => {
    const attribute = {
      code: "adult",
      uri: "http://example.org/is-adult",
      type: "boolean",
      description: "18 or older",
    };
    const r5 = {
      ...withTarget({
        code: "b",
        relationship: "equivalent",
        product: [{ attribute: "adult", valueBoolean: true }],
      }),
      additionalAttribute: [attribute],
    };
    const r4 = toR4(r5) as { group: [{ element: [{ target: [{ product: object[] }] }] }] };
    expect(r4.group[0].element[0].target[0].product).toEqual([{ property: attribute.uri, value: "true" }]);
    expect(toR5(r4)).toEqual(r5);
  });
});

describe("other resources", () => {
  test("Provenance.reason is authorization by concept", () => {
    const provenance = { resourceType: "Provenance", target: [{ reference: "CodeSystem/1" }] };
    const reference = { reference: { reference: "Consent/1" } };
    expectPair(
      { ...provenance, authorization: [{ concept: { text: "care" } }, reference] },
      {
        ...provenance,
        reason: [{ text: "care" }],
        extension: [
          {
            url: `${X5}Provenance.authorization`,
            extension: [{ url: "reference", valueReference: reference.reference }],
          },
        ],
      },
    );
  });

  test("TerminologyCapabilities.codeSearch has other codes", () => {
    const capabilities = { resourceType: "TerminologyCapabilities" };
    expectPair({ ...capabilities, codeSearch: "in-compose" }, { ...capabilities, codeSearch: "explicit" });
  });

  test("a severity that R4 doesn't have keeps a readable neighbour", () => {
    const issue = { code: "informational", details: { text: "fine" } };
    const extension = [{ url: `${X5}OperationOutcome.issue.severity`, valueCode: "success" }];
    expectPair(
      { resourceType: "OperationOutcome", issue: [{ ...issue, severity: "success" }] },
      {
        resourceType: "OperationOutcome",
        issue: [{ ...issue, severity: "information", _severity: { extension } }],
      },
    );
  });

  test("resources inside Parameters and Bundles are converted, at any depth", () => {
    const r5 = { resourceType: "ValueSet", copyrightLabel: "CC0" };
    const r4 = {
      resourceType: "ValueSet",
      extension: [{ url: `${X5}ValueSet.copyrightLabel`, valueString: "CC0" }],
    };
    const parameters = (resource: object) => ({
      resourceType: "Parameters",
      parameter: [
        { name: "a", part: [{ name: "b", resource: { resourceType: "Bundle", entry: [{ resource }] } }] },
      ],
    });
    expectPair(parameters(r5), parameters(r4));
  });

  test("Parameters without anything to convert is the very same object", () => {
    const parameters = { resourceType: "Parameters", parameter: [{ name: "code", valueCode: "a" }] };
    expect(toR4(parameters)).toBe(parameters);
  });

  test("a value type that R4 doesn't have", () => {
    const extension = [
      {
        url: `${X5}Parameters.parameter.value`,
        extension: [
          { url: "_datatype", valueString: "integer64" },
          { url: "value", valueString: "9007199254740993" },
        ],
      },
    ];
    expectPair(
      { resourceType: "Parameters", parameter: [{ name: "count", valueInteger64: "9007199254740993" }] },
      { resourceType: "Parameters", parameter: [{ name: "count", extension }] },
    );
  });

  test("resources of other types pass as they are", () => {
    const patient = { resourceType: "Patient", name: [{ text: "A" }] };
    expect(toR4(patient)).toBe(patient);
  });

  test("a resource nested without end is refused", () => {
    let concept: object = { code: "x" };
    for (let i = 0; i <= MAX_DEPTH; i++) concept = { code: "x", concept: [concept] };
    expect(() => toR5({ resourceType: "CodeSystem", concept: [concept] })).toThrow(TerminologyError);
  });

  test.each([null, 1, "x", [], [null], [1, [2]], { a: null }])(
    "%j where an element should be doesn't break anything",
    (odd) => {
      for (const name of [
        "group",
        "identifier",
        "additionalAttribute",
        "extension",
        "contained",
        "useContext",
      ]) {
        expect(toR5({ resourceType: "ConceptMap", [name]: odd })).toBeTypeOf("object");
        expect(toR4({ resourceType: "ConceptMap", [name]: odd })).toBeTypeOf("object");
      }
      for (const target of [
        { target: odd },
        { target: [{ dependsOn: odd }] },
        { target: [{ dependsOn: [{ valueCoding: odd }] }] },
      ]) {
        const map = { resourceType: "ConceptMap", group: [{ element: [target], unmapped: odd }] };
        expect(toR5(map)).toBeTypeOf("object");
        expect(toR4(map)).toBeTypeOf("object");
      }
    },
  );
});

describe("a long resource that is converted in turns", () => {
  const many = <T>(make: (i: number) => T, count = 1_500): T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const own = { url: "http://hl7.org/fhir/5.0/StructureDefinition/extension-CodeSystem.versionAlgorithm" };

  test.each<[string, object]>([
    [
      "with lists in lists",
      {
        resourceType: "CodeSystem",
        concept: many((i) => ({
          code: `c${i}`,
          ...(i === 7 ? { concept: many((j) => ({ code: `d${j}` })) } : {}),
        })),
      },
    ],
    [
      "with what only one version has",
      {
        resourceType: "CodeSystem",
        extension: many((i) => ({ ...own, valueString: `a${i}` })),
        concept: many((i) => ({
          code: `c${i}`,
          designation: [{ value: "x", extension: many(() => own, 2) }],
        })),
      },
    ],
    [
      "whose mappings depend on what others say",
      {
        resourceType: "ConceptMap",
        group: many(
          (g) => ({
            source: `http://example.org/${g}`,
            sourceVersion: "1",
            element: many((i) => ({
              code: `c${i}`,
              target: [
                {
                  code: "t",
                  equivalence: "wider",
                  dependsOn: [{ property: `http://x/${i % 3}`, value: "v" }],
                },
              ],
            })),
          }),
          2,
        ),
      },
    ],
    [
      "of entries",
      {
        resourceType: "Bundle",
        entry: many((i) => ({ resource: { resourceType: "ValueSet", id: `v${i}` } })),
      },
    ],
  ])("says what it says when it is converted at once: %s", async (_name, resource) => {
    const before = structuredClone(resource);
    expect(await versions.r4.longResourceIn(resource)).toStrictEqual(toR5(resource));
    expect(resource).toStrictEqual(before);
  });

  test("says what it says when it is converted at once on the way out: properties of codes", async () => {
    const properties = many((i) => ({
      code: `p${i}`,
      valueCode: "x",
      ...(i % 3 === 0 ? { id: `${i}` } : {}),
    }));
    const extension = [{ url: "http://x", valueCode: "y" }];
    const contains = many((i) => ({
      system: "http://x",
      code: `c${i}`,
      property: i % 2 === 0 ? [...properties] : properties.slice(0, 2),
      ...(i % 5 === 0 ? { extension, contains: [{ code: "below", property: [...properties] }] } : {}),
    }));
    const resource = {
      resourceType: "ValueSet",
      status: "active",
      expansion: { timestamp: "2026-01-01", property: many((i) => ({ code: `p${i}` })), contains },
    };
    const before = structuredClone(resource);
    expect(await versions.r4.longResourceOut(resource)).toStrictEqual(toR4(resource));
    expect(resource).toStrictEqual(before);
    expect(await versions.r5.longResourceOut(resource)).toBe(resource);
  });

  test("of a map that names more than 10,000 properties is refused", async () => {
    const map = (count: number) => ({
      resourceType: "ConceptMap",
      group: [
        {
          element: Array.from({ length: count }, (_, i) => ({
            target: [{ dependsOn: [{ property: `http://x/${i}`, value: "v" }] }],
          })),
        },
      ],
    });
    const made = await versions.r4.longResourceIn(map(10_000));
    expect(made).toHaveProperty("additionalAttribute.length", 10_000);
    await expect(async () => versions.r4.longResourceIn(map(10_001))).rejects.toThrow(
      "dependsOn and product of the ConceptMap name more than 10000 different properties",
    );
  });

  test("is the very same where nothing differs", async () => {
    const resource = { resourceType: "CodeSystem", concept: many((i) => ({ code: `c${i}` })) };
    expect(await versions.r4.longResourceIn(resource)).toBe(resource);
  });
});
