/** Do several statements fit together? Where they don't, the reader is told; nothing is picked. */
import type { Issue } from "../issues/issue.ts";
import { ambiguousSources, codingsDisagree, mapsDisagree } from "../issues/translation.ts";
import type { Coding, Relationship } from "../model.ts";
import { isEquivalent, isNegative } from "./relationships.ts";
import type { Direction } from "../store.ts";
import type { Match } from "./request.ts";

const key = ({ system, code }: Coding): string => `${system ?? ""} ${code ?? ""}`;
const wanted = ({ source, target }: Match, direction: Direction): Coding =>
  direction === "forward" ? target! : source;

/** About one coding: maps that say different things of one target, or equate it with different targets in one system. */
export function mapDisagreement(matches: readonly Match[], direction: Direction): Issue[] {
  if (matches.length < 2) return [];
  const stated = matches.filter((m) => m.target !== undefined && !m.fallback && m.missing.length === 0);
  const involved = stated.filter((a) => stated.some((b) => a !== b && contradicts(a, b, direction)));
  if (involved.length === 0) return [];
  const first = involved[0]!;
  const given = direction === "forward" ? first.source : first.target!;
  return [
    mapsDisagree(
      given,
      involved.map((m) => ({
        origin: m.origin,
        relationship: m.relation.relationship,
        target: wanted(m, direction),
      })),
    ),
  ];
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
): Issue[] {
  if (byCoding.length < 2) return [];
  const all = byCoding.flatMap(({ matches }, at) =>
    matches.filter((m) => m.target && !m.fallback && m.missing.length === 0).map((match) => ({ match, at })),
  );
  const involved = all.filter((a) =>
    all.some((b) => a.at !== b.at && contradictsOther(a.match, b.match, direction)),
  );
  if (involved.length === 0) return [];
  return [
    codingsDisagree(
      involved.map(({ match }) => ({
        source: match.source,
        relationship: match.relation.relationship,
        target: match.target!,
      })),
    ),
  ];
}

function contradictsOther(a: Match, b: Match, direction: Direction): boolean {
  const [here, there] = [wanted(a, direction), wanted(b, direction)];
  if (key(here) === key(there)) return isNegative(a.relation) !== isNegative(b.relation);
  return here.system === there.system && isEquivalent(a.relation) && isEquivalent(b.relation);
}

/** Read backwards, one map may equate several codes of a system with the one that was sent: which is meant, nobody can tell. */
export function severalSources(matches: readonly Match[], direction: Direction): Issue[] {
  if (direction === "forward" || matches.length < 2) return [];
  const equated = matches.filter((m) => m.target && isEquivalent(m.relation) && m.missing.length === 0);
  const rivals = (a: Match): Match[] =>
    equated.filter(
      (b) =>
        a.origin === b.origin && a.source.system === b.source.system && key(a.target!) === key(b.target!),
    );
  const groups = equated.map(rivals).filter((group) => new Set(group.map((m) => m.source.code)).size > 1);
  return groups
    .filter(([first], i) => groups.findIndex(([other]) => other === first) === i)
    .map((group) =>
      ambiguousSources(
        group[0]!.origin,
        group[0]!.target!,
        group.map(({ source }) => source),
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
