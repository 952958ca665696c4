/** Do several statements fit together? Where they don't, an issue says so; nothing is picked. */
import type { Issue } from "../issues/issue.ts";
import { ambiguousSources, codingsDisagree, mapsDisagree } from "../issues/translation-doubts.ts";
import type { Coding, Relationship } from "../model.ts";
import type { Direction } from "../store.ts";
import { grouped, paired, Pairs } from "./pairs.ts";
import { isEquivalent, isNegative, RELATIONSHIPS } from "./relationships.ts";
import type { Match } from "./request.ts";

/** What is to be said, and the matches that it is about: none of them may be applied without a look. */
export interface Disagreement {
  notes: Issue[];
  involved: readonly Match[];
}

export const AGREEMENT: Disagreement = { notes: [], involved: [] };

const key = ({ system, code }: Coding): string => `${system ?? ""} ${code ?? ""}`;
const wanted = ({ source, target }: Match, direction: Direction): Coding =>
  direction === "forward" ? target! : source;

/**
 * About one coding: maps, or one map, that say different things of one target; maps that equate it with different targets
 * in one system.
 */
export function mapDisagreement(matches: readonly Match[], direction: Direction): Disagreement {
  if (matches.length < 2) return AGREEMENT;
  const involved = contradictory(matches.filter(isStated), direction, {
    by: ({ origin }) => origin,
    word: ({ relation }) => relation.relationship,
    isContradicted: ({ relation }, said) =>
      RELATIONSHIPS.some((other) => clash(relation.relationship, other) && said.isSaid(other)),
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

/** Without a condition, of a code that is listed. */
const isStated = ({ target, fallback, missing }: Match): boolean =>
  target !== undefined && !fallback && missing.length === 0;

/** Who says something of a target, what, and whether what others say of it contradicts that. */
interface Sayings {
  by(match: Match): unknown;
  word(match: Match): unknown;
  isContradicted(match: Match, said: Pairs): boolean;
}

/** Those that others contradict, or that equate otherwise than others do: only what is said of one system can. */
function contradictory(
  matches: readonly Match[],
  direction: Direction,
  { by, word, isContradicted }: Sayings,
): readonly Match[] {
  const found = new Set<Match>();
  const code = (m: Match): unknown => wanted(m, direction).code;
  for (const own of Map.groupBy(matches, (m) => wanted(m, direction).system).values()) {
    if (!differ(own, word) && (!differ(own, by) || !differ(own, code))) continue;
    const said = paired(own, code, (m) => [by(m), word(m)]);
    const equated = new Pairs(own.filter((m) => isEquivalent(m.relation)).map((m) => [by(m), code(m)]));
    for (const m of own) {
      const isEquatedOtherwise = isEquivalent(m.relation) && equated.differsInBoth(by(m), code(m));
      if (isEquatedOtherwise || isContradicted(m, said.get(code(m))!)) found.add(m);
    }
  }
  return matches.filter((m) => found.has(m));
}

/** Before anything else is compared: is there more than one of these at all? */
const differ = <T>(items: readonly T[], by: (item: T) => unknown): boolean =>
  items.length > 1 && items.some((item) => by(item) !== by(items[0]!));

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
    for (const match of matches) if (isStated(match)) from.set(match, at);
  const by = (match: Match): unknown => from.get(match);
  const involved = contradictory([...from.keys()], direction, {
    by,
    word: ({ relation }) => isNegative(relation),
    isContradicted: (match, said) => said.differsInBoth(by(match), isNegative(match.relation)),
  });
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
