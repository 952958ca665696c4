/** Displays of the concepts in an answer: the map's own, else the code system's. */
import { chooseName, parseLanguages, type LanguageRange } from "../designations.ts";
import { findProvider } from "../find-code-system.ts";
import { after, mapAll, type Awaitable } from "../awaitable.ts";
import type { Coding } from "../model.ts";
import type { CodeSystemProvider, TerminologyStore } from "../store.ts";
import type { Match, TranslateRequest } from "./request.ts";
import type { Reading } from "./spellings.ts";

/** What is looked up in one code system. */
interface Wanted {
  system: string;
  version: string | undefined;
  displays: Map<string, string | undefined>;
}

/**
 * Fills displays in. With a displayLanguage the code system is asked for all of them. Without one, concepts of code
 * systems that came with the request stay bare: their displays are the caller's own.
 */
export function withDisplays(
  store: TerminologyStore,
  { displayLanguage, ownSystems }: TranslateRequest,
  matches: readonly Match[],
  readings: readonly Reading[],
): Awaitable<readonly Match[]> {
  const isBare = ({ system, display }: Coding): boolean =>
    displayLanguage !== undefined || (display === undefined && !ownSystems.has(system ?? ""));
  const wanted: Wanted[] = [];
  const want = (coding: Coding): void => {
    const { system, version, code } = coding;
    if (system === undefined || code === undefined || !isBare(coding)) return;
    let entry = entryOf(wanted, coding);
    if (!entry) wanted.push((entry = { system, version, displays: new Map() }));
    entry.displays.set(code, undefined);
  };
  for (const { source, target } of matches) {
    if (!target) continue;
    want(source);
    want(target);
  }
  if (wanted.length === 0) return matches;
  const languages = parseLanguages(displayLanguage);
  const filled = (coding: Coding): Coding => {
    const display = isBare(coding) ? entryOf(wanted, coding)?.displays.get(coding.code!) : undefined;
    return display === undefined ? coding : { ...coding, display };
  };
  const lookingUp = mapAll(wanted, (entry) =>
    after(providerOf(store, entry, readings), (provider) => provider && lookUp(provider, entry, languages)),
  );
  return after(lookingUp, () =>
    matches.map((match) =>
      match.target ? { ...match, source: filled(match.source), target: filled(match.target) } : match,
    ),
  );
}

const entryOf = (wanted: readonly Wanted[], { system, version }: Coding): Wanted | undefined =>
  wanted.find((entry) => entry.system === system && entry.version === version);

/** For most codings that is known: it was needed to read what was sent. */
function providerOf(
  store: TerminologyStore,
  { system, version }: Wanted,
  readings: readonly Reading[],
): Awaitable<CodeSystemProvider | undefined> {
  const read = readings.find(({ given }) => given.system === system && given.version === version)?.provider;
  if (read && (version === undefined || read.codeSystem.version === version)) return read;
  return after(findProvider(store, system, version), (found) => found?.provider);
}

function lookUp(
  provider: CodeSystemProvider,
  { displays }: Wanted,
  languages: readonly LanguageRange[],
): Awaitable<void> {
  const { language } = provider.codeSystem;
  const codes = [...displays.keys()];
  return after(provider.locate(codes), (concepts) => {
    for (const [i, concept] of concepts.entries())
      if (concept) displays.set(codes[i]!, chooseName(concept, language, languages).display);
  });
}
