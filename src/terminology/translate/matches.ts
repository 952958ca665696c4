/** From rows to matches: those whose conditions and scopes hold. What is left out is said. */
import type { Awaitable } from "../util/awaitable.ts";
import type { Issue } from "../issues/issue.ts";
import {
  asStated,
  conditional,
  conditionFails,
  memberUnknown,
  notExactName,
  otherVersion,
  retiredMap,
  outsideScope,
  saidToHaveNone,
  sourceOutsideScope,
  strictNamesOnly,
  targetsNotExpanded,
} from "../issues/translation.ts";
import { mapCondition, UNCONDITIONAL, type MapCondition } from "./depends-on.ts";
import type { Coding, ConceptMap, Mapping } from "../model.ts";
import { isEquivalent, isNegative, relationOf } from "./relationships.ts";
import type { Match, TranslateRequest } from "./request.ts";
import type { FoundRows } from "./rows.ts";
import { declaredScope, type Scopes } from "./scope.ts";
import type { Reading } from "./spellings.ts";
import type { Row } from "./unmapped.ts";

export interface Matched {
  matches: Match[];
  notes: Issue[];
  /** What a value set left out: of interest where nothing is left. */
  outside: Issue[];
}

/** Most codes that the target value set of one row is written out to. */
const MOST_TARGETS = 1_000;

export function matchRows(
  request: TranslateRequest,
  scopes: Scopes,
  reading: Reading,
  { spellings, rows }: FoundRows,
): Awaitable<Matched> {
  const result: Matched = { matches: [], notes: [], outside: [] };
  const basis = basisOf(reading, spellings[0]!.basis);
  const add = (row: Row, condition: MapCondition): void => {
    const match = matchRow(request, reading, row, condition, result.notes);
    if (match) result.matches.push(basis === undefined ? match : { ...match, basis });
  };
  const limited = request.sourceScope !== undefined || request.targetScope !== undefined;
  if (limited || !rows.every(isPlain))
    return addWhatHolds(request, scopes, rows, result, add).then(() => inOrder(result));
  for (const row of rows) add(row, UNCONDITIONAL);
  return inOrder(result);
}

/** It holds whatever else is so, and means one code. */
const isPlain = ({ mapping }: Row): boolean =>
  mapping.targetValueSet === undefined && mapping.dependsOn.length === 0;

async function addWhatHolds(
  request: TranslateRequest,
  scopes: Scopes,
  rows: readonly Row[],
  result: Matched,
  add: (row: Row, condition: MapCondition) => void,
): Promise<void> {
  const all = await Promise.all(rows.map((row) => written(row, scopes, result.notes)));
  for (const row of all.flat()) {
    const { mapping } = row;
    if (!(await inScopes(request, scopes, row, result.outside))) continue;
    const condition =
      mapping.dependsOn.length === 0 || hasNone(mapping)
        ? UNCONDITIONAL
        : await mapCondition(mapping, request.dependencies, (valueSet, coding) =>
            scopes.isMember(valueSet, coding),
          );
    add(row, condition);
  }
}

function inOrder(result: Matched): Matched {
  if (result.matches.length > 1) result.matches.sort((a, b) => weight(a) - weight(b));
  return result;
}

/** How a code was recognised goes without saying where it was sent as it is listed. */
const basisOf = (reading: Reading, basis: Match["basis"]): Match["basis"] =>
  basis === "exact" && !reading.isName ? undefined : basis;

/** Listed before not listed, statements that there is no translation last; else the order of the maps. */
const weight = (match: Match): number =>
  (match.target === undefined || isNegative(match.relation) ? 2 : 0) + (match.fallback ? 1 : 0);

/** A row whose target is a value set means each of its members. */
async function written(row: Row, scopes: Scopes, notes: Issue[]): Promise<Row[]> {
  const { targetValueSet, target } = row.mapping;
  if (targetValueSet === undefined || target?.code !== undefined) return [row];
  const members = await scopes.members(targetValueSet, MOST_TARGETS);
  if (!members) {
    notes.push(targetsNotExpanded(targetValueSet));
    return [];
  }
  const inSystem = members.filter(({ system }) => target?.system === undefined || system === target.system);
  return inSystem.map((member) => ({ ...row, mapping: { ...row.mapping, target: member } }));
}

