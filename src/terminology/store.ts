/**
 * The contracts of a place where terminology lives. Two questions carry every operation: `locate` and `select`.
 * They take many codes at a time, so that a database costs one round trip a step, and answer with a promise where
 * they don't know at once.
 */
import type { Canonical } from "./canonical.ts";
import type { ConceptCondition, Page, Selection } from "./concepts/concept-condition.ts";
import type { Issue } from "./issues/issue.ts";
import type {
  CodeSystem,
  Coding,
  Concept,
  ConceptMap,
  Mapping,
  NamingSystem,
  Resource,
  ResourceOf,
  ResourceType,
  ValueSet,
} from "./model.ts";
import type { LargeResource } from "./resources/large-resource.ts";
import type { Span } from "./search/dates.ts";
import type { Awaitable } from "./util/awaitable.ts";
import type { WorkBudget } from "./util/work-budget.ts";

/** One code system (or supplement) in one version. */
export interface CodeSystemProvider {
  readonly codeSystem: CodeSystem;
  /** The concepts of these codes, aligned with the input; undefined where there is none. Folds case if the code system does. */
  locate(codes: readonly string[], work?: WorkBudget): Awaitable<(Concept | undefined)[]>;
  /** The concepts that satisfy the ENTIRE selection, in code system order. */
  select(selection: Selection): Awaitable<Page<Concept>>;
  /** The codes right below each of these, in code system order: what `select` says of childOf, of many at a time. */
  childrenOf(codes: readonly string[], work?: WorkBudget): Awaitable<(readonly string[])[]>;
  /** Of a grammar, which has no end: the value set whose codes `select` gives where it is asked for all. */
  readonly common?: ValueSet | undefined;
  /** Of a grammar: why a text is no code of it. */
  why?(code: string): Awaitable<Issue[]>;
  /** Of a grammar: what of the condition does not hold of one of its codes, in words. */
  whyNot?(code: string, condition: ConceptCondition): Awaitable<string[]>;
}

export type Direction = "forward" | "reverse";

/** One concept map in one version. */
export interface ConceptMapProvider {
  readonly conceptMap: ConceptMap;
  /**
   * The mappings of these codings: as sources (forward) or as targets (reverse). Versions are not compared.
   * Mappings of a value set (`sourceValueSet`, in reverse `targetValueSet`) of the codings' systems come along, once
   * each: who is a member is for the caller to find out. No codings: no mappings.
   */
  mappings(codings: readonly Coding[], direction: Direction): Awaitable<Mapping[]>;
  /** Every mapping, in order, for export and for reading the resource back. */
  all(): AsyncIterable<Mapping> | Iterable<Mapping>;
  /** Those that a person wants to see, some at a time. Stores have it; of others all mappings are read. */
  select?(selection: MappingSelection): Awaitable<MappingPage>;
}

export interface MappingSelection {
  /** Each stands in a code or display of the mapping, small and capital letters alike. */
  words: readonly string[];
  /** `relationOf` the mapping; undefined: any. */
  relation?: string | undefined;
  offset: number;
  count: number;
}

export interface MappingPage {
  items: Mapping[];
  /** How many mappings fit. */
  total: number;
  /** Of the whole map: how many mappings say what. */
  relations: ReadonlyMap<string, number>;
}

/** Which concept maps? Each given field narrows. */
export interface ConceptMapQuery {
  url?: string | undefined;
  version?: string | undefined;
  id?: string | undefined;
  /** Only maps with a mapping of one of these, or with `unmapped` for its system. */
  codings?: readonly Coding[] | undefined;
  direction?: Direction | undefined;
  sourceScope?: string | undefined;
  targetScope?: string | undefined;
  /** The system of what is looked for: the target's when forward, the source's when reverse. */
  targetSystem?: string | undefined;
}

/** One search criterion, `name:modifier=value,value`. */
export interface SearchCriterion {
  name: string;
  modifier?: string | undefined;
  /** Alternatives: any of them. */
  values: string[];
}

/** A FHIR search over the resources of one type. Criteria all hold. */
export interface SearchQuery {
  criteria: SearchCriterion[];
  /** `name` or `-name`, in order. */
  sort?: string[] | undefined;
  /** Absent: all. */
  count?: number | undefined;
  offset?: number | undefined;
}

