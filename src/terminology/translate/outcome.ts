/** What is answered, of all that maps say of the codings and the text of a concept. */
import type { Issue } from "../issues/issue.ts";
import {
  codingDisagreement,
  mapDisagreement,
  severalSources,
  versionRivals,
  type Disagreement,
} from "./agreement.ts";
import { weighed, type Answers } from "./answers.ts";
import type { Contradictions } from "./contradictions.ts";
import { withDoubts } from "./doubts.ts";
import type { TranslateOutcome, TranslateRequest } from "./request.ts";

/** @returns besides the outcome, what value sets left out: of interest where nothing is left. */
export function outcomeOf(
  request: TranslateRequest,
  answers: Answers,
  { inConcept, inDependencies }: Contradictions,
  notes: readonly Issue[],
): { outcome: TranslateOutcome; outside: Issue[] } {
  const { direction } = request;
  const { chosen, matches, notes: aboutText } = weighed(request, answers);
  const involved = [...versionRivals(matches, direction)];
  const disagreed: Issue[] = [];
  const add = (disagreement: Disagreement): void => {
    for (const match of disagreement.involved) involved.push(match);
    disagreed.push(...disagreement.notes);
  };
  for (const answer of answers.byCoding) add(mapDisagreement(answer.matches, direction));
  add(codingDisagreement(answers.byCoding, direction));
  add(severalSources(matches, direction, answers.nameSystems));
  const contradictory = [...inConcept, ...aboutText];
  const outcome: TranslateOutcome = {
    matches: withDoubts(matches, contradictory, involved),
    notes: [...notes, ...inDependencies, ...contradictory],
    normalized: [],
  };
  const outside: Issue[] = [];
  for (const answer of chosen) {
    for (const note of answer.notes) outcome.notes.push(note);
    for (const code of answer.normalized) outcome.normalized.push(code);
    for (const note of answer.outside) outside.push(note);
  }
  outcome.notes.push(...disagreed);
  return { outcome, outside };
}
