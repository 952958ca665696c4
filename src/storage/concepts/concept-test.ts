/** A condition as a function of one concept: how memory answers, and SQL for the few codes it is asked about. */
import { designationsOf } from "../../terminology/concepts/designations.ts";
import type { ValueTest } from "../../terminology/concepts/concept-condition.ts";
import type { Concept, Property } from "../../terminology/model.ts";
import { nameKey, namesOf, searchTexts, words } from "../../terminology/concepts/text-match.ts";
import { patternTest } from "../../terminology/concepts/pattern.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import { contains } from "./ranges.ts";
import type { Rest } from "./resolve-condition.ts";

/** A concept where it stands. */
export interface Positioned {
  position: number;
  leaf: boolean;
  concept: Concept;
}

type ConceptTest = (positioned: Positioned) => boolean;

/** @throws what RE2 throws for a pattern it can't read; the caller has checked patterns before */
export function conceptTest(rest: Rest, work?: WorkBudget): ConceptTest {
  switch (rest.kind) {
    case "all": {
      const tests = rest.of.map((part) => conceptTest(part, work));
      return (positioned) => tests.every((test) => test(positioned));
    }
    case "any": {
      const tests = rest.of.map((part) => conceptTest(part, work));
      return (positioned) => tests.some((test) => test(positioned));
    }
    case "not": {
      const test = conceptTest(rest.of, work);
      return (positioned) => !test(positioned);
    }
    case "ranges":
      return ({ position }) => contains(rest.ranges, position);
    case "leaf":
      return ({ leaf }) => leaf;
    case "root":
      return ({ concept }) => concept.parents.length === 0;
    case "active":
      return ({ concept }) => !concept.inactive;
    case "selectable":
      return ({ concept }) => !concept.abstract;
    case "property": {
      const test = valueTest(rest.test, work);
      return ({ concept }) =>
        concept.properties.some((p) => p.code === rest.property && test(printed(p.value)));
    }
    case "element": {
      const test = valueTest(rest.test, work);
      const { element } = rest;
      return ({ concept }) => concept[element] !== undefined && test(concept[element]);
    }
    case "designation": {
      const test = valueTest(rest.test, work);
      return ({ concept }) => designationsOf(concept).some((d) => test(d.value));
    }
    case "text": {
      const query = words(rest.text);
      return ({ concept }) => matchesText(concept, query);
    }
    case "name": {
      const keys = new Set(rest.keys);
      return ({ concept }) => namesOf(concept).some((name) => keys.has(nameKey(name)));
    }
    default:
      return rest satisfies never;
  }
}

/** Each word of the query starts some word of some text. */
function matchesText(concept: Concept, query: readonly string[]): boolean {
  if (query.length === 0) return true;
  const own = searchTexts(concept).flatMap(words);
  return query.every((q) => own.some((word) => word.startsWith(q)));
}

/**
 * The values are text already (`printed`).
 * @throws what RE2 throws for a pattern that it can't read
 */
export function valueTest(test: ValueTest, work?: WorkBudget): (value: string) => boolean {
  switch (test.op) {
    case "in": {
      const values = new Set(test.values);
      return (value) => values.has(value);
    }
    case "regex":
      return patternTest(test, work);
    case "exists":
      return () => true;
    default:
      return test satisfies never;
  }
}

/** A property's value as the text that conditions compare. */
export function printed(value: Property["value"]): string {
  return typeof value === "object" ? (value.code ?? "") : String(value);
}
