/** What a store is asked outside of a snapshot: each question is answered from the newest state. */
import type { Canonical } from "../terminology/canonical.ts";
import type { Page } from "../terminology/concepts/concept-condition.ts";
import type { CodeSystem, NamingSystem, ResourceType, ValueSet } from "../terminology/model.ts";
import type {
  CanonicalType,
  CodeSystemProvider,
  ConceptMapProvider,
  ConceptMapQuery,
  HistoryPage,
  ReadOptions,
  SearchQuery,
  Snapshot,
  StoredResource,
} from "../terminology/store.ts";
import { after, type Awaitable } from "../terminology/util/awaitable.ts";

export abstract class NewestState implements Snapshot {
  abstract readonly generation: number;

  protected abstract now(): Awaitable<Snapshot>;

  codeSystem(ref: Canonical): Awaitable<CodeSystemProvider | undefined> {
    return after(this.now(), (now) => now.codeSystem(ref));
  }

  valueSet(ref: Canonical | { id: string }): Awaitable<ValueSet | undefined> {
    return after(this.now(), (now) => now.valueSet(ref));
  }

  conceptMaps(query: ConceptMapQuery): Awaitable<ConceptMapProvider[]> {
    return after(this.now(), (now) => now.conceptMaps(query));
  }

  namingSystems(value: string): Awaitable<NamingSystem[]> {
    return after(this.now(), (now) => now.namingSystems(value));
  }

  valueSetsWith(identifier: string): Awaitable<ValueSet[]> {
    return after(this.now(), (now) => now.valueSetsWith(identifier));
  }

  codeSystems(): Awaitable<readonly CodeSystem[]> {
    return after(this.now(), (now) => now.codeSystems());
  }

  async versions(type: CanonicalType, url: string): Promise<(string | undefined)[]> {
    return (await this.now()).versions(type, url);
  }

  similarUrls(type: CanonicalType, url: string): Awaitable<string[]> {
    return after(this.now(), (now) => now.similarUrls(type, url));
  }

  async supplements(ref: Canonical | { supplements: string }): Promise<CodeSystemProvider[]> {
    return (await this.now()).supplements(ref);
  }

  read(type: ResourceType, id: string, options?: ReadOptions): Awaitable<StoredResource | undefined> {
    return after(this.now(), (now) => now.read(type, id, options));
  }

  readAll(type: ResourceType, ids: readonly string[], options?: ReadOptions): Awaitable<StoredResource[]> {
    return after(this.now(), (now) => now.readAll(type, ids, options));
  }

  async search(type: ResourceType, query: SearchQuery, options?: ReadOptions): Promise<Page<StoredResource>> {
    return (await this.now()).search(type, query, options);
  }

  find(type: ResourceType, query: SearchQuery): Awaitable<Page<string>> {
    return after(this.now(), (now) => now.find(type, query));
  }

  async vread(
    type: ResourceType,
    id: string,
    versionId: number,
    options?: ReadOptions,
  ): Promise<StoredResource | undefined> {
    return (await this.now()).vread(type, id, versionId, options);
  }

  async history(
    type: ResourceType,
    id: string | undefined,
    page: HistoryPage,
    options?: ReadOptions,
  ): Promise<Page<StoredResource>> {
    return (await this.now()).history(type, id, page, options);
  }
}
