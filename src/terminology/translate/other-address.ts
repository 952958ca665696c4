/** Maps may name a system by another address than the request does: an alias, an OID. Asked where nothing else is found. */
import type { Issue } from "../issues/issue.ts";
import { mapsNameOtherwise } from "../issues/not-translated.ts";
import type { FullCoding } from "../model.ts";
import { systemTable } from "../resolve/known-systems.ts";
import type { Direction, Terminology } from "../store.ts";
import type { CodingCandidates } from "./candidate-codings.ts";
import { mappedSystems, systemsOf } from "./mapped-systems.ts";
import { opposite } from "./other-direction.ts";
import type { GivenConcepts, TranslateRequest } from "./request.ts";

export interface Readdressed {
  request: TranslateRequest;
  notes: Issue[];
}

/** The same request in the addresses of the maps; undefined: they use none but those that have been asked for. */
export async function readdressed(
  store: Terminology,
  request: TranslateRequest,
  { codings: given }: GivenConcepts,
): Promise<Readdressed | undefined> {
  const { direction, wantedSystem } = request;
  const own = await systemsInMaps(store, request, direction);
  const other = await systemsInMaps(store, request, opposite(direction));
  const codings = given.flatMap((candidates) => underOtherAddresses(candidates, own));
  const [wanted] = wantedSystem === undefined ? [] : otherAddresses(wantedSystem, other);
  if (codings.length === 0 && wanted === undefined) return undefined;
  const used = [...codings.map(({ system }) => system), ...(wanted === undefined ? [] : [wanted])];
  return {
    request: {
      ...request,
      codings: codings.length > 0 ? codings : request.codings,
      wantedSystem: wanted ?? wantedSystem,
    },
    notes: [...new Set(used)].map((address) => mapsNameOtherwise(address, systemTable.known(address)!)),
  };
}

/** The systems that maps are from (`forward`), or into (`reverse`). */
async function systemsInMaps(
  store: Terminology,
  { map }: TranslateRequest,
  direction: Direction,
): Promise<Iterable<string>> {
  const isInline = map && "inline" in map;
  return isInline ? systemsOf(map.inline.group ?? [], direction) : mappedSystems(store, direction);
}

function underOtherAddresses({ given, groups }: CodingCandidates, inMaps: Iterable<string>): FullCoding[] {
  const addresses = otherAddresses(given.system, inMaps);
  if (addresses.length === 0) return [];
  const codes = new Set(groups.flat().map(({ coding }) => coding.code));
  return addresses.flatMap((system) => Array.from(codes, (code) => ({ ...given, system, code })));
}

/** Of the same system; not an address that is only mistaken for it. */
function otherAddresses(system: string, inMaps: Iterable<string>): string[] {
  const uri = systemTable.known(system)?.uri;
  if (uri === undefined) return [];
  return [...inMaps].filter((address) => {
    const isOther = address !== system && address !== uri;
    return isOther && systemTable.known(address)?.uri === uri && !systemTable.alias(address)?.warning;
  });
}
