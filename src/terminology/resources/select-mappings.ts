/** Mappings of a concept map for a person to read: by relation and by words, some at a time. */
import type { Mapping } from "../model.ts";
import type { MappingPage, MappingSelection } from "../store.ts";

/** A mapping that says that there is no counterpart. */
export const NO_MAP = "no-map";

/** What the mapping claims: a relationship, or that there is no counterpart. */
const relationOf = ({ target, targetValueSet, relationship }: Mapping): string =>
  target?.code === undefined && targetValueSet === undefined ? NO_MAP : (relationship ?? "related-to");

/** How many mappings claim each relation. */
export function countRelations(mappings: Iterable<Mapping>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const mapping of mappings) {
    const relation = relationOf(mapping);
    counts.set(relation, (counts.get(relation) ?? 0) + 1);
  }
  return counts;
}

/** `relations`: those of all mappings, where they are known already. */
export function selectMappings(
  mappings: readonly Mapping[],
  { words, relation, offset, count }: MappingSelection,
  relations: ReadonlyMap<string, number> = countRelations(mappings),
): MappingPage {
  const wanted = words.map((word) => word.toLowerCase());
  if (relation === undefined && wanted.length === 0)
    return { items: mappings.slice(offset, offset + count), total: mappings.length, relations };
  const found = mappings.filter(
    (mapping) => (relation === undefined || relationOf(mapping) === relation) && hasWords(mapping, wanted),
  );
  return { items: found.slice(offset, offset + count), total: found.length, relations };
}

function hasWords({ source, target }: Mapping, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [source.code, source.display, target?.code, target?.display].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}
