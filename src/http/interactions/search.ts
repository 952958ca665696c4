/** GET [type]?... and POST [type]/_search; https://hl7.org/fhir/R5/search.html */
import { randomUUID } from "node:crypto";
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { wrongResourceType } from "../../terminology/issues/http.ts";
import type { Page } from "../../terminology/concepts/concept-condition.ts";
import type { Resource, ResourceType } from "../../terminology/model.ts";
import type { StoredResource } from "../../terminology/store.ts";
import type { FhirRequest, Handler } from "../fhir-request.ts";
import { isStrict } from "../negotiate.ts";
import { Query } from "../query.ts";
import { isHeaderOnly, partOf } from "../summary.ts";
import type { HttpSettings } from "../settings.ts";
import { definitionsMeant, type Definition } from "./definitions-meant.ts";
import { pageLinks, readSearch, type WantedSearch } from "./search-query.ts";

/** Searches the resources of one type. A parameter that is not known is left aside and said so, or with handling=strict refused. */
export function search(type: ResourceType, definitions: HttpSettings["definitions"]): Handler {
  return async (request) => {
    const query = request.method === "POST" ? await withBody(request) : request.query;
    const wanted = readSearch(type, request.version.name, query, isStrict(request.headers));
    const { criteria, sort, count, offset, part } = wanted;
    const page = await request.store.search(
      type,
      { criteria, sort, count, offset },
      { summary: isHeaderOnly(part) },
    );
    const own =
      page.total === 0 ? await definitionsMeant(type, criteria, definitions?.[request.version.name]) : [];
    return { status: 200, resource: searchBundle(request, type, wanted, page, own) };
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
  { total: stored, items }: Page<StoredResource>,
  own: readonly Definition[],
): object {
  const match = (fullUrl: string, resource: Resource) => ({
    fullUrl,
    resource: partOf(version.resourceOut(resource), wanted.part),
    search: { mode: "match" },
  });
  const total = stored + own.length;
  const matches = [
    ...items.map(({ id, resource }) => match(`${base}/${type}/${id}`, resource!)),
    // They are read nowhere here: their address is their name.
    ...(wanted.count > 0 ? own.map((definition) => match(definition.url!, definition)) : []),
  ];
  const notes =
    wanted.ignored.length > 0
      ? [
          {
            // R5 wants an address for every entry, even for what is nowhere.
            fullUrl: `urn:uuid:${randomUUID()}`,
            resource: operationOutcome(wanted.ignored),
            search: { mode: "outcome" },
          },
        ]
      : [];
  const entry = [...matches, ...notes];
  return {
    resourceType: "Bundle",
    type: "searchset",
    ...(wanted.total ? { total } : {}),
    link: pageLinks(`${base}/${type}`, wanted.used, { ...wanted, total }),
    ...(entry.length > 0 ? { entry } : {}),
  };
}
