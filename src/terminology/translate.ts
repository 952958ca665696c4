/**
 * ConceptMap/$translate (https://hl7.org/fhir/R5/conceptmap-operation-translate.html): what maps say about a code.
 * All that is known is answered, with its origin, how sure it is and why; nothing is fabricated, inverted or dropped,
 * and where there is a choice it is the reader's.
 */
import { TerminologyError, type Issue } from "./issues.ts";
import {
  codeWithoutSystem,
  codingLeftOut,
  noTranslation,
  nothingToTranslate,
  textDisagrees,
  textUsed,
} from "./issues/translation.ts";
import { perhapsCurie } from "./issues/recognition.ts";
import { systemTable } from "./code-forms.ts";
import { mapAll } from "./awaitable.ts";
import type { Coding } from "./model.ts";
import type { ConceptMapProvider, TerminologyStore } from "./store.ts";
import { codingDisagreement, mapDisagreement, onlyInText } from "./translate/agreement.ts";
import { withDisplays } from "./translate/displays.ts";
import { chosenMaps } from "./translate/maps.ts";
import { matchRows, type Matched } from "./translate/matches.ts";
import type { Match, TranslateOutcome, TranslateRequest } from "./translate/request.ts";
import { askMaps, rowsFor, type AskedMap, type RowsContext } from "./translate/rows.ts";
import { scopes as readScopes, scopeUrl } from "./translate/scope.ts";
import { aboutCode, ifInactive, readingOf, type Reading, type Spelling } from "./translate/spellings.ts";
import { aboutText, readingOfText } from "./translate/text.ts";

export type { Match, TranslateOutcome, TranslateRequest } from "./translate/request.ts";

/**
 * @throws TerminologyError required: nothing to translate, or a code without system; not-found: the map, the value set
 *   or the supplement that is asked for is not known.
 */
export async function translate(
  store: TerminologyStore,
  request: TranslateRequest,
): Promise<TranslateOutcome> {
  const { usable, notes } = usableCodings(request);
  const readings = await mapAll(usable, (coding) => readingOf(store, coding));
  const textReading = request.text === undefined ? undefined : await readingOfText(store, request.text);
  const all = textReading ? [...readings, textReading] : readings;
  const codings = all.flatMap(({ tiers }) => tiers.flatMap((tier) => tier.map(({ coding }) => coding)));
  const maps = await chosenMaps(store, request, codings);
  const limited = request.sourceScope !== undefined || request.targetScope !== undefined;
  const scoped = limited ? await withScopes(store, request, maps) : request;
  const asked = await askMaps(maps, codings, request.direction);
  const answer = answerer(store, scoped, asked);
  const byCoding = readings.length === 1 ? [await answer(readings[0]!)] : await mapAll(readings, answer);
  const byText = textReading && (await answer(textReading));
  const chosen = byText ? weigh(request, byCoding, byText) : { answers: byCoding, notes: [] };
  const matches = merged(chosen.answers);
  const outcome: TranslateOutcome = {
    matches: await withDisplays(store, scoped, matches, readings),
    notes: [
      ...notes,
      ...chosen.notes,
      ...chosen.answers.flatMap((a) => a.notes),
      ...byCoding.flatMap((a) => mapDisagreement(a.matches, request.direction)),
      ...codingDisagreement(
        byCoding.map((a) => a.matches),
        request.direction,
      ),
    ],
    normalized: chosen.answers.flatMap((a) => a.normalized),
  };
  const found = matches.some((m) => m.target !== undefined);
  if (found) return outcome;
  const reasons = [...outcome.notes, ...chosen.answers.flatMap((a) => a.outside)];
  return { ...outcome, notes: await explained(store, request, all, reasons) };
}

/** The value sets that limit the request by their canonicals. */
async function withScopes(
  store: TerminologyStore,
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
    const entry = systemTable.byPrefix(other.code);
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
  store: TerminologyStore,
  request: TranslateRequest,
  asked: readonly AskedMap[],
): (reading: Reading) => Promise<Answer> {
  const { direction, farSystem } = request;
  const context: RowsContext = { store, scopes: readScopes(store), direction, farSystem };
  return async (reading) => {
    if (reading.tiers.length === 0) return { matches: [], notes: [], outside: [], normalized: [] };
    const found = await rowsFor(context, asked, reading);
    const { matches, notes, outside } = await matchRows(request, context.scopes, reading, found);
    const recognised = matches.length > 0 ? found.spellings.flatMap(recognition) : [];
    const normalized: string[] = [];
    for (const { coding, basis } of found.spellings)
      if (basis !== "text" && coding.code !== reading.given.code) normalized.push(coding.code!);
    return { matches, notes: once([...recognised, ...found.notes, ...notes]), outside, normalized };
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
  store: TerminologyStore,
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
  const entry = systemTable.entry(system) ?? systemTable.alias(system)?.entry;
  return entry?.notice === undefined
    ? undefined
    : { severity: "information", code: "informational", text: entry.notice };
}

function once(notes: readonly Issue[]): Issue[] {
  return notes.length < 2 ? [...notes] : [...new Map(notes.map((note) => [note.text, note])).values()];
}
