/**
 * Modifier extensions and implicit rules may turn round what an element says: who does not know one must not act on the
 * element (https://hl7.org/fhir/R5/extensibility.html#modifierExtension). None is known here.
 */
import type { Extension, ValueSet, ValueSetInclude } from "../model.ts";

/** What changes the meaning of the element at `path`. */
export interface Modifier {
  path: string;
  /** Of the modifier extension, or of the rules. */
  url: string;
}

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
    (compose === undefined ? modifierOf(expansion, "ValueSet.expansion") : undefined)
  );
}

const inInclude = (include: ValueSetInclude, path: string): Modifier | undefined =>
  modifierOf(include, path) ??
  firstOf(include.concept, `${path}.concept`) ??
  firstOf(include.filter, `${path}.filter`);

/** Of the element itself, not of what is in it. */
export function modifierOf(element: Modified | undefined, path: string): Modifier | undefined {
  if (element?.implicitRules !== undefined)
    return { path: `${path}.implicitRules`, url: element.implicitRules };
  const extension = element?.modifierExtension?.[0];
  return extension && { path, url: extension.url };
}

function firstOf<T extends Modified>(
  list: readonly T[] = [],
  path: string,
  modifierIn: (item: T, path: string) => Modifier | undefined = modifierOf,
): Modifier | undefined {
  for (const [i, item] of list.entries()) {
    const modifier = modifierIn(item, `${path}[${i}]`);
    if (modifier) return modifier;
  }
  return undefined;
}
