/** One wanted change of a resource, from a request or a Bundle's entry, up to what the store is asked to do. */
import { randomUUID } from "node:crypto";
import type { Version } from "../../fhir/version.ts";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import {
  badCondition,
  badId,
  conditionMatchesMany,
  conditionMatchesNone,
  conditionWithoutCriteria,
  existsAlready,
  goneBefore,
  idMismatch,
  noneMatched,
  otherUrlThanCondition,
} from "../../terminology/issues/rest.ts";
import type { Resource, ResourceType } from "../../terminology/model.ts";
import { countSearch } from "../../terminology/search/search-work.ts";
import type { ResourceReader, SearchCriterion, StoredResource, Write } from "../../terminology/store.ts";
import { asText, typeSaid } from "../../terminology/util/json-object.ts";
import type { FhirRequest } from "../fhir-request.ts";
import { HttpError } from "../http-error.ts";
import { Query } from "../query.ts";
import { ofType } from "./of-type.ts";
import { readSearch } from "./search-query.ts";

export type ChangeMethod = "POST" | "PUT" | "DELETE" | "PATCH";

export interface Change {
  version: Version;
  /** A PATCH is a PUT by the time that it is one of these. */
  method: Exclude<ChangeMethod, "PATCH">;
  type: ResourceType;
  /** Absent: a create, or a change of what `condition` finds. */
  id?: string | undefined;
  condition?: Query | undefined;
  /** In the shape of `version`. */
  resource?: object | undefined;
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
  ifNoneExist?: string | undefined;
}

/** The change that a request, or a Bundle's entry as one, asks for. */
export function changeOf(
  { version, params, headers, query }: FhirRequest,
  type: ResourceType,
  method: Change["method"],
  resource: object | undefined,
): Change {
  return {
    version,
    method,
    type,
    id: params.id,
    condition: query,
    resource,
    ifMatch: headers["if-match"],
    ifNoneMatch: headers["if-none-match"],
    ifNoneExist: asText(headers["if-none-exist"]),
  };
}

/** The conditions that each kind of change can have. */
const CONDITIONS: Record<ChangeMethod, readonly string[]> = {
  POST: ["If-None-Exist"],
  PUT: ["If-Match", "If-None-Match"],
  PATCH: ["If-Match"],
  DELETE: ["If-Match"],
};
const ALL_CONDITIONS = ["If-None-Exist", "If-Match", "If-None-Match", "If-Unmodified-Since"];

/** @throws TerminologyError value: a condition that would be left out, and let happen what it is to prevent */
export function checkConditions({ headers }: FhirRequest, method: ChangeMethod): void {
  for (const name of ALL_CONDITIONS) {
    const value = headers[name.toLowerCase()];
    if (value === undefined) continue;
    if (!CONDITIONS[method].includes(name))
      throw new TerminologyError(
        badCondition(name, String(value), `${method} takes ${CONDITIONS[method].join(" and ")}`),
      );
    if (name === "If-None-Match" && String(value).trim() !== "*")
      throw new TerminologyError(
        badCondition(name, String(value), "of a PUT it is *, for what is not there yet"),
      );
  }
}

/** What is to be written; or, where nothing is, what is there already (nothing, for a delete). */
export type Resolved = { write: Write } | { found: StoredResource | undefined };

/** FHIR's id; `.` and `..` would be other addresses. */
const ID = /^(?!\.\.?$)[A-Za-z0-9.-]{1,64}$/;

/**
 * Checks the change, whose resource has been taken, and settles its conditions and its id by what is there.
 * @throws TerminologyError invalid, value, required; HttpError 412 where a condition does not hold.
 */
export async function resolveChange(change: Change, state: ResourceReader): Promise<Resolved> {
  if (change.method === "POST") return resolveCreate(change, state);
  const resource = change.method === "PUT" ? resourceOf(change) : undefined;
  const id = change.id ?? (await idByCondition(change, state, resource));
  if (id === undefined && change.ifMatch !== undefined) throw new HttpError(412, noneMatched(change.type));
  return change.method === "DELETE" ? resolveDelete(change, id, state) : resolveUpdate(change, id, state);
}

