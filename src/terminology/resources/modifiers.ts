/**
 * Modifier extensions and implicit rules may turn round what an element says: who does not know one must not act on the
 * element (https://hl7.org/fhir/R5/extensibility.html#modifierExtension). None is known here.
 */
import type * as r5 from "fhir/r5";
import type { CodeSystem, ConceptMap, Extension, ValueSet, ValueSetInclude } from "../model.ts";
import type { Modifier } from "./as-written.ts";

interface Modified {
  implicitRules?: string | undefined;
  modifierExtension?: Extension[] | undefined;
}

/** The first in a value set's definition. */
export function modifierInValueSet(valueSet: ValueSet): Modifier | undefined {
  const { compose, expansion } = valueSet;
  return (
    modifierOf(valueSet, "ValueSet") ??
    modifierOf(compose, "ValueSet.compose") ??
    firstOf(compose?.include, "ValueSet.compose.include", inInclude) ??
    firstOf(compose?.exclude, "ValueSet.compose.exclude", inInclude) ??
    (compose === undefined ? inExpansion(expansion) : undefined)
  );
}

const inExpansion = (expansion: ValueSet["expansion"]): Modifier | undefined =>
  modifierOf(expansion, "ValueSet.expansion") ??
  firstOf(expansion?.parameter, "ValueSet.expansion.parameter");

/** The first among the codes of a stored expansion, read as includes. */
export const modifierInStored = (includes: readonly ValueSetInclude[]): Modifier | undefined => {
  const found = firstOf(includes, "", inInclude);
  return found && { ...found, path: "ValueSet.expansion.contains" };
};

const inInclude = (include: ValueSetInclude, path: string): Modifier | undefined =>
  modifierOf(include, path) ??
  firstOf(include.concept, `${path}.concept`, inListed) ??
  firstOf(include.filter, `${path}.filter`);

const inListed = (concept: r5.ValueSetComposeIncludeConcept, path: string): Modifier | undefined =>
  modifierOf(concept, path) ?? firstOf(concept.designation, `${path}.designation`);

/** The first in what a code system says of all its concepts. */
export const modifierInCodeSystem = (codeSystem: CodeSystem): Modifier | undefined =>
  modifierOf(codeSystem, "CodeSystem") ??
  firstOf(codeSystem.filter, "CodeSystem.filter") ??
  firstOf(codeSystem.property, "CodeSystem.property");

/** The first in a concept, without those that are nested in it. */
export function modifierInConcept(concept: r5.CodeSystemConcept): Modifier | undefined {
  const path = "CodeSystem.concept";
  return (
    modifierOf(concept, path) ??
    firstOf(concept.designation, `${path}.designation`) ??
    firstOf(concept.property, `${path}.property`)
  );
}

/** The first in what a concept map says of all its mappings. */
export const modifierInConceptMap = (conceptMap: ConceptMap): Modifier | undefined =>
  modifierOf(conceptMap, "ConceptMap") ??
  firstOf(conceptMap.property, "ConceptMap.property") ??
  firstOf(conceptMap.additionalAttribute, "ConceptMap.additionalAttribute") ??
  firstOf(
    conceptMap.group,
    "ConceptMap.group",
    (group, path) => modifierOf(group, path) ?? modifierOf(group.unmapped, `${path}.unmapped`),
  );

/** The first in one mapping of a map: an element, and one of its targets if it has any. */
export function modifierInMapping(
  element: r5.ConceptMapGroupElement,
  target: r5.ConceptMapGroupElementTarget | undefined,
): Modifier | undefined {
  const path = "ConceptMap.group.element";
  return (
    modifierOf(element, path) ??
    modifierOf(target, `${path}.target`) ??
    firstOf(target?.property, `${path}.target.property`) ??
    firstOf(target?.dependsOn, `${path}.target.dependsOn`) ??
    firstOf(target?.product, `${path}.target.product`)
  );
}

/** Of the element itself, not of what is in it. */
function modifierOf(element: Modified | undefined, path: string): Modifier | undefined {
  if (element?.implicitRules !== undefined)
    return { path: `${path}.implicitRules`, url: element.implicitRules };
  const extension = element?.modifierExtension?.[0];
  return extension && { path, url: extension.url };
}

function firstOf<T extends object>(
  list: readonly T[] = [],
  path: string,
  modifierIn: (item: T, path: string) => Modifier | undefined = modifierOf,
): Modifier | undefined {
  // Of long lists hardly any has one: places are named only for it.
  const at = list.findIndex((item) => modifierIn(item, path));
  return at < 0 ? undefined : modifierIn(list[at]!, `${path}[${at}]`);
}
