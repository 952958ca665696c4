/** Rows of a concept map for a person to read: by relation and by words, some at a time. */
import type { Mapping } from "../model.ts";
import type { MappingPage, MappingSelection } from "../store.ts";

/** A row that says that there is no counterpart. */
export const NO_MAP = "no-map";

/** What the row claims: a relationship, or that there is no counterpart. */
const relationOf = ({ target, targetValueSet, relationship }: Mapping): string =>
  target?.code === undefined && targetValueSet === undefined ? NO_MAP : (relationship ?? "related-to");

/** How many rows claim each relation. */
export function countRelations(rows: Iterable<Mapping>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const relation = relationOf(row);
    counts.set(relation, (counts.get(relation) ?? 0) + 1);
  }
  return counts;
}

/** `relations`: those of all rows, where they are known already. */
export function selectMappings(
  rows: readonly Mapping[],
  { words, relation, offset, count }: MappingSelection,
  relations: ReadonlyMap<string, number> = countRelations(rows),
): MappingPage {
  const wanted = words.map((word) => word.toLowerCase());
  if (relation === undefined && wanted.length === 0)
    return { items: rows.slice(offset, offset + count), total: rows.length, relations };
  const found = rows.filter(
    (row) => (relation === undefined || relationOf(row) === relation) && hasWords(row, wanted),
  );
  return { items: found.slice(offset, offset + count), total: found.length, relations };
}

function hasWords({ source, target }: Mapping, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [source.code, source.display, target?.code, target?.display].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}
