/** Maps that are modified in a way that nobody here knows: nothing is taken from them. */
import { type Issue, TerminologyError } from "../issues/issue.ts";
import { leftOut, modifiedConceptMap, modifiedMapping } from "../issues/modifiers.ts";
import type { ConceptMap, Mapping } from "../model.ts";
import { modifierInConceptMap } from "../resources/modifiers.ts";
import type { ConceptMapProvider } from "../store.ts";
import { onceFor } from "../util/once-for.ts";

const modifierOf = onceFor((conceptMap: ConceptMap) => ({ modifier: modifierInConceptMap(conceptMap) }));

/** Why nothing is taken from these mappings of the map; undefined: nothing modifies them. */
export function whyModifiedMap(conceptMap: ConceptMap, mappings: readonly Mapping[]): Issue | undefined {
  const { modifier } = modifierOf(conceptMap);
  if (modifier) return modifiedConceptMap(conceptMap, modifier);
  for (const { source, written } of mappings)
    if (written?.modifier) return modifiedMapping(source, conceptMap, written.modifier);
  return undefined;
}

/**
 * The others; an issue says what is left out.
 * @param isNamed the request names its map, and no other is to answer
 * @throws TerminologyError invalid: the map that is named is modified
 */
export function withoutModified<T extends { map: ConceptMapProvider; mappings: readonly Mapping[] }>(
  asked: readonly T[],
  isNamed: boolean,
): { asked: T[]; modified: readonly Issue[] } {
  const modified: Issue[] = [];
  const others = asked.filter(({ map, mappings }) => {
    const issue = whyModifiedMap(map.conceptMap, mappings);
    if (issue && isNamed) throw new TerminologyError(issue);
    if (issue) modified.push(leftOut(issue));
    return issue === undefined;
  });
  return { asked: others, modified };
}
