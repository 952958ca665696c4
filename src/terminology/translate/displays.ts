/** Displays of the concepts in an answer: the map's own, else the code system's. */
import { chooseName, parseLanguages, type LanguageRange } from "../concepts/designations.ts";
import { findProvider } from "../resolve/find-code-system.ts";
import { after, mapAll, type Awaitable } from "../util/awaitable.ts";
import type { Coding, Concept } from "../model.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import type { Match, TranslateRequest } from "./request.ts";
import type { Reading } from "./spellings.ts";

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
export function withDisplays(
  store: Terminology,
  request: TranslateRequest,
  matches: readonly Match[],
  readings: readonly Reading[],
): Awaitable<readonly Match[]> {
  const wanted: Wanted[] = [];
  for (const { source, target } of matches) {
    if (!target) continue;
    want(wanted, request, source);
    want(wanted, request, target);
  }
  if (wanted.length === 0) return matches;
  const languages = parseLanguages(request.displayLanguage);
  const lookingUp = mapAll(wanted, (entry) => lookUp(store, entry, readings, languages));
  return after(lookingUp, () =>
    matches.map((match) =>
      match.target
        ? {
            ...match,
            source: filled(wanted, request, match.source),
            target: filled(wanted, request, match.target),
          }
        : match,
    ),
  );
}

const isBare = ({ displayLanguage, ownSystems }: TranslateRequest, { system, display }: Coding): boolean =>
  displayLanguage !== undefined || (display === undefined && !ownSystems.has(system ?? ""));

function want(wanted: Wanted[], request: TranslateRequest, coding: Coding): void {
  const { system, version, code } = coding;
  if (system === undefined || code === undefined || !isBare(request, coding)) return;
  let entry = entryOf(wanted, coding);
  if (!entry) wanted.push((entry = { system, version, codes: [], displays: new Map() }));
  if (entry.displays.has(code)) return;
  entry.codes.push(code);
  entry.displays.set(code, undefined);
}

function filled(wanted: readonly Wanted[], request: TranslateRequest, coding: Coding): Coding {
  const display = isBare(request, coding) ? entryOf(wanted, coding)?.displays.get(coding.code!) : undefined;
  return display === undefined ? coding : { ...coding, display };
}

function entryOf(wanted: readonly Wanted[], { system, version }: Coding): Wanted | undefined {
  for (const entry of wanted) if (entry.system === system && entry.version === version) return entry;
  return undefined;
}

function lookUp(
  store: Terminology,
  entry: Wanted,
  readings: readonly Reading[],
  languages: readonly LanguageRange[],
): Awaitable<void> {
  const { system, version, displays } = entry;
  let provider: CodeSystemProvider | undefined;
  // To read what was sent, its concepts have been looked up already.
  for (const reading of readings) {
    if (!wasReadIn(reading, entry)) continue;
    provider = reading.provider;
    for (const tier of reading.tiers)
      for (const { coding, concept } of tier)
        if (concept && displays.has(coding.code!))
          displays.set(coding.code!, nameIn(provider!, concept, languages));
  }
  const codes = entry.codes.filter((code) => displays.get(code) === undefined);
  if (codes.length === 0) return;
  return after(provider ?? providerOf(store, system, version), (found) => {
    if (!found) return;
    return after(found.locate(codes), (concepts) => {
      for (let i = 0; i < codes.length; i++)
        if (concepts[i]) displays.set(codes[i]!, nameIn(found, concepts[i]!, languages));
    });
  });
}

/** Was it this very code system? */
const wasReadIn = ({ given, provider }: Reading, { system, version }: Wanted): boolean =>
  provider !== undefined &&
  given.system === system &&
  given.version === version &&
  (version === undefined || provider.codeSystem.version === version);

const providerOf = (
  store: Terminology,
  system: string,
  version: string | undefined,
): Awaitable<CodeSystemProvider | undefined> =>
  after(findProvider(store, system, version), (found) => found?.provider);

const nameIn = (
  { codeSystem }: CodeSystemProvider,
  concept: Concept,
  languages: readonly LanguageRange[],
): string | undefined => chooseName(concept, codeSystem.language, languages).display;
