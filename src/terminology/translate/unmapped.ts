/**
 * ConceptMap.group.unmapped: what a map says of codes that it does not list. Applied only to a code that the group has
 * no mapping of (not even "no map"), and only forwards.
 */
import { parseCanonical, printCanonical, versionsAgree } from "../canonical.ts";
import type { Issue } from "../issues/issue.ts";
import { leftOut } from "../issues/modifiers.ts";
import { otherMapCycle, otherMapMissing, ruleOutsideScope, usedFallback } from "../issues/translation.ts";
import type { Coding, ConceptMap, ConceptMapGroup, Mapping } from "../model.ts";
import { conceptMapsNamed } from "../resolve/identified.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { whyModifiedMap } from "./modified.ts";
import { outsideOwnScope } from "./own-scope.ts";
import type { Scopes } from "./scope.ts";

/** A mapping and the map that states it. */
export interface Statement {
  origin: ConceptMap;
  mapping: Mapping;
  /** Absent: the map that was asked lists it. */
  rule?: UsedRule | undefined;
}

/** What a map says of codes that it does not list, as it was applied. */
export interface UsedRule {
  note: Issue;
  /** The rule of another map that led to this one. */
  via: UsedRule | undefined;
}

/** What stays the same from map to map. */
export interface FallbackContext {
  store: Terminology;
  /** Is this the system that was asked for? */
  isWanted: (system: string | undefined) => boolean;
  scopes: Scopes;
  work?: WorkBudget | undefined;
}

export interface Fallback {
  statements: Statement[];
  notes: Issue[];
}

/** One walk from map to map: all in one, for to hand on copies from map to map would cost the square of a long way. */
interface Walk extends FallbackContext {
  coding: Coding;
  /** The maps on the way here. */
  path: Set<string>;
  /** All that were asked: each is asked once, so that no web of maps costs more than its size. */
  asked: Set<string>;
  found: Fallback;
}

/** Units for each map that is looked for, and for each code that is given by a rule. */
const OTHER_MAP = 100;
const BY_RULE = 10;

/** @param listed what the map itself says about the coding */
export async function unmappedStatements(
  context: FallbackContext,
  { conceptMap }: ConceptMapProvider,
  coding: Coding,
  listed: readonly Mapping[],
): Promise<Fallback> {
  const found: Fallback = { statements: [], notes: [] };
  await applyRules({ ...context, coding, path: new Set(), asked: new Set(), found }, conceptMap, listed);
  return found;
}

/** What the map's rules give for the coding: "default ... when there is no target concept mapping", of codes in its scope. */
async function applyRules(
  walk: Walk,
  conceptMap: ConceptMap,
  listed: readonly Mapping[],
  via?: UsedRule,
): Promise<void> {
  const { coding, found, work } = walk;
  const systems = new Set(listed.map(({ target }) => target?.system));
  const groups = (conceptMap.group ?? []).filter(
    (group) => group.unmapped && isFrom(group, coding) && !isListed(group, systems),
  );
  const scope = groups.length === 0 ? undefined : await outsideOwnScope(walk, conceptMap, "source", coding);
  if (scope !== undefined) return void found.notes.push(ruleOutsideScope(coding, conceptMap, scope));
  const rule = { note: usedFallback(coding, conceptMap), via };
  for (const group of groups) {
    const isOther = group.unmapped?.mode === "other-map";
    work?.concepts(isOther ? OTHER_MAP : BY_RULE);
    await work?.giveWay();
    if (isOther) await askOtherMap(walk, conceptMap, group.unmapped?.otherMap ?? "", rule);
    else await applyOwnRule(walk, conceptMap, group, rule);
  }
}

/** A group that names no system is about none that could be told. */
function isFrom({ source }: ConceptMapGroup, { system, version: sent }: Coding): boolean {
  const { url, version } = parseCanonical(source ?? "");
  return url === system && (sent === undefined || version === undefined || versionsAgree(sent, version));
}

/** @param systems those of the targets that the map lists for the code; undefined: it says that there is none */
const isListed = ({ target }: ConceptMapGroup, systems: ReadonlySet<string | undefined>): boolean =>
  systems.has(undefined) || systems.has(parseCanonical(target ?? "").url);

/** The code itself is no code of the target where the map's own scope is known to lack it. */
async function applyOwnRule(
  walk: Walk,
  origin: ConceptMap,
  group: ConceptMapGroup,
  rule: UsedRule,
): Promise<void> {
  const { isWanted, coding, found } = walk;
  if (!isWanted(parseCanonical(group.target ?? "").url)) return;
  const mapping = ownMapping(group, coding);
  const isListed = group.unmapped?.mode === "fixed";
  const scope = isListed ? undefined : await outsideOwnScope(walk, origin, "target", mapping.target!);
  if (scope === undefined) found.statements.push({ origin, mapping, rule });
  else found.notes.push(ruleOutsideScope(coding, origin, scope));
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
async function askOtherMap(walk: Walk, conceptMap: ConceptMap, url: string, rule: UsedRule): Promise<void> {
  const { store, isWanted, coding, path, asked, found } = walk;
  const [other] = url === "" ? [] : await conceptMapsNamed(store, parseCanonical(url));
  if (!other) return void found.notes.push(otherMapMissing(conceptMap, url));
  const name = printCanonical(other.conceptMap);
  const here = printCanonical(conceptMap);
  if (name === here || path.has(name)) return void found.notes.push(otherMapCycle(conceptMap));
  if (asked.has(name)) return;
  asked.add(name);
  const listed = await other.mappings([coding], "forward");
  const modified = whyModifiedMap(other.conceptMap, listed);
  if (modified) return void found.notes.push(leftOut(modified));
  for (const mapping of listed)
    if (isWanted(mapping.target?.system)) found.statements.push({ origin: other.conceptMap, mapping, rule });
  path.add(here);
  await applyRules(walk, other.conceptMap, listed, rule);
  path.delete(here);
}
