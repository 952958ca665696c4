/** Why there is no translation: what is not known stands apart from what is known not to be, and what would help is said. */
import { parseCanonical } from "../canonical.ts";
import { type Issue, once } from "../issues/issue.ts";
import { versionInSystem } from "../issues/not-found.ts";
import {
  codesInSupplement,
  licenceNeeded,
  mapNotAbout,
  mapsGoTheOtherWay,
  noticeOf,
  noTranslation,
  systemIsValueSet,
  systemUnknown,
  systemWithoutMap,
} from "../issues/not-translated.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { ConceptMapProvider, Direction, Terminology } from "../store.ts";
import { aboutCode, type Candidates, type CodingCandidates } from "./candidate-codings.ts";
import { aboutListing } from "./listed.ts";
import { isMapped } from "./mapped-systems.ts";
import { called, canonicalOf, knownHere, nameOf } from "./named-system.ts";
import { listedTheOtherWay, opposite, readTheOtherWay } from "./other-direction.ts";
import type { GivenConcepts, TranslateRequest } from "./request.ts";
import { inSupplement, leadingSupplement } from "./supplement-codes.ts";
import { aboutText } from "./text.ts";

/** What a request came to that found no translation. */
interface NotTranslated {
  given: GivenConcepts;
  maps: readonly ConceptMapProvider[];
  /** What is to be said already. */
  reasons: readonly Issue[];
  /** A map says that there is no counterpart. */
  isDenied: boolean;
}

export async function explained(
  store: Terminology,
  request: TranslateRequest,
  { given: { codings, text }, maps, reasons, isDenied }: NotTranslated,
): Promise<Issue[]> {
  const codes = [...codings, ...(text ? [text] : [])].map(({ given }) => given.code);
  const about: (readonly Issue[])[] = [];
  for (const one of codings) {
    about.push(aboutChosenMap(request, maps, one) ?? (await aboutCoding(store, request, one, isDenied)));
    await request.work?.giveWay();
  }
  const names = request.text === undefined ? [] : await aboutText(store, request.text, request.work);
  const wanted = await aboutWanted(store, request, codings);
  return once([noTranslation(codes), ...reasons, ...about.flat(), ...names, ...wanted]);
}

/** Beside what other codings of the concept lead to: the codings whose system nobody here knows. */
export async function unknownSystems(
  store: Terminology,
  request: TranslateRequest,
  codings: readonly CodingCandidates[],
): Promise<Issue[]> {
  // What maps are about somebody knows.
  if (request.map) return [];
  const about: Issue[] = [];
  for (const one of codings) {
    if (one.provider || systemTable.known(one.given.system) !== undefined) continue;
    const issues = await aboutMaps(store, request, one, { isSaid: true });
    for (const issue of issues) if (issue.about === "system-unknown") about.push(issue);
    await request.work?.giveWay();
  }
  return once(about);
}

/** The map that was asked for has nothing to do with the system of the code. */
function aboutChosenMap(
  { map, direction }: TranslateRequest,
  maps: readonly ConceptMapProvider[],
  { groups }: Candidates,
): Issue[] | undefined {
  if (!map || maps.length === 0) return undefined;
  const systems = new Set(groups.flat().map(({ coding }) => coding.system));
  const isOf = (side: string | undefined): boolean => {
    const { url } = parseCanonical(side ?? "");
    return side === undefined || systems.has(url) || systems.has(systemTable.known(url)?.uri);
  };
  const mapGroups = maps.flatMap(({ conceptMap }) => conceptMap.group ?? []);
  const [own, other] =
    direction === "forward" ? (["source", "target"] as const) : (["target", "source"] as const);
  if (mapGroups.some((group) => isOf(group[own]))) return undefined;
  const isTurned = mapGroups.some((group) => group[other] !== undefined && isOf(group[other]));
  const system = [...systems].at(-1) ?? "";
  return [mapNotAbout(maps[0]!.conceptMap, system, direction, isTurned), ...versionGiven(system)];
}

/** Of a system that stands with its version: how it is sent. */
function versionGiven(system: string): Issue[] {
  const { url, version } = parseCanonical(system);
  return version === undefined ? [] : [versionInSystem(url, version)];
}

