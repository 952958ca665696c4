/** Terminology in this process's memory: for tests, for tx-resources, and for servers that load at start. */
import { pickVersion, compareVersions, type Canonical } from "../../terminology/canonical.ts";
import type { Page } from "../../terminology/concept-condition.ts";
import type { Resource, ResourceType, ValueSet } from "../../terminology/model.ts";
import { conceptMapHeader, conceptsOf, mappingsOf } from "../../terminology/resources.ts";
import type {
  CodeSystemProvider,
  ConceptMapProvider,
  ConceptMapQuery,
  SearchQuery,
  StoredResource,
  TerminologyStore,
} from "../../terminology/store.ts";
import { MemoryCodeSystem } from "./memory-code-system.ts";
import { MemoryConceptMap } from "./memory-concept-map.ts";

interface Versioned {
  url?: string;
  version?: string;
}

export class MemoryStore implements TerminologyStore {
  generation = 1;
  private readonly codeSystems = new Map<string, MemoryCodeSystem[]>();
  private readonly valueSets = new Map<string, ValueSet[]>();
  private readonly maps: MemoryConceptMap[] = [];
  private readonly resources = new Map<ResourceType, Map<string, StoredResource>>();

  constructor(resources: Iterable<Resource> = []) {
    for (const resource of resources) this.add(resource);
  }

  add(resource: Resource): void {
    const type = resource.resourceType as ResourceType;
    if (resource.resourceType === "CodeSystem") {
      const { concept, ...header } = resource;
      push(this.codeSystems, header.url ?? "", new MemoryCodeSystem(header, conceptsOf(header, concept ?? [])));
    } else if (resource.resourceType === "ValueSet") {
      push(this.valueSets, resource.url ?? "", resource);
    } else if (resource.resourceType === "ConceptMap") {
      this.maps.push(new MemoryConceptMap(conceptMapHeader(resource), mappingsOf(resource)));
    }
    const id = resource.id ?? `r${this.generation}`;
    const byId = this.resources.get(type) ?? new Map<string, StoredResource>();
    byId.set(id, { type, id, versionId: 1, lastUpdated: new Date().toISOString(), resource, method: "create" });
    this.resources.set(type, byId);
    this.generation++;
  }

  codeSystem({ url, version }: Canonical): Promise<CodeSystemProvider | undefined> {
    const all = (this.codeSystems.get(url) ?? []).filter((p) => p.codeSystem.content !== "supplement");
    return Promise.resolve(pickVersion(all, (p) => p.codeSystem.version, version));
  }

  valueSet({ url, version }: Canonical): Promise<ValueSet | undefined> {
    return Promise.resolve(pickVersion(this.valueSets.get(url) ?? [], (v) => v.version, version));
  }

  conceptMaps(query: ConceptMapQuery): Promise<ConceptMapProvider[]> {
    let found = this.maps.filter((map) => fits(map, query));
    if (query.url !== undefined) {
      const one = pickVersion(found, (m) => m.conceptMap.version, query.version);
      found = one ? [one] : [];
    }
    return Promise.resolve(found);
  }

  versions(type: "CodeSystem" | "ValueSet" | "ConceptMap", url: string): Promise<(string | undefined)[]> {
    const of: Versioned[] =
      type === "CodeSystem"
        ? (this.codeSystems.get(url) ?? []).map((p) => p.codeSystem as Versioned).filter((c) => (c as { content?: string }).content !== "supplement")
        : type === "ValueSet"
          ? ((this.valueSets.get(url) ?? []) as Versioned[])
          : this.maps.map((m) => m.conceptMap as Versioned).filter((m) => m.url === url);
    return Promise.resolve([...new Set(of.map((r) => r.version))].sort(compareVersions));
  }

  supplements(ref: { url: string; version?: string | undefined } | { supplements: string }): Promise<CodeSystemProvider[]> {
    if ("supplements" in ref) {
      const [url] = ref.supplements.split("|");
      const all = [...this.codeSystems.values()].flat();
      return Promise.resolve(all.filter((p) => p.codeSystem.content === "supplement" && p.codeSystem.supplements?.split("|")[0] === url));
    }
    const own = (this.codeSystems.get(ref.url) ?? []).filter((p) => p.codeSystem.content === "supplement");
    const one = pickVersion(own, (p) => p.codeSystem.version, ref.version);
    return Promise.resolve(one ? [one] : []);
  }

  read(type: ResourceType, id: string): Promise<StoredResource | undefined> {
    return Promise.resolve(this.resources.get(type)?.get(id));
  }

  search(type: ResourceType, query: SearchQuery): Promise<Page<StoredResource>> {
    const all = [...(this.resources.get(type)?.values() ?? [])].filter((stored) =>
      query.criteria.every(({ name, values }) => {
        const value = name === "_id" ? stored.id : (stored.resource as unknown as Record<string, unknown>)[name];
        return values.includes(String(value));
      }),
    );
    const offset = query.offset ?? 0;
    const items = all.slice(offset, query.count === undefined ? undefined : offset + query.count);
    return Promise.resolve({ total: all.length, items });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const at = map.get(key);
  if (at) at.push(value);
  else map.set(key, [value]);
}

function fits(map: MemoryConceptMap, query: ConceptMapQuery): boolean {
  const { conceptMap } = map;
  const direction = query.direction ?? "forward";
  if (query.url !== undefined && conceptMap.url !== query.url) return false;
  if (query.id !== undefined && conceptMap.id !== query.id) return false;
  if (query.sourceScope !== undefined && scope(conceptMap, "source") !== query.sourceScope) return false;
  if (query.targetScope !== undefined && scope(conceptMap, "target") !== query.targetScope) return false;
  if (query.codings && !query.codings.some((coding) => map.concerns(coding, direction))) return false;
  if (query.targetSystem === undefined) return true;
  const far = direction === "forward" ? "target" : "source";
  return (conceptMap.group ?? []).some((g) => g[far]?.split("|")[0] === query.targetSystem);
}

function scope(conceptMap: MemoryConceptMap["conceptMap"], side: "source" | "target"): string | undefined {
  return side === "source"
    ? (conceptMap.sourceScopeUri ?? conceptMap.sourceScopeCanonical)
    : (conceptMap.targetScopeUri ?? conceptMap.targetScopeCanonical);
}