/** FHIR R5 http.html#delete: what is not there is as it should be. */
async function resolveDelete(
  change: Change,
  id: string | undefined,
  state: ResourceReader,
): Promise<Resolved> {
  if (id === undefined) return { found: undefined };
  const { type } = change;
  const ifMatch = await versionAsked(change, id, state);
  if (await state.read(type, id, { summary: true }))
    return { write: { method: "delete", type, id, ifMatch } };
  if (ifMatch !== undefined) throw new HttpError(412, goneBefore(type, id));
  return { found: undefined };
}

/** FHIR R5 http.html#create: the server gives the id. */
async function resolveCreate(change: Change, state: ResourceReader): Promise<Resolved> {
  const { type, ifNoneExist } = change;
  const resource = resourceOf(change);
  if (ifNoneExist !== undefined) {
    const found = await single(change, "If-None-Exist", searchOf(type, ifNoneExist), state);
    if (found) return { found };
  }
  return { write: { method: "create", type, id: randomUUID(), resource } };
}

/**
 * What If-None-Exist asks for; some send the address with it, in which there is no `=`. A value may have a `?` too.
 * @throws TerminologyError value: an address of another type
 */
function searchOf(type: ResourceType, ifNoneExist: string): Query {
  const [address = ""] = /^[^?=]*\?/.exec(ifNoneExist) ?? [];
  const searched = address.slice(0, -1).split("/").at(-1);
  if (searched && searched !== type)
    throw new TerminologyError(
      badCondition("If-None-Exist", ifNoneExist, `search for what is created, a ${type}`),
    );
  return Query.parse(ifNoneExist.slice(address.length));
}

/**
 * Counts the search by which a request finds what it is to change, if it does, before it is made.
 * @throws TerminologyError too-costly (422); for a condition that can't be read
 */
export async function countCondition(
  { version, params, query, headers, store, work }: FhirRequest,
  type: ResourceType,
  method: ChangeMethod,
): Promise<void> {
  const changed = params.id === undefined ? query : Query.EMPTY;
  const condition = method === "POST" ? searchOf(type, asText(headers["if-none-exist"]) ?? "") : changed;
  const { criteria } = readSearch(type, version.name, condition, "strict");
  if (work && criteria.length > 0) await countSearch(store, type, { criteria }, work);
}

/** FHIR R5 http.html#update; without a match, a conditional update creates (#cond-update). */
async function resolveUpdate(
  change: Change,
  id: string | undefined,
  state: ResourceReader,
): Promise<Resolved> {
  const { type } = change;
  const resource = resourceOf(change);
  const own = resource.id;
  if (id === undefined) {
    const given = own === undefined ? randomUUID() : checkedId(own);
    return { write: { method: "create", type, id: given, resource, byPut: true } };
  }
  if (own !== id && (own !== undefined || change.id !== undefined))
    throw new TerminologyError(idMismatch(id, own));
  if (change.ifNoneMatch?.trim() === "*" && (await state.read(type, id))?.resource) {
    throw new HttpError(412, existsAlready(type, id));
  }
  const ifMatch = await versionAsked(change, id, state);
  return { write: { method: "update", type, id: checkedId(id), resource, ifMatch } };
}

/** In R5's shape. A store may ask twice what is to be written, and then it is the same object. */
const taken = new WeakMap<object, Resource>();

/** What takes long is done before others have to wait for it, and in turns with them. */
export async function takeResource({ resource, type, version }: Change): Promise<void> {
  if (resource && typeSaid(resource) === type) taken.set(resource, await version.longResourceIn(resource));
}

const resourceOf = ({ resource, type }: Change): Resource => taken.get(ofType(resource, type))!;

function checkedId(id: string): string {
  if (!ID.test(id)) throw new TerminologyError(badId(id));
  return id;
}

