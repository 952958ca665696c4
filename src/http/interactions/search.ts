/** GET [type]?... and POST [type]/_search; https://hl7.org/fhir/R5/search.html */
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { TerminologyError } from "../../terminology/issues.ts";
import { wrongResourceType } from "../../terminology/issues/http.ts";
import type { Page } from "../../terminology/concept-condition.ts";
import type { ResourceType } from "../../terminology/model.ts";
import type { StoredResource, TerminologyStore } from "../../terminology/store.ts";
import type { FhirRequest, Handler } from "../fhir-request.ts";
import { isStrict } from "../negotiate.ts";
import { Query } from "../query.ts";
import { isHeaderOnly, partOf } from "../summary.ts";
import { readSearch, type WantedSearch } from "./search-query.ts";

/** Searches the resources of one type. A parameter that is not known is left aside and said so, or with handling=strict refused. */
export function search(type: ResourceType, store: TerminologyStore): Handler {
  return async (request) => {
    const query = request.method === "POST" ? await withBody(request) : request.query;
    const wanted = readSearch(type, request.version.name, query, isStrict(request.headers));
    const { criteria, sort, count, offset, part } = wanted;
    const page = await store.search(type, { criteria, sort, count, offset }, { summary: isHeaderOnly(part) });
    return { status: 200, resource: searchBundle(request, type, wanted, page) };
  };
}

async function withBody(request: FhirRequest): Promise<Query> {
  const body = await request.body();
  if (!(body instanceof Query)) {
    const { resourceType } = body as { resourceType?: unknown };
    throw new TerminologyError(
      wrongResourceType(resourceType, "a form (Content-Type: application/x-www-form-urlencoded)"),
    );
  }
  return new Query([...request.query, ...body]);
}

function searchBundle(
  { base, version }: FhirRequest,
  type: ResourceType,
  wanted: WantedSearch,
  { total, items }: Page<StoredResource>,
): object {
  const matches = items.map(({ id, resource }) => ({
    fullUrl: `${base}/${type}/${id}`,
    resource: partOf(version.resourceOut(resource!), wanted.part),
    search: { mode: "match" },
  }));
  const notes =
    wanted.ignored.length > 0
      ? [{ resource: operationOutcome(wanted.ignored), search: { mode: "outcome" } }]
      : [];
  const entry = [...matches, ...notes];
  return {
    resourceType: "Bundle",
    type: "searchset",
    ...(wanted.total ? { total } : {}),
    link: links(`${base}/${type}`, wanted, total),
    ...(entry.length > 0 ? { entry } : {}),
  };
}

/** Paging by `_offset`: first, previous, next and last where there are any. */
function links(
  address: string,
  { used, offset, count }: WantedSearch,
  total: number,
): { relation: string; url: string }[] {
  const to = (relation: string, at: number) => {
    const pairs = at > 0 ? [...used, ["_offset", String(at)] as const] : used;
    return { relation, url: pairs.length > 0 ? `${address}?${print(pairs)}` : address };
  };
  const all = [to("self", offset)];
  if (count === 0 || (offset === 0 && total <= count)) return all;
  all.push(to("first", 0));
  if (offset > 0) all.push(to("previous", Math.max(0, offset - count)));
  if (offset + count < total) all.push(to("next", offset + count));
  all.push(to("last", Math.floor((total - 1) / count) * count));
  return all;
}

/** Slashes, colons and commas stay readable. */
const print = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${escape(name)}=${escape(value)}`).join("&");
const escape = (text: string): string =>
  encodeURIComponent(text).replace(/%(2F|3A|2C|24)/g, decodeURIComponent);
