/**
 * ConceptMap/$translate (https://hl7.org/fhir/R5/conceptmap-operation-translate.html): what maps say about a code.
 * All that is known is answered, with its origin, how sure it is and why; nothing is fabricated, inverted or dropped,
 * and where there is a choice it is the reader's.
 */
import { TerminologyError, type Issue } from "../issues/issue.ts";
import {
  codeWithoutSystem,
  codingLeftOut,
  noTranslation,
  nothingToTranslate,
} from "../issues/translation.ts";
import { perhapsCurie } from "../issues/recognition.ts";
import { systemTable } from "../resolve/known-systems.ts";
import { mapAll } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { Coding } from "../model.ts";
import type { Terminology } from "../store.ts";
import { codingDisagreement, mapDisagreement } from "./agreement.ts";
import { answerTo, once, weighed, type Answers } from "./answers.ts";
import { aboutCode, candidatesFor, type Candidates } from "./candidate-codings.ts";
import { withDisplays } from "./displays.ts";
import { chosenMaps } from "./maps.ts";
import type { TranslateOutcome, TranslateRequest } from "./request.ts";
import { Scopes, scopeUrls } from "./scope.ts";
import { askMaps, type StatementsContext } from "./statements.ts";
import { aboutText, candidatesForText } from "./text.ts";

export type { Match, TranslateOutcome, TranslateRequest } from "./request.ts";

/**
 * @throws TerminologyError required: nothing to translate, or a code without system; not-found: the map, the value set
 *   or the supplement that is asked for is not known.
 */
export const translate = flow(function* (
  store: Terminology,
  request: TranslateRequest,
): Steps<TranslateOutcome> {
  const { usable, notes } = usableCodings(request);
  const given = yield* found(givenConcepts(store, usable, request.text));
  const codings = candidateCodings(given);
  const maps = yield* found(chosenMaps(store, request, codings));
  const limited = { ...request, ...(yield* found(scopeUrls(store, request, maps))) };
  const asked = yield* found(askMaps(maps, codings, request.direction));
  const { direction, wantedSystem } = request;
  const context: StatementsContext = { store, scopes: new Scopes(store), direction, wantedSystem };
  const byCoding = yield* found(mapAll(given.codings, (one) => answerTo(limited, context, asked, one)));
  const byText = given.text && (yield* found(answerTo(limited, context, asked, given.text)));
  const outcome = outcomeOf(limited, { byCoding, byText }, notes);
  const matches = yield* found(withDisplays(store, limited, outcome.matches, given.codings));
  if (matches.some(({ target }) => target !== undefined)) return { ...outcome, matches };
  const reasons = [...outcome.notes, ...outcome.outside];
  return { ...outcome, matches, notes: yield* found(explained(store, request, given, reasons)) };
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

/** The ways to read the codings of a request, and its text, if it has one. */
interface GivenConcepts {
  codings: Candidates[];
  text: Candidates | undefined;
}

const givenConcepts = flow(function* (
  store: Terminology,
  usable: readonly Coding[],
  text: string | undefined,
): Steps<GivenConcepts> {
  const codings = yield* found(mapAll(usable, (coding) => candidatesFor(store, coding)));
  return { codings, text: text === undefined ? text : yield* found(candidatesForText(store, text)) };
});

const allOf = ({ codings, text }: GivenConcepts): Candidates[] => (text ? [...codings, text] : codings);

function candidateCodings(given: GivenConcepts): Coding[] {
  const codings: Coding[] = [];
  for (const { groups } of allOf(given))
    for (const group of groups) for (const { coding } of group) codings.push(coding);
  return codings;
}

/** @returns besides the outcome, what value sets left out: of interest where nothing is left. */
function outcomeOf(
  request: TranslateRequest,
  answers: Answers,
  notes: readonly Issue[],
): TranslateOutcome & { outside: Issue[] } {
  const { direction } = request;
  const { chosen, matches, notes: aboutText } = weighed(request, answers);
  const said = [...notes, ...aboutText, ...chosen.flatMap((answer) => answer.notes)];
  for (const answer of answers.byCoding) said.push(...mapDisagreement(answer.matches, direction));
  said.push(...codingDisagreement(answers.byCoding, direction));
  return {
    matches,
    notes: said,
    normalized: chosen.flatMap((answer) => answer.normalized),
    outside: chosen.flatMap((answer) => answer.outside),
  };
}

/** Why there is no translation. */
async function explained(
  store: Terminology,
  { text, wantedSystem }: TranslateRequest,
  given: GivenConcepts,
  notes: readonly Issue[],
): Promise<Issue[]> {
  const codes = allOf(given).map((candidates) => candidates.given.code!);
  const about = await Promise.all(given.codings.map(aboutCode));
  const near = text === undefined ? [] : await aboutText(store, text);
  const notice = wantedSystem === undefined ? [] : noticeOf(wantedSystem);
  return once([noTranslation(codes), ...notes, ...about.flat(), ...near, ...notice]);
}

function noticeOf(system: string): Issue[] {
  const { notice } = systemTable.known(system) ?? {};
  return notice === undefined ? [] : [{ severity: "information", code: "informational", text: notice }];
}
