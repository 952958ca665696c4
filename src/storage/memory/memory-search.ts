/** FHIR search over resources in memory. */
import type { Page } from "../../terminology/concepts/concept-condition.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { type Criterion, readCriterion, readSort, sortField } from "../../terminology/search/criteria.ts";
import type { SearchQuery } from "../../terminology/store.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { sortedInSteps } from "../../terminology/util/sorted-in-steps.ts";
import type { MemoryResources } from "./memory-resources.ts";
import type { Found } from "./resource-version.ts";
import { isExact } from "./search-index.ts";

type Key = string | number | undefined;

/** Resources that are looked at before others may have their turn: some milliseconds. */
const STEP = 500;

/**
 * Without `sort`: by id.
 * @throws TerminologyError for criteria that can't be read
 */
export function* searchResources(
  resources: MemoryResources,
  type: ResourceType,
  query: SearchQuery,
): LongWork<Page<Found>> {
  const criteria = query.criteria.map((criterion) => readCriterion(type, criterion));
  const found: Found[] = [];
  let looked = 0;
  const { among, tests } = yield* candidates(resources, type, criteria);
  for (const version of among) {
    if (tests.every((criterion) => version.content.fits(criterion, version))) found.push(version);
    if (++looked % STEP === 0) yield;
  }
  const sorted = yield* sort(found, type, query.sort ?? []);
  const offset = query.offset ?? 0;
  const page = sorted.slice(offset, query.count === undefined ? undefined : offset + query.count);
  return { total: found.length, items: page };
}

/** Those that may fit, and what is still to be tested. */
interface Candidates {
  among: Iterable<Found>;
  tests: readonly Criterion[];
}

function* candidates(
  resources: MemoryResources,
  type: ResourceType,
  criteria: readonly Criterion[],
): LongWork<Candidates> {
  for (const criterion of criteria) {
    const among = yield* resources.searchIndex.candidates(type, criterion);
    if (!among) continue;
    return { among, tests: isExact(criterion) ? criteria.filter((other) => other !== criterion) : criteria };
  }
  return { among: resources.ofType(type), tests: criteria };
}

interface Keyed {
  version: Found;
  keys: Key[];
}

function* sort(found: Found[], type: ResourceType, names: readonly string[]): LongWork<Found[]> {
  const rules = names.map((name) => readSort(type, name));
  if (found.length < 2) return found;
  const keyed: Keyed[] = [];
  for (const version of found) {
    keyed.push({ version, keys: rules.map((rule) => keyOf(version, rule)) });
    if (keyed.length % STEP === 0) yield;
  }
  const sorted = yield* sortedInSteps(keyed, (a, b) => {
    for (const [i, { descending }] of rules.entries()) {
      const order = compareKeys(a.keys[i], b.keys[i], descending);
      if (order !== 0) return order;
    }
    return a.version.id < b.version.id ? -1 : 1;
  });
  return sorted.map(({ version }) => version);
}

/** The lowest value counts going up, the highest going down; resources without value come last (Search, "_sort"). */
function keyOf(version: Found, { parameter, descending }: ReturnType<typeof readSort>): Key {
  const field = sortField(parameter.type);
  const values = version.content
    .values(parameter, version)
    .map((value) => value[field])
    .filter((v) => v !== undefined);
  return values.reduce<Key>(
    (best, v) => (best === undefined || v < best !== descending ? v : best),
    undefined,
  );
}

function compareKeys(a: Key, b: Key, descending: boolean): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b !== descending ? -1 : 1;
}
