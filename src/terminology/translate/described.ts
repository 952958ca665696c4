/** The concepts in an answer: their displays, the map's own or the code system's, and what is wrong with those answered. */
import { chooseName, parseLanguages } from "../concepts/designations.ts";
import { type Issue, once } from "../issues/issue.ts";
import { answerNotInSystem } from "../issues/translation.ts";
import type { Coding, Concept } from "../model.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { systemName } from "../resolve/known-systems.ts";
import { withSupplements } from "../resolve/supplements.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { mapAll } from "../util/awaitable.ts";
import { byThousands } from "../util/by-thousands.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import { NOT_STORED } from "../util/work-budget.ts";
import { type Candidates, ifInactive } from "./candidate-codings.ts";
import { withDoubts } from "./doubts.ts";
import { isNegative } from "./relationships.ts";
import type { Match, TranslateOutcome, TranslateRequest } from "./request.ts";
import { wantedSide } from "./sides.ts";

/** What is looked up: by system and version, for there may be many. */
class WantedParts {
  private readonly byKey = new Map<string, Wanted>();
  readonly all: Wanted[] = [];

  of({ system, version }: Coding): Wanted | undefined {
    return system === undefined ? undefined : this.byKey.get(keyOf(system, version));
  }

  add({ system, version, code }: Coding): void {
    if (system === undefined || code === undefined) return;
    const key = keyOf(system, version);
    let part = this.byKey.get(key);
    if (!part) {
      this.byKey.set(key, (part = { system, version, concepts: new Map() }));
      this.all.push(part);
    }
    part.concepts.set(code, undefined);
  }
}

/** No line break is in either. */
const keyOf = (system: string, version: string | undefined): string =>
  version === undefined ? system : `${system}\n${version}`;

/** What is looked up in one code system. */
interface Wanted {
  system: string;
  version: string | undefined;
  /** Absent: the code system is not here. */
  provider?: CodeSystemProvider | undefined;
  /** By code; undefined: not known yet, or there is none. */
  concepts: Map<string, Concept | undefined>;
}

/**
 * Fills displays in. With a displayLanguage the code system is asked for all of them. Without one, concepts of code
 * systems that came with the request stay bare: their displays are the caller's own.
 * @returns the outcome with them, and with warnings about concepts that the answer names although they are inactive, or are not there
 */
export const described = flow(function* (
  store: Terminology,
  request: TranslateRequest,
  outcome: TranslateOutcome,
  given: readonly Candidates[],
): Steps<TranslateOutcome> {
  const { matches } = outcome;
  const { wanted, isAnyBare } = wantedOf(matches, request);
  if (wanted.all.length === 0) return outcome;
  for (const candidates of given) takeRead(wanted.of(candidates.given), candidates);
  yield* found(mapAll(wanted.all, (part) => lookUp(store, request, part)));
  yield* found(request.work?.giveWay());
  const { notes, absent } = aboutAnswers(wanted, matches, request);
  const sure = withDoubts(matches, notes, absent);
  return {
    matches: isAnyBare ? withDisplays(sure, wanted, request) : sure,
    notes: [...outcome.notes, ...notes],
    normalized: outcome.normalized,
  };
});

/** The concepts that are answered, and those that lack a display. */
function wantedOf(
  matches: readonly Match[],
  request: TranslateRequest,
): { wanted: WantedParts; isAnyBare: boolean } {
  const wanted = new WantedParts();
  let isAnyBare = false;
  const look = (coding: Coding, isAnswered: boolean): void => {
    const needsDisplay = isBare(request, coding);
    isAnyBare ||= needsDisplay;
    if (needsDisplay || isAnswered) wanted.add(coding);
  };
  for (const { source, target } of matches) {
    if (!target) continue;
    look(source, request.direction === "reverse");
    look(target, request.direction === "forward");
  }
  return { wanted, isAnyBare };
}

function withDisplays(
  matches: readonly Match[],
  wanted: WantedParts,
  request: TranslateRequest,
): readonly Match[] {
  const languages = parseLanguages(request.displayLanguage);
  const withDisplay = (coding: Coding): Coding => {
    const { provider, concepts } = (isBare(request, coding) && wanted.of(coding)) || {};
    const concept = concepts?.get(coding.code!);
    const { display } =
      provider && concept ? chooseName(concept, provider.codeSystem.language, languages) : {};
    return display === undefined ? coding : { ...coding, display };
  };
  return matches.map((match) =>
    match.target ? { ...match, source: withDisplay(match.source), target: withDisplay(match.target) } : match,
  );
}

const isBare = ({ displayLanguage, ownSystems }: TranslateRequest, { system, display }: Coding): boolean =>
  displayLanguage !== undefined || (display === undefined && !ownSystems.has(system ?? ""));

/** Units for each code system that is looked for. */
const SYSTEM = 40;

/** The concepts of one code system that are not known yet. */
const lookUp = flow(function* (
  store: Terminology,
  { useSupplement, work }: TranslateRequest,
  wanted: Wanted,
): Steps<void> {
  const { system, version, concepts } = wanted;
  const codes: string[] = [];
  for (const [code, concept] of concepts) if (!concept) codes.push(code);
  if (codes.length === 0) return;
  if (!wanted.provider) {
    work?.concepts(SYSTEM);
    yield* found(work?.giveWay());
    const other = yield* found(findProvider(store, system, version));
    if (!other) return work?.notHere(`CodeSystem ${system}`, NOT_STORED);
    wanted.provider = yield* found(withSupplements(store, other.provider, useSupplement));
  }
  const { provider } = wanted;
  const located = yield* found(byThousands(codes, work, (part) => provider.locate(part)));
  for (let i = 0; i < codes.length; i++) concepts.set(codes[i]!, located[i]);
});

/** To read what was sent, concepts of this very code system may have been looked up already. */
function takeRead(wanted: Wanted | undefined, { groups, provider }: Candidates): void {
  if (!wanted || !provider) return;
  const { version, concepts } = wanted;
  if (version !== undefined && provider.codeSystem.version !== version) return;
  wanted.provider = provider;
  for (const group of groups)
    for (const { coding, concept } of group)
      if (concept && concepts.has(coding.code)) concepts.set(coding.code, concept);
}

/** What is to be said of the concepts that were asked for; `absent`: the matches whose concept is not there. */
function aboutAnswers(
  wanted: WantedParts,
  matches: readonly Match[],
  { direction }: TranslateRequest,
): { notes: Issue[]; absent: Match[] } {
  const notes: Issue[] = [];
  const absent: Match[] = [];
  for (const match of matches) {
    const coding = wantedSide(match, direction);
    if (!match.target || coding?.code === undefined || isNegative(match.relation)) continue;
    const { provider, concepts } = wanted.of(coding) ?? {};
    if (!provider) continue;
    const { codeSystem } = provider;
    const concept = concepts?.get(coding.code);
    if (concept) notes.push(...ifInactive({ coding, concept }));
    else if (codeSystem.content === "complete") {
      notes.push(answerNotInSystem(coding, systemName(codeSystem), codeSystem.version));
      absent.push(match);
    }
  }
  return { notes: notes.length < 2 ? notes : once(notes), absent };
}
