/** Which maps answer a request: the one it names or brings, else all that know one of its codings. */
import { TerminologyError } from "../issues/issue.ts";
import { perhapsUrl } from "../issues/recognition.ts";
import { implicitMapNotOffered, unknownConceptMap } from "../issues/translation.ts";
import type { Coding, ConceptMap } from "../model.ts";
import { isImplicitMap } from "../resolve/fhir-vs.ts";
import { conceptMapsNamed } from "../resolve/identified.ts";
import { findAlias } from "../resolve/system-alias.ts";
import type { CodeSystemProvider, ConceptMapProvider, Terminology } from "../store.ts";
import { after, type Awaitable, mapAll } from "../util/awaitable.ts";
import { byThousands } from "../util/by-thousands.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { perGeneration } from "../util/per-generation.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { crossReferenceMap } from "./cross-references.ts";
import { inlineMap } from "./inline-map.ts";
import type { TranslateRequest } from "./request.ts";
import { withSystemsOfScope } from "./systems-of-scope.ts";

/**
 * @param supplements those that the request asks for: their cross-references answer like maps
 * @throws TerminologyError not-found: the map or its version is not known
 */
export const chosenMaps = (
  store: Terminology,
  request: TranslateRequest,
  codings: readonly Coding[],
  supplements: readonly CodeSystemProvider[],
): Awaitable<readonly ConceptMapProvider[]> =>
  after(namedMaps(store, request), (named) => named ?? mapsAbout(store, request, codings, supplements));

/**
 * The map that the request names or brings; undefined where it leaves the choice.
 * @throws TerminologyError not-found: the map or its version is not known
 */
export const namedMaps = (
  store: Terminology,
  { map, work }: TranslateRequest,
): Awaitable<readonly ConceptMapProvider[] | undefined> =>
  map && after(givenMaps(store, map, work), (maps) => mapAll(maps, (one) => withSystemsOfScope(store, one)));

/** All that know one of the codings. `supplements`: as for `chosenMaps`. */
export const mapsAbout = (
  store: Terminology,
  request: TranslateRequest,
  codings: readonly Coding[],
  supplements: readonly CodeSystemProvider[],
): Awaitable<readonly ConceptMapProvider[]> =>
  after(knowingMaps(store, codings, request), (maps) =>
    supplements.length === 0 ? maps : [...maps, ...supplements.map(crossReferenceMap)],
  );

/** The map that the request names or brings. */
function givenMaps(
  store: Terminology,
  map: NonNullable<TranslateRequest["map"]>,
  work: WorkBudget | undefined,
): Awaitable<readonly ConceptMapProvider[]> {
  if ("inline" in map) return [inlineMap(map.inline, work)];
  if ("id" in map) return store.conceptMaps(map);
  return after(conceptMapsNamed(store, map), (named) => (named.length > 0 ? named : unknownMap(store, map)));
}

/** All that know one of the codings, in their newest versions. */
const knowingMaps = flow(function* (
  store: Terminology,
  codings: readonly Coding[],
  { direction, wantedSystem, work }: TranslateRequest,
): Steps<readonly ConceptMapProvider[]> {
  // By an alias the store can't narrow; the mappings are looked at one by one then.
  const alias = wantedSystem === undefined ? undefined : yield* found(findAlias(store, wantedSystem));
  const targetSystem = alias ? undefined : wantedSystem;
  const stored = yield* found(store.conceptMaps({ codings, direction, targetSystem }));
  const newest = yield* found(
    byThousands(stored, work, (some) =>
      mapAll(some, ({ conceptMap: { url } }) => newestVersion(store, url ?? "")),
    ),
  );
  return stored.filter(({ conceptMap }, i) => isCurrent(conceptMap, newest[i]));
});

const newestVersion = perGeneration("newest-maps", async (store, url) =>
  url === "" ? undefined : (await store.versions("ConceptMap", url)).at(-1),
);

/** So many that a newer version has replaced are looked at. */
const MOST_REPLACED = 20;

/** Maps that list one of the codings, and that a newer version has replaced; none where a version is named. */
export async function replacedMaps(
  store: Terminology,
  { map, direction }: TranslateRequest,
  codings: readonly Coding[],
): Promise<ConceptMap[]> {
  if (map && ("inline" in map || "id" in map || map.version !== undefined)) return [];
  const [named] = map ? await conceptMapsNamed(store, map) : [];
  const replaced: ConceptMap[] = [];
  for (const provider of await store.conceptMaps({ codings, direction })) {
    const { conceptMap } = provider;
    const { url = "" } = conceptMap;
    if ((named && url !== named.conceptMap.url) || isCurrent(conceptMap, await newestVersion(store, url)))
      continue;
    if ((await provider.mappings(codings, direction)).length > 0) replaced.push(conceptMap);
    if (replaced.length === MOST_REPLACED) break;
  }
  return replaced;
}

/** What a newer version has replaced is left out, even where that has nothing to say about the code any more. */
const isCurrent = ({ url, version }: ConceptMap, newest: string | undefined): boolean =>
  url === undefined || version === newest;

async function unknownMap(
  store: Terminology,
  ref: { url: string; version?: string | undefined },
): Promise<never> {
  const versions = await store.versions("ConceptMap", ref.url);
  const known = versions.filter((v) => v !== undefined);
  const similar = known.length > 0 ? [] : await store.similarUrls("ConceptMap", ref.url);
  const like = similar.length > 0 ? perhapsUrl(similar) : undefined;
  const hint = isImplicitMap(ref.url) ? implicitMapNotOffered() : like;
  throw new TerminologyError(unknownConceptMap(ref.url, ref.version, known, hint));
}
