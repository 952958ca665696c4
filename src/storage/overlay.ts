/** This request's own resources first, the base store after; nothing of the request outlives it. */
import { after, type Awaitable } from "../terminology/util/awaitable.ts";
import { canonicalSaid, compareVersions, pickVersion, printCanonical } from "../terminology/canonical.ts";
import type { Resource } from "../terminology/model.ts";
import { isStandIn } from "../terminology/resolve/content.ts";
import { longResource } from "../terminology/resources/resource-pieces.ts";
import type { Terminology } from "../terminology/store.ts";
import { MemoryStore } from "./memory/memory-store.ts";

/**
 * `base` seen through `resources`: of one url and version the request's own wins, of several versions the highest.
 * Without resources: `base` itself.
 */
export function overlay(base: Terminology, resources: readonly Resource[]): Awaitable<Terminology> {
  if (resources.length === 0) return base;
  return after(ownStore(resources), (own) => over(base, own));
}

/** The store of what a request brings. */
export const ownStore = (resources: readonly Resource[]): Awaitable<Terminology> =>
  storeOf(firstOfEach(resources));

/** A request that brings one url and version twice means the first, as it would of two parameters that may not repeat. */
function firstOfEach(resources: readonly Resource[]): Resource[] {
  const seen = new Map<string, Resource>();
  for (const [at, resource] of resources.entries()) {
    const canonical = canonicalSaid(resource);
    const name =
      canonical.url === undefined ? `${at}` : `${resource.resourceType} ${printCanonical(canonical)}`;
    if (!seen.has(name)) seen.set(name, resource);
  }
  return [...seen.values()];
}

/** So many are put together in turns with others, however short each is. */
const MANY = 100;

/** These resources alone, for what must not be mixed with anything else. */
export function storeOf(resources: readonly Resource[]): Awaitable<Terminology> {
  const takeLong = resources.length > MANY || resources.some((resource) => longResource(resource));
  return takeLong ? MemoryStore.inTurns(resources) : new MemoryStore(resources);
}

/** `base` seen through a store of the request's own: both are asked, and what is the request's wins between equals. */
export function over(base: Terminology, own: Terminology): Terminology {
  const both = <T>(ask: (store: Terminology) => Awaitable<T>): Promise<[T, T]> =>
    Promise.all([ask(own), ask(base)]);
  return {
    layers: [own, ...(base.layers ?? [base])],
    get generation() {
      return base.generation;
    },
    async codeSystem(ref) {
      const found = (await both((store) => store.codeSystem(ref))).filter((one) => one !== undefined);
      // A header that a request brings along hides nothing that has concepts.
      const whole = found.filter(({ codeSystem }) => !isStandIn(codeSystem));
      return pickVersion(whole.length > 0 ? whole : found, ({ codeSystem }) => codeSystem.version);
    },
    valueSet(ref) {
      // An id is that of a stored value set.
      if ("id" in ref) return base.valueSet(ref);
      return after(
        both((store) => store.valueSet(ref)),
        (found) =>
          pickVersion(
            found.filter((one) => one !== undefined),
            ({ version }) => version,
          ),
      );
    },
    async conceptMaps(query) {
      const found = merge(await both((store) => store.conceptMaps(query)), (map) => map.conceptMap);
      return query.url === undefined ? found : highest(found, ({ conceptMap }) => conceptMap.version);
    },
    async versions(type, url) {
      const found = await both((store) => store.versions(type, url));
      return [...new Set(found.flat())].sort(compareVersions);
    },
    similarUrls: async (type, url) => [
      ...new Set((await both((store) => store.similarUrls(type, url))).flat()),
    ],
    async supplements(ref) {
      const found = merge(await both((store) => store.supplements(ref)), ({ codeSystem }) => codeSystem);
      return "url" in ref ? highest(found, ({ codeSystem }) => codeSystem.version) : found;
    },
    namingSystems: async (value) => (await both((store) => store.namingSystems(value))).flat(),
    valueSetsWith: async (identifier) => (await both((store) => store.valueSetsWith(identifier))).flat(),
    codeSystems: async () => (await both((store) => store.codeSystems())).flat(),
  };
}

/** The one with the highest version, as a list. */
function highest<T>(found: readonly T[], versionOf: (item: T) => string | undefined): T[] {
  const one = pickVersion(found, versionOf);
  return one === undefined ? [] : [one];
}

/** Own ones, and those of the base that no own one covers. */
function merge<T>(
  [own, below]: [T[], T[]],
  canonicalOf: (item: T) => Parameters<typeof printCanonical>[0],
): T[] {
  const covered = new Set(own.map((item) => printCanonical(canonicalOf(item))));
  return [...own, ...below.filter((item) => !covered.has(printCanonical(canonicalOf(item))))];
}
