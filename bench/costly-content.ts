/** Large ones of each kind, as importers bring them: a map, a list of codes, one concept with all others right below it. */
import type { Concept } from "../src/terminology/model.ts";
import type { ImportRecord } from "../src/terminology/store.ts";
import { codeOf, GENERATED } from "./generated.ts";

export const WIDE = "http://example.org/wide";
export const LARGE_LIST = "http://example.org/large-list";
const TARGET = "http://example.org/large-target";

export function* costlyRecords(count: number): Generator<ImportRecord> {
  const active = { status: "active" } as const;
  yield {
    kind: "conceptMap",
    conceptMap: {
      ...active,
      resourceType: "ConceptMap",
      id: "large-map",
      url: "http://example.org/ConceptMap/large",
      group: [{ source: GENERATED, target: TARGET }],
    },
  };
  for (let i = 0; i < count; i++) {
    const target = { system: TARGET, code: `T${i}`, display: `Target number ${i}` };
    const source = { system: GENERATED, code: codeOf(i) };
    const mapping = {
      source,
      target,
      relationship: "equivalent" as const,
      dependsOn: [],
      product: [],
      properties: [],
    };
    yield { kind: "mapping", mapping };
  }
  yield {
    kind: "codeSystem",
    codeSystem: { ...active, resourceType: "CodeSystem", id: "wide", url: WIDE, content: "complete" },
  };
  for (let i = 0; i <= count; i++) {
    const named = i === 0 ? { code: "root", display: "All" } : { code: `w${i}`, display: `Number ${i}` };
    const concept: Concept = {
      ...named,
      inactive: false,
      abstract: false,
      designations: [],
      properties: [],
      parents: i === 0 ? [] : ["root"],
    };
    yield { kind: "concept", concept };
  }
  const concept = Array.from({ length: count }, (_, i) => ({ code: codeOf(i), display: `Code number ${i}` }));
  yield {
    kind: "resource",
    resource: {
      ...active,
      resourceType: "ValueSet",
      id: "large-list",
      url: LARGE_LIST,
      compose: { include: [{ system: GENERATED, concept }] },
    },
  };
}