/** What a change is of. */
type Target = Pick<Change, "version" | "type" | "id" | "condition" | "ifMatch">;

/**
 * The id of what is to be patched: it must be there.
 * @throws TerminologyError not-found: nothing fits the condition
 */
export async function patchedId(target: Target, state: ResourceReader): Promise<string> {
  const id = target.id ?? (await idByCondition(target, state));
  if (id === undefined) throw new TerminologyError(conditionMatchesNone(target.type));
  return id;
}

async function idByCondition(
  change: Target,
  state: ResourceReader,
  resource?: Resource,
): Promise<string | undefined> {
  return (await single(change, "The condition", change.condition ?? Query.EMPTY, state, resource))?.id;
}

/**
 * What the condition finds: nothing or one.
 * @param resource what is to be written for it
 */
async function single(
  { type, version }: Pick<Target, "type" | "version">,
  name: string,
  condition: Query,
  state: ResourceReader,
  resource?: Resource,
): Promise<StoredResource | undefined> {
  const { criteria } = readSearch(type, version.name, condition, "strict");
  if (criteria.length === 0) throw new TerminologyError(conditionWithoutCriteria(name));
  if (resource) checkSameUrl(name, criteria, resource);
  // A page that is not full says how many there are.
  const { total, items } = await state.search(type, { criteria, count: 2 }, { summary: true });
  if (total > 1) throw new HttpError(412, conditionMatchesMany(name, total));
  return items[0];
}

/**
 * What is looked for by one url and written with another would take the place of a resource that it is none of, or never
 * be found by the condition that made it.
 * @throws TerminologyError invalid
 */
function checkSameUrl(condition: string, criteria: readonly SearchCriterion[], resource: Resource): void {
  const { url } = resource as { url?: string };
  const other = criteria.find(
    ({ name, modifier, values }) => name === "url" && modifier === undefined && !values.includes(url!),
  );
  if (other && url !== undefined)
    throw new TerminologyError(otherUrlThanCondition(condition, other.values, url));
}

/**
 * The version that If-Match (RFC 9110, 13.1.1) asks for: one, one of several, or with `*` any that is there.
 * @throws TerminologyError value: no entity tag; HttpError 412: what should be there is not.
 */
export async function versionAsked(
  { type, ifMatch }: Pick<Target, "type" | "ifMatch">,
  id: string,
  state: ResourceReader,
): Promise<number | undefined> {
  if (ifMatch === undefined) return undefined;
  const tags = ifMatch.split(",").map((tag) => tag.trim());
  const any = tags.length === 1 && tags[0] === "*";
  const versions = any ? [] : tags.map((tag) => versionIn(tag, ifMatch));
  if (versions.length === 1) return versions[0];
  const stored = await state.read(type, id, { summary: true });
  if (!stored?.resource) throw new HttpError(412, goneBefore(type, id));
  return any || versions.includes(stored.versionId) ? stored.versionId : versions[0];
}

/** `W/"3"` -> 3 */
function versionIn(tag: string, header: string): number {
  const digits = /^(?:W\/)?"?(\d{1,15})"?$/.exec(tag)?.[1];
  if (digits === undefined) {
    throw new TerminologyError(
      badCondition("If-Match", header, 'send the ETag of the version to be changed: W/"3"'),
    );
  }
  return Number(digits);
}

/**
 * Is the resource fit to be stored? In the shape of its own version.
 * @returns its faults; warnings are no reason to refuse it.
 */
export async function faultsOf({ resource, version, method, id }: Change): Promise<Issue[]> {
  if (method === "DELETE") return [];
  if (id !== undefined) checkedId(id);
  // The schemas and FHIRPath are read at first use: most servers are never written to.
  const { validateResource } = await import("../../fhir/validation/validation.ts");
  const issues = await validateResource(resource, version.name);
  return issues.filter((issue) => issue.severity === "error" || issue.severity === "fatal");
}
