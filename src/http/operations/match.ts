import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { readOperation } from "../../fhir/operations/definition.ts";
import type { MatchInput, MatchOutput, MatchOutputCandidate } from "../../fhir/operations/types.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { requiredParameter } from "../../terminology/issues/parameters.ts";
import { markupInCode } from "../../terminology/issues/translation.ts";
import { type Candidate, match, type MatchOutcome } from "../../terminology/match/match.ts";
import type { CodeSystem } from "../../terminology/model.ts";
import { after } from "../../terminology/util/awaitable.ts";
import { hasMarkup } from "./markup.ts";
import type { Operation } from "./operation.ts";

const DEFAULT_COUNT = 10;
const MOST = 100;

/** $match, an operation of our own: resources/operations/match.json describes it. */
export const matchOperation: Operation<"match"> = {
  data: readOperation("match"),

  run: (terminology, input, { instance, work }) =>
    after(match(terminology, { ...requestOf(input, instance), work }), output),
};

function requestOf(input: MatchInput, instance: CodeSystem | undefined): Parameters<typeof match>[1] {
  const { text, system = [], count = DEFAULT_COUNT } = input;
  if (text.trim() === "") throw new TerminologyError(requiredParameter("text", "the text to match"));
  if (hasMarkup(text)) throw new TerminologyError(markupInCode("text"));
  return {
    text,
    systems: instance ? [instance.url ?? ""] : system,
    count: Math.min(count, MOST),
    displayLanguage: input.displayLanguage,
    useSupplement: input.useSupplement ?? [],
    activeOnly: input.activeOnly === true,
  };
}

const output = ({ candidates, notes }: MatchOutcome): MatchOutput => ({
  message: notes.length > 0 ? notes.map((note) => note.text).join(" ") : undefined,
  issues: notes.length > 0 ? operationOutcome(notes) : undefined,
  candidate: candidates.map(candidateOutput),
});

const candidateOutput = (candidate: Candidate): MatchOutputCandidate => ({
  concept: candidate.concept,
  score: candidate.score,
  kind: candidate.kind,
  matched: candidate.matched,
  language: candidate.language,
  use: candidate.use,
  source: candidate.source,
  inactive: candidate.inactive || undefined,
  tied: candidate.tied || undefined,
  weak: candidate.weak || undefined,
});
