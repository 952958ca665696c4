/** What the maps say about one coding: the statements about its first candidates that any map knows. */
import type { Issue } from "../issues/issue.ts";
import { fallbackOfUnknownCode } from "../issues/translation.ts";
import type { Coding, ConceptMap, Mapping } from "../model.ts";
import { mayBeComposed } from "../resolve/composed.ts";
import { systemName } from "../resolve/known-systems.ts";
import type { ConceptMapProvider, Direction, Terminology } from "../store.ts";
import { after, type Awaitable, mapAll } from "../util/awaitable.ts";
import { byThousands } from "../util/by-thousands.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { onceFor } from "../util/once-for.ts";
import { bestCandidate, type CandidateCoding, type Candidates } from "./candidate-codings.ts";
import type { TranslateRequest } from "./request.ts";
import { Scopes } from "./scope.ts";
import { givenSide, isAbout, wantedSide } from "./sides.ts";
import { ofVersion } from "./source-versions.ts";
import { type Fallback, type FallbackContext, type Statement, unmappedStatements } from "./unmapped.ts";
import type { WantedSystem } from "./wanted-system.ts";

/** A map with its mappings of all codings of the request: one question each. */
interface AskedMap {
  map: ConceptMapProvider;
  mappings: Mapping[];
}

/** Units for each map that is asked, beside one for each coding, and for each mapping that it has. */
const MAP = 30;
const EACH = 10;

/** Asks every map for the mappings of all codings; the maps keep their order. */
export function askMaps(
  maps: readonly ConceptMapProvider[],
  codings: readonly Coding[],
  request: TranslateRequest,
): Awaitable<AskedMap[]> {
  const { work } = request;
  work?.concepts((MAP + codings.length) * maps.length);
  return byThousands(maps, work, (some) => mapAll(some, (map) => askMap(map, codings, request)));
}

const askMap = flow(function* (
  map: ConceptMapProvider,
  codings: readonly Coding[],
  { direction, work }: TranslateRequest,
): Steps<AskedMap> {
  yield* found(work?.giveWay());
  const mappings = yield* found(map.mappings(codings, direction));
  work?.concepts(EACH * mappings.length);
  return { map, mappings };
});

export interface FoundStatements {
  /** Those that were looked up and that a map knows. */
  candidates: CandidateCoding[];
  statements: Statement[];
  notes: Issue[];
}

/** What all codings of a request have in common: the maps that were asked about them, and what counts of them. */
export interface StatementsContext extends FallbackContext {
  request: TranslateRequest;
  direction: Direction;
  maps: readonly AskedMap[];
}

export function statementsContext(
  store: Terminology,
  request: TranslateRequest,
  maps: readonly AskedMap[],
  { isWanted }: WantedSystem,
): StatementsContext {
  const { direction, work } = request;
  return { store, request, direction, maps, scopes: new Scopes(store, work), isWanted, work };
}

/** Statements about codes that are listed; where none is, what the maps say of codes not listed. */
export const statementsAbout = flow(function* (
  context: StatementsContext,
  candidates: Candidates,
): Steps<Awaitable<FoundStatements>> {
  const { direction, isWanted, maps } = context;
  const open = direction === "reverse" ? [] : maps.filter(({ map }) => hasUnmapped(map.conceptMap));
  for (const codings of candidates.groups) {
    const group = withAlike(codings, candidates);
    const listed = yield* found(mapAll(group, ({ coding }) => listedStatements(context, coding)));
    const known = group.filter((_, i) => listed[i]!.length > 0);
    if (known.length === 0) continue;
    const { statements: all, notes } = ofVersion(
      listed.length === 1 ? listed[0]! : listed.flat(),
      candidates.given,
      direction,
    );
    const fitting = all.filter(
      ({ mapping }) =>
        isWanted(wantedSide(mapping, direction)?.system) || hasNoneAnywhere(mapping, direction),
    );
    const above = coveringStatements(context, candidates);
    if (open.length === 0 && above === NONE) return { candidates: known, statements: fitting, notes };
    const others = yield* found(fallbacks(context, open, known[0]!, all));
    return {
      candidates: known,
      statements: [...fitting, ...above, ...others.statements],
      notes: [...notes, ...others.notes],
    };
  }
  const above = coveringStatements(context, candidates);
  if (above.length > 0) return { candidates: [bestCandidate(candidates)], statements: [...above], notes: [] };
  return whereNoneIsListed(context, open, candidates);
});

const withAlike = (group: CandidateCoding[], { alike }: Candidates): CandidateCoding[] =>
  alike ? [...group, ...alike.filter((other) => !group.includes(other))] : group;

/** That there is no counterpart, said of no system in particular, holds of the one that is wanted, too. */
const hasNoneAnywhere = ({ noMap, target }: Mapping, direction: Direction): boolean =>
  direction === "forward" && noMap === true && target?.system === undefined;