/** A resource as stored, with what FHIR REST needs to know of it. `resource` is absent once deleted. */
export interface StoredResource<R extends Resource = Resource> {
  type: ResourceType;
  id: string;
  versionId: number;
  /** FHIR instant. */
  lastUpdated: string;
  /** R5-shaped; whole (with concepts or mappings) unless the query asked for headers. */
  resource?: R | undefined;
  /** Characters that were read for it, about; absent: it was at hand. */
  size?: number | undefined;
  /** In its place, for whoever takes it: what is too large to be put together. */
  large?: LargeResource | undefined;
  /** How this version came about, for history entries. */
  method?: "create" | "update" | "delete" | undefined;
  /** It was created under an id that was asked for, as a PUT does and an import. */
  byPut?: true;
  /** A write found all as it should be: this version was there before. */
  unchanged?: true;
}

/** A resource that a search found: it is there. */
export type FoundResource<R extends Resource> = StoredResource<R> & { resource: R };

/** A version that a write has made. */
export type WrittenVersion = Pick<StoredResource, "type" | "id" | "versionId" | "method" | "unchanged">;

/** What is named by its canonical. */
export type CanonicalType = "CodeSystem" | "ValueSet" | "ConceptMap";

/** What operations ask of a place where terminology lives; read-only. */
export interface Terminology {
  /** The stores that this one is put together of, the first the one that wins: what is kept of each stays true. Absent: itself. */
  readonly layers?: readonly Terminology[] | undefined;
  /** Moves with every change of content: what was computed under another generation is stale. */
  readonly generation: number;
  /** The latest version that fits (exact or pattern `1.x`); supplements are not code systems here. */
  codeSystem(ref: Canonical): Awaitable<CodeSystemProvider | undefined>;
  /** By its canonical, or by the id under which it is stored. */
  valueSet(ref: Canonical | { id: string }): Awaitable<ValueSet | undefined>;
  conceptMaps(query: ConceptMapQuery): Awaitable<ConceptMapProvider[]>;
  /** All known versions of `url`, lowest first; an entry is undefined for a resource without version; [] when unknown. */
  versions(type: CanonicalType, url: string): Awaitable<readonly (string | undefined)[]>;
  /** Urls of what there is of this type that `url`, under which nothing is, may have meant; no supplements, a few at most. */
  similarUrls(type: CanonicalType, url: string): Awaitable<string[]>;
  /** Supplements by their own url (`url`), or of a code system (`supplements`). */
  supplements(
    ref: { url: string; version?: string | undefined } | { supplements: string },
  ): Awaitable<CodeSystemProvider[]>;
  /** The naming systems that have `value` among their unique ids; those of the request first. */
  namingSystems(value: string): Awaitable<NamingSystem[]>;
  /** The urls, each once, of what has this as an identifier, in whichever version; supplements are code systems. */
  urlsWith(type: CanonicalType, identifier: string): Awaitable<string[]>;
  /** All code systems there are, in every version, without their concepts. */
  codeSystems(): Awaitable<readonly CodeSystem[]>;
}

/** The version of a resource that an import found under a url and version; null: there was none. */
export type Met = { id: string; versionId: number } | null;

/**
 * What an importer yields. Concepts belong to the `codeSystem` before them, mappings to the `conceptMap`. `met`: it was made
 * from what was there, and is not written where that has changed.
 */
export type ImportRecord =
  | { kind: "codeSystem"; codeSystem: CodeSystem; met?: Met }
  | { kind: "concept"; concept: Concept }
  | { kind: "conceptMap"; conceptMap: ConceptMap; met?: Met }
  | { kind: "mapping"; mapping: Mapping }
  | { kind: "resource"; resource: Resource };

export interface ImportReport {
  /** Resources written, by type. */
  written: Partial<Record<ResourceType, number>>;
  /** Resources that were there already, the same in every concept and mapping. */
  unchanged: number;
  concepts: number;
  mappings: number;
}

export interface WriteOptions {
  /** Does and reports everything as it would be, then takes it back. */
  dryRun?: boolean | undefined;
  /** Hears what was written, once it is kept: not of a dry run, and not of what was there already. */
  onWritten?: ((written: readonly WrittenVersion[]) => void) | undefined;
}

