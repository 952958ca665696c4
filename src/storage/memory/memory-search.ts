/** FHIR search over resources in memory. */
import type { Page } from "../../terminology/concepts/concept-condition.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { readCriterion, readSort, sortField, type Criterion } from "../../terminology/search/criteria.ts";
import type { SearchQuery } from "../../terminology/store.ts";
import type { MemoryResources } from "./memory-resources.ts";
import type { Found } from "./resource-version.ts";

type Key = string | number | undefined;

/**
 * Without `sort`: by id.
 * @throws TerminologyError for criteria that can't be read
 */
export function searchResources(
  resources: MemoryResources,
  type: ResourceType,
  query: SearchQuery,
): Page<Found> {
  const criteria = query.criteria.map((criterion) => readCriterion(type, criterion));
  const found: Found[] = [];
  for (const version of candidates(resources, type, criteria))
    if (criteria.every((criterion) => version.content.fits(criterion, version))) found.push(version);
  const sorted = sort(found, type, query.sort ?? []);
  const offset = query.offset ?? 0;
  const page = sorted.slice(offset, query.count === undefined ? undefined : offset + query.count);
  return { total: found.length, items: page };
}

function candidates(
  resources: MemoryResources,
  type: ResourceType,
  criteria: readonly Criterion[],
): Iterable<Found> {
  for (const criterion of criteria) {
    const found = resources.searchIndex.candidates(type, criterion);
    if (found) return found;
  }
  return resources.ofType(type);
}

/** The lowest value counts going up, the highest going down; resources without value come last (Search, "_sort"). */
function sort(found: Found[], type: ResourceType, names: readonly string[]): Found[] {
  const rules = names.map((name) => readSort(type, name));
  const keyed = found.map((version) => ({
    version,
    keys: rules.map(({ parameter, descending }): Key => {
      const field = sortField(parameter.type);
      const values = version.content
        .values(parameter, version)
        .map((value) => value[field])
        .filter((v) => v !== undefined);
      return values.reduce<Key>(
        (best, v) => (best === undefined || v < best !== descending ? v : best),
        undefined,
      );
    }),
  }));
  keyed.sort((a, b) => {
    for (const [i, { descending }] of rules.entries()) {
      const order = compareKeys(a.keys[i], b.keys[i], descending);
      if (order !== 0) return order;
    }
    return a.version.id < b.version.id ? -1 : 1;
  });
  return keyed.map(({ version }) => version);
}

function compareKeys(a: Key, b: Key, descending: boolean): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b !== descending ? -1 : 1;
}
