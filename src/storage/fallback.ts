/** One store, and beneath it another for what the first does not know. */
import { isStandIn } from "../terminology/resolve/content.ts";
import type { Terminology } from "../terminology/store.ts";
import { after } from "../terminology/util/awaitable.ts";
import { onceFor } from "../terminology/util/once-for.ts";
import { allVersions } from "../terminology/util/sorted-versions.ts";

/**
 * `base`; for canonicals that it does not know at all, and for code systems of which it has a stand-in, `beneath`.
 * The same store for the same two, so that what was kept of it is found again.
 */
export const fallback = (base: Terminology, beneath: Terminology | undefined): Terminology =>
  beneath ? fallbacks(base)(beneath) : base;

const fallbacks = onceFor((base: Terminology) =>
  onceFor((beneath: Terminology) => fallbackStore(base, beneath)),
);

function fallbackStore(base: Terminology, beneath: Terminology): Terminology {
  return {
    get generation() {
      return base.generation;
    },
    // Packages bring headers of code systems that are not theirs: UCUM, language tags, countries.
    codeSystem: (ref) =>
      after(base.codeSystem(ref), (own) =>
        own && !isStandIn(own.codeSystem) ? own : after(beneath.codeSystem(ref), (known) => known ?? own),
      ),
    valueSet: (ref) => after(base.valueSet(ref), (own) => own ?? beneath.valueSet(ref)),
    conceptMaps: (query) => base.conceptMaps(query),
    async versions(type, url) {
      return allVersions(await base.versions(type, url), await beneath.versions(type, url));
    },
    async similarUrls(type, url) {
      const all = [...(await base.similarUrls(type, url)), ...(await beneath.similarUrls(type, url))];
      return [...new Set(all)];
    },
    supplements: (ref) => base.supplements(ref),
    namingSystems: (value) =>
      after(base.namingSystems(value), (own) => (own.length > 0 ? own : beneath.namingSystems(value))),
    urlsWith: (type, identifier) => base.urlsWith(type, identifier),
    codeSystems: () => base.codeSystems(),
  };
}
