/** Past versions: vread, and the history of a resource, of a type or of all that there is; https://hl7.org/fhir/R5/http.html#history */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { deletedResource, unknownResource, unknownVersion } from "../../terminology/issues/rest.ts";
import type { ResourceType } from "../../terminology/model.ts";
import type { HistoryPage, ResourceReader, StoredResource } from "../../terminology/store.ts";
import { bundleAnswer, type MadeEntry, resourceBody } from "../bundle-pieces.ts";
import type { FhirRequest, Handler } from "../fhir-request.ts";
import { type Part, readFor, wantedPart, wantedPartOfOne } from "../summary.ts";
import { readHistoryQuery, usedOf } from "./history-query.ts";
import { pageLinks } from "./page-links.ts";
import { entityTag, isThere, takesLarge, versionAnswer } from "./read.ts";
import { wholeNumber } from "./search-query.ts";

const DEFAULT_COUNT = 50;
const MAX_COUNT = 1_000;
/** Versions that are read at a time. */
const STEP = 20;

/** GET [type]/[id]/_history/[vid]: one version, https://hl7.org/fhir/R5/http.html#vread */
export function vread(type: ResourceType): Handler {
  return async (request) => {
    const { id, vid } = request.params as { id: string; vid: string };
    const part = wantedPartOfOne(request.query);
    const options = { large: takesLarge(request), ...readFor(part, type) };
    const stored = /^[1-9]\d{0,14}$/.test(vid)
      ? await request.store.vread(type, id, Number(vid), options)
      : undefined;
    if (!stored) throw new TerminologyError(unknownVersion(type, id, vid));
    if (!isThere(stored)) throw new TerminologyError(deletedResource(type, id));
    return versionAnswer(request, stored, part);
  };
}

/**
 * Of one resource, where the path has an id; else of all of the type, or without one of all types. Newest first, unless
 * `_sort` says otherwise.
 */
export function history(type: ResourceType | undefined): Handler {
  return async (request) => {
    const { params, query, store } = request;
    const part = wantedPart(query);
    const most = part?.kind === "count" ? 0 : MAX_COUNT;
    const count = Math.min(wholeNumber(query, "_count", DEFAULT_COUNT), most);
    const offset = wholeNumber(query, "_offset", 0);
    const wanted = readHistoryQuery(query);
    const total = await totalOf(request, type, wanted);
    if (total === 0 && type && params.id !== undefined) await requireKnown(store, type, params.id);
    const address = [request.base, type, params.id, "_history"]
      .filter((part) => part !== undefined)
      .join("/");
    const used = usedOf(query);
    let given = 0;
    async function* entries(): AsyncGenerator<MadeEntry> {
      for await (const stored of versionsOf(request, type, part, { offset, count, ...wanted })) {
        if (request.work?.isUsedUp) return;
        given++;
        yield historyEntry(request, stored, part);
      }
      given = count;
    }
    return bundleAnswer(request, {
      head: { resourceType: "Bundle", type: "history", total },
      entries: entries(),
      tail: () => ({ link: pageLinks(address, used, { offset, count, total, given }) }),
    });
  };
}

/** @throws TerminologyError not-found: there never was such a resource, so that it has no history. */
async function requireKnown(store: ResourceReader, type: ResourceType, id: string): Promise<void> {
  if (!(await store.read(type, id, { summary: true }))) throw new TerminologyError(unknownResource(type, id));
}

/** Units for each version that there is: all are counted, */
const COUNTED = 0.5;
/** and with `_at` it is looked up what came after each. */
const LOOKED_THROUGH = 2;

/** How many versions are wanted. All are looked at, which counts; no index tells which were current at a time. */
async function totalOf(
  { store, params, work }: FhirRequest,
  type: ResourceType | undefined,
  wanted: Omit<HistoryPage, "offset" | "count">,
): Promise<number> {
  const none = { offset: 0, count: 0 };
  const { total: versions } = await store.history(type, params.id, none);
  work?.resources((wanted.at ? LOOKED_THROUGH : COUNTED) * versions);
  if (!wanted.at && wanted.since === undefined) return versions;
  return (await store.history(type, params.id, { ...none, ...wanted })).total;
}

/** Of one state, which does not change while they are read some at a time. */
async function* versionsOf(
  request: FhirRequest,
  type: ResourceType | undefined,
  part: Part | undefined,
  { offset, count, ...wanted }: HistoryPage,
): AsyncGenerator<StoredResource> {
  const { store, params, work } = request;
  const options = { large: takesLarge(request), ...readFor(part, type) };
  for (let read = 0; read < count;) {
    await work?.giveWay();
    const page = { offset: offset + read, count: Math.min(STEP, count - read), ...wanted };
    const { items } = await store.history(type, params.id, page, options);
    yield* items;
    read += items.length;
    if (items.length < page.count) return;
  }
}

const VERBS = { create: "PUT", update: "PUT", delete: "DELETE" } as const;
const STATUS = { create: "201 Created", update: "200 OK", delete: "204 No Content" } as const;

function historyEntry(request: FhirRequest, stored: StoredResource, part: Part | undefined): MadeEntry {
  const { type, id, method = "update", byPut, versionId, lastUpdated } = stored;
  const isPosted = method === "create" && !byPut;
  return {
    before: { fullUrl: `${request.base}/${type}/${id}` },
    body: isThere(stored) ? resourceBody(request, stored, part) : {},
    after: {
      request: isPosted ? { method: "POST", url: type } : { method: VERBS[method], url: `${type}/${id}` },
      response: { status: STATUS[method], etag: entityTag(versionId), lastModified: lastUpdated },
    },
  };
}
