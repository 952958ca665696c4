/**
 * ConceptMap.group.unmapped: what a map says of codes that it does not list. Applied only to a code that the group has
 * no mapping of (not even "no map"), and only forwards.
 */
import { parseCanonical, printCanonical, versionMatches } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import { otherMapCycle, otherMapMissing, usedFallback } from "../issues/translation.ts";
import type { Coding, ConceptMap, ConceptMapGroup, Mapping } from "../model.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";

/** A mapping and the map that states it. */
export interface Statement {
  origin: ConceptMap;
  mapping: Mapping;
  fallback: boolean;
}

/** What stays the same from map to map. */
export interface FallbackContext {
  store: Terminology;
  /** Is this the system that was asked for? */
  isWanted: (system: string | undefined) => boolean;
  work?: WorkBudget | undefined;
}

export interface Fallback {
  statements: Statement[];
  notes: Issue[];
}

/** The maps on the way here, and all that were asked: each is asked once, so that no web of maps costs more than its size. */
interface Trail {
  path: readonly string[];
  asked: Set<string>;
}

/** Units for each map that is looked for, and for each code that is given by a rule. */
const OTHER_MAP = 30;
const BY_RULE = 10;

/** @param listed what the map itself says about the coding */
export async function unmappedStatements(
  context: FallbackContext,
  { conceptMap }: ConceptMapProvider,
  coding: Coding,
  listed: readonly Mapping[],
  trail: Trail = { path: [], asked: new Set() },
): Promise<Fallback> {
  const result: Fallback = { statements: [], notes: [] };
  const systems = new Set(listed.map(({ target }) => target?.system));
  for (const group of conceptMap.group ?? []) {
    if (!group.unmapped || !isFrom(group, coding) || isListed(group, systems)) continue;
    context.work?.concepts(group.unmapped.mode === "other-map" ? OTHER_MAP : BY_RULE);
    await context.work?.giveWay();
    const found =
      group.unmapped.mode === "other-map"
        ? await fromOtherMap(context, { conceptMap, url: group.unmapped.otherMap ?? "" }, coding, trail)
        : ownFallback(context, conceptMap, group, coding);
    if (found.statements.length > 0) result.notes.push(usedFallback(coding, conceptMap));
    for (const statement of found.statements) result.statements.push(statement);
    for (const note of found.notes) result.notes.push(note);
  }
  return result;
}

/** A group that names no system is about none that could be told. */
function isFrom({ source }: ConceptMapGroup, { system, version: sent }: Coding): boolean {
  const { url, version } = parseCanonical(source ?? "");
  return url === system && (sent === undefined || version === undefined || versionMatches(sent, version));
}

/** @param systems those of the targets that the map lists for the code; undefined: it says that there is none */
const isListed = ({ target }: ConceptMapGroup, systems: ReadonlySet<string | undefined>): boolean =>
  systems.has(undefined) || systems.has(parseCanonical(target ?? "").url);

function ownFallback(
  { isWanted }: FallbackContext,
  origin: ConceptMap,
  group: ConceptMapGroup,
  coding: Coding,
): Fallback {
  const target = parseCanonical(group.target ?? "").url;
  if (!isWanted(target)) return { statements: [], notes: [] };
  return { statements: [{ origin, mapping: ownMapping(group, coding), fallback: true }], notes: [] };
}

/** `fixed`: the same for every code. `use-source-code` (R4 `provided`): the code itself, in the target system. */
function ownMapping({ target, unmapped }: ConceptMapGroup, coding: Coding): Mapping {
  const { url: system, version } = parseCanonical(target ?? "");
  const { mode, code, display, valueSet, relationship } = unmapped!;
  const own = mode === "fixed" ? { code, display } : { code: coding.code, display: undefined };
  return {
    source: coding,
    target: {
      ...(target ? { system } : {}),
      ...(version ? { version } : {}),
      ...(own.code === undefined ? {} : { code: own.code }),
      ...(own.display === undefined ? {} : { display: own.display }),
    },
    ...(mode === "fixed" && valueSet ? { targetValueSet: valueSet } : {}),
    relationship: relationship ?? "related-to",
    dependsOn: [],
    product: [],
    properties: [],
  };
}

/** What the map at `url` says, to which `conceptMap` leads. */
async function fromOtherMap(
  context: FallbackContext,
  { conceptMap, url }: { conceptMap: ConceptMap; url: string },
  coding: Coding,
  { path, asked }: Trail,
): Promise<Fallback> {
  const { store, isWanted } = context;
  const [other] = url === "" ? [] : await store.conceptMaps(parseCanonical(url));
  if (!other) return { statements: [], notes: [otherMapMissing(conceptMap, url)] };
  const name = printCanonical(other.conceptMap);
  const further = [...path, printCanonical(conceptMap)];
  if (further.includes(name)) return { statements: [], notes: [otherMapCycle(conceptMap)] };
  if (asked.has(name)) return { statements: [], notes: [] };
  asked.add(name);
  const all = await other.mappings([coding], "forward");
  const statements = all
    .filter(({ target }) => isWanted(target?.system))
    .map((mapping): Statement => ({ origin: other.conceptMap, mapping, fallback: true }));
  const next = await unmappedStatements(context, other, coding, all, { path: further, asked });
  return { statements: [...statements, ...next.statements], notes: next.notes };
}
