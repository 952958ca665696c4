/** Which value sets a mistyped url may have meant: stored ones, and those that code systems have without anybody's writing them. */
import type { Terminology } from "../store.ts";
import { inTurns } from "../util/in-turns.ts";
import { perLayer } from "../util/per-generation.ts";
import { MOST_SIMILAR, UrlIndex } from "../util/url-index.ts";
import { systemAskedAt } from "./fhir-vs.ts";
import { implicitUrls } from "./implicit-value-set.ts";
import { atOtherHome } from "./other-home.ts";

/** Urls of value sets that there are, a few at most. */
export async function similarValueSets(store: Terminology, url: string): Promise<string[]> {
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
