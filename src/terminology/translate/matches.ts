/** From statements to matches: those whose conditions and scopes hold. What is left out is said. */
import type { Issue } from "../issues/issue.ts";
import { memberUnknown, outsideScope, saidToHaveNone, sourceOutsideScope } from "../issues/not-translated.ts";
import {
  asStated,
  deniedSources,
  mapStatus,
  membersNotListed,
  notExactName,
  strictNamesOnly,
} from "../issues/translation.ts";
import { conditional, conditionFails } from "../issues/translation-doubts.ts";
import type { Coding, ConceptMap, Mapping } from "../model.ts";
import { cautionAbout } from "../resolve/standards-status.ts";
import type { Direction } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";
import type { CandidateCoding, Candidates } from "./candidate-codings.ts";
import { type MapCondition, mapCondition, UNCONDITIONAL } from "./depends-on.ts";
import { doubted } from "./doubts.ts";
import { listedOutside } from "./own-scope.ts";
import { isEquivalent, isNegative, type Relation, relationOf } from "./relationships.ts";
import type { Match, TranslateRequest } from "./request.ts";
import { declaredScope, type Scopes } from "./scope.ts";
import { givenSide, isAbout, wantedSide } from "./sides.ts";
import type { FoundStatements, StatementsContext } from "./statements.ts";
import type { Statement, UsedRule } from "./unmapped.ts";

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
  context: StatementsContext,
  candidates: Candidates,
  { candidates: known, statements }: FoundStatements,
): Steps<Matched> {
  const { request, direction, work } = context;
  const result: Matched = { matches: [], notes: [], outside: [] };
  const all = yield* found(writtenOut(context, statements, result.notes));
  if (all.length > VERY_MANY) work?.concepts(OF_VERY_MANY * all.length);
  const said = new Set<UsedRule>();
  let looked = 0;
  for (const statement of all) {
    if (++looked % STEP === 0) yield* found(work?.giveWay());
    if (!(yield* found(inScopes(context, statement, result.outside)))) continue;
    const condition = yield* found(conditionOf(context, statement));
    const match = matchOf(statement, condition, basisOf(candidates, readAs(statement, known, direction)));
    const refusal = whyRefused(request, candidates, match, condition);
    if (!refusal) {
      const outside = yield* found(listedOutside(context, match));
      // That a source has no counterpart says nothing of the code from which it is asked backwards.
      if (direction === "forward" || match.target) result.matches.push(outside ? doubted(match) : match);
      if (outside) result.notes.push(outside);
      for (const note of rulesUsed(statement, said)) result.notes.push(note);
    }
    const notes = refusal ? [refusal] : notesOn(request, candidates, match, condition);
    for (const note of notes) result.notes.push(note);
  }
  result.matches = inOrder(result.matches);
  if (direction === "reverse") result.notes.push(...denialsIn(result.matches));
  return result;
});

/** The rules that led to a statement, from the map that was asked on; each is said once. */
function rulesUsed({ rule }: Statement, said: Set<UsedRule>): Issue[] {
  const notes: Issue[] = [];
  for (let used = rule; used && !said.has(used); used = used.via) {
    said.add(used);
    notes.push(used.note);
  }
  return notes.reverse();
}

