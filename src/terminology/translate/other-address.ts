/** Maps may name a system by another address than the request does: an alias, an OID. Asked where nothing else is found. */
import type { Issue } from "../issues/issue.ts";
import { mapsNameOtherwise } from "../issues/not-translated.ts";
import type { FullCoding } from "../model.ts";
import { addressKey, type SystemEntry, systemTable } from "../resolve/known-systems.ts";
import { ownAddress } from "../resolve/system-alias.ts";
import { byCodeSystems, byNamingSystems } from "../resolve/system-identifiers.ts";
import type { Direction, Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { perGeneration } from "../util/per-generation.ts";
import type { CodingCandidates } from "./candidate-codings.ts";
import { mappedSystems, systemsOf } from "./mapped-systems.ts";
import { opposite } from "./other-direction.ts";
import type { GivenConcepts, TranslateRequest } from "./request.ts";

export interface Readdressed {
  request: TranslateRequest;
  notes: Issue[];
}

/** The same request in the addresses of the maps; undefined: they use none but those that have been asked for. */
export const readdressed = flow(function* (
  store: Terminology,
  request: TranslateRequest,
  { codings: given }: GivenConcepts,
): Steps<Readdressed | undefined> {
  const { direction, wantedSystem } = request;
  const systems = new Map<string, NamedOtherwise>();
  for (const { given: coding } of given)
    if (!systems.has(coding.system))
      systems.set(coding.system, yield* found(inMaps(store, request, coding.system, direction)));
  const codings = given.flatMap((one) => underOtherAddresses(one, systems.get(one.given.system)!));
  const others =
    wantedSystem === undefined
      ? undefined
      : yield* found(inMaps(store, request, wantedSystem, opposite(direction)));
  const [wanted] = others?.addresses ?? [];
  if (codings.length === 0 && wanted === undefined) return undefined;
  const notes = new Map<string, Issue>();
  for (const { addresses, is } of systems.values())
    for (const address of addresses) notes.set(address, mapsNameOtherwise(address, is));
  if (wanted !== undefined) notes.set(wanted, mapsNameOtherwise(wanted, others!.is));
  return {
    request: {
      ...request,
      codings: codings.length > 0 ? codings : request.codings,
      wantedSystem: wanted ?? wantedSystem,
    },
    notes: [...notes.values()],
  };
});

/** A system, and the other addresses of it that maps use. */
interface NamedOtherwise {
  is: Pick<SystemEntry, "uri" | "name">;
  addresses: string[];
}

/** By which maps name a system that they are from (`forward`), or into (`reverse`). */
function inMaps(
  store: Terminology,
  { map }: TranslateRequest,
  system: string,
  direction: Direction,
): Awaitable<NamedOtherwise> {
  return map && "inline" in map
    ? otherAddresses(store, system, systemsOf(map.inline.group ?? [], direction))
    : inStoredMaps[direction](store, system);
}

const inStoredMaps = {
  forward: perGeneration("other-source-addresses", async (store, system) =>
    otherAddresses(store, system, await mappedSystems(store, "forward")),
  ),
  reverse: perGeneration("other-target-addresses", async (store, system) =>
    otherAddresses(store, system, await mappedSystems(store, "reverse")),
  ),
};

function underOtherAddresses(
  { given, groups }: CodingCandidates,
  { addresses }: NamedOtherwise,
): FullCoding[] {
  if (addresses.length === 0) return [];
  const codes = new Set(groups.flat().map(({ coding }) => coding.code));
  return addresses.flatMap((system) => Array.from(codes, (code) => ({ ...given, system, code })));
}

/** Of the same system; not an address that is only mistaken for it, or that several systems claim. */
async function otherAddresses(
  store: Terminology,
  system: string,
  mapped: Iterable<string>,
): Promise<NamedOtherwise> {
  const known = systemTable.known(system);
  const uri = known?.uri ?? (await ownAddress(store, system, false));
  const claimed = await identifiersOf(store, uri);
  const addresses: string[] = [];
  for (const address of mapped) {
    if (address === system || address === uri) continue;
    const isInTable = systemTable.known(address)?.uri === uri && !systemTable.alias(address)?.warning;
    if (isInTable || (claimed.has(addressKey(address)) && (await ownAddress(store, address, false)) === uri))
      addresses.push(address);
  }
  return { is: known ?? { uri, name: await nameOf(store, uri) }, addresses };
}

/** By which a stored code system or NamingSystem says that it goes. */
async function identifiersOf(store: Terminology, uri: string): Promise<Set<string>> {
  const found = [await byCodeSystems(store, uri), await byNamingSystems(store, uri)];
  const ids = found.flatMap(([only, ...others]) => (only && others.length === 0 ? only.ids : []));
  return new Set(
    ids.map(({ type, value }) =>
      addressKey(type === "oid" || type === "uuid" ? `urn:${type}:${value}` : value),
    ),
  );
}

async function nameOf(store: Terminology, uri: string): Promise<string> {
  const { codeSystem } = (await store.codeSystem({ url: uri })) ?? {};
  return codeSystem?.title ?? codeSystem?.name ?? uri;
}
