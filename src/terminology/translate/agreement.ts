/** Do several statements fit together? Where they don't, the reader is told; nothing is picked. */
import type { Issue } from "../issues/issue.ts";
import { ambiguousSources, codingsDisagree, mapsDisagree } from "../issues/translation-doubts.ts";
import type { Coding, Relationship } from "../model.ts";
import { isEquivalent, isNegative, RELATIONSHIPS } from "./relationships.ts";
import type { Direction } from "../store.ts";
import { grouped, Pairs, paired } from "./pairs.ts";
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
  if (!differ(matches, ({ origin }) => origin)) return AGREEMENT;
  const stated = matches.filter((m) => m.target !== undefined && !m.fallback && m.missing.length === 0);
  if (sayTheSame(stated, direction)) return AGREEMENT;
  const equated = equatedBySystem(stated, direction, ({ origin }) => origin);
  const said = paired(
    stated,
    (m) => key(wanted(m, direction)),
    ({ origin, relation }) => [origin, relation.relationship],
  );
  const involved = stated.filter((m) => {
    const { system } = wanted(m, direction);
    const own = m.relation.relationship;
    const others = said.get(key(wanted(m, direction)))!;
    return (
      RELATIONSHIPS.some((other) => clash(own, other) && others.isSaidBesides(m.origin, other)) ||
      (isEquivalent(m.relation) && equated.get(system)!.differsInBoth(m.origin, wanted(m, direction).code))
    );
  });
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

/** The codes that are equated in each system, and by whom. */
const equatedBySystem = (
  matches: readonly Match[],
  direction: Direction,
  by: (match: Match) => unknown,
): Map<string | undefined, Pairs> =>
  paired(
    matches.filter(({ relation }) => isEquivalent(relation)),
    (m) => wanted(m, direction).system,
    (m) => [by(m), wanted(m, direction).code],
  );

/** Before anything else is compared: is there more than one of these at all? */
const differ = <T>(items: readonly T[], by: (item: T) => unknown): boolean =>
  items.length > 1 && items.some((item) => by(item) !== by(items[0]!));

/** As maps mostly do. */
const sayTheSame = (matches: readonly Match[], direction: Direction): boolean =>
  !differ(matches, ({ relation }) => relation.relationship) &&
  !differ(matches, (m) => wanted(m, direction).code) &&
  !differ(matches, (m) => wanted(m, direction).system);

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
  const from = new Map<Match, number>();
  for (const [at, { matches }] of byCoding.entries())
    for (const match of matches)
      if (match.target && !match.fallback && match.missing.length === 0) from.set(match, at);
  const all = [...from.keys()];
  const at = (match: Match): number => from.get(match)!;
  if (!differ(all, at)) return AGREEMENT;
  const equated = equatedBySystem(all, direction, at);
  const said = paired(
    all,
    (m) => key(wanted(m, direction)),
    (m) => [at(m), isNegative(m.relation)],
  );
  const involved = all.filter(
    (m) =>
      said.get(key(wanted(m, direction)))!.differsInBoth(at(m), isNegative(m.relation)) ||
      (isEquivalent(m.relation) &&
        equated.get(wanted(m, direction).system)!.differsInBoth(at(m), wanted(m, direction).code)),
  );
  if (involved.length === 0) return AGREEMENT;
  const statements = involved.map((match) => ({
    source: match.source,
    relationship: match.relation.relationship,
    target: match.target!,
  }));
  return { notes: [codingsDisagree(statements)], involved };
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
  const groups = [...grouped(equated, ({ origin, source, target }) => [origin, source.system, key(target!)])];
  const ambiguous = groups.filter((group) => differ(group, (m) => m.source.code));
  const notes = ambiguous.map((group) =>
    ambiguousSources(
      group[0]!.origin,
      group[0]!.target!,
      group.map(({ source }) => source),
    ),
  );
  return { notes, involved: ambiguous.flat() };
}

/** One map may equate a code otherwise for one version of its system than for another; which is meant is said to be open. */
export function versionRivals(matches: readonly Match[], direction: Direction): readonly Match[] {
  const version = (m: Match) => (direction === "forward" ? m.source : m.target)?.version;
  if (!differ(matches, version)) return [];
  const equated = matches.filter((m) => m.target && isEquivalent(m.relation));
  return [...grouped(equated, (m) => [m.origin, wanted(m, direction).system])].flatMap((group) => {
    const pairs = new Pairs(group.map((m) => [version(m), wanted(m, direction).code]));
    return group.filter((m) => pairs.differsInBoth(version(m), wanted(m, direction).code));
  });
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
