/** One state of a memory store, which never changes: a write makes another one. */
import { type Canonical, parseCanonical, pickVersion } from "../../terminology/canonical.ts";
import type { Page } from "../../terminology/concepts/concept-condition.ts";
import type {
  CodeSystem,
  NamingSystem,
  ResourceOf,
  ResourceType,
  ValueSet,
} from "../../terminology/model.ts";
import type { Span } from "../../terminology/search/dates.ts";
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
import { after, type Awaitable, keptOr } from "../../terminology/util/awaitable.ts";
import { atOnce, inTurns, type LongWork } from "../../terminology/util/in-turns.ts";
import { lazy } from "../../terminology/util/lazy.ts";
import { Lru } from "../../terminology/util/lru.ts";
import { sortedInSteps } from "../../terminology/util/sorted-in-steps.ts";
import { sortedVersions } from "../../terminology/util/sorted-versions.ts";
import { UrlIndex } from "../../terminology/util/url-index.ts";
import { VersionIndex } from "../../terminology/util/version-index.ts";
import { codeSystemsOf, namingSystemsOf, urlsWith, valueSetOfId } from "../by-search.ts";
import { ConceptMapIndex } from "./concept-map-index.ts";
import { MemoryCodeSystem } from "./memory-code-system.ts";
import { MemoryConceptMap } from "./memory-concept-map.ts";
import { foundResource, type MemoryResources, storedResource } from "./memory-resources.ts";
import { searchResources } from "./memory-search.ts";
import type { Found, Version } from "./resource-version.ts";

/** Urls come from callers, who may name any number that there aren't. */
const KEPT_URLS = 10_000;
/** An index of more mappings is made in turns with others. */
const LONG = 5_000;
/** So many versions of a url are sorted once. */
const MANY_VERSIONS = 100;
/** A map counts as so many, besides its own. */
const PER_MAP = 10;

type Kind = "CodeSystem" | "supplement" | "ValueSet";

const IS_OF: Record<Kind, (one: Found) => boolean> = {
  CodeSystem: ({ content }) => content.header.content !== "supplement",
  supplement: ({ content }) => content.header.content === "supplement",
  ValueSet: () => true,
};
const versionOf = ({ content }: Found): string | undefined => content.header.version;

export class MemorySnapshot implements Snapshot {
  readonly generation: number;
  private readonly resources: MemoryResources;
  /** Made at the first question that needs it. */
  private mapIndex: ConceptMapIndex | undefined;
  private readonly longMapIndex = lazy(async () => inTurns(ConceptMapIndex.of(this.mapsNamed())));
  /** By type, made at the first misspelt url. */
  private readonly urls = new Map<CanonicalType, Awaitable<UrlIndex>>();
  /** By type and url, where there are many, and made when they are first asked for. */
  private readonly manyVersions = new Map<string, Awaitable<readonly (string | undefined)[]>>();
  /** By kind and url, where there are many versions. */
  private readonly indexes = new Map<string, VersionIndex<Found>>();
  /** The latest version by url; null: there is none. */
  private readonly latest = new Lru<string, MemoryCodeSystem | null>("latest-versions", KEPT_URLS);

  constructor(resources: MemoryResources, generation: number) {
    this.resources = resources;
    this.generation = generation;
  }

  codeSystem(ref: Canonical): CodeSystemProvider | undefined {
    if (ref.version !== undefined) return this.codeSystemOf("CodeSystem", ref);
    let found = this.latest.get(ref.url);
    if (found === undefined) {
      found = this.codeSystemOf("CodeSystem", ref) ?? null;
      this.latest.set(ref.url, found);
    }
    return found ?? undefined;
  }

  private codeSystemOf(kind: "CodeSystem" | "supplement", ref: Canonical): MemoryCodeSystem | undefined {
    const rows = this.meant(kind, ref)?.content.rows;
    return rows instanceof MemoryCodeSystem ? rows : undefined;
  }

