/** What a store counts of each type -> how much there is. */
import type { ResourceType } from "../terminology/model.ts";
import type { StoreSizes } from "../terminology/store.ts";

interface TypeCount {
  type: ResourceType;
  resources: number;
  /** Concepts or mappings. */
  rows: number;
}

/** Without `bytes`, which only the store knows. */
export function sizesOf(counts: Iterable<TypeCount>): StoreSizes {
  const all = [...counts];
  const rowsOf = (type: ResourceType): number => all.find((count) => count.type === type)?.rows ?? 0;
  return {
    resources: new Map(all.map(({ type, resources }) => [type, resources])),
    concepts: rowsOf("CodeSystem"),
    mappings: rowsOf("ConceptMap"),
  };
}
