/** Code systems that are a grammar, not a list: whether a text is a code of theirs is worked out, not looked up. */
import { bareConcept } from "../concepts/bare-concept.ts";
import type { ConceptCondition, Page, Selection } from "../concepts/concept-condition.ts";
import { standaloneTest } from "../concepts/standalone-test.ts";
import { grammarWithoutEnd } from "../issues/expansion.ts";
import { type Issue, TerminologyError } from "../issues/issue.ts";
import type { CodeSystem, Concept, Designation, ValueSet } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";

export interface Grammar extends Pick<
  CodeSystem,
  "version" | "copyright" | "language" | "filter" | "experimental"
> {
  url: string;
  name: string;
  title: string;
  caseSensitive: boolean;
  /** A value set of common codes, or its address: it stands for all of them where they are to be listed. */
  common?: string | (() => ValueSet | undefined);
  /** What reading needs besides, loaded before the first code is read. */
  load?(): Awaitable<unknown>;
  /** Units of work to read a code; absent: one. */
  cost?: number;
  /** What the code stands for, the code written as it should be; undefined: it is none. */
  read(code: string): GrammarCode | undefined;
  /** Why a text is no code. */
  why?(code: string): Issue[];
  /** Does a condition on a property of `filter` hold of a code? */
  holds?(code: string, condition: PropertyCondition): boolean;
  /** Why it does not, in words. */
  whyNot?(code: string, condition: PropertyCondition): string | undefined;
}

interface GrammarCode {
  code: string;
  display: string;
  designations?: Designation[];
  /** deprecated: still known, but another is preferred to it. unregistered: written as it should be, but not listed. */
  status?: string;
}

export type PropertyCondition = Extract<ConceptCondition, { kind: "property" }>;

/**
 * A code of a grammar has no parents and no properties but its status, and there is no end of them: only given codes can be asked for,
 * or those of `common`, the value set at the grammar's address of that name, if it is known.
 */
export function grammarSystem(
  grammar: Grammar,
  common: () => ValueSet | undefined = () => undefined,
): CodeSystemProvider {
  const { why, whyNot } = grammar;
  const ready = onceLoaded(grammar);
  const whenReady = <T>(answer: () => T): Awaitable<T> => after(ready(), answer);
  return {
    codeSystem: headerOf(grammar),
    get common() {
      return common();
    },
    locate: (codes) => whenReady(() => codes.map((code) => readConcept(grammar, code))),
    select: (selection) => whenReady(() => selected(grammar, selection, common)),
    childrenOf: (codes) => codes.map(() => []),
    ...(why ? { why: (code: string) => whenReady(() => why(code.slice(0, MAX_LENGTH))) } : {}),
    ...(whyNot ? { whyNot: (code, condition) => whenReady(() => failing(code, condition, whyNot)) } : {}),
  };
}

function headerOf(grammar: Grammar): CodeSystem {
  const { read: _r, cost: _t, load: _l, why: _w, holds: _h, whyNot: _n, common: _c, ...header } = grammar;
  return { ...header, resourceType: "CodeSystem", status: "active", content: "complete" };
}

/** What reading needs besides is loaded once, before the first code is read. */
function onceLoaded({ load }: Grammar): () => Awaitable<unknown> {
  let ready: Awaitable<unknown> = undefined;
  return () => (ready ??= load && after(load(), () => (ready = true)));
}

function readConcept({ read }: Grammar, code: string): Concept | undefined {
  const found = code.length > MAX_LENGTH ? undefined : read(code);
  return found && conceptOf(found);
}

/** @throws TerminologyError where the codes that the condition can hold of have no end. */
function selected(
  grammar: Grammar,
  { condition, codes, offset = 0, count, work }: Selection,
  common: () => ValueSet | undefined,
): Page<Concept> {
  const candidates = codes ?? bound(condition) ?? codesOf(common());
  if (!candidates) throw new TerminologyError(grammarWithoutEnd(grammar.url));
  const fold = grammar.caseSensitive ? (code: string) => code : (code: string) => code.toLowerCase();
  const propertyHolds = (property: PropertyCondition, { code }: Concept): boolean =>
    grammar.holds?.(code, property) ?? false;
  const fits = standaloneTest(condition, { fold, propertyHolds, work });
  const found = new Map<string, Concept>();
  for (const code of candidates) {
    work?.concepts(grammar.cost ?? 1);
    const one = readConcept(grammar, code);
    if (one && fits(one)) found.set(one.code, one);
  }
  const end = count === undefined ? undefined : offset + count;
  return { total: found.size, items: [...found.values()].slice(offset, end) };
}

const conceptOf = ({ status, ...named }: GrammarCode): Concept => ({
  ...bareConcept(named.code),
  ...named,
  properties: status === undefined ? [] : [{ code: "status", type: "code", value: status }],
});

/** Of conditions that must all hold, those on properties that do not. */
function failing(
  code: string,
  condition: ConceptCondition,
  whyNot: NonNullable<Grammar["whyNot"]>,
): string[] {
  if (condition.kind === "all") return condition.of.flatMap((one) => failing(code, one, whyNot));
  const reason = condition.kind === "property" ? whyNot(code, condition) : undefined;
  return reason === undefined ? [] : [reason];
}

/** No real code comes near. */
const MAX_LENGTH = 300;

const codesOf = (valueSet: ValueSet | undefined): string[] | undefined =>
  valueSet &&
  (valueSet.compose?.include ?? []).flatMap(({ concept = [] }) => concept.map(({ code }) => code));

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
    case "designation":
    case "name":
      return [];
    default:
      return undefined;
  }
}