  /** The one with this version; the highest of those that fit a pattern; without one the highest of all. */
  private meant(kind: Kind, { url, version }: Canonical): Found | undefined {
    const all = this.resources.ofUrl(kind === "supplement" ? "CodeSystem" : kind, url, version);
    if (all.length < MANY_VERSIONS) return pickVersion(all.filter(IS_OF[kind]), versionOf, version);
    const name = `${kind} ${url}`;
    let index = this.indexes.get(name);
    if (!index) this.indexes.set(name, (index = new VersionIndex(all.filter(IS_OF[kind]), versionOf)));
    return index.pick(version);
  }

  valueSet(ref: Canonical | { id: string }): Awaitable<ValueSet | undefined> {
    if ("id" in ref) return valueSetOfId(this, ref.id);
    return this.meant("ValueSet", ref)?.content.header as ValueSet | undefined;
  }

  conceptMaps(query: ConceptMapQuery): Awaitable<ConceptMapProvider[]> {
    return after(this.mapsAbout(query), (about) => this.fitting(about, query));
  }

  private fitting(about: readonly MemoryConceptMap[], query: ConceptMapQuery): MemoryConceptMap[] {
    const found = about.filter((map) => map.fits(query));
    if (query.url === undefined) return found;
    const one = pickVersion(found, (m) => m.conceptMap.version, query.version);
    return one ? [one] : [];
  }

  /** Those that know the codings, by the narrowest way there is to look them up. */
  private mapsAbout({
    id,
    url,
    version,
    codings,
    direction = "forward",
  }: ConceptMapQuery): Awaitable<MemoryConceptMap[]> {
    if (codings && id === undefined && url === undefined)
      return after(this.maps(), (maps) => maps.about(codings, direction));
    const named = this.mapsNamed(id, url, version);
    return codings ? named.filter((map) => map.concerns(codings, direction)) : named;
  }

  private mapsNamed(id?: string, url?: string, version?: string): MemoryConceptMap[] {
    const { resources } = this;
    let found: Iterable<Version | undefined> = resources.ofType("ConceptMap");
    if (id !== undefined) found = [resources.get("ConceptMap", id)];
    else if (url !== undefined) found = resources.ofUrl("ConceptMap", url, version);
    return Array.from(found, (one) => one?.content?.rows).filter((rows) => rows instanceof MemoryConceptMap);
  }

  private maps(): Awaitable<ConceptMapIndex> {
    if (this.mapIndex) return this.mapIndex;
    const maps = this.mapsNamed();
    const rows = maps.reduce((sum, { rowCount }) => sum + rowCount, 0);
    if (rows + PER_MAP * maps.length > LONG) return this.longMapIndex();
    return (this.mapIndex = atOnce(ConceptMapIndex.of(maps)));
  }

  versions(type: CanonicalType, url: string): Awaitable<readonly (string | undefined)[]> {
    const all = this.resources.ofUrl(type, url);
    const sorted = (): Awaitable<readonly (string | undefined)[]> => {
      const headers = all.map(({ content }) => content.header);
      const own = headers.filter(({ content }) => type !== "CodeSystem" || content !== "supplement");
      return sortedVersions(own.map(({ version }) => version));
    };
    if (all.length < MANY_VERSIONS) return sorted();
    return keptOr(this.manyVersions, `${type} ${url}`, async () => sorted());
  }

  similarUrls(type: CanonicalType, url: string): Awaitable<string[]> {
    const index = keptOr(this.urls, type, async () => inTurns(this.urlIndex(type)));
    return after(index, (made) => made.similarTo(url));
  }

  /** In the order in which a database has them. */
  private *urlIndex(type: CanonicalType): LongWork<UrlIndex> {
    return yield* UrlIndex.of(yield* sortedInSteps([...this.urlsOf(type)]));
  }

  private *urlsOf(type: CanonicalType): Generator<string> {
    for (const { content } of this.resources.ofType(type)) {
      const { url, content: part } = content.header;
      if (url !== undefined && part !== "supplement") yield url;
    }
  }

