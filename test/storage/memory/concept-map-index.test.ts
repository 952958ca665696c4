import { expect, test } from "vitest";
import { ConceptMapIndex } from "../../../src/storage/memory/concept-map-index.ts";
import { MemoryConceptMap } from "../../../src/storage/memory/memory-concept-map.ts";
import { atOnce } from "../../../src/terminology/util/in-turns.ts";

test("an index of very many small maps is made in steps", () => {
  const source = { system: "urn:test:a", code: "1" };
  const maps = Array.from({ length: 1_000 }, (_, i) => {
    const target = { system: `urn:test:${i}`, code: "2" };
    const mapping = { source, target, dependsOn: [], product: [], properties: [] };
    return atOnce(MemoryConceptMap.of({ resourceType: "ConceptMap", status: "active" }, [mapping]));
  });
  const making = ConceptMapIndex.of(maps);
  let steps = 0;
  let step = making.next();
  for (; !step.done; step = making.next()) steps++;
  expect(steps).toBeGreaterThan(10);
  expect(step.value.about([source], "forward")).toEqual(maps);
});
