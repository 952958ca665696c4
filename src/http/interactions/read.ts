/** GET [type]/[id]: the resource as it is now; https://hl7.org/fhir/R5/http.html#read */
import type { IncomingHttpHeaders } from "node:http";
import { TerminologyError, unknownResource } from "../../terminology/issues/issue.ts";
import { deletedResource } from "../../terminology/issues/http.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { codeSystemJson, type LargeCodeSystem } from "../../terminology/resources/code-system-pieces.ts";
import type { StoredResource } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import type { Answer, FhirRequest, Handler } from "../fhir-request.ts";
import { isHeaderOnly, partOf, wantedPart } from "../summary.ts";

export function read(type: ResourceType): Handler {
  return async (request) => {
    const id = request.params.id!;
    const summary = isHeaderOnly(wantedPart(request.query));
    const large = await largeCodeSystem(request, type, id);
    if (large) return largeAnswer(request, large);
    const stored = await request.store.read(type, id, { summary });
    if (!stored) throw new TerminologyError(unknownResource(type, id));
    if (!stored.resource) throw new TerminologyError(deletedResource(type, id));
    return versionAnswer(request, stored);
  };
}

/** Undefined: it is read like all others. */
function largeCodeSystem(
  { store, takesPieces, query }: FhirRequest,
  type: ResourceType,
  id: string,
): Awaitable<LargeCodeSystem | undefined> {
  if (type !== "CodeSystem" || !takesPieces || wantedPart(query)) return undefined;
  return store.readLarge?.(type, id);
}

function largeAnswer({ headers, version }: FhirRequest, large: LargeCodeSystem): Answer {
  const { versionId, lastUpdated } = large.codeSystem.meta as { versionId: string; lastUpdated: string };
  const stored = { versionId: Number(versionId), lastUpdated };
  if (isKnown(headers, stored)) return { status: 304, headers: validators(stored) };
  const pieces = codeSystemJson(large, (resource) => version.resourceOut(resource));
  return { status: 200, pieces, headers: validators(stored) };
}

/** One version of a resource as an answer: 200 with its validators, or 304 if the caller has it already. */
export function versionAnswer(request: FhirRequest, stored: StoredResource): Answer {
  const headers = validators(stored);
  if (isKnown(request.headers, stored)) return { status: 304, headers };
  const resource = request.version.resourceOut(stored.resource!);
  return { status: 200, resource: partOf(resource, wantedPart(request.query)), headers };
}

export const entityTag = (versionId: number): string => `W/"${versionId}"`;

type Dated = Pick<StoredResource, "versionId" | "lastUpdated">;

export function validators({ versionId, lastUpdated }: Dated): Record<string, string> {
  return { ETag: entityTag(versionId), "Last-Modified": new Date(lastUpdated).toUTCString() };
}

/** If-None-Match goes before If-Modified-Since (RFC 9110, 13.2.2). */
function isKnown(headers: IncomingHttpHeaders, { versionId, lastUpdated }: Dated): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined) {
    return (
      tags.trim() === "*" ||
      tags.split(",").some((tag) => tag.trim().replace(/^W\//, "") === `"${versionId}"`)
    );
  }
  const since = headers["if-modified-since"];
  if (since === undefined) return false;
  // HTTP dates have no fractions of a second.
  return Math.floor(Date.parse(lastUpdated) / 1000) * 1000 <= Date.parse(since);
}
