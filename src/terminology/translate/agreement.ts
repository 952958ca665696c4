/** Do several statements fit together? Where they don't, the reader is told; nothing is picked. */
import type { Issue } from "../issues/issue.ts";
import { ambiguousSources, codingsDisagree, mapsDisagree } from "../issues/translation-doubts.ts";
import type { Coding, Relationship } from "../model.ts";
import { isEquivalent, isNegative } from "./relationships.ts";
import type { Direction } from "../store.ts";
import type { Match } from "./request.ts";

/** What is to be said, and the matches that it is about: none of them may be applied without a look. */
export interface Disagreement {
  notes: Issue[];
  involved: readonly Match[];
}

const AGREEMENT: Disagreement = { notes: [], involved: [] };

const key = ({ system, code }: Coding): string => `${system ?? ""} ${code ?? ""}`;
const wanted = ({ source, target }: Match, direction: Direction): Coding =>
  direction === "forward" ? target! : source;

/** About one coding: maps that say different things of one target, or equate it with different targets in one system. */
export function mapDisagreement(matches: readonly Match[], direction: Direction): Disagreement {
  if (matches.length < 2) return AGREEMENT;
  const stated = matches.filter((m) => m.target !== undefined && !m.fallback && m.missing.length === 0);
  const involved = stated.filter((a) => stated.some((b) => a !== b && contradicts(a, b, direction)));
  if (involved.length === 0) return AGREEMENT;
  const first = involved[0]!;
  const given = direction === "forward" ? first.source : first.target!;
  const statements = involved.map((m) => ({
    origin: m.origin,
    relationship: m.relation.relationship,
    target: wanted(m, direction),
  }));
  return { notes: [mapsDisagree(given, statements)], involved };
}

function contradicts(a: Match, b: Match, direction: Direction): boolean {
  if (a.origin === b.origin) return false;
  const [here, there] = [wanted(a, direction), wanted(b, direction)];
  if (key(here) === key(there)) return clash(a.relation.relationship, b.relation.relationship);
  return here.system === there.system && isEquivalent(a.relation) && isEquivalent(b.relation);
}

/** "Related" is only vaguer than the other words, except than "not related". */
function clash(a: Relationship, b: Relationship): boolean {
  if (a === b) return false;
  if (a === "not-related-to" || b === "not-related-to") return true;
  return a !== "related-to" && b !== "related-to";
}

/** About the codings of one CodeableConcept, which should mean the same: one denies what another says, or equates otherwise. */
export function codingDisagreement(
  byCoding: readonly { matches: readonly Match[] }[],
  direction: Direction,
): Disagreement {
  if (byCoding.length < 2) return AGREEMENT;
  const all = byCoding.flatMap(({ matches }, at) =>
    matches.filter((m) => m.target && !m.fallback && m.missing.length === 0).map((match) => ({ match, at })),
  );
  const involved = all.filter((a) =>
    all.some((b) => a.at !== b.at && contradictsOther(a.match, b.match, direction)),
  );
  if (involved.length === 0) return AGREEMENT;
  const statements = involved.map(({ match }) => ({
    source: match.source,
    relationship: match.relation.relationship,
    target: match.target!,
  }));
  return { notes: [codingsDisagree(statements)], involved: involved.map(({ match }) => match) };
}

function contradictsOther(a: Match, b: Match, direction: Direction): boolean {
  const [here, there] = [wanted(a, direction), wanted(b, direction)];
  if (key(here) === key(there)) return isNegative(a.relation) !== isNegative(b.relation);
  return here.system === there.system && isEquivalent(a.relation) && isEquivalent(b.relation);
}

/**
 * Read backwards, one map may equate several codes of a system with the one that was sent: which is meant, nobody can tell.
 * Several names of one thing don't contradict each other. @param nameSystems those whose codes are names
 */
export function severalSources(
  matches: readonly Match[],
  direction: Direction,
  nameSystems: ReadonlySet<string>,
): Disagreement {
  if (direction === "forward" || matches.length < 2) return AGREEMENT;
  const equated = matches.filter(
    (m) =>
      m.target &&
      isEquivalent(m.relation) &&
      m.missing.length === 0 &&
      !nameSystems.has(m.source.system ?? ""),
  );
  const rivals = (a: Match): Match[] =>
    equated.filter(
      (b) =>
        a.origin === b.origin && a.source.system === b.source.system && key(a.target!) === key(b.target!),
    );
  const groups = equated.map(rivals).filter((group) => new Set(group.map((m) => m.source.code)).size > 1);
  const notes = groups
    .filter(([first], i) => groups.findIndex(([other]) => other === first) === i)
    .map((group) =>
      ambiguousSources(
        group[0]!.origin,
        group[0]!.target!,
        group.map(({ source }) => source),
      ),
    );
  return { notes, involved: groups.flat() };
}

/** One map may equate a code otherwise for one version of its system than for another; which is meant is said to be open. */
export function versionRivals(matches: readonly Match[], direction: Direction): readonly Match[] {
  if (matches.length < 2) return [];
  const equated = matches.filter((m) => m.target && isEquivalent(m.relation));
  const version = (m: Match) => (direction === "forward" ? m.source : m.target!).version;
  return equated.filter((a) =>
    equated.some(
      (b) =>
        a.origin === b.origin &&
        version(a) !== version(b) &&
        wanted(a, direction).system === wanted(b, direction).system &&
        key(wanted(a, direction)) !== key(wanted(b, direction)),
    ),
  );
}

/** The concepts that the text leads to and the codings do not. */
export function onlyInText(
  text: readonly Match[],
  codings: readonly Match[],
  direction: Direction,
): Coding[] {
  const positive = (m: Match) => m.target !== undefined && !isNegative(m.relation);
  const coded = new Set(codings.filter(positive).map((m) => key(wanted(m, direction))));
  const meant = text.filter(positive).map((m) => wanted(m, direction));
  return meant.some((coding) => coded.has(key(coding))) ? [] : meant;
}
