/** Code systems that are a grammar, not a list: whether a text is a code of theirs is worked out, not looked up. */
import { keptOr, type Awaitable } from "../util/awaitable.ts";
import type { ConceptCondition, Page, Selection } from "../concepts/concept-condition.ts";
import { conditionHolds } from "../concepts/condition-holds.ts";
import { grammarUnclosed, grammarWithoutEnd } from "../issues/value-sets.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { CodeSystem, Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";

export interface Grammar {
  url: string;
  version?: string;
  name: string;
  title: string;
  caseSensitive: boolean;
  /** The value set of codes in common use, which are listed where all are asked for; absent: nothing is listed. */
  commonCodes?: string;
  /** Gives what reads the codes; asked once, with the first question, so that data may be loaded as late. */
  load(): Awaitable<GrammarRules>;
}

export interface GrammarRules {
  /** What the code stands for, the code written as it should be; undefined: it is none. */
  read(code: string): GrammarCode | undefined;
  /** The codes of `commonCodes`, in order. */
  common?: readonly string[];
}

export interface GrammarCode {
  code: string;
  display: string;
  otherNames?: readonly string[];
  deprecated?: boolean;
}

/** A code of a grammar has no parents and hardly a property, and there is no end of them: only given codes can be asked for. */
export function grammarSystem({ load, commonCodes, ...header }: Grammar): CodeSystemProvider {
  const codeSystem: CodeSystem = {
    ...header,
    resourceType: "CodeSystem",
    status: "active",
    content: "complete",
    property: [{ code: "status", uri: "http://hl7.org/fhir/concept-properties#status", type: "code" }],
  };
  const fold = header.caseSensitive ? (code: string) => code : (code: string) => code.toLowerCase();
  const kept = new Map<string, Awaitable<GrammarRules>>();
  const rules = () => keptOr(kept, header.url, async () => load());
  return {
    codeSystem,
    ...(commonCodes === undefined ? {} : { unclosed: grammarUnclosed(header.url, commonCodes) }),
    locate: async (codes) => {
      const { read } = await rules();
      return codes.map((code) => concept(read, code));
    },
    select: async (selection) => select(await rules(), selection, header.url, fold),
  };
}

function concept(read: GrammarRules["read"], text: string): Concept | undefined {
  const found = text.length > MAX_LENGTH ? undefined : read(text);
  if (!found) return undefined;
  const { code, display, otherNames = [], deprecated } = found;
  return {
    code,
    display,
    designations: otherNames.map((value) => ({ value })),
    properties: deprecated ? [{ code: "status", type: "code", value: "deprecated" }] : [],
    parents: [],
    inactive: false,
    abstract: false,
  };
}

function select(
  { read, common }: GrammarRules,
  { condition, codes, offset = 0, count }: Selection,
  url: string,
  fold: (code: string) => string,
): Page<Concept> {
  const candidates = codes ?? bound(condition) ?? common;
  if (!candidates) throw new TerminologyError(grammarWithoutEnd(url));
  const found = new Map<string, Concept>();
  for (const code of candidates) {
    const one = concept(read, code);
    if (one && conditionHolds(condition, one, fold)) found.set(one.code, one);
  }
  const items = [...found.values()];
  return {
    total: items.length,
    items: items.slice(offset, count === undefined ? undefined : offset + count),
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