/** About one coding: how its system was read, what is known of the code, and what of maps from its system. */
async function aboutCoding(
  store: Terminology,
  request: TranslateRequest,
  candidates: CodingCandidates,
  isDenied: boolean,
): Promise<Issue[]> {
  const { groups } = candidates;
  const readAs = groups.flat().find(({ basis }) => basis === "alias")?.notes ?? [];
  const ofCode = await aboutCode(candidates);
  const isKnown = groups.flat().some(({ concept }) => concept);
  const said = isKnown ? ofCode : ofCode.map((issue): Issue => ({ about: "code-unknown", ...issue }));
  const isSaid = isDenied || (!isKnown && said.length > 0);
  const ofMaps = await aboutMaps(store, request, candidates, { isSaid });
  return [...readAs, ...said, ...ofMaps];
}

async function aboutMaps(
  store: Terminology,
  request: TranslateRequest,
  candidates: CodingCandidates,
  { isSaid }: { isSaid: boolean },
): Promise<Issue[]> {
  const { direction, map, wantedSystem } = request;
  const { coding } = candidates.groups.at(-1)![0]!;
  const system = coding.system!;
  const supplement = await inSupplement(store, request, coding);
  const turned = map ? undefined : await listedTheOtherWay(store, [candidates], request);
  // Where a system is wanted, what is said of that one says it.
  const isSaidHere = turned && wantedSystem === undefined;
  const ofTurned = isSaidHere ? [await readTheOtherWay(store, turned, direction)] : [];
  // A map that came with the request has been found to be about the system.
  if (!map && !(await isMapped(store, system, direction))) {
    const ofSupplement = supplement?.(turned !== undefined);
    const why = ofSupplement ? [ofSupplement] : await noMaps(store, candidates, system, direction);
    return [...why, ...ofTurned];
  }
  const known = systemTable.entry(system) ?? (await knownHere(store, candidates));
  const listing = await aboutListing(store, request, {
    candidates,
    system: known ?? { name: system },
    isSaid: isSaid || supplement !== undefined,
  });
  const ofSupplement = supplement?.(listing.length > 0 || turned !== undefined);
  return [...listing, ...ofTurned, ofSupplement].filter((issue) => issue !== undefined);
}

/** No map is from (into) the system of the code. */
async function noMaps(
  store: Terminology,
  candidates: CodingCandidates,
  system: string,
  direction: Direction,
): Promise<Issue[]> {
  const entry = systemTable.entry(system);
  const isMappedTurned = await isMapped(store, system, opposite(direction));
  if (entry?.licensed && !isMappedTurned) return [licenceNeeded(entry)];
  const notice = entry?.notice === undefined ? [] : [noticeOf(entry.notice)];
  const known = entry ?? (await knownHere(store, candidates));
  if (known) return [systemWithoutMap(known, direction), ...notice];
  if (isMappedTurned) return [systemWithoutMap({ name: await called(store, system) }, direction)];
  return [systemUnknown(system, systemTable.likely(system)), ...versionGiven(system)];
}

/** About the system that translations are wanted in. */
async function aboutWanted(
  store: Terminology,
  request: TranslateRequest,
  codings: readonly Candidates[],
): Promise<Issue[]> {
  const { wantedSystem, direction, useSupplement } = request;
  if (wantedSystem === undefined) return [];
  const entry = systemTable.known(wantedSystem);
  if (entry?.notice !== undefined) return [noticeOf(entry.notice)];
  const system = await canonicalOf(store, wantedSystem);
  const listed = await listedTheOtherWay(store, codings, request, system);
  const turned = listed ? [await readTheOtherWay(store, listed, direction)] : [];
  const supplement = await leadingSupplement(store, codings, system, useSupplement);
  const ofSupplement = entry && supplement !== undefined ? [codesInSupplement(entry, supplement)] : [];
  if (await isMapped(store, system, opposite(direction))) return [...ofSupplement, ...turned];
  if (await isMapped(store, system, direction))
    return [...ofSupplement, mapsGoTheOtherWay(entry?.name ?? system, direction), ...turned];
  return ofSupplement.length > 0 ? ofSupplement : [await nothingLeadsTo(store, request, system)];
}

/** Neither a map nor a supplement leads to the system that is wanted. */
async function nothingLeadsTo(
  store: Terminology,
  { direction, wantedSystem = "" }: TranslateRequest,
  system: string,
): Promise<Issue> {
  const entry = systemTable.known(wantedSystem);
  if (entry?.licensed) return licenceNeeded(entry);
  const stored = (await findProvider(store, system))?.provider.codeSystem;
  const known = entry ?? (stored && nameOf(stored));
  if (known) return systemWithoutMap(known, opposite(direction));
  return (await store.valueSet(parseCanonical(wantedSystem)))
    ? systemIsValueSet(wantedSystem)
    : systemUnknown(wantedSystem, systemTable.likely(wantedSystem));
}
