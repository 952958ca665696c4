/** One generation of a SQL database: what there is in it, read with few questions, and what was read kept. */
import { type Canonical, parseCanonical } from "../../terminology/canonical.ts";
import type { Page } from "../../terminology/concepts/concept-condition.ts";
import type {
  CodeSystem,
  ConceptMap,
  Mapping,
  NamingSystem,
  Resource,
  ResourceOf,
  ResourceType,
  ValueSet,
} from "../../terminology/model.ts";
import type {
  CanonicalType,
  CodeSystemProvider,
  ConceptMapProvider,
  ConceptMapQuery,
  FoundResource,
  HistoryPage,
  ReadOptions,
  SearchOptions,
  SearchQuery,
  Snapshot,
  StoredResource,
} from "../../terminology/store.ts";
import { after, type Awaitable, keptOr, mapAll } from "../../terminology/util/awaitable.ts";
import { inTurns } from "../../terminology/util/in-turns.ts";
import { Lru } from "../../terminology/util/lru.ts";
import { UrlIndex } from "../../terminology/util/url-index.ts";
import { codeSystemsOf, formsOfUniqueId, namingSystemsOf, urlsWith, valueSetOfId } from "../by-search.ts";
import type { Ranges } from "../concepts/ranges.ts";
import type { Database } from "./engines/database.ts";
import { inDatabase } from "./generations.ts";
import { keyOf } from "./keys.ts";
import { Catalog, type Entry } from "./read/catalog.ts";
import { ConceptPositions } from "./read/concept-positions.ts";
import { ConceptRows } from "./read/concept-rows.ts";
import { ConceptTotals } from "./read/concept-totals.ts";
import { KeptConcepts } from "./read/kept-concepts.ts";
import { MappingsOfCodings } from "./read/mappings-of-codings.ts";
import type { Layout, ReadContext } from "./read/read-context.ts";
import { SqlCodeSystem } from "./read/sql-code-system.ts";
import { SqlConceptMap } from "./read/sql-concept-map.ts";
import { readHistory, readVersion } from "./read/sql-history.ts";
import { findResources, readResources } from "./read/sql-search.ts";
import { pickEntry, sortedOf, supplementsAmong, withoutSupplements } from "./read/versions-of-url.ts";
import { sql } from "./sql.ts";

/** Characters of headers, numbers of sets of concepts, bytes of mappings, characters of questions about totals. */
const KEPT_HEADERS = 12_000_000;
const KEPT_RANGES = 1_000_000;
const KEPT_MAPPINGS = 12_000_000;
const KEPT_TOTALS = 4_000_000;
const KEPT_LAYOUTS = 20_000_000;
/** Urls come from callers, who may name any number that there aren't. */
const KEPT_URLS = 10_000;
const KEPT_HISTORIES = 1_000;

/** What is kept of contents, which never change: true in every generation that has them. */
export class KeptContents {
  readonly headers = new Lru<number, unknown>("headers", KEPT_HEADERS);
  readonly ranges = new Lru<string, Ranges>("ranges", KEPT_RANGES);
  readonly concepts = new KeptConcepts();
  readonly mappings = new Lru<string, readonly Mapping[]>("mappings", KEPT_MAPPINGS);
  readonly totals = new Lru<string, number>("totals", KEPT_TOTALS);
  readonly layouts = new Lru<number, Awaitable<Layout>>("layouts", KEPT_LAYOUTS);
  /** Whole resources on their way. */
  readonly reading = new Map<number, Promise<Resource>>();
}

export class SqlSnapshot implements Snapshot {
  readonly generation: number;
  /** Of the generation, as the database counts. */
  private readonly number: number;
  private readonly database: Database;
  private readonly kept: KeptContents;
  private readonly catalog: Catalog;
  private readonly mappings: MappingsOfCodings;
  /** By type, made at the first misspelt url. */
  private readonly urls = new Map<CanonicalType, Awaitable<UrlIndex>>();
  private readonly uniqueIds = new Map<"all", Awaitable<ReadonlySet<string> | undefined>>();
  /** The latest version by url; null: there is none. */
  private readonly latest = new Lru<string, SqlCodeSystem | null>("latest-versions", KEPT_URLS);

  /** How many versions there are, by what is asked. */
  private readonly histories = new Lru<string, number>("history-totals", KEPT_HISTORIES);

  constructor(database: Database, generation: number, kept: KeptContents) {
    this.database = database;
    this.generation = generation;
    this.kept = kept;
    this.number = inDatabase(generation);
    this.catalog = new Catalog(database, this.number, kept.headers);
    this.mappings = new MappingsOfCodings(database, kept.mappings);
  }

  codeSystem({ url, version }: Canonical): Awaitable<CodeSystemProvider | undefined> {
    if (version !== undefined) return this.findCodeSystem(url, version);
    const known = this.latest.get(url);
    if (known !== undefined) return known ?? undefined;
    return after(this.findCodeSystem(url), (found) => {
      this.latest.set(url, found ?? null);
      return found;
    });
  }

  private findCodeSystem(url: string, version?: string): Awaitable<SqlCodeSystem | undefined> {
    return after(this.catalog.versionsOf("CodeSystem", url), (entries) =>
      this.provider(pickEntry(withoutSupplements(entries), version)),
    );
  }

