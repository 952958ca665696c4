/** Entries of a batch or transaction as requests of their own, and their answers as entries. */
import type { IncomingHttpHeaders } from "node:http";
import { checkPartShape } from "../../fhir/shape.ts";
import { emptyBody } from "../../terminology/issues/http.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { badEntry } from "../../terminology/issues/rest.ts";
import { typeSaid } from "../../terminology/util/json-object.ts";
import { splitAddress } from "../address.ts";
import type { MadeEntry } from "../bundle-pieces.ts";
import type { Answer, FhirRequest } from "../fhir-request.ts";
import { STATUS_CODES } from "../node-http.ts";
import { decodePercent, Query } from "../query.ts";

interface EntryRequest {
  method?: string;
  url?: string;
  ifNoneMatch?: string;
  ifModifiedSince?: string;
  ifMatch?: string;
  ifNoneExist?: string;
}

export interface BundleEntry {
  fullUrl?: unknown;
  resource?: object;
  request?: EntryRequest;
}

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]);

/**
 * The request that an entry stands for; who asks, and in which language, is taken over from the Bundle's.
 * @throws TerminologyError value, structure: the entry says no method or no address below the base, or has another shape.
 *   A condition that is misspelt, and passed over, would let happen what it is to prevent.
 */
export function entryRequest(
  bundle: FhirRequest,
  entry: BundleEntry,
  index: number,
  store = bundle.store,
): FhirRequest {
  const around = { ...entry, resource: undefined };
  checkPartShape(around, "Bundle.entry", `Bundle.entry[${index}]`, bundle.version.name);
  const { request = {} } = entry;
  const { method } = request;
  if (method === undefined || !METHODS.has(method)) {
    throw new TerminologyError(
      badEntry(index, "request.method should be GET, HEAD, POST, PUT, PATCH or DELETE"),
    );
  }
  // HAPI's client leaves it out where the resource says what is created.
  const url = request.url ?? (method === "POST" ? typeSaid(entry.resource) : undefined);
  if (typeof url !== "string") throw new TerminologyError(badEntry(index, "request.url is missing"));
  const { path, query } = splitAddress(below(bundle.base, url));
  if (path === "")
    throw new TerminologyError(badEntry(index, "request.url should name what is below the base"));
  return {
    method,
    version: bundle.version,
    ...(bundle.work ? { work: bundle.work } : {}),
    ...(bundle.shared ? { shared: bundle.shared } : {}),
    takesPieces: bundle.takesPieces ?? false,
    store,
    base: bundle.base,
    path,
    params: {},
    query: Query.parse(query),
    headers: entryHeaders(bundle.headers, request),
    // It is there: a promise would make the whole entry wait.
    body() {
      if (!entry.resource) throw new TerminologyError(emptyBody());
      return entry.resource;
    },
  };
}

/** GET, and POST to an operation or a search: nothing here changes by them. Decisions are made on decoded names. */
export function onlyReads({ method, path }: { method: string; path: string }): boolean {
  if (method === "GET" || method === "HEAD") return true;
  const last = decodePercent(path).split("/").at(-1)!;
  return method === "POST" && (last.startsWith("$") || last === "_search");
}

/** `http://host/r4/CodeSystem`, `/CodeSystem` and `CodeSystem` are the same. */
function below(base: string, url: string): string {
  const relative = url.startsWith(`${base}/`) ? url.slice(base.length) : url;
  return relative.replace(/^\/+/, "").replace(/(?<!\/)\/+(?=$|\?)/, "");
}

/** Elements of an entry's request that are headers outside of a Bundle. */
const CONDITIONS = [
  ["ifNoneMatch", "if-none-match"],
  ["ifModifiedSince", "if-modified-since"],
  ["ifMatch", "if-match"],
  ["ifNoneExist", "if-none-exist"],
] as const;

function entryHeaders(bundle: IncomingHttpHeaders, request: EntryRequest): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {};
  for (const name of ["authorization", "accept-language", "prefer", "x-request-id"]) {
    if (bundle[name] !== undefined) headers[name] = bundle[name];
  }
  for (const [name, header] of CONDITIONS) {
    const value = request[name];
    if (value !== undefined) headers[header] = value;
  }
  return headers;
}

/** An answer as an entry of a batch-response or transaction-response; of a HEAD without what a GET brings. */
export function entryOf(
  { status, resource, pieces, headers = {}, lastUpdated }: Answer,
  method: string | undefined,
): MadeEntry {
  const failed = status >= 400;
  const response = {
    status: `${status} ${STATUS_CODES[status] ?? ""}`.trim(),
    ...(headers.Location ? { location: headers.Location } : {}),
    ...(headers.ETag ? { etag: headers.ETag } : {}),
    ...(lastUpdated === undefined ? {} : { lastModified: lastUpdated }),
    ...(resource && failed ? { outcome: resource } : {}),
  };
  return { before: {}, body: failed || method === "HEAD" ? {} : { resource, pieces }, after: { response } };
}
