/** Small terminology with every trait that stores have to keep apart. */
import type * as r5 from "fhir/r5";
import type { ConceptCondition, Selection } from "../../src/terminology/concepts/concept-condition.ts";
import type { CodeSystem, Concept, Resource } from "../../src/terminology/model.ts";
import type { CodeSystemProvider } from "../../src/terminology/store.ts";

export const BONES = "http://example.org/bones";

/**
 * bone > (skull > (ear > (malleus, incus, stapes)), limb > (femur, patella)); ossicles have a second parent, `small`,
 * by property; `tailbone` is inactive, `limb` not selectable.
 */
export const bones: r5.CodeSystem = {
  resourceType: "CodeSystem",
  id: "bones",
  url: BONES,
  version: "1.0.0",
  name: "Bones",
  title: "Knochen des Menschen",
  status: "active",
  content: "complete",
  caseSensitive: true,
  property: [
    { code: "side", type: "code" },
    { code: "length", type: "integer" },
    { code: "see", type: "Coding" },
    { code: "paired", type: "boolean" },
    { code: "xref", type: "Coding" },
  ],
  concept: [
    {
      code: "bone",
      display: "Bone",
      definition: "Hard tissue",
      concept: [
        {
          code: "skull",
          display: "Skull",
          designation: [
            { language: "de", value: "Schädel" },
            { language: "la", value: "Cranium" },
          ],
          concept: [
            {
              code: "ear",
              display: "Bones of the ear",
              concept: [
                ossicle("malleus", "Malleus", "Hammer"),
                ossicle("incus", "Incus", "Amboss"),
                ossicle("stapes", "Stapes", "Steigbügel"),
              ],
            },
          ],
        },
        {
          code: "limb",
          display: "Bones of the limbs",
          property: [{ code: "notSelectable", valueBoolean: true }],
          concept: [
            {
              code: "femur",
              display: "Femur",
              property: [
                { code: "length", valueInteger: 48 },
                { code: "side", valueCode: "left" },
                { code: "side", valueCode: "right" },
                { code: "see", valueCoding: { system: "http://example.org/joints", code: "hip" } },
                { code: "paired", valueBoolean: true },
                { code: "xref", valueCoding: { system: "http://example.org/fma", code: "FMA:5240" } },
              ],
            },
            { code: "patella", display: "Patella (knee cap)" },
          ],
        },
        { code: "tailbone", display: "Tail bone", property: [{ code: "inactive", valueBoolean: true }] },
      ],
    },
    { code: "small", display: "Small bone" },
  ],
};

function ossicle(code: string, display: string, german: string) {
  return {
    code,
    display,
    designation: [{ language: "de", value: german }],
    property: [{ code: "parent", valueCode: "small" }],
  };
}

/** A code system without hierarchy that folds case. */
export const colours: r5.CodeSystem = {
  resourceType: "CodeSystem",
  id: "colours",
  url: "http://example.org/colours",
  version: "2",
  name: "Colours",
  status: "draft",
  content: "complete",
  caseSensitive: false,
  concept: [
    { code: "Red", display: "Red" },
    { code: "GREEN", display: "Green" },
    { code: "blue", display: "Blue" },
  ],
};

export const ears: r5.ValueSet = {
  resourceType: "ValueSet",
  id: "ears",
  url: "http://example.org/ValueSet/ears",
  version: "1.0.0",
  name: "Ears",
  status: "active",
  compose: { include: [{ system: BONES, concept: [{ code: "malleus" }, { code: "stapes" }] }] },
};

export const bonesToColours: r5.ConceptMap = {
  resourceType: "ConceptMap",
  id: "bones-to-colours",
  url: "http://example.org/ConceptMap/bones-to-colours",
  version: "1.0.0",
  name: "BonesToColours",
  status: "active",
  sourceScopeUri: "http://example.org/ValueSet/bones",
  targetScopeUri: "http://example.org/ValueSet/colours",
  group: [
    {
      source: BONES,
      target: "http://example.org/colours|2",
      element: [
        { code: "malleus", target: [{ code: "Red", relationship: "equivalent", comment: "by habit" }] },
        {
          code: "incus",
          target: [
            { code: "GREEN", relationship: "source-is-narrower-than-target" },
            { code: "blue", relationship: "related-to" },
          ],
        },
        { code: "stapes", noMap: true },
      ],
    },
  ],
};

export const fallback: r5.ConceptMap = {
  resourceType: "ConceptMap",
  id: "fallback",
  url: "http://example.org/ConceptMap/fallback",
  name: "Fallback",
  status: "active",
  group: [
    {
      source: BONES,
      target: "http://example.org/other",
      element: [{ code: "femur", target: [{ code: "f", relationship: "equivalent" }] }],
      unmapped: { mode: "fixed", code: "x" },
    },
  ],
};

export const everything: Resource[] = [bones, colours, ears, bonesToColours, fallback];

export function codeSystem(
  url: string,
  version: string,
  codes: readonly string[],
  more: object = {},
): Resource {
  return {
    resourceType: "CodeSystem",
    url,
    version,
    status: "active",
    content: "complete",
    concept: codes.map((code) => ({ code, display: `The ${code}` })),
    ...more,
  };
}

export const header = (url: string): CodeSystem => ({
  resourceType: "CodeSystem",
  url,
  status: "active",
  content: "complete",
});

export function concept(code: string, parents: string[] = [], more: Partial<Concept> = {}): Concept {
  return { code, designations: [], properties: [], parents, inactive: false, abstract: false, ...more };
}

/** The codes that a provider selects. */
export async function codesOf(
  provider: CodeSystemProvider | undefined,
  condition: ConceptCondition,
  more: Partial<Selection> = {},
): Promise<string[]> {
  const page = await provider!.select({ condition, ...more });
  return page.items.map((item) => item.code);
}
