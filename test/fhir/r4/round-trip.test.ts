import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KNOWN_TYPES } from "../../../src/fhir/validation/schemas.ts";
import type { FhirVersion } from "../../../src/fhir/version.ts";
import { versions } from "../../../src/fhir/versions.ts";
import { arbitraryResource } from "../arbitrary-resource.ts";
import { requiredCodes } from "../required-codes.ts";
import { unordered } from "../unordered.ts";

type Json = Record<string, unknown>;

/** R5 demands a relationship of unmapped unless its mode is other-map (cmd-9); what lacks it comes back with it. */
function withRelationship(resource: Json): Json {
  for (const group of (resource.group ?? []) as { unmapped?: Json }[]) {
    const { mode } = group.unmapped ?? {};
    if (mode !== undefined && mode !== "other-map") group.unmapped!.relationship ??= "equivalent";
  }
  return resource;
}

function there(version: FhirVersion, resource: Json): Json {
  const { r4 } = versions;
  return (version === "r5" ? r4.resourceOut(resource) : r4.resourceIn(resource)) as Json;
}
function andBack(version: FhirVersion, resource: Json): Json {
  const { r4 } = versions;
  return (version === "r5" ? r4.resourceIn(resource) : r4.resourceOut(resource)) as Json;
}

function expectNothingLost(version: FhirVersion, resource: Json): void {
  const before = structuredClone(resource);
  const back = andBack(version, there(version, resource));
  expect(resource, "the input is left alone").toEqual(before);
  expect(unordered(back)).toEqual(unordered(resource));
}

describe.each(["r5", "r4"] as const)("an arbitrary %s resource, to the other version and back", (version) => {
  const codes = requiredCodes(version);

  test.each(KNOWN_TYPES)("%s", (type) => {
    const resources = arbitraryResource(version, type, codes);
    const valid = version === "r5" ? resources.map(withRelationship) : resources;
    fc.assert(
      fc.property(valid, (resource) => expectNothingLost(version, resource)),
      { numRuns: 200 },
    );
  });

  test("ConceptMap with mappings that depend on something", () => {
    const part = (name: string) =>
      arbitraryResource(version, name, codes, 2).map(({ resourceType: _, ...rest }) => rest);
    const target = part("ConceptMap.group.element.target");
    const dependencies = fc.array(part("ConceptMap.group.element.target.dependsOn"), {
      minLength: 1,
      maxLength: 3,
    });
    const maps = fc
      .tuple(
        arbitraryResource(version, "ConceptMap", codes, 2),
        fc.array(fc.tuple(target, dependencies, dependencies), { minLength: 1 }),
      )
      .map(([map, targets]) => ({
        ...map,
        group: [
          { element: targets.map(([t, dependsOn, product]) => ({ target: [{ ...t, dependsOn, product }] })) },
        ],
      }));
    fc.assert(
      fc.property(maps, (resource) => expectNothingLost(version, resource)),
      { numRuns: 300 },
    );
  });
});
