/** Which maps answer a request: the one it names or brings, else all that know one of its codings. */
import type * as r5 from "fhir/r5";
import { compareVersions } from "../canonical.ts";
import { findAlias } from "../resolve/find-code-system.ts";
import { TerminologyError } from "../issues/issue.ts";
import { unknownConceptMap } from "../issues/translation.ts";
import { after, mapAll, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { Coding, ConceptMap, Mapping } from "../model.ts";
import { perGeneration } from "../util/per-generation.ts";
import { longResource } from "../resources/resource-pieces.ts";
import { conceptMapHeader, mappingsOf } from "../resources/resources.ts";
import { atOnce, inTurns, type Steps as Stretches } from "../util/in-turns.ts";
import type { CodeSystemProvider, ConceptMapProvider, Direction, Terminology } from "../store.ts";
import { crossReferenceMap } from "./cross-references.ts";
import type { TranslateRequest } from "./request.ts";

/**
 * @param supplements those that the request asks for: their cross-references answer like maps
 * @throws TerminologyError not-found: the map or its version is not known
 */
export const chosenMaps = flow(function* (
  store: Terminology,
  { map, direction, wantedSystem }: TranslateRequest,
  codings: readonly Coding[],
  supplements: readonly CodeSystemProvider[],
): Steps<readonly ConceptMapProvider[]> {
  if (map && "inline" in map) return [yield* found(inlineMap(map.inline, direction))];
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
  return supplements.length === 0 ? current : [...current, ...supplements.map(crossReferenceMap)];
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
  const replaced: ConceptMap[] = [];
  for (const provider of await store.conceptMaps({ codings, direction })) {
    const { conceptMap } = provider;
    const { url = "" } = conceptMap;
    if ((map && url !== map.url) || isCurrent(conceptMap, await newestVersion(store, url))) continue;
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
  const known = versions.filter((v) => v !== undefined).sort(compareVersions);
  throw new TerminologyError(unknownConceptMap(ref.url, ref.version, known));
}

/** A map that came with the request. Others have their turn while a long one is read. */
function inlineMap(resource: r5.ConceptMap, asked: Direction): Awaitable<ConceptMapProvider> {
  const reading = rowsOf(resource, asked);
  const read = longResource(resource) ? inTurns(reading) : atOnce(reading);
  return after(read, (rows) => mapOf(conceptMapHeader(resource), rows, asked));
}

interface Rows {
  all: Mapping[];
  /** By the code that they are about, on the side that is asked for; undefined: about none. */
  byCode: ReadonlyMap<string | undefined, readonly Mapping[]>;
}

/** Rows that are read between two steps. */
const STEP = 500;

function* rowsOf(resource: r5.ConceptMap, asked: Direction): Stretches<Rows> {
  const all: Mapping[] = [];
  const byCode = new Map<string | undefined, Mapping[]>();
  for (const mapping of mappingsOf(resource)) {
    if (all.push(mapping) % STEP === 0) yield;
    const code = givenSide(mapping, asked)?.code;
    const known = byCode.get(code);
    if (known) known.push(mapping);
    else byCode.set(code, [mapping]);
  }
  return { all, byCode };
}

function mapOf(conceptMap: ConceptMap, { all, byCode }: Rows, asked: Direction): ConceptMapProvider {
  const near = (coding: Coding, direction: Direction): readonly Mapping[] =>
    direction === asked ? [coding.code, undefined].flatMap((code) => byCode.get(code) ?? []) : all;
  return {
    conceptMap,
    all: () => all,
    mappings: (codings, direction) => {
      const found = new Set<Mapping>();
      for (const coding of codings)
        for (const mapping of near(coding, direction))
          if (isAbout(givenSide(mapping, direction), coding)) found.add(mapping);
      return [...found];
    },
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
