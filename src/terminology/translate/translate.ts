/**
 * ConceptMap/$translate (https://hl7.org/fhir/R5/conceptmap-operation-translate.html): what maps say about a code.
 * All that is known is answered, with its origin, how sure it is and why; nothing is fabricated, inverted or dropped,
 * and where there is a choice it is the reader's.
 */
import { TerminologyError, type Issue } from "../issues/issue.ts";
import { codingLeftOut } from "../issues/not-translated.ts";
import { codeWithoutSystem, nothingToTranslate } from "../issues/translation.ts";
import { once } from "../issues/once.ts";
import { perhapsCurie } from "../issues/recognition.ts";
import { checkSupplements, findAlias } from "../resolve/find-code-system.ts";
import { systemTable } from "../resolve/known-systems.ts";
import { after, mapAll, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { Coding } from "../model.ts";
import { holdsNames } from "../resolve/names.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";
import {
  codingDisagreement,
  mapDisagreement,
  severalSources,
  versionRivals,
  type Disagreement,
} from "./agreement.ts";
import { answerTo, weighed, type Answer, type Answers } from "./answers.ts";
import { withAlike } from "./alike.ts";
import { candidatesFor, type Candidates } from "./candidate-codings.ts";
import { displayContradictions, textContradictions } from "./contradictions.ts";
import { NOT_STORED } from "../util/work-budget.ts";
import { READ } from "./depends-on.ts";
import { described } from "./described.ts";
import { withDoubts } from "./doubts.ts";
import { chosenMaps } from "./maps.ts";
import { explained, unknownSystems } from "./not-known.ts";
import { readdressed, type Readdressed } from "./other-address.ts";
import type { GivenConcepts, Match, TranslateOutcome, TranslateRequest } from "./request.ts";
import { Scopes, withScopeUrls } from "./scope.ts";
import { givenSide } from "./sides.ts";
import { askMaps, type StatementsContext } from "./statements.ts";
import { candidatesForText } from "./text.ts";

export type { Match, TranslateOutcome, TranslateRequest } from "./request.ts";

/**
 * @throws TerminologyError required: nothing to translate, or a code without system; not-found: the map, the value set
 *   or the supplement that is asked for is not known.
 */
export const translate = flow(function* (
  store: Terminology,
  request: TranslateRequest,
): Steps<TranslateOutcome> {
  const asSent = yield* found(translated(store, request));
  const { given, maps, outcome, matches } = asSent;
  if (hasTarget(asSent)) {
    if (given.codings.length < 2) return { ...outcome, matches };
    const unknown = yield* found(unknownSystems(store, request, given.codings));
    return { ...outcome, matches, notes: [...outcome.notes, ...unknown] };
  }
  if (matches.length === 0) {
    const other = yield* found(readdressed(store, request, given));
    const again = other && (yield* found(translated(store, other.request)));
    if (again && hasTarget(again)) return underOtherAddress(asSent, again, other);
  }
  const reasons = [...outcome.notes, ...outcome.outside];
  const isDenied = matches.length > 0;
  const notes = yield* found(explained(store, request, { given, maps, reasons, isDenied }));
  return { ...outcome, matches, notes };
});

/** Units for each coding of a question, and for each mapping that speaks of them. */
const ALONE = 50;
const EACH = 10;
/** And for each map that is asked, and for a text. */
const MAP = 30;
const TEXT = 200;

/** What was found, before it is explained why there is nothing. */
interface Translated {
  given: GivenConcepts;
  maps: readonly ConceptMapProvider[];
  outcome: ReturnType<typeof outcomeOf>;
  matches: readonly Match[];
}

const hasTarget = ({ matches }: Translated): boolean => matches.some(({ target }) => target !== undefined);

function underOtherAddress(
  { outcome: asSent, given }: Translated,
  { outcome, matches }: Translated,
  { request: { direction }, notes }: Readdressed,
): TranslateOutcome {
  const found = new Set(matches.map((match) => givenSide(match, direction)?.code));
  const read = given.codings.flatMap(({ given: { code }, groups }) =>
    groups.flat().filter(({ coding }) => coding.code !== code && found.has(coding.code)),
  );
  return {
    matches,
    notes: once([...asSent.notes, ...read.flatMap((one) => one.notes), ...notes, ...outcome.notes]),
    normalized: [...new Set(read.map(({ coding }) => coding.code!))],
  };
}

const translated = flow(function* (store: Terminology, request: TranslateRequest): Steps<Translated> {
  const { direction, work } = request;
  const { usable, notes } = usableCodings(request);
  const supplements = yield* found(checkSupplements(store, request.useSupplement));
  const given = yield* found(givenConcepts(store, usable, request));
  const codings = candidateCodings(given);
  const maps = yield* found(chosenMaps(store, request, codings, supplements));
  work?.concepts(MAP * maps.length);
  const limited = yield* found(withScopeUrls(store, request, maps));
  const asked = yield* found(askMaps(maps, codings, direction));
  work?.concepts(asked.reduce((sum, { mappings }) => sum + EACH * mappings.length, 0));
  yield* found(work?.giveWay());
  const wanted = yield* found(wantedSystem(store, request));
  const context: StatementsContext = {
    store,
    scopes: new Scopes(store, work),
    direction,
    isWanted: wanted.test,
    work,
  };
  const byCoding = yield* found(mapAll(given.codings, (one) => answerTo(limited, context, asked, one)));
  const byText = given.text && (yield* found(answerTo(limited, context, asked, given.text)));
  const contradictions = saysMore(request)
    ? yield* found(contradictionsOf(store, request, given, byCoding))
    : NOTHING;
  const displays =
    request.dependencies.length > 0 ? yield* found(dependencyDisplays(store, request)) : NOTHING;
  const beside = [...notes, ...wanted.notes, ...displays];
  const answers: Answers = { byCoding, byText };
  const names = direction === "forward" ? NONE : yield* found(nameSystemsIn(store, answers));
  yield* found(work?.giveWay());
  const outcome = outcomeOf(limited, answers, contradictions, beside, names);
  const { matches, notes: aboutAnswers } = yield* found(
    described(store, limited, outcome.matches, given.codings),
  );
  for (const note of aboutAnswers) outcome.notes.push(note);
  return { given, maps, outcome, matches };
});

/** Codings with system and code; the others are named, unless nothing is left: then that is the error. */
function usableCodings({ codings, text }: TranslateRequest): { usable: Coding[]; notes: Issue[] } {
  const usable = codings.filter(({ system, code }) => system !== undefined && code !== undefined);
  const other = codings.find((coding) => !usable.includes(coding));
  if (usable.length === 0 && text === undefined) {
    if (other?.code === undefined) throw new TerminologyError(nothingToTranslate());
    const entry = systemTable.byCurie(other.code);
    const hints = entry ? [perhapsCurie(other.code, entry)] : [];
    throw new TerminologyError(codeWithoutSystem(other.code), ...hints);
  }
  return { usable, notes: other ? [codingLeftOut(other.code === undefined ? "code" : "system")] : [] };
}

function givenConcepts(
  store: Terminology,
  usable: readonly Coding[],
  { text, useSupplement, work }: TranslateRequest,
): Awaitable<GivenConcepts> {
  work?.concepts(ALONE * Math.max(1, usable.length));
  const reading = mapAll(usable, (coding, at) => {
    const turn = at === 0 ? undefined : work?.giveWay();
    return after(turn, () =>
      after(candidatesFor(store, coding, useSupplement), (candidates) => {
        if (!candidates.provider) work?.notHere(`CodeSystem ${coding.system}`, NOT_STORED);
        return withAlike(candidates);
      }),
    );
  });
  if (text !== undefined) work?.concepts(TEXT);
  if (text === undefined) return after(reading, (codings) => ({ codings, text }));
  const both = Promise.all([reading, candidatesForText(store, text, useSupplement)]);
  return both.then(([codings, named]) => ({ codings, text: named }));
}

const allOf = ({ codings, text }: GivenConcepts): Candidates[] => (text ? [...codings, text] : codings);

function candidateCodings(given: GivenConcepts): Coding[] {
  const codings: Coding[] = [];
  for (const { groups, alike = [], above = [] } of allOf(given)) {
    for (const group of groups) for (const { coding } of group) codings.push(coding);
    codings.push(...alike.map(({ coding }) => coding));
    codings.push(...above);
  }
  return codings;
}

/** The system that translations are wanted in, by its own address or another one. */
function wantedSystem(
  store: Terminology,
  { wantedSystem: system }: TranslateRequest,
): Awaitable<{ test: StatementsContext["isWanted"]; notes: Issue[] }> {
  if (system === undefined) return { test: () => true, notes: [] };
  const isShared = systemTable.known(system)?.sharesCodesWith !== undefined;
  return after(isShared ? undefined : findAlias(store, system), (alias) => ({
    test: (other) => other === system || (alias !== undefined && other === alias.uri),
    notes: alias?.notes ?? [],
  }));
}

const NOTHING: readonly Issue[] = [];
const NONE: ReadonlySet<string> = new Set();

/** Than its codes: what it says in words may contradict them. */
const saysMore = ({ codings, text }: TranslateRequest): boolean =>
  text !== undefined || codings.some(({ display }) => display !== undefined);

/** Of a dependency the code alone decides; that its display says something else is told. */
const dependencyDisplays = flow(function* (
  store: Terminology,
  { dependencies, work }: TranslateRequest,
): Steps<Issue[]> {
  const given = dependencies.flatMap((d) => d.codings.filter((c) => c.system && c.code && c.display));
  const all: Issue[] = [];
  for (const coding of given) {
    work?.concepts(READ);
    yield* found(work?.giveWay());
    const candidates = yield* found(candidatesFor(store, coding));
    if (!candidates.provider) work?.notHere(`CodeSystem ${coding.system}`, NOT_STORED);
    const read = { candidates, matches: [] };
    for (const note of yield* found(displayContradictions(store, read, "dependency"))) all.push(note);
  }
  return all;
});

/** What displays and the text say against their codes. */
const contradictionsOf = flow(function* (
  store: Terminology,
  { text }: TranslateRequest,
  { codings }: GivenConcepts,
  byCoding: readonly Answer[],
): Steps<Issue[]> {
  const read = codings.map((candidates, i) => ({ candidates, matches: byCoding[i]!.matches }));
  const notes = (yield* found(mapAll(read, (one) => displayContradictions(store, one, "coding")))).flat();
  if (text === undefined || read.length === 0) return notes;
  return [...notes, ...(yield* found(textContradictions(store, text, read)))];
});

/** Of what was found backwards, the systems whose codes are names. */
const nameSystemsIn = flow(function* (
  store: Terminology,
  { byCoding, byText }: Answers,
): Steps<ReadonlySet<string>> {
  const matches = [...byCoding, ...(byText ? [byText] : [])].flatMap((answer) => answer.matches);
  const systems = [...new Set(matches.map(({ source }) => source.system ?? ""))];
  const providers = yield* found(mapAll(systems, (url) => store.codeSystem({ url })));
  return new Set(systems.filter((_, i) => providers[i] && holdsNames(providers[i].codeSystem)));
});

/** @returns besides the outcome, what value sets left out: of interest where nothing is left. */
function outcomeOf(
  request: TranslateRequest,
  answers: Answers,
  contradictions: readonly Issue[],
  notes: readonly Issue[],
  nameSystems: ReadonlySet<string>,
): TranslateOutcome & { outside: Issue[] } {
  const { direction } = request;
  const { chosen, matches, notes: aboutText } = weighed(request, answers);
  const involved = [...versionRivals(matches, direction)];
  const disagreed: Issue[] = [];
  const add = (disagreement: Disagreement): void => {
    for (const match of disagreement.involved) involved.push(match);
    disagreed.push(...disagreement.notes);
  };
  for (const answer of answers.byCoding) add(mapDisagreement(answer.matches, direction));
  add(codingDisagreement(answers.byCoding, direction));
  add(severalSources(matches, direction, nameSystems));
  const contradictory = [...contradictions, ...aboutText];
  const outcome: ReturnType<typeof outcomeOf> = {
    matches: withDoubts(matches, contradictory, involved),
    notes: [...notes, ...contradictory],
    normalized: [],
    outside: [],
  };
  for (const answer of chosen) {
    for (const note of answer.notes) outcome.notes.push(note);
    for (const code of answer.normalized) outcome.normalized.push(code);
    for (const note of answer.outside) outcome.outside.push(note);
  }
  outcome.notes.push(...disagreed);
  return outcome;
}
