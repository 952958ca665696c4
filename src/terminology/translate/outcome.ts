/** What is answered, of all that maps say of the codings and the text of a concept. */
import type { Issue } from "../issues/issue.ts";
import type { Direction } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import {
  AGREEMENT,
  codingDisagreement,
  type Disagreement,
  mapDisagreement,
  severalSources,
  versionRivals,
} from "./agreement.ts";
import type { Contradictions } from "./contradictions.ts";
import { withDoubts } from "./doubts.ts";
import { type Finding, type Findings, merged, weighed } from "./findings.ts";
import type { Match, TranslateOutcome, TranslateRequest } from "./request.ts";

/** @returns besides the outcome, what value sets left out: of interest where nothing is left. */
export function outcomeOf(
  request: TranslateRequest,
  findings: Findings,
  { inConcept, inDependencies }: Contradictions,
  notes: readonly Issue[],
): Awaitable<{ outcome: TranslateOutcome; outside: Issue[] }> {
  const { direction } = request;
  const { chosen, notes: aboutText } = weighed(request, findings);
  return after(merged(chosen, direction), (matches) => {
    const { notes: disagreed, involved } = disagreementIn(matches, findings, direction);
    const contradictory = aboutText.length === 0 ? inConcept : [...inConcept, ...aboutText];
    const outcome: TranslateOutcome = {
      matches: withDoubts(matches, contradictory, involved),
      notes: [...notes, ...inDependencies, ...contradictory, ...together(chosen, notesOf), ...disagreed],
      normalized: together(chosen, normalizedOf),
    };
    return { outcome, outside: together(chosen, outsideOf) };
  });
}

/** What all findings list; most requests come to one. */
const together = <T>(findings: readonly Finding[], list: (finding: Finding) => T[]): T[] =>
  findings.length === 1 ? list(findings[0]!) : findings.flatMap(list);

const notesOf = (finding: Finding): Issue[] => finding.notes;
const normalizedOf = (finding: Finding): string[] => finding.normalized;
const outsideOf = (finding: Finding): Issue[] => finding.outside;

/** One match, or none, has nothing to disagree with. */
function disagreementIn(
  matches: readonly Match[],
  { byCoding, nameSystems }: Findings,
  direction: Direction,
): Disagreement {
  if (matches.length < 2) return AGREEMENT;
  const all = [
    ...byCoding.map((finding) => mapDisagreement(finding.matches, direction)),
    codingDisagreement(byCoding, direction),
    severalSources(matches, direction, nameSystems),
  ];
  const rivals = versionRivals(matches, direction);
  return {
    notes: all.flatMap((disagreement) => disagreement.notes),
    involved: rivals.concat(all.flatMap((disagreement) => disagreement.involved)),
  };
}
