/** From statements to matches: those whose conditions and scopes hold. What is left out is said. */
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";
import type { Issue } from "../issues/issue.ts";
import { memberUnknown, outsideScope, saidToHaveNone, sourceOutsideScope } from "../issues/not-translated.ts";
import { conditional, conditionFails } from "../issues/translation-doubts.ts";
import {
  asStated,
  deniedSources,
  notExactName,
  retiredMap,
  strictNamesOnly,
  targetsNotExpanded,
} from "../issues/translation.ts";
import { mapCondition, UNCONDITIONAL, type MapCondition } from "./depends-on.ts";
import type { Coding, ConceptMap, Mapping } from "../model.ts";
import { isEquivalent, isNegative, relationOf } from "./relationships.ts";
import type { Match, TranslateRequest } from "./request.ts";
import type { Direction, Terminology } from "../store.ts";
import type { FoundStatements, StatementsContext } from "./statements.ts";
import { declaredScope, type Scopes } from "./scope.ts";
import type { CandidateCoding, Candidates } from "./candidate-codings.ts";
import { givenSide, isAbout } from "./sides.ts";
import type { Statement } from "./unmapped.ts";
import type { WorkBudget } from "../util/work-budget.ts";

export interface Matched {
  matches: Match[];
  notes: Issue[];
  /** What a value set left out: of interest where nothing is left. */
  outside: Issue[];
}

/** Statements that are looked at between two turns of others. */
const STEP = 500;
/** Units for each that a value set stands for. */
const EACH = 10;
/** So many about one coding cost more units each: their matches are in memory together. */
const VERY_MANY = 500;
const OF_VERY_MANY = 70;

/** The matches of one coding, and notes on what was left out. */
export const matchesFrom = flow(function* (
  request: TranslateRequest,
  { store, scopes }: StatementsContext,
  candidates: Candidates,
  { candidates: known, statements }: FoundStatements,
): Steps<Matched> {
  const result: Matched = { matches: [], notes: [], outside: [] };
  const all = yield* found(writtenOut(statements, scopes, request.work, result.notes));
  if (all.length > VERY_MANY) request.work?.concepts(OF_VERY_MANY * all.length);
  let looked = 0;
  for (const statement of all) {
    if (++looked % STEP === 0) yield* found(request.work?.giveWay());
    if (!(yield* found(inScopes(request, scopes, statement, result.outside)))) continue;
    const condition = yield* found(conditionOf(store, statement, request, scopes));
    const match = matchFrom(request, candidates, statement, condition, result.notes);
    const basis = match && basisOf(candidates, readAs(statement, known, request.direction).basis);
    if (match) result.matches.push(basis === undefined ? match : { ...match, basis });
  }
  result.matches = inOrder(result.matches);
  if (request.direction === "reverse") result.notes.push(...denialsIn(result.matches));
  return result;
});

/** Read backwards, a guard denies many codes: that is told once, for no record has carried any of them. */
function denialsIn(matches: readonly Match[]): Issue[] {
  const denials = matches.filter(({ relation, target }) => target && isNegative(relation));
  return Array.from(Map.groupBy(denials, ({ origin }) => origin).values(), (own) =>
    deniedSources(
      own[0]!.origin,
      own.map(({ source }) => source),
      own[0]!.target!,
    ),
  );
}

function conditionOf(
  store: Terminology,
  { mapping }: Statement,
  { dependencies, work }: TranslateRequest,
  scopes: Scopes,
): Awaitable<MapCondition> {
  if (mapping.dependsOn.length === 0 || hasNone(mapping)) return UNCONDITIONAL;
  const isMember = (valueSet: string, coding: Coding) => scopes.isMember(valueSet, coding);
  return mapCondition(store, mapping, dependencies, { isMember, work });
}

/** The candidate that the statement is about; what is said of a concept above, or by a rule, is about the first. */
function readAs(
  { mapping }: Statement,
  known: readonly CandidateCoding[],
  direction: Direction,
): CandidateCoding {
  const about = (candidate: CandidateCoding): boolean =>
    isAbout(givenSide(mapping, direction), candidate.coding);
  return (known.length > 1 ? known.find(about) : undefined) ?? known[0]!;
}

/** How a code was recognised goes without saying where it was sent as it is listed. */
const basisOf = ({ isName }: Candidates, basis: Match["basis"]): Match["basis"] =>
  basis === "exact" && !isName ? undefined : basis;

/** Listed before not listed, statements that there is no translation last; else the order of the maps. */
export const inOrder = (matches: Match[]): Match[] =>
  matches.length < 2 ? matches : matches.sort((a, b) => weight(a) - weight(b));

const weight = (match: Match): number =>
  (match.target === undefined || isNegative(match.relation) ? 2 : 0) + (match.fallback ? 1 : 0);

/** A statement whose target is a value set means each of its members. */
function writtenOut(
  statements: readonly Statement[],
  scopes: Scopes,
  work: WorkBudget | undefined,
  notes: Issue[],
): Awaitable<readonly Statement[]> {
  return statements.some(isOfValueSet) ? withMembers(statements, scopes, work, notes) : statements;
}