/** The map says that there is no translation. */
const hasNone = ({ noMap, equivalence, target }: Mapping): boolean =>
  noMap === true || equivalence === "unmatched" || target?.code === undefined;

function matchRow(
  request: TranslateRequest,
  reading: Reading,
  { origin, mapping, fallback }: Row,
  { failed, missing }: MapCondition,
  notes: Issue[],
): Match | undefined {
  const { source, target } = mapping;
  if (target === undefined || hasNone(mapping)) {
    notes.push(saidToHaveNone(origin, source, target?.system));
    const relation = { relationship: "not-related-to", equivalence: "unmatched" } as const;
    return { origin, mapping, relation, source, missing: [], fallback };
  }
  const relation = relationOf(mapping);
  if (failed.length > 0) {
    notes.push(conditionFails(request.direction === "forward" ? target : source, failed));
    return undefined;
  }
  if (request.strictNames && reading.isName && !isEquivalent(relation) && !isNegative(relation)) {
    notes.push(strictNamesOnly(source.code ?? "", target, relation.relationship));
    return undefined;
  }
  if (missing.length > 0) notes.push(conditional(source, target, missing));
  const match: Match = { origin, mapping, relation, source, target, missing, fallback };
  addHints(notes, match, reading);
  return match;
}

/** What a person must be told together with this match. */
function addHints(notes: Issue[], match: Match, reading: Reading): void {
  const { origin, mapping, relation, source, target } = match;
  const loose = reading.isName && !isEquivalent(relation) && !isNegative(relation);
  const stated = warningsOf(origin, mapping);
  for (const text of stated) notes.push(asStated(text));
  if (loose && stated.length === 0)
    notes.push(notExactName(source.code ?? "", target!, relation.relationship));
  if (origin.status === "retired") notes.push(retiredMap(origin));
  const sent = reading.given.version;
  const differs = source.version !== undefined && sent !== undefined && source.version !== sent;
  if (differs) notes.push(otherVersion(source, source.version!, sent));
}

const WARNING = "https://w3id.org/ossicle/CodeSystem/condition-properties#warning";

const NONE: readonly string[] = [];

/** The texts of the mapping's property that is declared as a warning. */
function warningsOf({ property = [] }: ConceptMap, { properties }: Mapping): readonly string[] {
  if (properties.length === 0) return NONE;
  const codes = new Set(property.filter((p) => p.uri === WARNING).map((p) => p.code));
  return properties.filter((p) => codes.has(p.code)).map((p) => String(p.value));
}

async function inScopes(
  { sourceScope, targetScope }: TranslateRequest,
  scopes: Scopes,
  { origin, mapping }: Row,
  outside: Issue[],
): Promise<boolean> {
  const { source, target } = mapping;
  if (sourceScope !== undefined && !(await inScope(scopes, sourceScope, "source", origin, source, outside))) {
    outside.push(sourceOutsideScope(source, sourceScope));
    return false;
  }
  if (hasNone(mapping) || targetScope === undefined) return true;
  if (await inScope(scopes, targetScope, "target", origin, target!, outside)) return true;
  outside.push(outsideScope(target!, targetScope));
  return false;
}

/** Of a value set that is not known itself, a map's own word is taken: it declares the scopes that it is made for. */
async function inScope(
  scopes: Scopes,
  valueSet: string,
  side: "source" | "target",
  origin: ConceptMap,
  coding: Coding,
  notes: Issue[],
): Promise<boolean> {
  if (!(await scopes.knows(valueSet))) return declaredScope(origin, side) === valueSet;
  const member = await scopes.isMember(valueSet, coding);
  if (member === undefined) notes.push(memberUnknown(coding, valueSet));
  return member === true;
}
