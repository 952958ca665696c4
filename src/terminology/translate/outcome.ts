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
import { type Findings, merged, weighed } from "./findings.ts";
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
    const contradictory = inConcept.concat(aboutText);
    const outcome: TranslateOutcome = {
      matches: withDoubts(matches, contradictory, involved),
      notes: notes.concat(
        inDependencies,
        contradictory,
        chosen.flatMap((finding) => finding.notes),
        disagreed,
      ),
      normalized: chosen.flatMap((finding) => finding.normalized),
    };
    return { outcome, outside: chosen.flatMap((finding) => finding.outside) };
  });
}

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
