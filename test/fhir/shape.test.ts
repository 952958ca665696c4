import { describe, expect, test } from "vitest";
import { checkShape } from "../../src/fhir/shape.ts";
import type { FhirVersion } from "../../src/fhir/version.ts";
import { TerminologyError } from "../../src/terminology/issues/issue.ts";

const about = (resource: object, version: FhirVersion = "r4"): string | undefined => {
  try {
    checkShape(resource, version);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(TerminologyError);
    return (error as TerminologyError).issues[0].text;
  }
};

const valueSet = (compose: unknown) => ({ resourceType: "ValueSet", compose });

describe("the shape of a resource", () => {
  test("has no text of more characters than FHIR allows, but for documents", () => {
    const long = "&".repeat(1_048_577);
    const tooLong = "it has 1048577 characters; FHIR allows 1048576";
    expect(about({ resourceType: "ValueSet", title: long })).toBe(`ValueSet.title: ${tooLong}`);
    expect(about(valueSet({ include: [{ valueSet: ["a", long] }] }))).toBe(
      `ValueSet.compose.include[0].valueSet[1]: ${tooLong}`,
    );
    const text = { status: "generated", div: `<div xmlns="http://www.w3.org/1999/xhtml">${long}</div>` };
    const extension = [{ url: "https://example.org/document", valueBase64Binary: "A".repeat(2_000_000) }];
    expect(about({ resourceType: "ValueSet", title: long.slice(1), text, extension })).toBeUndefined();
  });

  test.each(["dependsOn", "product"])("has at most 5,000 of %s in one target of a map", (name) => {
    const map = (count: number) => ({
      resourceType: "ConceptMap",
      group: [{ element: [{ target: [{ [name]: Array.from({ length: count }, () => ({ value: "x" })) }] }] }],
    });
    expect(about(map(5_000))).toBeUndefined();
    expect(about(map(5_001))).toBe(
      `ConceptMap.group[0].element[0].target[0].${name}: there are 5001 of them; at most 5000 are taken`,
    );
  });

  test("is right where lists, objects and values are what FHIR says, even if things are missing or unknown", () => {
    expect(about(valueSet({ include: [{ filter: [{}], colour: 5 }] }))).toBeUndefined();
    expect(
      about(valueSet({ include: [{ valueSet: ["a", null], _valueSet: [null, { id: "x" }] }] })),
    ).toBeUndefined();
    expect(about({ resourceType: "Unicorn", horns: "one" })).toBeUndefined();
  });

  test.each([
    [valueSet([]), "ValueSet.compose: [] should be an object, in { }"],
    [valueSet({ include: {} }), "ValueSet.compose.include: {} should be a list, in [ ]"],
    [valueSet({ include: [null] }), "ValueSet.compose.include[0]: null should be an object, in { }"],
    [
      valueSet({ include: [{ system: 5 }] }),
      "ValueSet.compose.include[0].system: 5 should be text in quotes (uri)",
    ],
    [
      valueSet({ include: [{ concept: [{}] }] }),
      "ValueSet.compose.include[0].concept[0]: 'code' is required here",
    ],
    [valueSet({ inactive: "no" }), 'ValueSet.compose.inactive: "no" should be true or false, without quotes'],
    [valueSet({ _inactive: "no" }), 'ValueSet.compose._inactive: "no" should be an object, in { }'],
    [
      { resourceType: "CodeSystem", concept: [{ property: [{ valueInteger: "5" }] }] },
      'CodeSystem.concept[0].property[0].valueInteger: "5" should be a number without quotes (integer)',
    ],
    [
      { resourceType: "CodeSystem", count: Infinity },
      "CodeSystem.count: a number above 1.8e308 can't be kept",
    ],
    [
      {
        resourceType: "CodeSystem",
        concept: [{ code: "a", property: [{ valueString: "x", valueCode: "y" }] }],
      },
      "CodeSystem.concept[0].property[0]: only one of valueString, valueCode may be given: value has one type",
    ],
    [
      { resourceType: "ValueSet", contained: [{ resourceType: "ValueSet", url: {} }] },
      "ValueSet.contained[0].url: {} should be text in quotes (uri)",
    ],
  ])("is told where it is wrong: %j", (resource, text) => {
    expect(about(resource)).toBe(text);
  });

  test.each([
    [valueSet({ includ: [{}] }), "ValueSet.compose", "includ", "include"],
    [valueSet({ include: [{ fliter: [] }] }), "ValueSet.compose.include[0]", "fliter", "filter"],
    [valueSet({ include: [{ Concept: [] }] }), "ValueSet.compose.include[0]", "Concept", "concept"],
    [{ resourceType: "ConceptMap", grup: [] }, "ConceptMap", "grup", "group"],
    [
      { resourceType: "CodeSystem", concept: [{ code: "a", dispaly: "A" }] },
      "CodeSystem.concept[0]",
      "dispaly",
      "display",
    ],
    [
      { resourceType: "Parameters", parameter: [{ name: "coding", valueCodng: {} }] },
      "Parameters.parameter[0]",
      "valueCodng",
      "valueCoding",
    ],
  ])("is told of a misspelt element, which would be left aside: %j", (resource, path, name, meant) => {
    expect(about(resource)).toBe(
      `${path}: there is no element '${name}' here in FHIR R4; did you mean '${meant}'?`,
    );
  });

  test("a value of a type that FHIR does not have is refused, but in an extension", () => {
    const property = (value: object) => ({
      resourceType: "CodeSystem",
      concept: [{ code: "a", property: [{ code: "p", ...value }] }],
    });
    expect(about(property({ valueFoo: "x" }))).toContain(
      "CodeSystem.concept[0].property[0]: there is no element 'valueFoo' here in FHIR R4; there are valueCode,",
    );
    for (const value of [{ valueUri: "urn:x" }, { valueQuantity: { value: 3 } }, { valueInteger64: "3" }])
      expect(about(property(value))).toBeUndefined();
    expect(
      about({ resourceType: "CodeSystem", extension: [{ url: "urn:x", valueFoo: "x" }] }),
    ).toBeUndefined();
  });

  test("an element of the other version, or one that is like none, is left aside", () => {
    expect(
      about({ resourceType: "ConceptMap", sourceScopeUri: "x", group: [{ colour: 1 }] }),
    ).toBeUndefined();
    expect(
      about({ resourceType: "Parameters", parameter: [{ name: "a", valueInteger64: 5 }] }),
    ).toBeUndefined();
  });

  test.each([
    [
      "a target that is disjoint",
      { group: [{ element: [{ target: [{ code: "x", equivalence: "disjoint" }] }] }] },
    ],
    ["the version that a group is for", { group: [{ source: "http://example.org/a", sourceVersion: "1" }] }],
    ["the value set that it is limited to", { sourceCanonical: "http://example.org/set" }],
  ])("a map in R4's shape is refused in R5, where %s would be lost", (_, map) => {
    const sent = { resourceType: "ConceptMap", ...map };
    expect(about(sent, "r5")).toMatch(/is an element of FHIR R4, not of R5/);
    expect(about(sent, "r4")).toBeUndefined();
  });

  test("in Parameters, resources are looked into; values are the operation's to judge", () => {
    const parameters = (parameter: unknown) => ({ resourceType: "Parameters", parameter });
    expect(about(parameters([{ name: "activeOnly", valueBoolean: "true" }]))).toBeUndefined();
    expect(about(parameters([{ name: "a", part: [{ name: "b", resource: valueSet(3) }] }]))).toBe(
      "Parameters.parameter[0].part[0].resource.compose: 3 should be an object, in { }",
    );
    expect(about(parameters([{ name: "coding", valueCoding: { code: 5 } }]))).toContain(
      "valueCoding.code: 5",
    );
  });
});
