/** GET [type]?... and POST [type]/_search; https://hl7.org/fhir/R5/search.html */
import { randomUUID } from "node:crypto";
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { type Issue, TerminologyError } from "../../terminology/issues/issue.ts";
import { wrongResourceType } from "../../terminology/issues/rest.ts";
import { shorterPage } from "../../terminology/issues/work.ts";
import type { ResourceType } from "../../terminology/model.ts";
import { countSearch } from "../../terminology/search/search-work.ts";
import type { SearchCriterion, StoredResource, Terminology } from "../../terminology/store.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { flow, found } from "../../terminology/util/flow.ts";
import { typeSaid } from "../../terminology/util/json-object.ts";
import { bodyOrNothing } from "../body-or-nothing.ts";
import { bundleAnswer, type MadeBundle, type MadeEntry, resourceBody } from "../bundle-pieces.ts";
import type { FhirRequest, Handler } from "../fhir-request.ts";
import { handlingOf } from "../negotiate.ts";
import { Query } from "../query.ts";
import type { HttpSettings } from "../settings.ts";
import { hasLong, type Part, readFor } from "../summary.ts";
import { findAtId } from "./definition-at-id.ts";
import { addressIn, type Definition, definitionsMeant } from "./definitions-meant.ts";
import { pageLinks } from "./page-links.ts";
import { JUST_VERSION } from "./read.ts";
import { readSearch } from "./search-query.ts";

/** Resources that are read at a time. */
const STEP = 20;

/** Searches the resources of one type. A parameter that is not known is left aside and said so, or with handling=strict refused. */
export function search(type: ResourceType, definitions: HttpSettings["definitions"]): Handler {
  return flow(function* (request: FhirRequest) {
    const query = request.method === "POST" ? yield* found(withBody(request)) : request.query;
    const wanted = readSearch(type, request.version.name, query, handlingOf(request.headers));
    const { criteria, sort, count, offset, part, used } = wanted;
    const asked = { criteria, sort, count, offset };
    if (request.work) yield* found(countSearch(request.store, type, asked, request.work));
    const { total: stored, items } = yield* found(request.store.find(type, asked));
    const own = yield* found(
      ownDefinitions(request, { type, criteria }, stored, definitions?.[request.version.name]),
    );
    // They come after what is stored.
    const shown = own.slice(Math.max(0, offset - stored), Math.max(0, offset + count - stored));
    const placed = shown.length > 0 ? yield* found(placesOf(request, shown, definitions)) : [];
    const total = stored + own.length;
    const page = new SearchPage(request, type, part);
    return bundleAnswer(request, {
      head: { resourceType: "Bundle", type: "searchset", ...(wanted.total ? { total } : {}) },
      entries: yield* found(page.entries(items, placed, wanted.notes)),
      tail: () => {
        const given = page.isCut ? { given: page.given } : {};
        return { link: pageLinks(`${request.base}/${type}`, used, { offset, count, total, ...given }) };
      },
    });
  });
}

/** FHIR's own that a search finds besides: at its address or id if nothing is stored, or at one of several. */
function ownDefinitions(
  { store }: FhirRequest,
  { type, criteria }: { type: ResourceType; criteria: SearchCriterion[] },
  stored: number,
  definitions: Terminology | undefined,
): Awaitable<Definition[]> {
  const asked = addressIn(type, criteria) ?? criteria.find(isById);
  if (!definitions || !asked || (stored > 0 && asked.values.length === 1)) return [];
  const isStored = (alone: SearchCriterion[]): Awaitable<boolean> =>
    stored > 0 && after(store.find(type, { criteria: alone, count: 0 }), ({ total }) => total > 0);
  const meant = (all: SearchCriterion[]): Promise<Definition[]> =>
    definitionsMeant(type, all, definitions, isStored);
  if (!isById(asked)) return meant(criteria);
  return after(addressesOf(store, type, asked.values, definitions), (values) =>
    meant(criteria.map((criterion) => (criterion === asked ? { name: "url", values } : criterion))),
  );
}

const isById = ({ name, modifier }: SearchCriterion): boolean => name === "_id" && modifier === undefined;