/** Read backwards, a guard denies many codes: that is said once, for no record has carried any of them. */
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
  { store, request, scopes, work }: StatementsContext,
  { mapping }: Statement,
): Awaitable<MapCondition> {
  if (mapping.dependsOn.length === 0 || hasNone(mapping)) return UNCONDITIONAL;
  const isMember = (valueSet: string, coding: Coding) => scopes.isMember(valueSet, coding);
  return mapCondition(store, mapping, request.dependencies, { isMember, work });
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
const basisOf = ({ isName }: Candidates, { basis }: CandidateCoding): Match["basis"] =>
  basis === "exact" && !isName ? undefined : basis;

/** Listed before not listed, statements that there is no translation last; else the order of the maps. */
export const inOrder = (matches: Match[]): Match[] =>
  matches.length < 2 ? matches : matches.sort((a, b) => weight(a) - weight(b));

const weight = (match: Match): number =>
  (match.target === undefined || isNegative(match.relation) ? 2 : 0) + (match.fallback ? 1 : 0);

/** A statement that leads to a value set means each of its members. */
const writtenOut = (
  context: StatementsContext,
  statements: readonly Statement[],
  notes: Issue[],
): Awaitable<readonly Statement[]> =>
  statements.some(isOfValueSet(context.direction)) ? withMembers(context, statements, notes) : statements;

async function withMembers(
  { direction, scopes, work }: StatementsContext,
  statements: readonly Statement[],
  notes: Issue[],
): Promise<Statement[]> {
  const isToList = isOfValueSet(direction);
  const all: Statement[] = [];
  for (const statement of statements) {
    const written = isToList(statement)
      ? await ofEachMember(statement, direction, scopes, notes)
      : [statement];
    work?.concepts(EACH * written.length);
    await work?.giveWay();
    for (const one of written) all.push(one);
  }
  return all;
}

const WANTED = { forward: "target", reverse: "source" } as const;

const setOf = ({ sourceValueSet, targetValueSet }: Mapping, direction: Direction): string | undefined =>
  direction === "forward" ? targetValueSet : sourceValueSet;

const isOfValueSet =
  (direction: Direction) =>
  ({ mapping }: Statement): boolean =>
    setOf(mapping, direction) !== undefined && wantedSide(mapping, direction)?.code === undefined;

async function ofEachMember(
  statement: Statement,
  direction: Direction,
  scopes: Scopes,
  notes: Issue[],
): Promise<Statement[]> {
  const { mapping } = statement;
  const valueSet = setOf(mapping, direction) ?? "";
  const members = await scopes.members(valueSet);
  if (!members) notes.push(membersNotListed(valueSet, WANTED[direction]));
  const wanted = wantedSide(mapping, direction)?.system;
  const fitting = (members ?? []).filter(({ system }) => wanted === undefined || system === wanted);
  return fitting.map((member) => ({ ...statement, mapping: { ...mapping, [WANTED[direction]]: member } }));
}

/** The map says that there is no translation. */
const hasNone = ({ noMap, equivalence, target }: Mapping): boolean =>
  noMap === true || equivalence === "unmatched" || target?.code === undefined;

const NO_TRANSLATION: Relation = { relationship: "not-related-to", equivalence: "unmatched" };

function matchOf(
  { origin, mapping, rule }: Statement,
  { missing }: MapCondition,
  basis: Match["basis"],
): Match {
  const { source } = mapping;
  const isNone = hasNone(mapping);
  const target = isNone ? undefined : mapping.target;
  const relation = isNone ? NO_TRANSLATION : relationOf(mapping);
  return { origin, mapping, relation, source, target, missing, fallback: rule !== undefined, basis };
}

/** Why what a map says does not hold here. */
function whyRefused(
  { direction, strictNames }: TranslateRequest,
  { isName }: Candidates,
  { relation, source, target }: Match,
  { failed }: MapCondition,
): Issue | undefined {
  if (!target) return undefined;
  if (failed.length > 0) return conditionFails(direction === "forward" ? target : source, failed);
  if (strictNames && isName && !isEquivalent(relation) && !isNegative(relation))
    return strictNamesOnly(source.code ?? "", target, relation.relationship);
  return undefined;
}

/** What a person must know together with this match. */
function notesOn(
  { direction }: TranslateRequest,
  { isName }: Candidates,
  match: Match,
  { unchecked }: MapCondition,
): Issue[] {
  const { origin, mapping, relation, source, target, missing } = match;
  if (!target) return [saidToHaveNone(origin, source, mapping.target?.system), ...cautions(origin)];
  const notes = missing.length > 0 ? [conditional(source, target, missing, unchecked)] : [];
  // A guard that is read backwards is a statement of no record.
  if (direction === "reverse" && isNegative(relation)) return notes;
  const loose = isName && !isEquivalent(relation) && !isNegative(relation);
  const stated = warningsOf(origin, mapping);
  for (const text of stated) notes.push(asStated(text, loose ? "name-not-exact" : undefined));
  if (loose && stated.length === 0)
    notes.push(notExactName(source.code ?? "", target, relation.relationship));
  for (const caution of cautions(origin)) notes.push(caution);
  return notes;
}

/** HL7's cases take what a draft says without a word. */
const cautions = onceFor((origin: ConceptMap): readonly Issue[] => {
  const status = cautionAbout(origin);
  return status === undefined || status === "draft" ? [] : [mapStatus(origin, status)];
});

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

function inScopes(context: StatementsContext, statement: Statement, outside: Issue[]): Awaitable<boolean> {
  const { sourceScope, targetScope } = context.request;
  const limited = sourceScope !== undefined || targetScope !== undefined;
  return limited ? inBothScopes(context, statement, outside) : true;
}

async function inBothScopes(
  { request: { sourceScope, targetScope }, scopes }: StatementsContext,
  { origin, mapping }: Statement,
  outside: Issue[],
): Promise<boolean> {
  const { source, target } = mapping;
  const isIn = (scoped: ScopedSide): Promise<boolean> => inScope(scopes, origin, scoped, outside);
  if (sourceScope !== undefined && !(await isIn({ side: "source", valueSet: sourceScope, coding: source })))
    return false;
  if (hasNone(mapping) || targetScope === undefined) return true;
  return isIn({ side: "target", valueSet: targetScope, coding: target! });
}

const OUTSIDE = { source: sourceOutsideScope, target: outsideScope };

/** One side of a mapping, and the value set that it is to be in. */
interface ScopedSide {
  side: "source" | "target";
  valueSet: string;
  coding: Coding;
}

/**
 * Of a value set that is not known itself, a map's own word is taken: it declares the scopes that it is made for.
 * @param notes get why it is not
 */
async function inScope(
  scopes: Scopes,
  origin: ConceptMap,
  { side, valueSet, coding }: ScopedSide,
  notes: Issue[],
): Promise<boolean> {
  const member = (await scopes.knows(valueSet))
    ? await scopes.isMember(valueSet, coding)
    : declaredScope(origin, side) === valueSet || undefined;
  if (member === undefined) notes.push(memberUnknown(coding, valueSet));
  if (member === false) notes.push(OUTSIDE[side](coding, valueSet));
  return member === true;
}
