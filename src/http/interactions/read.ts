/** GET [type]/[id]: the resource as it is now; https://hl7.org/fhir/R5/http.html#read */
import type { IncomingHttpHeaders } from "node:http";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { deletedResource } from "../../terminology/issues/rest.ts";
import type { ResourceType } from "../../terminology/model.ts";
import type { StoredResource } from "../../terminology/store.ts";
import { flow, found } from "../../terminology/util/flow.ts";
import { resourceBody } from "../bundle-pieces.ts";
import { requireMatched } from "../caching/entity-tag.ts";
import type { Answer, FhirRequest, Handler } from "../fhir-request.ts";
import type { HttpSettings } from "../settings.ts";
import { hasLong, type Part, readFor, wantedPart, wantedPartOfOne } from "../summary.ts";
import { definitionAtId } from "./definition-at-id.ts";
import { definitionAt } from "./definitions-meant.ts";

/** @param definitions FHIR's own, which are not stored and have no versions */
export function read(type: ResourceType, definitions: HttpSettings["definitions"]): Handler {
  return flow(function* (request) {
    const { store, query, headers, version } = request;
    const id = request.params.id!;
    const part = wantedPartOfOne(query);
    // Whoever has it already needs no more of it than its version.
    const known = namesVersion(headers) ? yield* found(store.read(type, id, JUST_VERSION)) : undefined;
    if (known && isThere(known) && isKnown(headers, known)) return versionAnswer(request, known, part);
    const large = request.takesPieces === true && hasLong(part, type);
    const stored = yield* found(store.read(type, id, { large, ...readFor(part, type) }));
    if (!stored) {
      const own = definitions?.[version.name];
      const { url } = yield* found(definitionAtId(store, type, id, own));
      const resource = yield* found(definitionAt(type, url, own!));
      return { status: 200, ...resourceBody(request, { resource }, part) };
    }
    if (!isThere(stored)) throw new TerminologyError(deletedResource(type, id));
    return versionAnswer(request, stored, part);
  });
}

/** Asks nothing but which version of a resource is the current one. */
export const JUST_VERSION = { summary: true, elements: () => false };

const namesVersion = (headers: IncomingHttpHeaders): boolean =>
  (headers["if-none-match"] ?? headers["if-modified-since"]) !== undefined;

/** May what is large, of whichever type, come in pieces? */
export const takesLarge = ({ takesPieces, query }: FhirRequest): boolean =>
  takesPieces === true && !wantedPart(query);

/** False of a resource that was deleted. */
export const isThere = ({ resource, large }: StoredResource): boolean =>
  resource !== undefined || large !== undefined;

/**
 * One version of a resource as an answer: 200 with its validators, or 304 if the caller has it already.
 * @throws HttpError 412: If-Match names another version
 */
export function versionAnswer(request: FhirRequest, stored: StoredResource, part: Part | undefined): Answer {
  const headers = validators(stored);
  const { lastUpdated } = stored;
  requireMatched(request.headers, headers.ETag);
  if (isKnown(request.headers, stored)) {
    request.work?.hasRead(stored.size ?? 0);
    return { status: 304, headers, lastUpdated };
  }
  return { status: 200, ...resourceBody(request, stored, part), headers, lastUpdated };
}

/** The weak tag of a version, https://hl7.org/fhir/R5/http.html#versions */
export const entityTag = (versionId: number): string => `W/"${versionId}"`;

type Dated = Pick<StoredResource, "versionId" | "lastUpdated">;

/** ETag and Last-Modified of a version (RFC 9110, 8.8); where a clock was set back, it is not from later than the answer. */
export function validators({ versionId, lastUpdated }: Dated): { ETag: string; "Last-Modified": string } {
  const modified = new Date(Math.min(Date.parse(lastUpdated), Date.now()));
  return { ETag: entityTag(versionId), "Last-Modified": modified.toUTCString() };
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
  return Math.floor(Date.parse(lastUpdated) / 1000) * 1000 <= timeOf(since);
}

/** HTTP's three forms of a date (RFC 9110, 5.6.7), and FHIR's instant, which an entry of a Bundle has. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d( GMT| \d{4})$/;
const INSTANT = /^\d{4}-\d\d-\d\dT/;

/** NaN: it is no date, and counts for nothing (RFC 9110, 13.1.3). */
function timeOf(text: string): number {
  if (INSTANT.test(text)) return Date.parse(text);
  if (!HTTP_DATE.test(text)) return NaN;
  return Date.parse(text.endsWith("GMT") ? text : `${text} GMT`);
}
