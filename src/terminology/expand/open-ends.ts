/** What an expansion says of itself where there may be more codes than it lists (extension valueset-unclosed and its like). */
import { valueSetName } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import { listedIn, marksOf } from "../compose/stored-expansion.ts";
import { composedListed, fragmentListed, grammarListed, partListed } from "../issues/expansion.ts";
import type { Extension, ValueSet } from "../model.ts";
import { onceFor } from "../util/once-for.ts";
import { commonOnly } from "./common-codes.ts";

export const openEnds = onceFor((compiled: CompiledValueSet): readonly Extension[] => {
  const { used, openness } = compiled;
  const reasons = [
    ...used.fragments.map((f) => fragmentListed(f.url ?? "")),
    ...commonOnly(compiled).map(({ system, common }) => grammarListed(system, common.url ?? "")),
  ];
  return [...once(openness.more).flatMap(marksOfPart), ...reasons.flatMap(unclosedBecauseOf)];
});

/** Of code systems whose codes may be put together of others, those that they list alone are given. */
export const composedEnds = onceFor(({ includes }: CompiledValueSet): readonly Extension[] => {
  const composed = includes.filter(
    ({ provider, enumerated }) => provider?.codeSystem.compositional && !enumerated,
  );
  return [...new Set(composed.map(({ system }) => system))].flatMap((system) =>
    unclosedBecauseOf(composedListed(system)),
  );
});

const once = (valueSets: readonly ValueSet[]): ValueSet[] => [...new Set(valueSets)];

/** The stored expansion's own marks, or why we know that it is a part. */
function marksOfPart(valueSet: ValueSet): Extension[] {
  const expansion = valueSet.expansion!;
  const marks = marksOf(expansion);
  if (marks.length > 0) return marks;
  return unclosedBecauseOf(partListed(valueSetName(valueSet), listedIn(expansion), expansion.total));
}

const UNCLOSED = "http://hl7.org/fhir/StructureDefinition/valueset-unclosed";

function unclosedBecauseOf(reason: string): Extension[] {
  return [
    { url: UNCLOSED, valueBoolean: true },
    { url: `${UNCLOSED}-reason`, valueString: reason },
  ];
}