/** Where those of FHIR's own are that have these ids. */
async function addressesOf(
  store: Terminology,
  type: ResourceType,
  ids: readonly string[],
  definitions: Terminology,
): Promise<string[]> {
  const urls: string[] = [];
  for (const id of ids) {
    const definition = await findAtId(store, type, id, definitions);
    if (definition) urls.push(definition.url);
  }
  return urls;
}

interface PlacedDefinition {
  fullUrl: string;
  resource: Definition;
}

/** FHIR's own are here at their ids; one that can't be read so has its own address alone. */
async function placesOf(
  { store, base, version }: FhirRequest,
  own: readonly Definition[],
  definitions: HttpSettings["definitions"],
): Promise<PlacedDefinition[]> {
  const placed: PlacedDefinition[] = [];
  for (const resource of own) {
    const { resourceType: type, id, url } = resource;
    const isHere =
      id !== undefined &&
      !(await store.read(type, id, JUST_VERSION)) &&
      (await findAtId(store, type, id, definitions![version.name]))?.url === url;
    placed.push({ fullUrl: isHere ? `${base}/${type}/${id}` : url!, resource });
  }
  return placed;
}

/** The entries of one page, read some at a time. */
class SearchPage {
  /** Matches so far. */
  given = 0;
  /** Were there more than the request may cost? */
  isCut = false;
  private readonly request: FhirRequest;
  private readonly type: ResourceType;
  private readonly part: Part | undefined;

  constructor(request: FhirRequest, type: ResourceType, part: Part | undefined) {
    this.request = request;
    this.type = type;
    this.part = part;
  }

  entries(
    ids: readonly string[],
    own: readonly PlacedDefinition[],
    notes: readonly Issue[],
  ): Awaitable<MadeBundle["entries"]> {
    // One is given whatever it costs: a search by url finds one.
    if (ids.length > 1) return this.many(ids, own, notes);
    return after(this.read(ids), (all) => [...this.matches(all), ...this.besides(own, notes)]);
  }

  private async *many(
    ids: readonly string[],
    own: readonly PlacedDefinition[],
    notes: readonly Issue[],
  ): AsyncGenerator<MadeEntry> {
    for (let from = 0; from < ids.length && !this.isCut; from += STEP) {
      await this.request.work?.giveWay();
      yield* this.matches(await this.read(ids.slice(from, from + STEP)));
    }
    yield* this.besides(own, notes);
  }

  private read(ids: readonly string[]): Awaitable<StoredResource[]> {
    const { store, takesPieces } = this.request;
    const { part, type } = this;
    const options = { ...readFor(part, type), large: takesPieces && hasLong(part, type) };
    return store.readAll(this.type, ids, options);
  }

  private *matches(all: readonly StoredResource[]): Generator<MadeEntry> {
    const { base, work } = this.request;
    for (const stored of all) {
      if ((this.isCut = work?.isUsedUp ?? false)) return;
      yield this.match(`${base}/${this.type}/${stored.id}`, stored);
    }
  }

  /** Definitions that are not stored, and what is to be said of the search. */
  private *besides(own: readonly PlacedDefinition[], notes: readonly Issue[]): Generator<MadeEntry> {
    for (const { fullUrl, resource } of own) yield this.match(fullUrl, { resource });
    const said = [...notes, ...(this.isCut ? [shorterPage(this.request.work!.limit)] : [])];
    if (said.length === 0) return;
    yield {
      // R5 wants an address for every entry, even for what is nowhere.
      before: { fullUrl: `urn:uuid:${randomUUID()}` },
      body: { resource: operationOutcome(said) },
      after: { search: { mode: "outcome" } },
    };
  }

  private match(fullUrl: string, stored: Pick<StoredResource, "resource" | "large">): MadeEntry {
    this.given++;
    const body = resourceBody(this.request, stored, this.part);
    return { before: { fullUrl }, body, after: { search: { mode: "match" } } };
  }
}

async function withBody(request: FhirRequest): Promise<Query> {
  const body = await bodyOrNothing(request);
  if (!(body instanceof Query)) {
    throw new TerminologyError(
      wrongResourceType(typeSaid(body), "a form (Content-Type: application/x-www-form-urlencoded)"),
    );
  }
  return new Query([...request.query, ...body]);
}
