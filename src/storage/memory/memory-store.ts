/** Terminology in this process's memory: for tests, for tx-resources, and for servers that load at start. */
import { compareVersions, parseCanonical, pickVersion, type Canonical } from "../../terminology/canonical.ts";
import type { Page } from "../../terminology/concepts/concept-condition.ts";
import type { CodeSystem, NamingSystem, Resource, ResourceType, ValueSet } from "../../terminology/model.ts";
import type {
  CodeSystemProvider,
  ConceptMapProvider,
  ConceptMapQuery,
  ImportRecord,
  ImportReport,
  SearchQuery,
  StoredResource,
  Store,
  Write,
} from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { codeSystemsOf, namingSystemOf, valueSetOfId } from "../by-search.ts";
import { emptyReport, reportWritten } from "../import-report.ts";
import { idCandidates, unstamped } from "../resource-identity.ts";
import { Latest } from "../latest.ts";
import { ConceptMapIndex } from "./concept-map-index.ts";
import { MemoryCodeSystem } from "./memory-code-system.ts";
import { MemoryConceptMap } from "./memory-concept-map.ts";
import { collect } from "./memory-import.ts";
import { MemoryResource } from "./memory-resource.ts";
import { searchShelf } from "./memory-search.ts";
import { MemoryShelf, storedResource } from "./memory-shelf.ts";

export class MemoryStore implements Store {
  private shelf = new MemoryShelf();
  private moves = 1;
  /** Made at the first question after a change. */
  private mapIndex: { moves: number; index: ConceptMapIndex } | undefined;
  /** By url; null: there is none. */
  private readonly latest = new Latest<MemoryCodeSystem | null>();

  constructor(resources: Iterable<Resource> = []) {
    for (const resource of resources) this.add(resource);
  }

  get generation(): number {
    return this.moves;
  }

  /** Puts one resource in, in the place of what has the same url and version, or the same id. */
  add(resource: Resource): void {
    const content = new MemoryResource(unstamped(resource));
    const type = resource.resourceType as ResourceType;
    const { url, version } = content.header;
    const known = this.shelf.named(type, url, version);
    this.shelf.put(type, known?.id ?? freeId(this.shelf, type, content), content);
    this.moves++;
  }

  codeSystem({ url, version }: Canonical): CodeSystemProvider | undefined {
    if (version !== undefined)
      return pickVersion(this.codeSystemsAt(url, false), (p) => p.codeSystem.version, version);
    let found = this.latest.get(url, this.moves);
    if (found === undefined) {
      found = pickVersion(this.codeSystemsAt(url, false), (p) => p.codeSystem.version) ?? null;
      this.latest.set(url, this.moves, found);
    }
    return found ?? undefined;
  }

  private codeSystemsAt(url: string, supplements: boolean): MemoryCodeSystem[] {
    const found: MemoryCodeSystem[] = [];
    for (const { content } of this.shelf.ofUrl("CodeSystem", url)) {
      const provider = content.rows as MemoryCodeSystem;
      if ((provider.codeSystem.content === "supplement") === supplements) found.push(provider);
    }
    return found;
  }

  valueSet(ref: Canonical | { id: string }): Awaitable<ValueSet | undefined> {
    if ("id" in ref) return valueSetOfId(this, ref.id);
    const { url, version } = ref;
    const all = this.shelf.ofUrl("ValueSet", url).map(({ content }) => content.header as ValueSet);
    return pickVersion(all, (v) => v.version, version);
  }

  conceptMaps(query: ConceptMapQuery): ConceptMapProvider[] {
    const found = this.mapsAbout(query).filter((map) => map.fits(query));
    if (query.url === undefined) return found;
    const one = pickVersion(found, (m) => m.conceptMap.version, query.version);
    return one ? [one] : [];
  }

  /** Those that know the codings, by the narrowest way there is to look them up. */
  private mapsAbout({ id, url, codings, direction = "forward" }: ConceptMapQuery): MemoryConceptMap[] {
    if (codings && id === undefined && url === undefined) return this.maps().about(codings, direction);
    const named = this.mapsNamed(id, url);
    return codings ? named.filter((map) => map.concerns(codings, direction)) : named;
  }

  private mapsNamed(id?: string, url?: string): MemoryConceptMap[] {
    if (id !== undefined) {
      const content = this.shelf.get("ConceptMap", id)?.content;
      return content ? [content.rows as MemoryConceptMap] : [];
    }
    const found = url === undefined ? this.shelf.ofType("ConceptMap") : this.shelf.ofUrl("ConceptMap", url);
    return Array.from(found, ({ content }) => content.rows as MemoryConceptMap);
  }

