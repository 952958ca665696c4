/** Past versions: vread, and the history of a resource or of a type; https://hl7.org/fhir/R5/http.html#history */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import {
  unknownResource,
  deletedResource,
  unknownVersion,
  unsupportedHistoryParameter,
} from "../../terminology/issues/rest.ts";
import { invalidParameter } from "../../terminology/issues/parameters.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { readDate } from "../../terminology/search/dates.ts";
import type { HistoryPage, StoredResource } from "../../terminology/store.ts";
import { bodyOf, bundleAnswer, type MadeEntry } from "../bundle-pieces.ts";
import type { FhirRequest, Handler } from "../fhir-request.ts";
import type { Query } from "../query.ts";
import { wantedPart, type Part } from "../summary.ts";
import { pageLinks, wholeNumber } from "./search-query.ts";
import { entityTag, isThere, takesLarge, versionAnswer } from "./read.ts";

const DEFAULT_COUNT = 50;
const MAX_COUNT = 1_000;
/** Versions that are read at a time. */
const STEP = 20;
/** They would leave versions out: without them the answer says more than was asked for. */
const NARROWING = ["_at", "_list"];

/** GET [type]/[id]/_history/[vid]: one version, https://hl7.org/fhir/R5/http.html#vread */
export function vread(type: ResourceType): Handler {
  return async (request) => {
    const { id, vid } = request.params as { id: string; vid: string };
    const large = takesLarge(request);
    const stored = /^\d{1,15}$/.test(vid)
      ? await request.store.vread(type, id, Number(vid), { large })
      : undefined;
    if (!stored) throw new TerminologyError(unknownVersion(type, id, vid));
    if (!isThere(stored)) throw new TerminologyError(deletedResource(type, id));
    return versionAnswer(request, stored);
  };
}

/** Of one resource, where the path has an id; else of all of the type. Newest first. */
export function history(type: ResourceType): Handler {
  return async (request) => {
    const { params, query, store } = request;
    for (const name of NARROWING)
      if (query.get(name)) throw new TerminologyError(unsupportedHistoryParameter(name));
    const part = wantedPart(query);
    const most = part?.kind === "count" ? 0 : MAX_COUNT;
    const count = Math.min(wholeNumber(query, "_count", DEFAULT_COUNT), most);
    const offset = wholeNumber(query, "_offset", 0);
    const since = readSince(query);
    const { total } = await store.history(type, params.id, { offset, count: 0, since });
    if (total === 0 && params.id !== undefined && since === undefined) {
      throw new TerminologyError(unknownResource(type, params.id));
    }
    const address = `${request.base}/${type}${params.id === undefined ? "" : `/${params.id}`}/_history`;
    const used = [...query].filter(([name]) => name === "_count" || name === "_since");
    let given = 0;
    async function* entries(): AsyncGenerator<MadeEntry> {
      for await (const stored of versionsOf(request, type, { offset, count, since })) {
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

/** Of one state, which does not change while they are read some at a time. */
async function* versionsOf(
  request: FhirRequest,
  type: ResourceType,
  { offset, count, since }: HistoryPage,
): AsyncGenerator<StoredResource> {
  const { store, params, work } = request;
  const large = takesLarge(request);
  for (let read = 0; read < count;) {
    await work?.giveWay();
    const page = { offset: offset + read, count: Math.min(STEP, count - read), since };
    const { items } = await store.history(type, params.id, page, { large });
    yield* items;
    read += items.length;
    if (items.length < page.count) return;
  }
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

const VERBS = { create: "POST", update: "PUT", delete: "DELETE" } as const;
const STATUS = { create: "201 Created", update: "200 OK", delete: "204 No Content" } as const;

function historyEntry(request: FhirRequest, stored: StoredResource, part: Part | undefined): MadeEntry {
  const { type, id, method = "update", versionId, lastUpdated } = stored;
  return {
    before: { fullUrl: `${request.base}/${type}/${id}` },
    body: isThere(stored) ? bodyOf(request, stored, part) : {},
    after: {
      request: { method: VERBS[method], url: method === "create" ? type : `${type}/${id}` },
      response: { status: STATUS[method], etag: entityTag(versionId), lastModified: lastUpdated },
    },
  };
}
