/** What a value set says about single concepts of an include. */
import { bareConcept } from "../concepts/bare-concept.ts";
import type { Concept } from "../model.ts";
import { onceFor } from "../util/once-for.ts";
import type { CompiledInclude, IncludedConcept } from "./compiled.ts";

/** What the value set says about the concept; it may spell the code otherwise where case does not count. */
export function statedConcept(
  { concepts, provider }: Pick<CompiledInclude, "concepts" | "provider">,
  code: string,
): IncludedConcept | undefined {
  if (concepts.size === 0) return undefined;
  const exact = concepts.get(code);
  if (exact || provider?.codeSystem.caseSensitive !== false) return exact;
  return byFoldedCode(concepts).get(code.toLowerCase());
}

/** By code in lower case, the first of each. */
const byFoldedCode = onceFor(
  (concepts: CompiledInclude["concepts"]): ReadonlyMap<string, IncludedConcept> =>
    new Map([...concepts.values()].reverse().map((concept) => [concept.code.toLowerCase(), concept])),
);

/** All that is known of a concept whose code system has no content here, but for its names. */
export const asListed = ({ code, inactive = false, abstract = false }: IncludedConcept): Concept => ({
  ...bareConcept(code),
  inactive,
  abstract,
});