  private maps(): ConceptMapIndex {
    if (this.mapIndex?.moves !== this.moves)
      this.mapIndex = { moves: this.moves, index: new ConceptMapIndex(this.mapsNamed()) };
    return this.mapIndex.index;
  }

  versions(type: "CodeSystem" | "ValueSet" | "ConceptMap", url: string): Promise<(string | undefined)[]> {
    const all = this.shelf
      .ofUrl(type, url)
      .map(({ content }) => content.header as { version?: string; content?: string });
    const own = all.filter((header) => type !== "CodeSystem" || header.content !== "supplement");
    return Promise.resolve([...new Set(own.map((header) => header.version))].sort(compareVersions));
  }

  supplements(ref: Canonical | { supplements: string }): Promise<CodeSystemProvider[]> {
    if ("url" in ref) {
      const own = this.codeSystemsAt(ref.url, true);
      const one = pickVersion(own, (p) => p.codeSystem.version, ref.version);
      return Promise.resolve(one ? [one] : []);
    }
    const { url } = parseCanonical(ref.supplements);
    const all = Array.from(this.shelf.ofType("CodeSystem"), (v) => v.content.rows as MemoryCodeSystem);
    return Promise.resolve(
      all.filter(
        ({ codeSystem }) =>
          codeSystem.content === "supplement" && parseCanonical(codeSystem.supplements ?? "").url === url,
      ),
    );
  }

  namingSystem(value: string): Awaitable<NamingSystem | undefined> {
    return namingSystemOf(this, value);
  }

  codeSystems(): Awaitable<CodeSystem[]> {
    return codeSystemsOf(this);
  }

  read(type: ResourceType, id: string, { summary = false } = {}): Promise<StoredResource | undefined> {
    const version = this.shelf.get(type, id);
    return Promise.resolve(version && storedResource(version, summary));
  }

  search(type: ResourceType, query: SearchQuery, { summary = false } = {}): Promise<Page<StoredResource>> {
    // A criterion that can't be read rejects, as it does in the other stores.
    return Promise.resolve().then(() => searchShelf(this.shelf, type, query, summary));
  }

  commit(writes: readonly Write[]): Promise<StoredResource[]> {
    // Nothing awaits between the copy and its taking place, so that no write in between is lost.
    return Promise.resolve().then(() => {
      const draft = new MemoryShelf(this.shelf);
      const done = writes.map((write) => draft.apply(write));
      this.replace(draft);
      return done.map((version) => storedResource(version));
    });
  }

  private replace(shelf: MemoryShelf): void {
    this.shelf = shelf;
    this.moves++;
  }

  async write(
    records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>,
    { dryRun = false }: { dryRun?: boolean | undefined } = {},
  ): Promise<ImportReport> {
    const report = emptyReport();
    const came: MemoryResource[] = [];
    const rows: number[] = [];
    for await (const { resource, rows: count } of collect(records)) {
      came.push(resource);
      rows.push(count);
    }
    // Nothing awaits from here on, so that a write in between can't be lost.
    const draft = new MemoryShelf(this.shelf);
    for (const [i, content] of came.entries()) {
      const type = content.header.resourceType as ResourceType;
      const { url, version } = content.header;
      const known =
        draft.named(type, url, version) ??
        (url === undefined ? draft.get(type, content.header.id ?? "") : undefined);
      if (known?.content?.fingerprint === content.fingerprint) {
        report.unchanged++;
        continue;
      }
      const id = known?.id ?? freeId(draft, type, content);
      draft.put(type, id, content);
      reportWritten(report, type, rows[i]!);
    }
    if (report.unchanged < came.length && !dryRun) this.replace(draft);
    return report;
  }

  vread(type: ResourceType, id: string, versionId: number): Promise<StoredResource | undefined> {
    const found = this.shelf.versions.find(
      (v) => v.type === type && v.id === id && v.versionId === versionId,
    );
    return Promise.resolve(found && storedResource(found));
  }

  history(
    type: ResourceType,
    id: string | undefined,
    { offset, count }: { offset: number; count: number },
  ): Promise<Page<StoredResource>> {
    const all = this.shelf.versions
      .filter((v) => v.type === type && (id === undefined || v.id === id))
      .reverse();
    const items = all.slice(offset, offset + count).map((version) => storedResource(version));
    return Promise.resolve({ total: all.length, items });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Another url under the same id is another resource; without url the id says what it is. */
function freeId(shelf: MemoryShelf, type: ResourceType, { header }: MemoryResource): string {
  for (const id of idCandidates(header)) {
    const there = shelf.get(type, id)?.content;
    if (!there || (header.url === undefined && there.header.url === undefined)) return id;
  }
  throw new Error("ids have no end");
}