  supplements(ref: Canonical | { supplements: string }): Promise<CodeSystemProvider[]> {
    if ("url" in ref) {
      const one = this.codeSystemOf("supplement", ref);
      return Promise.resolve(one ? [one] : []);
    }
    const { url } = parseCanonical(ref.supplements);
    const found: CodeSystemProvider[] = [];
    for (const { content } of this.resources.ofType("CodeSystem")) {
      const { header, rows } = content;
      if (header.content !== "supplement" || !(rows instanceof MemoryCodeSystem)) continue;
      if (parseCanonical(rows.codeSystem.supplements ?? "").url === url) found.push(rows);
    }
    return Promise.resolve(found);
  }

  namingSystems(value: string): Awaitable<NamingSystem[]> {
    return namingSystemsOf(this, value);
  }

  urlsWith(type: CanonicalType, identifier: string): Awaitable<string[]> {
    return urlsWith(this, type, identifier);
  }

  codeSystems(): Awaitable<readonly CodeSystem[]> {
    return codeSystemsOf(this);
  }

  read<T extends ResourceType>(
    type: T,
    id: string,
    options?: ReadOptions,
  ): Awaitable<StoredResource<ResourceOf<T>> | undefined> {
    const version = this.resources.get(type, id);
    return version && storedResource(version, options);
  }

  readAll<T extends ResourceType>(
    type: T,
    ids: readonly string[],
    options?: ReadOptions,
  ): Awaitable<StoredResource<ResourceOf<T>>[]> {
    const found = ids.map((id) => this.resources.get(type, id)).filter((version) => version !== undefined);
    return found.map((version) => storedResource(version, options));
  }

  search<T extends ResourceType>(
    type: T,
    query: SearchQuery,
    { summary = false }: SearchOptions = {},
  ): Awaitable<Page<FoundResource<ResourceOf<T>>>> {
    return after(inTurns(searchResources(this.resources, type, query)), ({ total, items }) => ({
      total,
      items: items.map((version) => foundResource(version, summary)),
    }));
  }

  find(type: ResourceType, query: SearchQuery): Awaitable<Page<string>> {
    return after(inTurns(searchResources(this.resources, type, query)), ({ total, items }) => ({
      total,
      items: items.map(({ id }) => id),
    }));
  }

  vread(
    type: ResourceType,
    id: string,
    versionId: number,
    options?: ReadOptions,
  ): Promise<StoredResource | undefined> {
    const found = this.resources.versions.find(
      (v) => v.type === type && v.id === id && v.versionId === versionId,
    );
    return Promise.resolve(found && storedResource(found, options));
  }

  history(
    type: ResourceType | undefined,
    id: string | undefined,
    { offset, count, since, at, oldestFirst }: HistoryPage,
    options?: ReadOptions,
  ): Promise<Page<StoredResource>> {
    const isOfThem = (v: Version): boolean =>
      (type === undefined || v.type === type) && (id === undefined || v.id === id);
    const { versions } = this.resources;
    const all = at ? currentIn(versions.filter(isOfThem), at) : versions;
    const timeOf = timesOfVersions();
    const items: StoredResource[] = [];
    let total = 0;
    for (let i = 0; i < all.length; i++) {
      const version = all[oldestFirst ? i : all.length - 1 - i]!;
      if (!isOfThem(version) || (since !== undefined && timeOf(version) < since)) continue;
      if (total >= offset && items.length < count) items.push(storedResource(version, options));
      total++;
    }
    return Promise.resolve({ total, items });
  }
}

/** When each was written: of what is written together it is one text, which is read once. */
function timesOfVersions(): (version: Version) => number {
  let text: string | undefined;
  let time = NaN;
  return ({ lastUpdated }) => {
    if (lastUpdated !== text) time = Date.parse((text = lastUpdated));
    return time;
  };
}

/** Those that were the current ones of their resources at some time in the span. `versions`: oldest first, as what it gives. */
function currentIn(versions: readonly Version[], { low, high }: Span): Version[] {
  const followedAt = new Map<string, number>();
  const timeOf = timesOfVersions();
  const found = versions.toReversed().filter((version) => {
    const { type, id } = version;
    const from = timeOf(version);
    const resource = `${type}/${id}`;
    const until = followedAt.get(resource) ?? Infinity;
    followedAt.set(resource, from);
    return from < high && until > low;
  });
  return found.reverse();
}
