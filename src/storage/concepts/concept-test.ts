/** A condition as a function of one concept: how memory answers, and SQL for the few codes it is asked about. */
import { type Holds, joinedTest, ownTest, valueTest } from "../../terminology/concepts/condition-tests.ts";
import { nameKey, namesOf, searchTexts, words } from "../../terminology/concepts/text-match.ts";
import type { Concept, Property } from "../../terminology/model.ts";
import type { WorkBudget } from "../../terminology/util/work-budget.ts";
import { contains } from "./ranges.ts";
import type { Rest } from "./resolve-condition.ts";

/** A concept where it stands. */
export interface Positioned {
  position: number;
  leaf: boolean;
  concept: Concept;
}

/** @throws what RE2 throws for a pattern it can't read; the caller has checked patterns before */
export function conceptTest(rest: Rest, work?: WorkBudget): Holds<Positioned> {
  switch (rest.kind) {
    case "all":
    case "any":
    case "not":
      return joinedTest(rest, (part: Rest) => conceptTest(part, work));
    case "ranges":
      return ({ position }) => contains(rest.ranges, position);
    case "leaf":
      return ({ leaf }) => leaf;
    case "root":
      return ({ concept }) => concept.parents.length === 0;
    case "property": {
      const test = valueTest(rest.test, work);
      return ({ concept }) =>
        concept.properties.some((p) => p.code === rest.property && test(printed(p.value)));
    }
    case "text": {
      const query = words(rest.text);
      return ({ concept }) => matchesText(concept, query);
    }
    case "name": {
      const keys = new Set(rest.keys);
      return ({ concept }) => namesOf(concept).some((name) => keys.has(nameKey(name)));
    }
    default: {
      const test = ownTest(rest, work);
      return ({ concept }) => test(concept);
    }
  }
}

/** Each word of the query starts some word of some text. */
function matchesText(concept: Concept, query: readonly string[]): boolean {
  if (query.length === 0) return true;
  const own = searchTexts(concept).flatMap(words);
  return query.every((q) => own.some((word) => word.startsWith(q)));
}

/** A property's value as the text that conditions compare. */
export function printed(value: Property["value"]): string {
  return typeof value === "object" ? (value.code ?? "") : String(value);
}
