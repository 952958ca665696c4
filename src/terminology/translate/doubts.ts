/**
 * Only `equivalent` may be applied without a person looking. So where the answer itself asks for that look, because the
 * record or the maps contradict each other, an equivalent match is given as related, and the map's own word beside it.
 */
import type { AnswerIssue, Issue } from "../issues/issue.ts";
import { isEquivalent, type Relation } from "./relationships.ts";
import type { Match } from "./request.ts";

/** "Related to each other, but the exact relationship is not known" (R4): what is left of a statement in doubt. */
const RELATED: Relation = { relationship: "related-to", equivalence: "relatedto" };

/** What was sent contradicts itself: then no match is beyond doubt. */
const ABOUT_ALL: ReadonlySet<AnswerIssue> = new Set(["display-contradicts", "text-contradicts"]);

/** @param involved the matches that contradict each other */
export function withDoubts(
  matches: readonly Match[],
  notes: readonly Issue[],
  involved: readonly Match[],
): readonly Match[] {
  const isAll = notes.some(({ about }) => about !== undefined && ABOUT_ALL.has(about));
  if (!isAll && involved.length === 0) return matches;
  const contradicted = new Set(involved);
  return matches.map((match) =>
    isEquivalent(match.relation) && (isAll || contradicted.has(match)) ? doubted(match) : match,
  );
}

/** Related, and what the map states beside it. */
export const doubted = (match: Match): Match => ({ ...match, relation: RELATED, stated: match.relation });
