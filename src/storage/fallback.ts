/** One store, and beneath it another for what the first does not know. */
import { compareVersions } from "../terminology/canonical.ts";
import type { Terminology } from "../terminology/store.ts";
import { after } from "../terminology/util/awaitable.ts";

const fallbacks = new WeakMap<Terminology, WeakMap<Terminology, Terminology>>();

/**
 * `base`; for canonicals that it does not know at all, `beneath`.
 * The same store for the same two, so that what was kept of it is found again.
 */
export function fallback(base: Terminology, beneath: Terminology | undefined): Terminology {
  if (!beneath) return base;
  let known = fallbacks.get(base);
  if (!known) fallbacks.set(base, (known = new WeakMap()));
  let store = known.get(beneath);
  if (!store) known.set(beneath, (store = fallbackStore(base, beneath)));
  return store;
}

function fallbackStore(base: Terminology, beneath: Terminology): Terminology {
  return {
    get generation() {
      return base.generation;
    },
    codeSystem: (ref) => after(base.codeSystem(ref), (own) => own ?? beneath.codeSystem(ref)),
    valueSet: (ref) => after(base.valueSet(ref), (own) => own ?? beneath.valueSet(ref)),
    conceptMaps: (query) => base.conceptMaps(query),
    async versions(type, url) {
      const all = [...(await base.versions(type, url)), ...(await beneath.versions(type, url))];
      return [...new Set(all)].sort(compareVersions);
    },
    supplements: (ref) => base.supplements(ref),
    namingSystem: (value) => base.namingSystem(value),
    codeSystems: () => base.codeSystems(),
  };
}
