/** Past versions: vread, and the history of a resource or of a type; https://hl7.org/fhir/R5/http.html#history */
import { invalidParameter, TerminologyError, unknownResource } from "../../terminology/issues/issue.ts";
import { deletedResource, unknownVersion } from "../../terminology/issues/http.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { readDate } from "../../terminology/search/dates.ts";
import type { Snapshot, StoredResource } from "../../terminology/store.ts";
import type { FhirRequest, Handler } from "../fhir-request.ts";
import type { Query } from "../query.ts";
import { partOf, wantedPart } from "../summary.ts";
import { pageLinks, wholeNumber } from "./search-query.ts";
import { entityTag, versionAnswer } from "./read.ts";

const DEFAULT_COUNT = 50;
const MAX_COUNT = 1_000;

export function vread(type: ResourceType): Handler {
  return async (request) => {
    const { id, vid } = request.params as { id: string; vid: string };
    const stored = /^\d{1,15}$/.test(vid) ? await request.store.vread(type, id, Number(vid)) : undefined;
    if (!stored) throw new TerminologyError(unknownVersion(type, id, vid));
    if (!stored.resource) throw new TerminologyError(deletedResource(type, id));
    return versionAnswer(request, stored);
  };
}

/** Of one resource, where the path has an id; else of all of the type. Newest first. */
export function history(type: ResourceType): Handler {
  return async (request) => {
    const { params, query, store } = request;
    const count = Math.min(wholeNumber(query, "_count", DEFAULT_COUNT), MAX_COUNT);
    const offset = wholeNumber(query, "_offset", 0);
    const since = readSince(query);
    const page =
      since === undefined
        ? await store.history(type, params.id, { offset, count })
        : await historySince(type, params.id, since, { offset, count }, store);
    if (page.total === 0 && params.id !== undefined && since === undefined) {
      throw new TerminologyError(unknownResource(type, params.id));
    }
    const part = wantedPart(query);
    const address = `${request.base}/${type}${params.id === undefined ? "" : `/${params.id}`}/_history`;
    const used = [...query].filter(([name]) => name === "_count" || name === "_since");
    const entry = page.items.map((stored) => historyEntry(request, stored, (r) => partOf(r, part)));
    return {
      status: 200,
      resource: {
        resourceType: "Bundle",
        type: "history",
        total: page.total,
        link: pageLinks(address, used, { offset, count, total: page.total }),
        ...(entry.length > 0 ? { entry } : {}),
      },
    };
  };
}

function readSince(query: Query): number | undefined {
  const text = query.get("_since");
  if (text === undefined || text === "") return undefined;
  const span = readDate(text);
  if (span) return span.low;
  throw new TerminologyError(
    invalidParameter("_since", text, "expected: an instant such as 2026-01-31T00:00:00Z"),
  );
}

/** Versions come newest first, so that those since a time are the first ones. */
async function historySince(
  type: ResourceType,
  id: string | undefined,
  since: number,
  { offset, count }: { offset: number; count: number },
  store: Snapshot,
) {
  const recent: StoredResource[] = [];
  for (let at = 0; ; at += MAX_COUNT) {
    const { items } = await store.history(type, id, { offset: at, count: MAX_COUNT });
    const fresh = items.filter((item) => Date.parse(item.lastUpdated) >= since);
    recent.push(...fresh);
    if (fresh.length < MAX_COUNT) break;
  }
  return { total: recent.length, items: recent.slice(offset, offset + count) };
}

const VERBS = { create: "POST", update: "PUT", delete: "DELETE" } as const;
const STATUS = { create: "201 Created", update: "200 OK", delete: "204 No Content" } as const;

function historyEntry(
  { base, version }: FhirRequest,
  stored: StoredResource,
  part: (r: object) => object,
): object {
  const { type, id, method = "update", versionId, lastUpdated, resource } = stored;
  return {
    fullUrl: `${base}/${type}/${id}`,
    ...(resource ? { resource: part(version.resourceOut(resource)) } : {}),
    request: { method: VERBS[method], url: method === "create" ? type : `${type}/${id}` },
    response: { status: STATUS[method], etag: entityTag(versionId), lastModified: lastUpdated },
  };
}
