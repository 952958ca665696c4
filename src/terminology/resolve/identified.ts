/** Canonical resources that are named by an OID or UUID which they have as their identifier. */
import type { Canonical } from "../canonical.ts";
import type { CanonicalType, CodeSystemProvider, ConceptMapProvider, Terminology } from "../store.ts";
import { after, type Awaitable, mapAll } from "../util/awaitable.ts";
import { perGeneration } from "../util/per-generation.ts";
import { urnOf } from "./system-alias.ts";

type Identified = (store: Terminology, address: string) => Awaitable<string | undefined>;

/** The url of the only one of this type that the OID or UUID identifies; undefined: none, several, or the address is no such. */
const identified = (
  type: CanonicalType,
  among: (store: Terminology, urls: string[]) => Awaitable<readonly string[]> = (_, urls) => urls,
): Identified => {
  const urlOf = perGeneration(`identified-${type}`, async (store, urn): Promise<string | undefined> => {
    const [only, ...others] = await among(store, await store.urlsWith(type, urn));
    return others.length === 0 ? only : undefined;
  });
  return (store, address) => {
    const urn = urnOf(address);
    return urn === undefined ? undefined : urlOf(store, urn);
  };
};

export const identifiedValueSet = identified("ValueSet");

const identifiedConceptMap = identified("ConceptMap");

const identifiedSupplement = identified("CodeSystem", async (store, urls) => {
  const named = await mapAll(urls, (url) => store.supplements({ url }));
  return urls.filter((_, i) => named[i]!.length > 0);
});

/** The maps of this canonical: by their url, else by their identifier. */
export const conceptMapsNamed = (store: Terminology, ref: Canonical): Awaitable<ConceptMapProvider[]> =>
  after(store.conceptMaps(ref), (stored) =>
    stored.length > 0
      ? stored
      : after(identifiedConceptMap(store, ref.url), (url) =>
          url === undefined ? stored : store.conceptMaps({ ...ref, url }),
        ),
  );

/** As `conceptMapsNamed`, of supplements. */
export const supplementsCalled = (store: Terminology, ref: Canonical): Awaitable<CodeSystemProvider[]> =>
  after(store.supplements(ref), (stored) =>
    stored.length > 0
      ? stored
      : after(identifiedSupplement(store, ref.url), (url) =>
          url === undefined ? stored : store.supplements({ ...ref, url }),
        ),
  );
