/** Where nothing that was wanted is found: do maps list the code all the same, and where do those lead? */
import type { Issue } from "../issues/issue.ts";
import {
  codeNotListed,
  leadElsewhere,
  listedBefore,
  mapListsNot,
  mapNamesNoSystem,
  notInSystem,
} from "../issues/not-translated.ts";
import { perhapsCode, zerosDropped } from "../issues/recognition.ts";
import type { Coding, Mapping } from "../model.ts";
import { findSupplements } from "../resolve/find-code-system.ts";
import { type SystemEntry, systemTable } from "../resolve/known-systems.ts";
import { findAlias } from "../resolve/system-alias.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import type { Candidates } from "./candidate-codings.ts";
import { chosenMaps, replacedMaps } from "./maps.ts";
import { called } from "./named-system.ts";
import type { TranslateRequest } from "./request.ts";
import { wantedSide } from "./sides.ts";

/** A coding of a system from which (into which) there are maps, that none of them translates as wanted. */
interface Untranslated {
  candidates: Candidates;
  /** How to call the system. */
  system: Pick<SystemEntry, "name">;
  /** Why the code is not known, or what a map says of it, has been said. */
  isSaid: boolean;
}

export async function aboutListing(
  store: Terminology,
  request: TranslateRequest,
  { candidates: { given, groups, provider }, system, isSaid }: Untranslated,
): Promise<Issue[]> {
  const { direction, map } = request;
  const read = groups.flat();
  const codings = read.map(({ coding }) => coding);
  const { code = "" } = given;
  const supplements = await findSupplements(store, request.useSupplement);
  const maps = await chosenMaps(store, { ...request, wantedSystem: undefined }, codings, supplements);
  const mappings = (await Promise.all(maps.map((one) => one.mappings(codings, direction)))).flat();
  if (mappings.length > 0) return elsewhere(store, request, mappings, code);
  if (isSaid) return [];
  const isKnown = read.some(({ concept }) => concept);
  if (!isKnown && provider?.codeSystem.content === "complete") return [notInSystem(code, system)];
  const replaced = await replacedMaps(store, request, codings);
  if (replaced.length > 0) return [listedBefore(code, replaced)];
  const [chosen] = maps;
  const { coding } = read.at(-1)!;
  const isListed = (other: string) => listsOther(store, request, { ...coding, code: other }, supplements);
  const padded = systemTable.withZeros(coding.system ?? "", code);
  if (padded !== undefined && (await isListed(padded))) return [zerosDropped(padded, system.name)];
  for (const other of isKnown ? [] : inOtherCase(code))
    if (await isListed(other))
      return [
        perhapsCode(other, "The map lists it so, and only its code system could tell whether case counts."),
      ];
  if (!map || !chosen) return [codeNotListed(code, system, direction)];
  const side = direction === "forward" ? "source" : "target";
  const isOpen = chosen.conceptMap.group?.some((group) => group[side] === undefined);
  return [isOpen ? mapNamesNoSystem(chosen.conceptMap, direction) : mapListsNot(chosen.conceptMap, code)];
}

const inOtherCase = (code: string): string[] =>
  [code.toUpperCase(), code.toLowerCase()].filter((other) => other !== code);

/** Do maps list this code, as wanted? */
async function listsOther(
  store: Terminology,
  request: TranslateRequest,
  coding: Coding,
  supplements: readonly CodeSystemProvider[],
): Promise<boolean> {
  const maps = await chosenMaps(store, request, [coding], supplements);
  const mappings = await Promise.all(maps.map((one) => one.mappings([coding], request.direction)));
  return mappings.some((rows) => rows.length > 0);
}

/** None of the mappings is into (from) the system that is wanted. */
async function elsewhere(
  store: Terminology,
  { direction, wantedSystem }: TranslateRequest,
  mappings: readonly Mapping[],
  code: string,
): Promise<Issue[]> {
  if (wantedSystem === undefined) return [];
  const sides = mappings.map((mapping) => wantedSide(mapping, direction)?.system);
  const systems = [...new Set(sides.filter((side) => side !== undefined))];
  const wanted = (await findAlias(store, wantedSystem))?.uri ?? wantedSystem;
  if (systems.length === 0 || systems.includes(wanted)) return [];
  const names = await Promise.all(systems.map((system) => called(store, system)));
  return [leadElsewhere(code, names.sort(), await called(store, wanted), direction)];
}
