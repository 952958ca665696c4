/** Displays of the concepts in an answer: the map's own, else the code system's. */
import { chooseName, parseLanguages } from "../designations.ts";
import { findProvider } from "../find-code-system.ts";
import type { Coding } from "../model.ts";
import type { TerminologyStore } from "../store.ts";
import type { Match, TranslateRequest } from "./request.ts";

/**
 * Fills displays in. With a displayLanguage the code system is asked for all of them. Without one, concepts of code
 * systems that came with the request stay bare: their displays are the caller's own.
 */
export async function withDisplays(
  store: TerminologyStore,
  { displayLanguage, ownSystems }: TranslateRequest,
  matches: readonly Match[],
): Promise<Match[]> {
  const wants = ({ system, display }: Coding): boolean =>
    displayLanguage !== undefined || (display === undefined && !ownSystems.has(system ?? ""));
  const bare = matches.flatMap(({ source, target }) => (target ? [source, target] : [])).filter(wants);
  if (bare.length === 0) return [...matches];
  const displays = await lookUp(store, bare, displayLanguage);
  const filled = (coding: Coding): Coding => {
    const display = wants(coding) ? displays.get(key(coding)) : undefined;
    return display === undefined ? coding : { ...coding, display };
  };
  return matches.map((match) => ({
    ...match,
    source: filled(match.source),
    ...(match.target ? { target: filled(match.target) } : {}),
  }));
}

/** No URL and no version has a space in it. */
const key = ({ system, version, code }: Coding): string => `${system} ${version} ${code}`;

async function lookUp(
  store: TerminologyStore,
  codings: readonly Coding[],
  displayLanguage: string | undefined,
): Promise<Map<string, string>> {
  const languages = parseLanguages(displayLanguage);
  const displays = new Map<string, string>();
  const groups = Map.groupBy(codings, ({ system, version }) => JSON.stringify([system, version]));
  for (const group of groups.values()) {
    const { system, version } = group[0]!;
    const found = system === undefined ? undefined : await findProvider(store, system, version);
    const concepts = (await found?.provider.locate(group.map(({ code }) => code ?? ""))) ?? [];
    concepts.forEach((concept, i) => {
      const display = concept && chooseName(concept, found!.provider.codeSystem.language, languages).display;
      if (display !== undefined) displays.set(key(group[i]!), display);
    });
  }
  return displays;
}