const NONE: readonly Statement[] = [];
const COVERS = "https://w3id.org/ossicle/CodeSystem/condition-properties#covers-descendants";

/** The map's code for the property by which a mapping says that it holds of all that is below, too. */
const coversBy = ({ property }: ConceptMap): string | undefined =>
  property?.find(({ uri }) => uri === COVERS)?.code;

/** May a mapping of the map hold of all that is below its source, too? */
export const mayCover = (map: ConceptMap): boolean => coversBy(map) !== undefined;

/** What is stated of a concept above, and of all that is below it: the mapping says so by a property. */
function coveringStatements(
  { maps, isWanted }: StatementsContext,
  { above = [] }: Candidates,
): readonly Statement[] {
  if (above.length === 0) return NONE;
  return maps.flatMap(({ map: { conceptMap: origin }, mappings }) => {
    const covers = coversBy(origin);
    return mappings
      .filter(({ source, target, properties }) => {
        const isCovering = properties.some(({ code, value }) => code === covers && value === true);
        return isCovering && isWanted(target?.system) && above.some((coding) => isAbout(source, coding));
      })
      .map((mapping): Statement => ({ origin, mapping }));
  });
}

/** A code that its complete code system does not have, nor any put together of others, is not translated by a rule either. */
function whereNoneIsListed(
  context: StatementsContext,
  open: readonly AskedMap[],
  candidates: Candidates,
): Awaitable<FoundStatements> {
  const best = bestCandidate(candidates);
  const { codeSystem } = candidates.provider ?? {};
  if (
    codeSystem?.content === "complete" &&
    !best.concept &&
    !mayBeComposed(codeSystem, best.coding.code ?? "")
  ) {
    const notes = open.length > 0 ? [fallbackOfUnknownCode(best.coding, systemName(codeSystem))] : [];
    return { candidates: [best], statements: [], notes };
  }
  const applied = fallbacks(context, open, best, []);
  return after(applied, (others) => ({ candidates: [best], ...others }));
}

function listedStatements(context: StatementsContext, coding: Coding): Awaitable<Statement[]> {
  const { direction, maps } = context;
  const all: Statement[] = [];
  for (const { map, mappings } of maps)
    for (const mapping of mappings)
      if (isAbout(givenSide(mapping, direction), coding) && !(direction === "reverse" && mapping.noMap))
        all.push({ origin: map.conceptMap, mapping });
  const isOfCode = ({ mapping }: Statement): boolean => givenSide(mapping, direction)!.code !== undefined;
  return all.every(isOfCode) ? all : ofMembers(context, all, coding);
}

/** A mapping of a value set is about the code if it is a member. */
async function ofMembers(
  context: StatementsContext,
  statements: readonly Statement[],
  coding: Coding,
): Promise<Statement[]> {
  const { direction } = context;
  const about: Statement[] = [];
  for (const statement of statements) {
    const { mapping } = statement;
    if (givenSide(mapping, direction)!.code !== undefined) about.push(statement);
    else if (await isMember(context, mapping, coding))
      about.push({ ...statement, mapping: withCode(mapping, coding, direction) });
  }
  return about;
}

async function isMember(
  { direction, scopes }: StatementsContext,
  { sourceValueSet, targetValueSet }: Mapping,
  coding: Coding,
): Promise<boolean> {
  const valueSet = direction === "forward" ? sourceValueSet : targetValueSet;
  return valueSet !== undefined && (await scopes.isMember(valueSet, coding)) === true;
}

const withCode = (mapping: Mapping, coding: Coding, direction: Direction): Mapping =>
  direction === "forward"
    ? { ...mapping, source: { ...coding, ...mapping.source } }
    : { ...mapping, target: { ...coding, ...mapping.target } };

const hasUnmapped = onceFor(({ group = [] }: ConceptMap): boolean => group.some(({ unmapped }) => unmapped));

const NOTHING_BY_RULE: Fallback = { statements: [], notes: [] };

const fallbacks = (
  context: FallbackContext,
  open: readonly AskedMap[],
  candidate: CandidateCoding,
  listed: readonly Statement[],
): Awaitable<Fallback> =>
  open.length === 0 ? NOTHING_BY_RULE : askedForRules(context, open, candidate, listed);

/** One map after the other: what many ways through many maps need is not in memory at once. */
async function askedForRules(
  context: FallbackContext,
  open: readonly AskedMap[],
  { coding }: CandidateCoding,
  listed: readonly Statement[],
): Promise<Fallback> {
  const byMap = Map.groupBy(listed, ({ origin }) => origin);
  const all: Fallback = { statements: [], notes: [] };
  for (const { map } of open) {
    const own = (byMap.get(map.conceptMap) ?? []).map(({ mapping }) => mapping);
    const { statements, notes } = await unmappedStatements(context, map, coding, own);
    for (const statement of statements) all.statements.push(statement);
    for (const note of notes) all.notes.push(note);
  }
  return all;
}
