/** What a name that no supplement has may have meant. */
import { parseCanonical } from "../canonical.ts";
import { supplementsNone } from "../issues/not-found.ts";
import { perhapsUrl } from "../issues/recognition.ts";
import { otherVersionsKnown } from "../issues/value-sets.ts";
import type { Terminology } from "../store.ts";
import { perGeneration } from "../util/per-generation.ts";
import { UrlIndex } from "../util/url-index.ts";

/** Of all of these names; undefined where nothing is known. */
export async function supplementHints(
  store: Terminology,
  names: readonly string[],
): Promise<string | undefined> {
  const hints = await Promise.all(names.map((name) => hint(store, parseCanonical(name).url)));
  const known = hints.filter((text) => text !== undefined);
  return known.length === 0 ? undefined : known.join(". ");
}

async function hint(store: Terminology, url: string): Promise<string | undefined> {
  const versions = (await store.supplements({ url })).flatMap(({ codeSystem }) => codeSystem.version ?? []);
  if (versions.length > 0) return otherVersionsKnown(versions);
  if (await store.codeSystem({ url })) return supplementsNone(url);
  const similar = (await urlsOfSupplements(store, "")).similarTo(url);
  return similar.length === 0 ? undefined : perhapsUrl(similar);
}

const urlsOfSupplements = perGeneration("urls-of-supplements", async (store) => {
  const supplements = (await store.codeSystems()).filter(({ content }) => content === "supplement");
  return new UrlIndex(supplements.flatMap(({ url }) => url ?? []));
});
