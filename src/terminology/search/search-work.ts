/** What a search costs before there is a page of it. */
import type { ResourceType } from "../model.ts";
import type { SearchQuery, Snapshot } from "../store.ts";
import { after, type Awaitable, keptOr } from "../util/awaitable.ts";
import { PerGeneration } from "../util/per-generation.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { type Criterion, readCriterion, type SearchTest } from "./criteria.ts";

/** Units for each resource of the type: to see whether it is there, to test it once, and to find what it is sorted by. */
const SEEN = 0.5;
const TESTED = 1.5;
const SORTED = 2;
/** Parameters that name a resource: one value has few of them. */
const NAMING = new Set(["_id", "identifier", "url"]);

/** Does an index find the few resources that have the wanted value? All others have to be looked at otherwise. */
export function findsFew({ parameter, present, test }: Criterion): boolean {
  return present && !parameter.rows && isValue(test);
}

function isValue(test: SearchTest): boolean {
  if (test.kind === "any") return test.of.every(isValue);
  if (test.kind === "all") return test.of.some(isValue);
  return test.kind === "text" && test.op === "equals" && test.field === "value";
}

/**
 * Counts a search before it is made: each of its tests looks at every resource of the type, unless an index has the
 * value, and so does each sort rule, unless resources are named.
 * @throws TerminologyError too-costly (422); for criteria that can't be read, as the search itself
 */
export function countSearch(
  store: Snapshot,
  type: ResourceType,
  { criteria, sort = [] }: SearchQuery,
  work: WorkBudget,
): Awaitable<void> {
  const read = criteria.map((criterion) => readCriterion(type, criterion));
  const [indexed, others] = [read.filter(findsFew), read.filter((criterion) => !findsFew(criterion))];
  work.resources(testsOf(indexed));
  const isNamed = indexed.some(({ parameter }) => NAMING.has(parameter.name));
  const each = TESTED * testsOf(others) + (isNamed ? 0 : SEEN + SORTED * sort.length);
  if (each === 0) return undefined;
  return after(countOf(store, type), (stored) => work.resources(Math.ceil(each * stored)));
}

const testsOf = (criteria: readonly Criterion[]): number =>
  criteria.reduce((sum, { test }) => sum + size(test), 0);

const size = (test: SearchTest): number =>
  "of" in test
    ? Math.max(
        1,
        test.of.reduce((sum, part) => sum + size(part), 0),
      )
    : 1;

const counts = new PerGeneration(() => new Map<ResourceType, Awaitable<number>>());

/** How many resources of the type there are. */
const countOf = (store: Snapshot, type: ResourceType): Awaitable<number> =>
  keptOr(counts.of(store), type, async () => {
    const { total } = await store.find(type, { criteria: [], count: 0 });
    return total;
  });
