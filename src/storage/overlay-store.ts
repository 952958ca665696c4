/** This request's own resources first, the base store after; nothing of the request outlives it. */
import { pickVersion, compareVersions, type Canonical } from "../terminology/canonical.ts";
import type { Resource } from "../terminology/model.ts";
import type { TerminologyStore } from "../terminology/store.ts";
import { MemoryStore } from "./memory/memory-store.ts";

/** `base` seen through `resources`: for the same url and version the request's own wins. Without resources: `base` itself. */
export function overlay(base: TerminologyStore, resources: readonly Resource[]): TerminologyStore {
  return resources.length === 0 ? base : overlayStore(new MemoryStore(resources), base);
}

export function overlayStore(top: TerminologyStore, base: TerminologyStore): TerminologyStore {
  const latest = async <T>(
    of: (store: TerminologyStore, ref: Canonical) => Promise<T | undefined>,
    versionOf: (item: T) => string | undefined,
    ref: Canonical,
  ): Promise<T | undefined> => {
    const own = await of(top, ref);
    const below = await of(base, ref);
    const found = [own, below].filter((x) => x !== undefined);
    // The request's resource wins at equal versions because pickVersion keeps the first of equals.
    return pickVersion<T>(found, versionOf);
  };
  return {
    generation: base.generation,
    codeSystem: (ref) =>
      latest(
        (s, r) => s.codeSystem(r),
        (p) => p.codeSystem.version,
        ref,
      ),
    valueSet: (ref) =>
      latest(
        (s, r) => s.valueSet(r),
        (v) => v.version,
        ref,
      ),
    async conceptMaps(query) {
      const own = await top.conceptMaps(query);
      const below = await base.conceptMaps(query);
      if (query.url !== undefined) {
        const one = pickVersion([...own, ...below], (m) => m.conceptMap.version, query.version);
        return one ? [one] : [];
      }
      const names = new Set(own.map((m) => `${m.conceptMap.url}|${m.conceptMap.version}`));
      return [...own, ...below.filter((m) => !names.has(`${m.conceptMap.url}|${m.conceptMap.version}`))];
    },
    async versions(type, url) {
      const all = [...(await top.versions(type, url)), ...(await base.versions(type, url))];
      return [...new Set(all)].sort(compareVersions);
    },
    async supplements(ref) {
      const own = await top.supplements(ref);
      const below = await base.supplements(ref);
      if ("url" in ref) return own.length > 0 ? own : below;
      const urls = new Set(own.map((p) => p.codeSystem.url));
      return [...own, ...below.filter((p) => !urls.has(p.codeSystem.url))];
    },
    read: (type, id) => base.read(type, id),
    search: (type, query, options) => base.search(type, query, options),
    close: () => Promise.resolve(),
  };
}
