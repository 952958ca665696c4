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
  textDisagrees,
  textUsed,
} from "../issues/translation.ts";
import { perhapsCurie } from "../issues/recognition.ts";
import { systemTable } from "../resolve/known-systems.ts";
import { after, mapAll, type Awaitable } from "../util/awaitable.ts";
import type { Coding } from "../model.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";
import { codingDisagreement, mapDisagreement, onlyInText } from "./agreement.ts";
import { withDisplays } from "./displays.ts";
import { chosenMaps } from "./maps.ts";
import { matchRows, type Matched } from "./matches.ts";
import type { Match, TranslateOutcome, TranslateRequest } from "./request.ts";
import { askMaps, rowsFor, type AskedMap, type RowsContext } from "./rows.ts";
import { Scopes, scopeUrl } from "./scope.ts";
import { aboutCode, ifInactive, readingOf, type Reading, type Spelling } from "./spellings.ts";
import { aboutText, readingOfText } from "./text.ts";

export type { Match, TranslateOutcome, TranslateRequest } from "./request.ts";

/**
 * @throws TerminologyError required: nothing to translate, or a code without system; not-found: the map, the value set
 *   or the supplement that is asked for is not known.
 */
export function translate(store: Terminology, request: TranslateRequest): Awaitable<TranslateOutcome> {
  const { usable, notes } = usableCodings(request);
  return after(readAll(store, usable, request.text), (readings) => {
    const codings = codingsOf(readings);
    return after(chosenMaps(store, request, codings), (maps) =>
      after(withScopes(store, request, maps), (scoped) =>
        after(askMaps(maps, codings, request.direction), (asked) =>
          after(answersOf(store, scoped, asked, readings), (answers) =>
            outcomeOf(store, scoped, readings, answers, notes),
          ),
        ),
      ),
    );
  });
}

/** The codings of a request as they are read, and its text, if it has one. */
interface Readings {
  codings: Reading[];
  text: Reading | undefined;
}

function readAll(
  store: Terminology,
  given: readonly Coding[],
  text: string | undefined,
): Awaitable<Readings> {
  return after(
    mapAll(given, (coding) => readingOf(store, coding)),
    (codings) =>
      text === undefined
        ? { codings, text }
        : readingOfText(store, text).then((reading) => ({ codings, text: reading })),
  );
}

const allOf = ({ codings, text }: Readings): Reading[] => (text ? [...codings, text] : codings);

/** In all their spellings. */
function codingsOf(readings: Readings): Coding[] {
  const codings: Coding[] = [];
  for (const { tiers } of allOf(readings))
    for (const tier of tiers) for (const { coding } of tier) codings.push(coding);
  return codings;
}

/** What the maps say about each reading. */
interface Answers {
  byCoding: Answer[];
  byText: Answer | undefined;
}

function answersOf(
  store: Terminology,
  request: TranslateRequest,
  asked: readonly AskedMap[],
  { codings, text }: Readings,
): Awaitable<Answers> {
  const answer = answerer(store, request, asked);
  return after(mapAll(codings, answer), (byCoding) =>
    text ? after(answer(text), (byText) => ({ byCoding, byText })) : { byCoding, byText: undefined },
  );
}

function outcomeOf(
  store: Terminology,
  request: TranslateRequest,
  readings: Readings,
  { byCoding, byText }: Answers,
  notes: readonly Issue[],
): Awaitable<TranslateOutcome> {
  const { direction } = request;
  const chosen = byText ? weigh(request, byCoding, byText) : { answers: byCoding, notes: [] };
  const found = merged(chosen.answers);
  const said = [...notes, ...chosen.notes];
  const normalized: string[] = [];
  for (const answer of chosen.answers) {
    said.push(...answer.notes);
    normalized.push(...answer.normalized);
  }
  for (const { matches } of byCoding) said.push(...mapDisagreement(matches, direction));
  said.push(...codingDisagreement(byCoding, direction));
  return after(withDisplays(store, request, found, readings.codings), (matches) => {
    if (found.some((m) => m.target !== undefined)) return { matches, notes: said, normalized };
    const reasons = [...said, ...chosen.answers.flatMap((a) => a.outside)];
    return explained(store, request, allOf(readings), reasons).then((why) => ({
      matches,
      notes: why,
      normalized,
    }));
  });
}

