/** From the value set that a caller names to its definition. */
import { type Canonical, parseCanonical, printCanonical } from "../canonical.ts";
import { noVersionAt } from "../issues/expansion.ts";
import { TerminologyError } from "../issues/issue.ts";
import { otherVersionsKnown } from "../issues/known-versions.ts";
import { invalidParameter } from "../issues/parameters.ts";
import { perhapsUrl } from "../issues/recognition.ts";
import {
  expressionOfValueSet,
  noSuchPart,
  onlyIsaChosen,
  systemOfValueSetUnknown,
  unknownValueSet,
  urlOfCodeSystem,
  urlOfImplicitMap,
} from "../issues/value-sets.ts";
import type { ValueSet } from "../model.ts";
import type { Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { inTurns } from "../util/in-turns.ts";
import { perLayer } from "../util/per-generation.ts";
import { MOST_SIMILAR, UrlIndex } from "../util/url-index.ts";
import { isExpression, isImplicitMap, isOtherChoice, systemAskedAt } from "./fhir-vs.ts";
import { implicitUrls, implicitVersions } from "./implicit-value-set.ts";
import { systemName } from "./known-systems.ts";
import { knownValueSet } from "./known-value-set.ts";
import { valueSetUrlOfId } from "./named-by-id.ts";
import { atOtherHome } from "./other-home.ts";
import { versionAtDate } from "./version-at-date.ts";

/**
 * @param url the canonical, with or without `|version`
 * @param version as a parameter of its own (valueSetVersion)
 * @param versionDate without version: the one that was current at this date
 * @throws TerminologyError not-found: no such value set or version; value: two versions are given.
 */
export function findValueSet(
  store: Terminology,
  url: string,
  version?: string,
  versionDate?: string,
): Awaitable<ValueSet> {
  const ref = parseCanonical(url);
  if (version !== undefined && ref.version !== undefined && version !== ref.version) {
    throw new TerminologyError(
      invalidParameter("valueSetVersion", version, `the url already names version ${ref.version}`),
    );
  }
  const wanted = { url: ref.url, version: ref.version ?? version };
  return wanted.version === undefined && versionDate !== undefined
    ? findCurrent(store, ref.url, versionDate)
    : find(store, wanted);
}

async function findCurrent(store: Terminology, url: string, versionDate: string): Promise<ValueSet> {
  const current = await versionAtDate(store, "ValueSet", url, versionDate);
  if (current === "none") throw new TerminologyError(noVersionAt(url, versionDate));
  return find(store, { url, version: current.version });
}

const find = (store: Terminology, wanted: Canonical): Awaitable<ValueSet> =>
  after(knownValueSet(store, wanted), (known) => known ?? notFound(store, wanted));

async function notFound(store: Terminology, wanted: Canonical): Promise<never> {
  throw new TerminologyError(unknownValueSet(printCanonical(wanted), await hint(store, wanted.url)));
}

/** An address of codes of a code system: that is not here, or has no such code or version. */
async function whyNotThere(store: Terminology, system: string): Promise<string> {
  const { codeSystem } = (await store.codeSystem({ url: system })) ?? {};
  return codeSystem
    ? noSuchPart(systemName(codeSystem))
    : systemOfValueSetUnknown(systemName({ url: system }));
}

/** What may help who asked for a value set that is not there. */
async function hint(store: Terminology, url: string): Promise<string | undefined> {
  const stored = (await store.versions("ValueSet", url)).filter((v) => v !== undefined);
  const known = stored.length > 0 ? stored : await implicitVersions(store, url);
  if (known.length > 0) return otherVersionsKnown(known);
  return addressHint(store, url);
}

/** What an address that is no value set's says of itself: which it is like, that it is, or would be, a code system's. */
export async function addressHint(store: Terminology, url: string): Promise<string | undefined> {
  if (isExpression(url)) return expressionOfValueSet();
  if (isImplicitMap(url)) return urlOfImplicitMap();
  const ofId = await valueSetUrlOfId(store, url);
  if (ofId !== undefined) return perhapsUrl([ofId]);
  const similar = await similarValueSets(store, url);
  if (similar.length > 0) return perhapsUrl(similar);
  const system = systemAskedAt(url);
  if (system !== undefined) {
    const why = await whyNotThere(store, system);
    return isOtherChoice(url) ? `${why}. ${onlyIsaChosen()}` : why;
  }
  return (await store.codeSystem({ url })) ? urlOfCodeSystem(url) : undefined;
}

/** Urls of value sets that there are, a few at most. */
async function similarValueSets(store: Terminology, url: string): Promise<string[]> {
  const elsewhere = await atOtherHome(store, "ValueSet", url);
  const stored = await store.similarUrls("ValueSet", url);
  const implicit = (await implicitIndex(store)).flatMap((index) => index.similarTo(url));
  const ofSystems = await ofFirstPart(store, url);
  return [...new Set([...elsewhere, ...stored, ...implicit, ...ofSystems])].slice(0, MOST_SIMILAR);
}

const implicitIndex = perLayer("implicit-urls", async (store) => {
  const [urls = []] = await implicitUrls(store);
  return inTurns(UrlIndex.of(urls));
});

/** Of `…?fhir_vs`: the same of a code system whose address is like the one in front of it, or a value set that has it. */
async function ofFirstPart(store: Terminology, url: string): Promise<string[]> {
  const address = systemAskedAt(url);
  if (address === undefined || !url.startsWith(`${address}?fhir_vs`)) return [];
  if (await store.codeSystem({ url: address })) return [];
  const choice = url.slice(address.length);
  const systems = (await store.similarUrls("CodeSystem", address)).map((system) => system + choice);
  const itself = (await store.valueSet({ url: address })) ? [address] : [];
  return [...systems, ...itself, ...(await store.similarUrls("ValueSet", address))];
}
