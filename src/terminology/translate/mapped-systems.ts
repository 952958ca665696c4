/** The code systems that the maps of a store are about. */
import { parseCanonical } from "../canonical.ts";
import type { ConceptMapGroup } from "../model.ts";
import type { Direction, Terminology } from "../store.ts";
import { perGeneration } from "../util/per-generation.ts";

/** The systems that stored maps are from (`forward`), or into (`reverse`). */
export const mappedSystems = perGeneration(
  "mapped-systems",
  async (store, direction): Promise<ReadonlySet<string>> => {
    const groups = (await store.conceptMaps({})).flatMap(({ conceptMap }) => conceptMap.group ?? []);
    return systemsOf(groups, direction as Direction);
  },
);

/** The systems that groups are from, or into. */
export function systemsOf(groups: readonly ConceptMapGroup[], direction: Direction): Set<string> {
  const sides = groups.map(({ source, target }) => (direction === "forward" ? source : target));
  return new Set(sides.flatMap((side) => (side === undefined ? [] : parseCanonical(side).url)));
}

/** Is a stored map from the system (`forward`), or into it (`reverse`)? */
export const isMapped = async (store: Terminology, system: string, direction: Direction): Promise<boolean> =>
  (await mappedSystems(store, direction)).has(system);
