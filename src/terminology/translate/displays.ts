/** Displays of the concepts in an answer: the map's own, else the code system's. */
import { chooseName, parseLanguages, type LanguageRange } from "../concepts/designations.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { withSupplements } from "../resolve/supplements.ts";
import { mapAll } from "../util/awaitable.ts";
import { flow, found, type Steps } from "../util/flow.ts";
import type { Coding, Concept } from "../model.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import type { Match, TranslateRequest } from "./request.ts";
import type { Candidates } from "./candidate-codings.ts";

/** What is looked up in one code system. */
interface Wanted {
  system: string;
  version: string | undefined;
  codes: string[];
  /** By code; undefined: not known yet, or there is none. */
  displays: Map<string, string | undefined>;
}

/**
 * Fills displays in. With a displayLanguage the code system is asked for all of them. Without one, concepts of code
 * systems that came with the request stay bare: their displays are the caller's own.
 */
export const withDisplays = flow(function* (
  store: Terminology,
  request: TranslateRequest,
  matches: readonly Match[],
  given: readonly Candidates[],
): Steps<readonly Match[]> {
  const wanted: Wanted[] = [];
  for (const { source, target } of matches) {
    if (!target) continue;
    want(wanted, request, source);
    want(wanted, request, target);
  }
  if (wanted.length === 0) return matches;
  yield* found(mapAll(wanted, (part) => lookUp(store, request, part, given)));
  const withDisplay = (coding: Coding): Coding => filled(wanted, request, coding);
  return matches.map((match) =>
    match.target ? { ...match, source: withDisplay(match.source), target: withDisplay(match.target) } : match,
  );
});

const isBare = ({ displayLanguage, ownSystems }: TranslateRequest, { system, display }: Coding): boolean =>
  displayLanguage !== undefined || (display === undefined && !ownSystems.has(system ?? ""));

function want(wanted: Wanted[], request: TranslateRequest, coding: Coding): void {
  const { system, version, code } = coding;
  if (system === undefined || code === undefined || !isBare(request, coding)) return;
  let part = partFor(wanted, coding);
  if (!part) wanted.push((part = { system, version, codes: [], displays: new Map() }));
  if (part.displays.has(code)) return;
  part.codes.push(code);
  part.displays.set(code, undefined);
}

function filled(wanted: readonly Wanted[], request: TranslateRequest, coding: Coding): Coding {
  const display = isBare(request, coding) ? partFor(wanted, coding)?.displays.get(coding.code!) : undefined;
  return display === undefined ? coding : { ...coding, display };
}

function partFor(wanted: readonly Wanted[], { system, version }: Coding): Wanted | undefined {
  return wanted.find((part) => part.system === system && part.version === version);
}

const lookUp = flow(function* (
  store: Terminology,
  { displayLanguage, useSupplement }: TranslateRequest,
  wanted: Wanted,
  given: readonly Candidates[],
): Steps<void> {
  const languages = parseLanguages(displayLanguage);
  const { system, version, displays } = wanted;
  // To read what was sent, its concepts have been looked up already.
  const read = given.filter((candidates) => wasReadIn(candidates, wanted));
  for (const { provider, groups } of read)
    for (const { coding, concept } of groups.flat())
      if (concept && displays.has(coding.code!))
        displays.set(coding.code!, nameIn(provider!, concept, languages));
  const codes = wanted.codes.filter((code) => displays.get(code) === undefined);
  if (codes.length === 0) return;
  const other = read.length > 0 ? undefined : yield* found(findProvider(store, system, version));
  const provider = other
    ? yield* found(withSupplements(store, other.provider, useSupplement))
    : read.at(-1)?.provider;
  if (!provider) return;
  const concepts = yield* found(provider.locate(codes));
  for (let i = 0; i < codes.length; i++)
    if (concepts[i]) displays.set(codes[i]!, nameIn(provider, concepts[i]!, languages));
});

/** Was it this very code system? */
const wasReadIn = ({ given, provider }: Candidates, { system, version }: Wanted): boolean =>
  provider !== undefined &&
  given.system === system &&
  given.version === version &&
  (version === undefined || provider.codeSystem.version === version);

const nameIn = (
  { codeSystem }: CodeSystemProvider,
  concept: Concept,
  languages: readonly LanguageRange[],
): string | undefined => chooseName(concept, codeSystem.language, languages).display;
