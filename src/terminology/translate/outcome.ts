/** What is answered, of all that maps say of the codings and the text of a concept. */
import type { Issue } from "../issues/issue.ts";
import {
  codingDisagreement,
  mapDisagreement,
  severalSources,
  versionRivals,
  type Disagreement,
} from "./agreement.ts";
import { weighed, type Findings } from "./findings.ts";
import type { Contradictions } from "./contradictions.ts";
import { withDoubts } from "./doubts.ts";
import type { TranslateOutcome, TranslateRequest } from "./request.ts";
import type { LongWork } from "../util/in-turns.ts";

/** @returns besides the outcome, what value sets left out: of interest where nothing is left. */
export function* outcomeOf(
  request: TranslateRequest,
  findings: Findings,
  { inConcept, inDependencies }: Contradictions,
  notes: readonly Issue[],
): LongWork<{ outcome: TranslateOutcome; outside: Issue[] }> {
  const { direction } = request;
  const { chosen, matches, notes: aboutText } = yield* weighed(request, findings);
  const involved = [...versionRivals(matches, direction)];
  const disagreed: Issue[] = [];
  const add = (disagreement: Disagreement): void => {
    for (const match of disagreement.involved) involved.push(match);
    disagreed.push(...disagreement.notes);
  };
  for (const finding of findings.byCoding) add(mapDisagreement(finding.matches, direction));
  add(codingDisagreement(findings.byCoding, direction));
  add(severalSources(matches, direction, findings.nameSystems));
  const contradictory = [...inConcept, ...aboutText];
  const outcome: TranslateOutcome = {
    matches: withDoubts(matches, contradictory, involved),
    notes: [...notes, ...inDependencies, ...contradictory],
    normalized: [],
  };
  const outside: Issue[] = [];
  for (const finding of chosen) {
    for (const note of finding.notes) outcome.notes.push(note);
    for (const code of finding.normalized) outcome.normalized.push(code);
    for (const note of finding.outside) outside.push(note);
  }
  outcome.notes.push(...disagreed);
  return { outcome, outside };
}