  private provider(entry: Entry | undefined): Awaitable<SqlCodeSystem | undefined> {
    if (!entry) return undefined;
    return this.catalog.header(entry.content, (header) => {
      const codeSystem = header as CodeSystem;
      const key = keyOf(codeSystem);
      const { database, kept } = this;
      const { content, rowCount } = entry;
      const positions = new ConceptPositions(database, { content, count: rowCount }, key, kept.ranges);
      const rows = new ConceptRows(database, content, key, kept.concepts.of(content));
      const totals = new ConceptTotals(database, positions, kept.totals);
      return new SqlCodeSystem(codeSystem, { database, positions, rows, totals });
    });
  }

  valueSet(ref: Canonical | { id: string }): Awaitable<ValueSet | undefined> {
    if ("id" in ref) return valueSetOfId(this, ref.id);
    const { url, version } = ref;
    return after(this.catalog.versionsOf("ValueSet", url), (entries) => {
      const entry = pickEntry(entries, version);
      return entry && this.catalog.header(entry.content, (header) => header as ValueSet);
    });
  }

  conceptMaps(query: ConceptMapQuery): Awaitable<ConceptMapProvider[]> {
    const { url } = query;
    const found =
      url !== undefined && isByUrlAlone(query)
        ? this.catalog.versionsOf("ConceptMap", url)
        : this.catalog.maps(query);
    return after(found, (entries) => {
      const one = url === undefined ? undefined : pickEntry(entries, query.version);
      const wanted = url === undefined ? entries : entries.filter((entry) => entry === one);
      return this.each(wanted, ({ content }) =>
        this.catalog.header(
          content,
          (header) => new SqlConceptMap(this.database, header as ConceptMap, content, this.mappings),
        ),
      );
    });
  }

  versions(type: CanonicalType, url: string): Awaitable<readonly (string | undefined)[]> {
    return after(this.catalog.versionsOf(type, url), (entries) => sortedOf(withoutSupplements(entries)));
  }

  similarUrls(type: CanonicalType, url: string): Awaitable<string[]> {
    const index = keptOr(this.urls, type, async () => inTurns(UrlIndex.of(await this.catalog.urls(type))));
    return after(index, (made) => made.similarTo(url));
  }

  async supplements(ref: Canonical | { supplements: string }): Promise<CodeSystemProvider[]> {
    if ("url" in ref) {
      const entries = supplementsAmong(await this.catalog.versionsOf("CodeSystem", ref.url));
      const one = await this.provider(pickEntry(entries, ref.version));
      return one ? [one] : [];
    }
    const { url } = parseCanonical(ref.supplements);
    const entries = await this.catalog.found(`supplements of ${url}`, () => sql`r.supplements = ${url}`);
    return this.each(entries, (entry) => this.provider(entry));
  }

  private each<T>(
    entries: readonly Entry[],
    read: (entry: Entry) => Awaitable<T | undefined>,
  ): Awaitable<T[]> {
    return after(mapAll(entries, read), (found) => found.filter((one) => one !== undefined));
  }

  /** Most addresses that are not here are no naming system's either: the database is asked about the others. */
  namingSystems(value: string): Awaitable<NamingSystem[]> {
    const ids = keptOr(this.uniqueIds, "all", () => this.catalog.uniqueIds());
    return after(ids, (known) => {
      const mayBe = !known || formsOfUniqueId(value).some((id) => known.has(id));
      return mayBe ? namingSystemsOf(this, value) : [];
    });
  }

  urlsWith(type: CanonicalType, identifier: string): Awaitable<string[]> {
    return urlsWith(this, type, identifier);
  }

  codeSystems(): Awaitable<readonly CodeSystem[]> {
    return codeSystemsOf(this);
  }

  async read<T extends ResourceType>(
    type: T,
    id: string,
    options?: ReadOptions,
  ): Promise<StoredResource<ResourceOf<T>> | undefined> {
    return (await this.readAll(type, [id], options))[0];
  }

  readAll<T extends ResourceType>(
    type: T,
    ids: readonly string[],
    options: ReadOptions = {},
  ): Promise<StoredResource<ResourceOf<T>>[]> {
    const found = readResources(this.readContext, type, ids, options);
    return found as Promise<StoredResource<ResourceOf<T>>[]>;
  }

  async search<T extends ResourceType>(
    type: T,
    query: SearchQuery,
    options?: SearchOptions,
  ): Promise<Page<FoundResource<ResourceOf<T>>>> {
    const { total, items } = await this.find(type, query);
    const found = await this.readAll(type, items, options);
    return { total, items: found.filter((one): one is FoundResource<ResourceOf<T>> => !!one.resource) };
  }

  find(type: ResourceType, query: SearchQuery): Promise<Page<string>> {
    return findResources(this.database, this.number, type, query);
  }

  vread(
    type: ResourceType,
    id: string,
    versionId: number,
    options: ReadOptions = {},
  ): Promise<StoredResource | undefined> {
    return readVersion(this.readContext, { type, id, versionId }, options);
  }

  history(
    type: ResourceType | undefined,
    id: string | undefined,
    page: HistoryPage,
    options: ReadOptions = {},
  ): Promise<Page<StoredResource>> {
    return readHistory(this.readContext, { type, id }, page, { ...options, totals: this.histories });
  }

  private get readContext(): ReadContext {
    const { database, number, kept } = this;
    const { layouts, reading } = kept;
    return { database, generation: number, layouts, reading };
  }
}

const isByUrlAlone = ({ id, codings, sourceScope, targetScope, targetSystem }: ConceptMapQuery): boolean =>
  (id ?? codings ?? sourceScope ?? targetScope ?? targetSystem) === undefined;
