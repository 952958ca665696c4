/** What a name that no supplement has may have meant. */
import { parseCanonical } from "../canonical.ts";
import { otherVersionsKnown } from "../issues/known-versions.ts";
import { supplementsNone } from "../issues/not-found.ts";
import { perhapsUrl } from "../issues/recognition.ts";
import type { Terminology } from "../store.ts";
import { inTurns } from "../util/in-turns.ts";
import { perLayer } from "../util/per-generation.ts";
import { UrlIndex } from "../util/url-index.ts";

/** Of more names nothing is said. */
const MOST_HINTED = 10;

/** Of the first of these names; undefined where nothing is known. */
export async function supplementHints(
  store: Terminology,
  names: readonly string[],
): Promise<string | undefined> {
  const hints = await Promise.all(
    names.slice(0, MOST_HINTED).map((name) => hint(store, parseCanonical(name).url)),
  );
  const known = hints.filter((text) => text !== undefined);
  return known.length === 0 ? undefined : known.join(". ");
}

async function hint(store: Terminology, url: string): Promise<string | undefined> {
  const versions = (await store.supplements({ url })).flatMap(({ codeSystem }) => codeSystem.version ?? []);
  if (versions.length > 0) return otherVersionsKnown(versions);
  if (await store.codeSystem({ url })) return supplementsNone(url);
  const similar = (await urlsOfSupplements(store)).flatMap((index) => index.similarTo(url));
  return similar.length === 0 ? undefined : perhapsUrl(similar);
}

const urlsOfSupplements = perLayer("urls-of-supplements", async (store) => {
  const supplements = (await store.codeSystems()).filter(({ content }) => content === "supplement");
  return inTurns(UrlIndex.of(supplements.flatMap(({ url }) => url ?? [])));
});
