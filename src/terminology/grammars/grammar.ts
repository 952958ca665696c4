/** Code systems that are a grammar, not a list: whether a text is a code of theirs is worked out, not looked up. */
import type { ConceptCondition, Page, Selection } from "../concepts/concept-condition.ts";
import { conditionHolds } from "../concepts/condition-holds.ts";
import { grammarWithoutEnd } from "../issues/value-sets.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { CodeSystem, Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";

export interface Grammar {
  url: string;
  name: string;
  title: string;
  caseSensitive: boolean;
  /** What the code stands for, the code written as it should be; undefined: it is none. */
  read(code: string): { code: string; display: string } | undefined;
}

/** A code of a grammar has no parents and no properties, and there is no end of them: only given codes can be asked for. */
export function grammarSystem({ read, ...header }: Grammar): CodeSystemProvider {
  const codeSystem: CodeSystem = {
    ...header,
    resourceType: "CodeSystem",
    status: "active",
    content: "complete",
  };
  const fold = header.caseSensitive ? (code: string) => code : (code: string) => code.toLowerCase();
  const concept = (code: string): Concept | undefined => {
    const found = code.length > MAX_LENGTH ? undefined : read(code);
    return (
      found && { ...found, designations: [], properties: [], parents: [], inactive: false, abstract: false }
    );
  };
  const select = ({ condition, codes, offset = 0, count }: Selection): Page<Concept> => {
    const candidates = codes ?? bound(condition);
    if (!candidates) throw new TerminologyError(grammarWithoutEnd(header.url));
    const found = new Map<string, Concept>();
    for (const code of candidates) {
      const one = concept(code);
      if (one && conditionHolds(condition, one, fold)) found.set(one.code, one);
    }
    const items = [...found.values()];
    return {
      total: items.length,
      items: items.slice(offset, count === undefined ? undefined : offset + count),
    };
  };
  return {
    codeSystem,
    locate: async (codes) => codes.map(concept),
    select: async (selection) => select(selection),
  };
}

/** No real code comes near. */
const MAX_LENGTH = 300;

/** The only codes of which the condition can hold; undefined: there is no end of them. */
function bound(condition: ConceptCondition): readonly string[] | undefined {
  switch (condition.kind) {
    case "codes":
      return condition.codes;
    case "all":
      return condition.of.map(bound).find((codes) => codes !== undefined);
    case "any": {
      const bounds = condition.of.map(bound);
      return bounds.every((codes) => codes !== undefined) ? bounds.flat() : undefined;
    }
    case "descendantOf":
    case "ancestorOf":
      return condition.self ? [condition.code] : [];
    case "childOf":
    case "parentOf":
    case "property":
    case "designation":
    case "name":
      return [];
    default:
      return undefined;
  }
}
