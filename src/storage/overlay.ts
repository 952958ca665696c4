/** This request's own resources first, the base store after; nothing of the request outlives it. */
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { compareVersions, pickVersion, printCanonical, type Canonical } from "../terminology/canonical.ts";
import type { Resource } from "../terminology/model.ts";
import { longResource } from "../terminology/resources/resource-pieces.ts";
import type { ConceptMapQuery, Terminology } from "../terminology/store.ts";
import { MemoryStore } from "./memory/memory-store.ts";

/**
 * `base` seen through `resources`: of one url and version the request's own wins, of several versions the highest.
 * Without resources: `base` itself.
 */
export function overlay(base: Terminology, resources: readonly Resource[]): Awaitable<Terminology> {
  if (resources.length === 0) return base;
  return after(storeOf(firstOfEach(resources)), (own) => overlayStore(own, base));
}

/** A request that brings one url and version twice means the first, as it would of two parameters that may not repeat. */
function firstOfEach(resources: readonly Resource[]): Resource[] {
  const seen = new Map<string, Resource>();
  for (const [at, resource] of resources.entries()) {
    const { resourceType, url, version } = resource as {
      resourceType: string;
      url?: string;
      version?: string;
    };
    const name = url === undefined ? `${at}` : `${resourceType} ${printCanonical({ url, version })}`;
    if (!seen.has(name)) seen.set(name, resource);
  }
  return [...seen.values()];
}

/** These resources alone, for what must not be mixed with anything else. */
export function storeOf(resources: readonly Resource[]): Awaitable<Terminology> {
  const areLong = resources.some((resource) => longResource(resource));
  return areLong ? MemoryStore.inTurns(resources) : new MemoryStore(resources);
}

function overlayStore(top: Terminology, base: Terminology): Terminology {
  /** Asks both; what the request brings comes first, and so wins between equals. */
  const both = async <T>(ask: (store: Terminology) => Awaitable<T>): Promise<[T, T]> =>
    Promise.all([ask(top), ask(base)]);
  const latest = async <T>(
    ask: (store: Terminology) => Awaitable<T | undefined>,
    versionOf: (item: T) => string | undefined,
  ): Promise<T | undefined> =>
    pickVersion<T>(
      (await both(ask)).filter((found) => found !== undefined),
      versionOf,
    );

  return {
    get generation() {
      return base.generation;
    },
    ...(base.refresh ? { refresh: () => base.refresh!() } : {}),
    codeSystem: (ref: Canonical) =>
      latest(
        (s) => s.codeSystem(ref),
        (p) => p.codeSystem.version,
      ),
    valueSet: (ref) =>
      // An id is that of a stored value set.
      "id" in ref
        ? base.valueSet(ref)
        : latest(
            (s) => s.valueSet(ref),
            (v) => v.version,
          ),
    async conceptMaps(query: ConceptMapQuery) {
      const found = merge(await both((s) => s.conceptMaps(query)), (m) => m.conceptMap);
      if (query.url === undefined) return found;
      const one = pickVersion(found, (m) => m.conceptMap.version);
      return one ? [one] : [];
    },
    async versions(type, url) {
      return [...new Set((await both((s) => s.versions(type, url))).flat())].sort(compareVersions);
    },
    async supplements(ref) {
      const found = merge(await both((s) => s.supplements(ref)), (p) => p.codeSystem);
      if (!("url" in ref)) return found;
      const one = pickVersion(found, (p) => p.codeSystem.version);
      return one ? [one] : [];
    },
    async namingSystem(value) {
      const [own, below] = await both((s) => s.namingSystem(value));
      return own ?? below;
    },
    async codeSystems() {
      return (await both((s) => s.codeSystems())).flat();
    },
  };
}

/** Own ones, and those of the base that no own one covers. */
function merge<T>(
  [own, below]: [T[], T[]],
  canonicalOf: (item: T) => Parameters<typeof printCanonical>[0],
): T[] {
  const covered = new Set(own.map((item) => printCanonical(canonicalOf(item))));
  return [...own, ...below.filter((item) => !covered.has(printCanonical(canonicalOf(item))))];
}
