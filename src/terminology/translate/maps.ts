/** Which maps answer a request: the one it names or brings, else all that know one of its codings. */
import type * as r5 from "fhir/r5";
import { compareVersions } from "../canonical.ts";
import { findAlias } from "../resolve/find-code-system.ts";
import { TerminologyError } from "../issues/issue.ts";
import { unknownConceptMap } from "../issues/translation.ts";
import { mapAll } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { Coding, ConceptMap, Mapping } from "../model.ts";
import { perGeneration } from "../util/per-generation.ts";
import { conceptMapHeader, mappingsOf } from "../resources/resources.ts";
import type { ConceptMapProvider, Direction, Terminology } from "../store.ts";
import { crossReferenceMaps } from "./cross-references.ts";
import type { TranslateRequest } from "./request.ts";

/** @throws TerminologyError not-found: the map, its version, or a supplement is not known. */
export const chosenMaps = flow(function* (
  store: Terminology,
  { map, direction, wantedSystem, useSupplement }: TranslateRequest,
  codings: readonly Coding[],
): Steps<readonly ConceptMapProvider[]> {
  if (map && "inline" in map) return [inlineMap(map.inline)];
  if (map) {
    const named = yield* found(store.conceptMaps(map));
    return named.length > 0 || "id" in map ? named : yield* found(unknownMap(store, map));
  }
  // By an alias the store can't narrow; the mappings are looked at one by one then.
  const alias = wantedSystem === undefined ? undefined : yield* found(findAlias(store, wantedSystem));
  const targetSystem = alias ? undefined : wantedSystem;
  const stored = yield* found(store.conceptMaps({ codings, direction, targetSystem }));
  const newest = yield* found(mapAll(stored, ({ conceptMap: { url } }) => newestVersion(store, url ?? "")));
  const current = stored.filter(({ conceptMap }, i) => isCurrent(conceptMap, newest[i]));
  if (useSupplement.length === 0) return current;
  return [...current, ...(yield* found(crossReferenceMaps(store, useSupplement)))];
});

const newestVersion = perGeneration("newest-maps", async (store, url) =>
  url === "" ? undefined : (await store.versions("ConceptMap", url)).at(-1),
);

/** What a newer version has replaced is left out, even where that has nothing to say about the code any more. */
const isCurrent = ({ url, version }: ConceptMap, newest: string | undefined): boolean =>
  url === undefined || version === newest;

async function unknownMap(
  store: Terminology,
  ref: { url: string; version?: string | undefined },
): Promise<never> {
  const versions = await store.versions("ConceptMap", ref.url);
  const known = versions.filter((v) => v !== undefined).sort(compareVersions);
  throw new TerminologyError(unknownConceptMap(ref.url, ref.version, known));
}

/** A map that came with the request. It is read through once for each question, so nothing is built for it. */
function inlineMap(resource: r5.ConceptMap): ConceptMapProvider {
  const all = [...mappingsOf(resource)];
  return {
    conceptMap: conceptMapHeader(resource),
    all: () => all,
    mappings: (codings, direction) =>
      all.filter((mapping) => codings.some((coding) => isAbout(givenSide(mapping, direction), coding))),
  };
}

type Sides = Pick<Mapping, "source" | "target">;

/** The side of a mapping that the codings of a request are on. */
export const givenSide = ({ source, target }: Sides, direction: Direction): Coding | undefined =>
  direction === "forward" ? source : target;

/** The side of a mapping that is asked for. */
export const wantedSide = (
  { source, target }: Pick<Mapping, "source" | "target">,
  direction: Direction,
): Coding | undefined => (direction === "forward" ? target : source);

/** The same system, and the same code, or no code at all: then it is a value set that the mapping is about. */
export const isAbout = (side: Coding | undefined, coding: Coding): boolean =>
  side !== undefined &&
  side.system === coding.system &&
  (side.code === undefined || side.code === coding.code);
