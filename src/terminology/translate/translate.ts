/**
 * ConceptMap/$translate (https://hl7.org/fhir/R5/conceptmap-operation-translate.html): what maps say about a code.
 * All that is known is answered, with its origin, how sure it is and why; nothing is fabricated, inverted or dropped,
 * and where there is a choice it is the reader's.
 */
import { type Issue, once } from "../issues/issue.ts";
import { findSupplements } from "../resolve/find-code-system.ts";
import type { ConceptMapProvider, Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { contradictionsOf } from "./contradictions.ts";
import { described } from "./described.ts";
import { findingsOf } from "./findings.ts";
import { candidateCodings, givenConcepts, usableCodings } from "./given-concepts.ts";
import { mapsAbout, namedMaps } from "./maps.ts";
import { withoutModified } from "./modified.ts";
import { explained, unknownSystems } from "./not-known.ts";
import { type Readdressed, readdressed } from "./other-address.ts";
import { outcomeOf } from "./outcome.ts";
import type { GivenConcepts, TranslateOutcome, TranslateRequest } from "./request.ts";
import { withScopeUrls } from "./scope.ts";
import { givenSide } from "./sides.ts";
import { askMaps, mayCover, statementsContext } from "./statements.ts";
import { notOfLatest } from "./supplement-versions.ts";
import { wantedSystem } from "./wanted-system.ts";

export type { Match, TranslateOutcome, TranslateRequest } from "./request.ts";

/**
 * @throws TerminologyError required: nothing to translate, or a code without system; not-found: the map, the value set
 *   or the supplement that is asked for is not known; invalid: the map that is asked for is modified in an unknown way.
 */
export const translate = (store: Terminology, request: TranslateRequest): Awaitable<TranslateOutcome> =>
  after(translated(store, request), (asSent) =>
    hasTarget(asSent) ? withUnknownSystems(store, request, asSent) : notTranslated(store, request, asSent),
  );

/** What was found, before it is explained why there is nothing. */
interface Translated {
  given: GivenConcepts;
  maps: readonly ConceptMapProvider[];
  outcome: TranslateOutcome;
  /** What value sets left out: of interest where nothing is left. */
  outside: readonly Issue[];
}

const translated = flow(function* (store: Terminology, request: TranslateRequest): Steps<Translated> {
  const { usable, notes } = usableCodings(request);
  const supplements = yield* found(findSupplements(store, request.useSupplement));
  const named = yield* found(namedMaps(store, request));
  const withAbove = named === undefined || named.some(({ conceptMap }) => mayCover(conceptMap));
  const given = yield* found(givenConcepts(store, usable, request, withAbove));
  const codings = candidateCodings(given);
  const maps = named ?? (yield* found(mapsAbout(store, request, codings, supplements)));
  const limited = yield* found(withScopeUrls(store, request, maps));
  const all = yield* found(askMaps(maps, codings, request));
  const { asked, modified } = withoutModified(all, named !== undefined);
  const wanted = yield* found(wantedSystem(store, request));
  const findings = yield* found(findingsOf(statementsContext(store, limited, asked, wanted), given));
  const contradictions = yield* found(contradictionsOf(store, request, given, findings));
  const beside = [...notes, ...modified, ...wanted.notes];
  const { outcome, outside } = yield* found(outcomeOf(limited, findings, contradictions, beside));
  const inFull = yield* found(described(store, limited, outcome, given.codings));
  if (supplements.length === 0) return { given, maps, outcome: inFull, outside };
  const older = yield* found(notOfLatest(store, supplements, outcome.matches, usable));
  return { given, maps, outcome: { ...inFull, notes: [...inFull.notes, ...older] }, outside };
});

const hasTarget = ({ outcome }: Translated): boolean =>
  outcome.matches.some(({ target }) => target !== undefined);

/** Beside what some codings of a concept lead to, it is said which of the others are of a system that nobody knows. */
function withUnknownSystems(
  store: Terminology,
  request: TranslateRequest,
  { given: { codings }, outcome }: Translated,
): Awaitable<TranslateOutcome> {
  if (codings.length < 2) return outcome;
  return after(unknownSystems(store, request, codings), (unknown) => ({
    ...outcome,
    notes: [...outcome.notes, ...unknown],
  }));
}

/** Maps may name the systems by other addresses. Where they do not either, it is said why there is nothing. */
const notTranslated = flow(function* (
  store: Terminology,
  request: TranslateRequest,
  asSent: Translated,
): Steps<TranslateOutcome> {
  const { given, maps, outcome, outside } = asSent;
  const isDenied = outcome.matches.length > 0;
  const other = isDenied ? undefined : yield* found(readdressed(store, request, given));
  const again = other && (yield* found(translated(store, other.request)));
  if (again && hasTarget(again)) return underOtherAddress(asSent, again, other);
  const reasons = [...outcome.notes, ...outside];
  return { ...outcome, notes: yield* found(explained(store, request, { given, maps, reasons, isDenied })) };
});

function underOtherAddress(
  { outcome: asSent, given }: Translated,
  { outcome: { matches, notes: foundBesides } }: Translated,
  { request: { direction }, notes }: Readdressed,
): TranslateOutcome {
  const codes = new Set(matches.map((match) => givenSide(match, direction)?.code));
  const read = given.codings.flatMap(({ given: { code }, groups }) =>
    groups.flat().filter(({ coding }) => coding.code !== code && codes.has(coding.code)),
  );
  return {
    matches,
    notes: once([...asSent.notes, ...read.flatMap((one) => one.notes), ...notes, ...foundBesides]),
    normalized: [...new Set(read.map(({ coding }) => coding.code))],
  };
}
