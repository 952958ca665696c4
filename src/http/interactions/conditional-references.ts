/** References of a transaction by a search, `ValueSet?url=...` in Reference.reference: https://hl7.org/fhir/R5/http.html#trules. */
import type { FhirVersion } from "../../fhir/version.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import {
  conditionWithoutCriteria,
  referenceByCodes,
  referenceMatchesMany,
  referenceMatchesNone,
  searchTooLong,
} from "../../terminology/issues/rest.ts";
import { type Resource, RESOURCE_TYPES, type ResourceType } from "../../terminology/model.ts";
import { type Criterion, meets, readCriterion } from "../../terminology/search/criteria.ts";
import { searchValues } from "../../terminology/search/parameters.ts";
import { countSearch } from "../../terminology/search/search-work.ts";
import type { ResourceReader, SearchCriterion, Write } from "../../terminology/store.ts";
import { eachInTurn, type LongWork } from "../../terminology/util/in-turns.ts";
import { isNode } from "../../terminology/util/json-object.ts";
import type { FhirRequest } from "../fhir-request.ts";
import { HttpError } from "../http-error.ts";
import { Query } from "../query.ts";
import { readSearch } from "./search-query.ts";

/** Each is a search while others wait to write. */
const MOST = 500;

const CONDITIONAL = /^([A-Z][A-Za-z]+)\?(.+)$/s;

/** References of a transaction that stand for something else once it is done. */
export interface FoundReferences {
  conditional: Set<string>;
  /** To entries of the transaction, which alone can have such names. */
  entries: Set<string>;
}

/** Adds the references in `node` to `found`; it must not nest too deeply for the call stack. */
export function* referencesIn(node: unknown, found: FoundReferences): LongWork<void> {
  yield;
  if (!isNode(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (isNode(value)) yield* referencesIn(value, found);
    else if (key !== "reference" || typeof value !== "string") continue;
    else if (CONDITIONAL.test(value)) found.conditional.add(value);
    else if (value.startsWith("urn:uuid:")) found.entries.add(value);
  }
}

/** The types that the references search. */
export function typesOf(references: ReadonlySet<string>): ReadonlySet<ResourceType> {
  const types = [...references].map((reference) => typeOf(CONDITIONAL.exec(reference)![1]));
  return new Set(types.filter((type) => type !== undefined));
}

const typeOf = (name: string | undefined): ResourceType | undefined =>
  RESOURCE_TYPES.find((known) => known === name);

interface TypedSearch {
  type: ResourceType;
  criteria: SearchCriterion[];
}

/** The search that the reference stands for; undefined: there are no resources of its type here. */
function searchIn(reference: string, version: FhirVersion): TypedSearch | undefined {
  const [, name, query = ""] = CONDITIONAL.exec(reference)!;
  const type = typeOf(name);
  return type && { type, criteria: readSearch(type, version, Query.parse(query), "strict").criteria };
}

/**
 * Counts the searches before they are made.
 * @throws TerminologyError too-long: there are too many; too-costly; for a search that can't be read
 */
export async function countReferences(
  references: ReadonlySet<string>,
  { version, store, work }: FhirRequest,
): Promise<void> {
  if (references.size > MOST)
    throw new TerminologyError(
      searchTooLong("the transaction", "conditional references", references.size, MOST),
    );
  if (!work) return;
  for (const reference of references) {
    const search = searchIn(reference, version.name);
    if (search) await countSearch(store, search.type, search, work);
  }
}

/**
 * What each of the references stands for, `Type/id`: the one resource that fits once the transaction is done.
 * @throws HttpError 412: none fits, or several; TerminologyError: the search can't be read.
 */
export async function resolveReferences(
  references: ReadonlySet<string>,
  writes: readonly Write[],
  version: FhirVersion,
  state: ResourceReader,
): Promise<Map<string, string>> {
  const resolved = new Map<string, string>();
  for await (const reference of eachInTurn(references)) {
    const search = searchIn(reference, version);
    const [id, ...others] = search ? await idsAfter(reference, search, writes, state) : [];
    if (!search || id === undefined) throw new HttpError(412, referenceMatchesNone(reference));
    if (others.length > 0) throw new HttpError(412, referenceMatchesMany(reference));
    resolved.set(reference, `${search.type}/${id}`);
  }
  return resolved;
}

/** The ids of what fits after the writes: what is stored and stays as it is, and what is written. Some, if there are many. */
async function idsAfter(
  reference: string,
  { type, criteria }: TypedSearch,
  writes: readonly Write[],
  state: ResourceReader,
): Promise<string[]> {
  if (criteria.length === 0)
    throw new TerminologyError(conditionWithoutCriteria(`The reference ${reference}`));
  const tests = criteria.map((criterion) => readCriterion(type, criterion));
  const byCodes = tests.find(({ parameter }) => parameter.rows);
  if (byCodes) throw new TerminologyError(referenceByCodes(reference, byCodes.parameter.name));
  const here = writes.filter((write) => write.type === type);
  const changed = new Set(here.map(({ id }) => id));
  const { items } = await state.find(type, { criteria, count: here.length + 2 });
  const kept = items.filter((id) => !changed.has(id));
  const written = here.filter((write) => write.method !== "delete" && fits(write.resource, write.id, tests));
  return [...kept, ...written.map(({ id }) => id)];
}

const fits = (resource: Resource, id: string, tests: readonly Criterion[]): boolean =>
  tests.every((test) => meets([...searchValues(test.parameter, { ...resource, id })], test));
