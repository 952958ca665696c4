/** A condition that names a value set: a code that comes without its system is of the value set's. */
import type * as r5 from "fhir/r5";
import { expect, it } from "vitest";
import { createEngine } from "../../../src/engine.ts";
import { MemoryStore } from "../../../src/storage/memory/memory-store.ts";

const SOURCE = "urn:test:source";
const TARGET = "urn:test:target";
const STAGES = "urn:test:stages";
const EARLY = "urn:test:early";
const MAP = "urn:test:map";

const stages: r5.CodeSystem = {
  resourceType: "CodeSystem",
  url: STAGES,
  status: "active",
  content: "complete",
  caseSensitive: true,
  concept: [{ code: "first" }, { code: "last" }],
};
const early: r5.ValueSet = {
  resourceType: "ValueSet",
  url: EARLY,
  status: "active",
  compose: { include: [{ system: STAGES, concept: [{ code: "first" }] }] },
};
const map: r5.ConceptMap = {
  resourceType: "ConceptMap",
  url: MAP,
  status: "active",
  additionalAttribute: [{ code: "stage", type: "code" }],
  group: [
    {
      source: SOURCE,
      target: TARGET,
      element: [
        {
          code: "a",
          target: [
            { code: "b", relationship: "equivalent", dependsOn: [{ attribute: "stage", valueSet: EARLY }] },
          ],
        },
      ],
    },
  ],
};
const engine = createEngine(new MemoryStore([stages, early, map]));

async function state(version: "r4" | "r5", part: object[]): Promise<"met" | "contradicted" | "open"> {
  const parameter = [
    { name: "url", valueUri: MAP },
    { name: version === "r4" ? "coding" : "sourceCoding", valueCoding: { system: SOURCE, code: "a" } },
    { name: "dependency", part },
  ];
  const parameters = { resourceType: "Parameters", parameter };
  const { resource } = await engine.ask(version, "POST", "ConceptMap/$translate", { resource: parameters });
  const said = JSON.stringify(resource);
  if (said.includes("condition-contradicted")) return "contradicted";
  return said.includes("condition-open") ? "open" : "met";
}

it.each([
  ["first", "met"],
  ["last", "contradicted"],
  ["elsewhere", "open"],
])("%s: %s", async (code, expected) => {
  const attribute = { name: "attribute", valueUri: "stage" };
  const element = { name: "element", valueUri: "stage" };
  const values = [{ valueCode: code }, { valueString: code }, { valueCoding: { code } }];
  for (const value of values)
    expect(await state("r5", [attribute, { name: "value", ...value }]), JSON.stringify(value)).toBe(expected);
  for (const concept of [{ coding: [{ code }] }, { text: code }])
    expect(await state("r4", [element, { name: "concept", valueCodeableConcept: concept }])).toBe(expected);
  const coding = { system: STAGES, code };
  const full = await state("r5", [attribute, { name: "value", valueCoding: coding }]);
  expect(full).toBe(expected === "met" ? "met" : "contradicted");
});