/** Where importers' records go: all of them or, if anything throws, none. */
interface ImportTarget {
  write(
    records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
    options?: WriteOptions,
  ): Promise<ImportReport>;
}

export type Write =
  | { method: "create"; type: ResourceType; id: string; resource: Resource; byPut?: true }
  | { method: "update"; type: ResourceType; id: string; resource: Resource; ifMatch?: number | undefined }
  | { method: "delete"; type: ResourceType; id: string; ifMatch?: number | undefined };

export interface ReadOptions {
  /** Without concepts and mappings. */
  summary?: boolean | undefined;
  /** Of a summary: which elements of the resource have to be there. The others may be missing; absent: all are there. */
  elements?: ((name: string) => boolean) | undefined;
  /** What is too large to be put together may come as `large`. */
  large?: boolean | undefined;
}

/** What is found comes whole, however large it is. */
export type SearchOptions = Omit<ReadOptions, "large">;

export interface HistoryPage {
  offset: number;
  count: number;
  /** Only versions of this time (in ms) and later. */
  since?: number | undefined;
  /** Only versions that were the current one at some time in this span; a deletion is one of them. */
  at?: Span | undefined;
  /** Default: the newest first. */
  oldestFirst?: boolean | undefined;
}

/**
 * What is to be written, decided from what is there: nothing comes between the two, from no process. What it
 * throws is what the commit throws.
 */
export type Decide = (state: ResourceReader) => Awaitable<readonly Write[]>;

/** What FHIR REST reads: resources as such. */
export interface ResourceReader {
  read<T extends ResourceType>(
    type: T,
    id: string,
    options?: ReadOptions,
  ): Awaitable<StoredResource<ResourceOf<T>> | undefined>;
  /** Those that there are, in the order of the ids. */
  readAll<T extends ResourceType>(
    type: T,
    ids: readonly string[],
    options?: ReadOptions,
  ): Awaitable<StoredResource<ResourceOf<T>>[]>;
  search<T extends ResourceType>(
    type: T,
    query: SearchQuery,
    options?: SearchOptions,
  ): Awaitable<Page<FoundResource<ResourceOf<T>>>>;
  /** The ids of what `search` gives, for whoever reads some at a time. */
  find(type: ResourceType, query: SearchQuery): Awaitable<Page<string>>;
  /** A past or present version; `resource` absent where it is a deletion. */
  vread(
    type: ResourceType,
    id: string,
    versionId: number,
    options?: ReadOptions,
  ): Awaitable<StoredResource | undefined>;
  /** Newest first; of one resource, of a type, or without a type of all that there is. */
  history(
    type: ResourceType | undefined,
    id: string | undefined,
    page: HistoryPage,
    options?: ReadOptions,
  ): Awaitable<Page<StoredResource>>;
}

/** One state of a store: every question is answered from it, whatever is written meanwhile, for some minutes. */
export interface Snapshot extends Terminology, ResourceReader {}

/** What FHIR REST and importers need besides what operations ask. */
export interface ResourceStore extends ResourceReader, ImportTarget {
  /** Why writing is refused (a read-only folder, say); undefined: it is not. */
  readonly readOnly?: string | undefined;
  /** All of the writes or none; throws TerminologyError (conflict, duplicate) and changes nothing. */
  commit(writes: readonly Write[] | Decide): Awaitable<StoredResource[]>;
}

/** How much there is, as of now. */
export interface StoreSizes {
  /** Resources that can be read, by type. */
  resources: ReadonlyMap<ResourceType, number>;
  concepts: number;
  mappings: number;
  /** What it occupies on disk, history and free room included; absent: it is in memory. */
  bytes?: number;
}

/** Where terminology lives: in memory, in SQLite or in PostgreSQL. Each question is answered from the newest state. */
export interface Store extends Terminology, ResourceStore {
  /**
   * The state as of this call, other processes' writes included: to be taken once where a request comes in. The same
   * object as long as nothing is written, so that what is kept for it is found again.
   */
  snapshot(): Awaitable<Snapshot>;
  /**
   * Can it be relied on, now: does it answer within a few seconds, and is it still where what is written is kept?
   * @throws TerminologyError why not.
   */
  check(): Awaitable<void>;
  /** For those who watch it. */
  sizes(): Awaitable<StoreSizes>;
  close(): Promise<void>;
}
