/** The tree of all that can be asked of concepts, and the questions that are asked with it. */
import { onceFor } from "../util/once-for.ts";
import type { WorkBudget } from "../util/work-budget.ts";

/**
 * All that can be asked of concepts. ValueSet filters parse into this tree (`filters.ts`), and each back end
 * answers it: memory by a function, SQL by a WHERE clause.
 */
export type ConceptCondition =
  /** Every one holds; none given: every concept. */
  | { kind: "all"; of: ConceptCondition[] }
  /** At least one holds; none given: no concept. */
  | { kind: "any"; of: ConceptCondition[] }
  | { kind: "not"; of: ConceptCondition }
  | { kind: "codes"; codes: readonly string[] }
  /** Below `code` at any depth; with `self`, `code` too (is-a). */
  | { kind: "descendantOf"; code: string; self: boolean }
  /** Above `code` at any height; with `self`, `code` too (generalizes). */
  | { kind: "ancestorOf"; code: string; self: boolean }
  | { kind: "childOf"; code: string }
  | { kind: "parentOf"; code: string }
  /** Has no children. */
  | { kind: "leaf" }
  /** Has no parents. */
  | { kind: "root" }
  | { kind: "active" }
  | { kind: "selectable" }
  | { kind: "property"; property: string; test: ValueTest }
  /** Tests the concept's own `code`, `display` or `definition`. */
  | { kind: "element"; element: "code" | "display" | "definition"; test: ValueTest }
  /** Any designation's value. */
  | { kind: "designation"; test: ValueTest }
  /** Each word of the text starts a word of one of the concept's `searchTexts` (`text-match.ts`). */
  | { kind: "text"; text: string }
  /**
   * One of the concept's `namesOf` has one of these `nameKey`s (`text-match.ts`).
   * Equality of keys, so that a database answers it from an index: it stores the `nameKey` of each name.
   */
  | { kind: "name"; keys: readonly string[] };

/** One that is made of others. */
export type ConditionOfParts = Extract<ConceptCondition, { kind: "all" | "any" | "not" }>;

/** A test of a value printed as text: codes and Codings by their code, booleans as true/false. Case-sensitive. */
export type ValueTest =
  | { op: "in"; values: readonly string[] }
  /** One of the patterns, or with `every` each of them, matches the whole value; linear time (RE2 syntax). */
  | { op: "regex"; patterns: readonly string[]; every?: true }
  | { op: "exists" };

/** The whole question at once, so that counting and paging stay where the data is. */
export interface Selection {
  condition: ConceptCondition;
  /** Only these codes are candidates: membership of a few codes is a selection bounded to them. */
  codes?: readonly string[] | undefined;
  activeOnly?: boolean | undefined;
  /** Concepts to skip; default 0. */
  offset?: number | undefined;
  /** Concepts to return at most; absent: all. 0: only count. */
  count?: number | undefined;
  /** Concepts are wanted only where these are all there are: of more, a store may give none. */
  whole?: boolean | undefined;
  /** Of the concepts only the codes are wanted: a store may leave out all else. */
  codesAlone?: boolean | undefined;
  /** They are some of very many that are read once: a store need not keep them. */
  readOnce?: boolean | undefined;
  /** What the request may cost: spent on what has to be looked at. Absent: it is nobody's request. */
  work?: WorkBudget | undefined;
}

/** The condition, and with `activeOnly` that one too. */
export const wholeCondition = ({ condition, activeOnly }: Selection): ConceptCondition =>
  activeOnly ? { kind: "all", of: [condition, { kind: "active" }] } : condition;

/** A slice of the answer, in code system order, and how many there are in all. */
export interface Page<T> {
  total: number;
  items: T[];
}

/** Does it say where a concept stands as seen from a code? */
export const namesCode = ({ kind }: ConceptCondition): boolean =>
  kind === "descendantOf" || kind === "ancestorOf" || kind === "childOf" || kind === "parentOf";

/** Is a text, as people type it, any part of it? Large parts are shared by many conditions, and looked through once. */
export const mentionsText = (condition: ConceptCondition): boolean =>
  "of" in condition ? hasText(condition) : condition.kind === "text";

const hasText = onceFor((condition: ConditionOfParts): boolean =>
  condition.kind === "not" ? mentionsText(condition.of) : condition.of.some(mentionsText),
);

export const EVERY_CONCEPT: ConceptCondition = { kind: "all", of: [] };
export const NO_CONCEPT: ConceptCondition = { kind: "any", of: [] };
