/**
 * Groups that name no code system: a group needs none where the map's value set has codes of one system alone
 * (ConceptMap.group.source and target).
 */
import { parseCanonical } from "../canonical.ts";
import { type Coding, type ConceptMap, type Mapping, scopeOf } from "../model.ts";
import { wholeSystemAt } from "../resolve/fhir-vs.ts";
import { knownValueSet } from "../resolve/known-value-set.ts";
import type { ConceptMapProvider, Direction, Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";

interface Systems {
  source: string | undefined;
  target: string | undefined;
}

/** The map, its groups and mappings with the systems that its value sets tell. */
export const withSystemsOfScope = (
  store: Terminology,
  map: ConceptMapProvider,
): Awaitable<ConceptMapProvider> => (namesAllSystems(map.conceptMap) ? map : withSystems(store, map));

const namesAllSystems = onceFor(({ group = [] }: ConceptMap): boolean =>
  group.every(({ source, target }) => source !== undefined && target !== undefined),
);

const withSystems = flow(function* (store: Terminology, map: ConceptMapProvider): Steps<ConceptMapProvider> {
  const systems: Systems = {
    source: yield* found(systemOf(store, map.conceptMap, "source")),
    target: yield* found(systemOf(store, map.conceptMap, "target")),
  };
  return systems.source === undefined && systems.target === undefined ? map : filledIn(map, systems);
});

/** The only system of the value set, where a group needs it. */
function systemOf(
  store: Terminology,
  conceptMap: ConceptMap,
  side: "source" | "target",
): Awaitable<string | undefined> {
  if (!conceptMap.group?.some((group) => group[side] === undefined)) return undefined;
  const scope = scopeOf(conceptMap, side);
  if (scope === undefined) return undefined;
  const canonical = parseCanonical(scope);
  const whole = wholeSystemAt(canonical.url);
  if (whole !== undefined) return whole;
  return after(knownValueSet(store, canonical), (valueSet) => {
    const systems = new Set((valueSet?.compose?.include ?? []).map(({ system }) => system));
    return systems.size === 1 ? [...systems][0] : undefined;
  });
}

function filledIn(map: ConceptMapProvider, systems: Systems): ConceptMapProvider {
  const filled = ({ source, target, ...rest }: Mapping): Mapping => ({
    ...rest,
    source: inSystem(source, systems.source),
    ...(target ? { target: inSystem(target, systems.target) } : {}),
  });
  const group = (map.conceptMap.group ?? []).map((one) => ({ ...given(systems), ...one }));
  return {
    conceptMap: { ...map.conceptMap, group },
    mappings: (codings: readonly Coding[], direction: Direction) =>
      after(
        map.mappings([...codings, ...withoutSystem(codings, ownSystem(systems, direction))], direction),
        (all) => all.map(filled),
      ),
    all: () => map.all(),
  };
}

const ownSystem = ({ source, target }: Systems, direction: Direction): string | undefined =>
  direction === "forward" ? source : target;

/** As the map has those of the system that it does not name. */
const withoutSystem = (codings: readonly Coding[], system: string | undefined): Coding[] =>
  system === undefined
    ? []
    : codings.filter((coding) => coding.system === system).map(({ system: _system, ...rest }) => rest);

const inSystem = (coding: Coding, system: string | undefined): Coding =>
  coding.system === undefined && system !== undefined ? { system, ...coding } : coding;

const given = ({ source, target }: Systems): { source?: string; target?: string } => ({
  ...(source === undefined ? {} : { source }),
  ...(target === undefined ? {} : { target }),
});
