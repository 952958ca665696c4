/** The resources of one state of a memory store, by id and by url, with their past versions. A change is made on a copy, which then takes its place. */
import { isVersionPattern, printCanonical, UNVERSIONED } from "../../terminology/canonical.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import {
  alreadyExists,
  duplicateCanonical,
  nothingToDelete,
  versionConflict,
} from "../../terminology/issues/storage.ts";
import type { Resource, ResourceType } from "../../terminology/model.ts";
import type { FoundResource, ReadOptions, StoredResource, Write } from "../../terminology/store.ts";
import { timeAfter } from "../resource-identity.ts";
import { howWritten, type WrittenBy } from "../written-by.ts";
import type { MemoryResource } from "./memory-resource.ts";
import { type Found, isFound, type Version } from "./resource-version.ts";
import { SearchIndex } from "./search-index.ts";

/** Those of one url. */
interface OfUrl {
  /** In the order in which they came. */
  all: Found[];
  byVersion: Map<string | undefined, Found>;
}

export class MemoryResources {
  private readonly current: Map<ResourceType, Map<string, Version>>;
  /** By type, then by url. */
  private readonly byUrl: Map<ResourceType, Map<string, OfUrl>>;
  /** Of those the ones that no other state has. */
  private readonly own = new Set<OfUrl>();
  private readonly past: Version[];
  /** Of what is there now; gone with the next change. */
  private index: SearchIndex | undefined;

  /** Of ids that many resources want: the next that may be free. */
  readonly numbers = new Map<string, number>();

  constructor(from?: MemoryResources) {
    this.current = new Map(Array.from(from?.current ?? [], ([type, byId]) => [type, new Map(byId)]));
    this.byUrl = new Map(Array.from(from?.byUrl ?? [], ([type, byUrl]) => [type, new Map(byUrl)]));
    this.past = [...(from?.past ?? [])];
  }

  get(type: ResourceType, id: string): Version | undefined {
    return this.current.get(type)?.get(id);
  }

  /** Every version of every resource, oldest first. */
  get versions(): readonly Version[] {
    return this.past;
  }

  *ofType(type: ResourceType): Generator<Found> {
    for (const version of this.current.get(type)?.values() ?? []) if (isFound(version)) yield version;
  }

  /** Resources and their rows, by type. */
  *counts(): Generator<{ type: ResourceType; resources: number; rows: number }> {
    for (const type of this.current.keys()) {
      let resources = 0;
      let rows = 0;
      for (const { content } of this.ofType(type)) {
        resources++;
        rows += content.rows?.rowCount ?? 0;
      }
      yield { type, resources, rows };
    }
  }

  get searchIndex(): SearchIndex {
    return (this.index ??= new SearchIndex((type) => this.ofType(type)));
  }

  /** Those of a url, in the order in which they came; of an exact version the one that has it, which is found in one step. */
  ofUrl(type: ResourceType, url: string, version?: string): readonly Found[] {
    if (version === undefined || isVersionPattern(version)) return this.byUrl.get(type)?.get(url)?.all ?? [];
    const one = this.named(type, url, version === UNVERSIONED ? undefined : version);
    return one ? [one] : [];
  }

  /** The one with exactly this url and version. */
  named(type: ResourceType, url: string | undefined, version: string | undefined): Found | undefined {
    return url === undefined ? undefined : this.byUrl.get(type)?.get(url)?.byVersion.get(version);
  }

  /**
   * `content`: what is put.
   * @throws TerminologyError (duplicate, conflict, not-found) without having changed anything
   */
  apply(write: Write, content: MemoryResource | undefined): Version {
    const { type, id } = write;
    const before = this.get(type, id);
    if (write.method === "create" && before?.content) throw new TerminologyError(alreadyExists(type, id));
    if (write.method !== "create" && write.ifMatch !== undefined) {
      const actual = before?.content && before.versionId;
      if (actual !== write.ifMatch)
        throw new TerminologyError(versionConflict(type, id, write.ifMatch, actual));
    }
    const isPosted = write.method === "create" && !write.byPut;
    if (write.method !== "delete") return this.put(type, id, content!, isPosted);
    if (!before) throw new TerminologyError(nothingToDelete(type, id));
    return before.content ? this.store(type, id, undefined) : before;
  }

  /** @param isPosted nobody asked for the id */
  put(type: ResourceType, id: string, content: MemoryResource, isPosted = false): Version {
    const { url, version } = content.header;
    const other = this.named(type, url, version);
    if (other && other.id !== id)
      throw new TerminologyError(duplicateCanonical(type, printCanonical({ url, version }), other.id));
    return this.store(type, id, content, isPosted ? "create" : "put");
  }

  private store(
    type: ResourceType,
    id: string,
    content: MemoryResource | undefined,
    made: WrittenBy = "put",
  ): Version {
    const before = this.get(type, id);
    const version: Version = {
      type,
      id,
      versionId: (before?.versionId ?? 0) + 1,
      lastUpdated: timeAfter(before?.lastUpdated),
      method: !content ? "delete" : before?.content ? "update" : made,
      content,
    };
    const ofType = this.current.get(type) ?? new Map<string, Version>();
    this.current.set(type, ofType.set(id, version));
    this.index = undefined;
    this.past.push(version);
    this.unlink(before);
    if (isFound(version)) this.link(version);
    return version;
  }

  private link(found: Found): void {
    const { url, version } = found.content.header;
    if (url === undefined) return;
    const { all, byVersion } = this.changeable(found.type, url);
    all.push(found);
    byVersion.set(version, found);
  }

  private unlink(before: Version | undefined): void {
    const { url, version } = before?.content?.header ?? {};
    if (!before || url === undefined) return;
    const ofUrl = this.changeable(before.type, url);
    ofUrl.all = ofUrl.all.filter((other) => other !== before);
    ofUrl.byVersion.delete(version);
    if (ofUrl.all.length === 0) this.byUrl.get(before.type)!.delete(url);
  }

  private changeable(type: ResourceType, url: string): OfUrl {
    const ofType = this.byUrl.get(type) ?? new Map<string, OfUrl>();
    this.byUrl.set(type, ofType);
    const known = ofType.get(url);
    if (known && this.own.has(known)) return known;
    const ofUrl: OfUrl = { all: [...(known?.all ?? [])], byVersion: new Map(known?.byVersion) };
    this.own.add(ofUrl);
    ofType.set(url, ofUrl);
    return ofUrl;
  }
}

/** One version as a store gives it; without `resource` where it says that the resource was deleted. `R`: what its type is. */
export function storedResource<R extends Resource = Resource>(
  version: Version,
  { summary = false, large = false }: ReadOptions = {},
): StoredResource<R> {
  const { type, id, versionId, lastUpdated, method } = version;
  const stored = { type, id, versionId, lastUpdated, ...howWritten(method) };
  if (!isFound(version)) return stored;
  const inPieces = large && !summary ? version.content.large(version) : undefined;
  return inPieces ? { ...stored, large: inPieces } : foundResource(version, summary);
}

/** The same of a version that is not a deletion. */
export function foundResource<R extends Resource>(version: Found, summary: boolean): FoundResource<R> {
  const { type, id, versionId, lastUpdated, method, content } = version;
  const resource = content.read(version, summary) as R;
  return { type, id, versionId, lastUpdated, ...howWritten(method), resource };
}
