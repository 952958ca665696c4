/** Which maps answer a request: the one it names or brings, else all that know one of its codings. */
import type * as r5 from "fhir/r5";
import { compareVersions } from "../canonical.ts";
import { systemTable } from "../resolve/known-systems.ts";
import { TerminologyError } from "../issues/issue.ts";
import { unknownConceptMap } from "../issues/translation.ts";
import { after, mapAll, type Awaitable } from "../util/awaitable.ts";
import type { Coding, Mapping } from "../model.ts";
import { perGeneration } from "../util/per-generation.ts";
import { conceptMapHeader, mappingsOf } from "../resources/resources.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";
import { crossReferenceMaps } from "./cross-references.ts";
import type { TranslateRequest } from "./request.ts";

/** @throws TerminologyError not-found: the map, its version, or a supplement is not known. */
export function chosenMaps(
  store: Terminology,
  { map, direction, farSystem, useSupplement }: TranslateRequest,
  codings: readonly Coding[],
): Awaitable<readonly ConceptMapProvider[]> {
  if (map && "inline" in map) return [inlineMap(map.inline)];
  if (map && "id" in map) return store.conceptMaps({ id: map.id });
  if (map)
    return after(store.conceptMaps(map), (found) => (found.length > 0 ? found : unknownMap(store, map)));
  // By an alias the store can't narrow; the rows are looked at one by one then.
  const targetSystem = farSystem !== undefined && systemTable.alias(farSystem) ? undefined : farSystem;
  return after(store.conceptMaps({ codings, direction, targetSystem }), (found) =>
    after(current(store, found), (stored) =>
      useSupplement.length === 0
        ? stored
        : crossReferenceMaps(store, useSupplement).then((more) => [...stored, ...more]),
    ),
  );
}

const newestVersion = perGeneration(async (store, url) => (await store.versions("ConceptMap", url)).at(-1));

/** Leaves out what a newer version has replaced, even where that has nothing to say about the code any more. */
function current(
  store: Terminology,
  maps: readonly ConceptMapProvider[],
): Awaitable<readonly ConceptMapProvider[]> {
  const newest = mapAll(maps, ({ conceptMap: { url } }) =>
    url === undefined ? undefined : newestVersion(store, url),
  );
  return after(newest, (versions) =>
    maps.filter(({ conceptMap }, i) => conceptMap.url === undefined || conceptMap.version === versions[i]),
  );
}

async function unknownMap(
  store: Terminology,
  ref: { url: string; version?: string | undefined },
): Promise<never> {
  const versions = await store.versions("ConceptMap", ref.url);
  const known = versions.filter((v) => v !== undefined).sort(compareVersions);
  throw new TerminologyError(unknownConceptMap(ref.url, ref.version, known));
}

/** A map that came with the request. It is read through once for each question, so nothing is built for it. */
export function inlineMap(resource: r5.ConceptMap): ConceptMapProvider {
  const rows = [...mappingsOf(resource)];
  return {
    conceptMap: conceptMapHeader(resource),
    all: () => rows,
    mappings: (codings, direction) =>
      rows.filter((row) => {
        const near = nearSide(row, direction);
        return near !== undefined && codings.some((coding) => isAbout(near, coding));
      }),
  };
}

/** The side of a row that the codings of a request are on. */
export const nearSide = (row: Mapping, direction: "forward" | "reverse"): Coding | undefined =>
  direction === "forward" ? row.source : row.target;

/** The same system, and the same code, or no code at all: then it is a value set that the row is about. */
export const isAbout = (near: Coding, coding: Coding): boolean =>
  near.system === coding.system && (near.code === undefined || near.code === coding.code);
