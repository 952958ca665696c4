import type * as r5 from "fhir/r5";
import { readOperation } from "../../fhir/operations/definition.ts";
import { requiredParameter, TerminologyError } from "../../terminology/issues/issue.ts";
import { markupInCode } from "../../terminology/issues/translation.ts";
import { match, type Candidate, type MatchOutcome } from "../../terminology/match/match.ts";
import type { CodeSystem } from "../../terminology/model.ts";
import type { Operation } from "./operation.ts";
import { hasMarkup } from "./translate-input.ts";

type Node = r5.ParametersParameter;

const MOST = 100;

/** $match, an operation of our own: resources/operations/match.json describes it. */
export const matchOperation: Operation<MatchOutcome> = {
  data: readOperation("match"),

  run(store, input, context) {
    const instance = context.instance as CodeSystem | undefined;
    const text = input.text as string;
    if (text.trim() === "") throw new TerminologyError(requiredParameter("text", "the text to match"));
    if (hasMarkup(text)) throw new TerminologyError(markupInCode("text"));
    return match(store, {
      text,
      systems: instance ? [instance.url ?? ""] : ((input.system as string[] | undefined) ?? []),
      count: Math.min((input.count as number | undefined) ?? 10, MOST),
      displayLanguage: input.displayLanguage as string | undefined,
      useSupplement: (input.useSupplement as string[] | undefined) ?? [],
      activeOnly: input.activeOnly === true,
    });
  },

  write({ candidates, notes }) {
    const message: Node[] =
      notes.length > 0 ? [{ name: "message", valueString: notes.map((note) => note.text).join(" ") }] : [];
    return { resourceType: "Parameters", parameter: [...message, ...candidates.map(candidateNode)] };
  },
};

function candidateNode({
  concept,
  score,
  kind,
  matched,
  language,
  use,
  source,
  inactive,
  tied,
  weak,
}: Candidate): Node {
  const part: Node[] = [
    { name: "concept", valueCoding: concept },
    { name: "score", valueDecimal: score },
    { name: "kind", valueCode: kind },
    { name: "matched", valueString: matched },
  ];
  if (language !== undefined) part.push({ name: "language", valueCode: language });
  if (use) part.push({ name: "use", valueCoding: use });
  part.push({ name: "source", valueCanonical: source });
  for (const [name, holds] of Object.entries({ inactive, tied, weak }))
    if (holds) part.push({ name, valueBoolean: true });
  return { name: "candidate", part };
}