/** The value sets that limit the request by their canonicals. */
function withScopes(
  store: Terminology,
  request: TranslateRequest,
  maps: readonly ConceptMapProvider[],
): Awaitable<TranslateRequest> {
  const limited = request.sourceScope !== undefined || request.targetScope !== undefined;
  return limited ? withCanonicalScopes(store, request, maps) : request;
}

async function withCanonicalScopes(
  store: Terminology,
  request: TranslateRequest,
  maps: readonly ConceptMapProvider[],
): Promise<TranslateRequest> {
  const headers = maps.map((map) => map.conceptMap);
  return {
    ...request,
    sourceScope: await scopeUrl(store, request.sourceScope, "source", headers),
    targetScope: await scopeUrl(store, request.targetScope, "target", headers),
  };
}

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

interface Answer extends Matched {
  normalized: string[];
}

/** What the maps say about one reading. */
function answerer(
  store: Terminology,
  request: TranslateRequest,
  asked: readonly AskedMap[],
): (reading: Reading) => Awaitable<Answer> {
  const { direction, farSystem } = request;
  const context: RowsContext = { store, scopes: new Scopes(store), direction, farSystem };
  return (reading) => {
    if (reading.tiers.length === 0) return { matches: [], notes: [], outside: [], normalized: [] };
    return after(rowsFor(context, asked, reading), (found) =>
      after(matchRows(request, context.scopes, reading, found), ({ matches, notes, outside }) => {
        const recognised = matches.length > 0 ? found.spellings.flatMap(recognition) : [];
        const normalized: string[] = [];
        for (const { coding, basis } of found.spellings)
          if (basis !== "text" && coding.code !== reading.given.code) normalized.push(coding.code!);
        return { matches, notes: once([...recognised, ...found.notes, ...notes]), outside, normalized };
      }),
    );
  };
}

const recognition = (spelling: Spelling): Issue[] => [...spelling.notes, ...ifInactive(spelling)];

/** Coded evidence counts more than text; the text is heard where no coding says anything. */
function weigh(
  { text, direction, codings }: TranslateRequest,
  byCoding: readonly Answer[],
  byText: Answer,
): { answers: Answer[]; notes: Issue[] } {
  const coded = byCoding.flatMap((a) => a.matches);
  if (coded.length === 0) {
    const used = codings.length > 0 && byText.matches.length > 0 ? [textUsed(text!)] : [];
    return { answers: [...byCoding, byText], notes: used };
  }
  const other = onlyInText(byText.matches, coded, direction);
  return { answers: [...byCoding], notes: other.length > 0 ? [textDisagrees(text!, other)] : [] };
}

/** The same statement reached from two codings is one statement. */
function merged(answers: readonly Answer[]): readonly Match[] {
  if (answers.length === 1) return answers[0]!.matches;
  const seen = new Map<string, Match>();
  for (const match of answers.flatMap((a) => a.matches)) {
    const { origin, mapping, source, target } = match;
    const key = JSON.stringify([origin.url, origin.version, source, target, mapping]);
    if (!seen.has(key)) seen.set(key, match);
  }
  return [...seen.values()];
}

/** Why there is no translation. */
async function explained(
  store: Terminology,
  request: TranslateRequest,
  readings: readonly Reading[],
  notes: readonly Issue[],
): Promise<Issue[]> {
  const codes = readings.map(({ given }) => given.code!);
  const coded = readings.filter(({ given }) => given.system !== undefined);
  const about = (await Promise.all(coded.map(aboutCode))).flat();
  const near = request.text === undefined ? [] : await aboutText(store, request.text);
  const notice = request.farSystem === undefined ? undefined : noticeOf(request.farSystem);
  return once([noTranslation(codes), ...notes, ...about, ...near, ...(notice ? [notice] : [])]);
}

function noticeOf(system: string): Issue | undefined {
  const entry = systemTable.known(system);
  return entry?.notice === undefined
    ? undefined
    : { severity: "information", code: "informational", text: entry.notice };
}

function once(notes: readonly Issue[]): Issue[] {
  return notes.length < 2 ? [...notes] : [...new Map(notes.map((note) => [note.text, note])).values()];
}