async function withMembers(
  statements: readonly Statement[],
  scopes: Scopes,
  work: WorkBudget | undefined,
  notes: Issue[],
): Promise<Statement[]> {
  const all: Statement[] = [];
  for (const statement of statements) {
    const written = isOfValueSet(statement) ? await ofEachMember(statement, scopes, notes) : [statement];
    work?.concepts(EACH * written.length);
    await work?.giveWay();
    for (const one of written) all.push(one);
  }
  return all;
}

const isOfValueSet = ({ mapping: { target, targetValueSet } }: Statement): boolean =>
  targetValueSet !== undefined && target?.code === undefined;

async function ofEachMember(statement: Statement, scopes: Scopes, notes: Issue[]): Promise<Statement[]> {
  const { mapping } = statement;
  const { target, targetValueSet = "" } = mapping;
  const members = await scopes.members(targetValueSet);
  if (!members) notes.push(targetsNotExpanded(targetValueSet));
  const fitting = (members ?? []).filter(
    ({ system }) => target?.system === undefined || system === target.system,
  );
  return fitting.map((member) => ({ ...statement, mapping: { ...mapping, target: member } }));
}

/** The map says that there is no translation. */
const hasNone = ({ noMap, equivalence, target }: Mapping): boolean =>
  noMap === true || equivalence === "unmatched" || target?.code === undefined;

function matchFrom(
  request: TranslateRequest,
  candidates: Candidates,
  { origin, mapping, fallback }: Statement,
  { failed, missing, unchecked }: MapCondition,
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
  if (request.strictNames && candidates.isName && !isEquivalent(relation) && !isNegative(relation)) {
    notes.push(strictNamesOnly(source.code ?? "", target, relation.relationship));
    return undefined;
  }
  if (missing.length > 0) notes.push(conditional(source, target, missing, unchecked));
  const match: Match = { origin, mapping, relation, source, target, missing, fallback };
  const isOfNoRecord = request.direction === "reverse" && isNegative(relation);
  if (!isOfNoRecord) addHints(notes, match, candidates);
  return match;
}

/** What a person must be told together with this match. */
function addHints(notes: Issue[], match: Match, { isName }: Candidates): void {
  const { origin, mapping, relation, source, target } = match;
  const loose = isName && !isEquivalent(relation) && !isNegative(relation);
  const stated = warningsOf(origin, mapping);
  for (const text of stated) notes.push(asStated(text, loose ? "name-not-exact" : undefined));
  if (loose && stated.length === 0)
    notes.push(notExactName(source.code ?? "", target!, relation.relationship));
  if (origin.status === "retired") notes.push(retiredMap(origin));
}

const WARNING = "https://w3id.org/ossicle/CodeSystem/condition-properties#warning";

const NONE: readonly string[] = [];

/** The texts of the mapping's property that is declared as a warning. */
function warningsOf(origin: ConceptMap, { properties }: Mapping): readonly string[] {
  const codes = warningCodes(origin);
  if (codes.length === 0 || properties.length === 0) return NONE;
  return properties.filter(({ code }) => codes.includes(code)).map(({ value }) => String(value));
}

const warningCodes = onceFor(({ property = [] }: ConceptMap): readonly string[] =>
  property.filter(({ uri }) => uri === WARNING).map(({ code }) => code),
);

function inScopes(
  request: TranslateRequest,
  scopes: Scopes,
  statement: Statement,
  outside: Issue[],
): Awaitable<boolean> {
  const limited = request.sourceScope !== undefined || request.targetScope !== undefined;
  return limited ? inBothScopes(request, scopes, statement, outside) : true;
}

async function inBothScopes(
  { sourceScope, targetScope }: TranslateRequest,
  scopes: Scopes,
  { origin, mapping }: Statement,
  outside: Issue[],
): Promise<boolean> {
  const { source, target } = mapping;
  const isIn = (scoped: ScopedSide): Promise<boolean> => inScope(scopes, origin, scoped, outside);
  if (sourceScope !== undefined && !(await isIn({ side: "source", valueSet: sourceScope, coding: source }))) {
    outside.push(sourceOutsideScope(source, sourceScope));
    return false;
  }
  if (hasNone(mapping) || targetScope === undefined) return true;
  if (await isIn({ side: "target", valueSet: targetScope, coding: target! })) return true;
  outside.push(outsideScope(target!, targetScope));
  return false;
}

/** One side of a mapping, and the value set that it is to be in. */
interface ScopedSide {
  side: "source" | "target";
  valueSet: string;
  coding: Coding;
}

/** Of a value set that is not known itself, a map's own word is taken: it declares the scopes that it is made for. */
async function inScope(
  scopes: Scopes,
  origin: ConceptMap,
  { side, valueSet, coding }: ScopedSide,
  notes: Issue[],
): Promise<boolean> {
  if (!(await scopes.knows(valueSet))) return declaredScope(origin, side) === valueSet;
  const member = await scopes.isMember(valueSet, coding);
  if (member === undefined) notes.push(memberUnknown(coding, valueSet));
  return member === true;
}
