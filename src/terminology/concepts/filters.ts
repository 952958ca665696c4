/** ValueSet.compose.include.filter -> ConceptCondition, one entry per FHIR operator (FilterOperator). */
import type * as r5 from "fhir/r5";
import type { Issue } from "../issues/issue.ts";
import {
  expressionNotRead,
  filterWithoutValue,
  hierarchyIsNoIsA,
  invalidFilterBoolean,
  invalidFilterRegex,
  referenceSetNotOffered,
  unfitFilterOperator,
  unknownFilterOperator,
  unknownFilterProperty,
} from "../issues/value-sets.ts";
import type { CodeSystem, ValueSetFilter } from "../model.ts";
import { own } from "../util/own.ts";
import { wordList } from "../util/word-list.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import { allOf, anyOf } from "./algebra.ts";
import type { ConceptCondition, ValueTest } from "./concept-condition.ts";
import { LOINC, propertyCodes } from "./concept-status.ts";
import { patternProblem } from "./pattern.ts";
import { isDecimal } from "./quantity.ts";

type FilterResult = { condition: ConceptCondition } | { issue: Issue };

/** What a filter speaks about: an element of every concept, its place in the hierarchy, or one of its properties. */
type Subject =
  | { kind: "concept" }
  | { kind: "text"; element: "display" | "definition" }
  | { kind: "designation" }
  | { kind: "parent" }
  | { kind: "ancestor" }
  | { kind: "child" }
  | { kind: "inactive"; codes: string[] }
  | { kind: "property"; codes: string[]; isNumber?: boolean };

interface FilterContext {
  property: string;
  op: string;
  subject: Subject;
  value: string;
  path: string;
  /** What it means to be below (CodeSystem.hierarchyMeaning). */
  hierarchyMeaning: CodeSystem["hierarchyMeaning"];
  work: WorkBudget | undefined;
}

type Operator = (context: FilterContext) => FilterResult;

const SNOMED = "http://snomed.info/sct";
/** `concept in 723264001` means the members of a reference set (https://hl7.org/fhir/R5/snomedct.html). */
const REFERENCE_SET = /^\d+$/;
/** Those that the same page defines for expressions. */
const EXPRESSION_FILTERS = new Set(["constraint", "expression", "expressions"]);

/** FHIR's properties that every code system has, declared or not (http://hl7.org/fhir/concept-properties). */
export const COMMON_PROPERTIES: readonly string[] = [
  "status",
  "notSelectable",
  "deprecated",
  "deprecationDate",
  "retirementDate",
  "effectiveDate",
  "itemWeight",
  "order",
  "label",
  "comment",
  "partOf",
  "synonym",
];

/**
 * Parses one filter of an include.
 * @param work what the request may cost, for patterns to be compiled
 * @param path where the filter stands, for messages: `ValueSet.compose.include[0].filter[1]`
 */
export function filterCondition(
  codeSystem: CodeSystem,
  filter: ValueSetFilter,
  path: string,
  work?: WorkBudget,
): FilterResult {
  const { property = "", op = "" } = filter as { property?: string; op?: string };
  const operator = own(OPERATORS, op);
  if (!operator) return { issue: unknownFilterOperator(op, Object.keys(OPERATORS), path) };
  const system = codeSystem.url ?? "";
  if (typeof filter.value !== "string" || filter.value === "") {
    return { issue: filterWithoutValue(system, property, op, path) };
  }
  if (property === "concept" && op === "in" && system === SNOMED && REFERENCE_SET.test(filter.value))
    return { issue: referenceSetNotOffered(filter.value, path) };
  const { hierarchyMeaning } = codeSystem;
  const { operator: taken = [] } = filterOfItsOwn(codeSystem, property) ?? {};
  if (taken.length > 0 && !taken.some((one) => one === op))
    return { issue: unfitFilterOperator(property, op, taken, path) };
  const subject = subjectOf(codeSystem, property);
  if (!subject) {
    if (system === SNOMED && EXPRESSION_FILTERS.has(property))
      return { issue: expressionNotRead(property, filter.value, path) };
    const known = [...(codeSystem.property ?? []), ...(codeSystem.filter ?? [])].map(({ code }) => code);
    return { issue: unknownFilterProperty(system, property, known, path) };
  }
  return operator({
    property,
    op,
    subject,
    value: filter.value,
    path,
    hierarchyMeaning,
    work,
  });
}

/**
 * A filter that the code system declares by a name that is no element and no property of its: FHIR leaves to its servers
 * what that selects.
 */
export const filterOfItsOwn = (codeSystem: CodeSystem, property: string): r5.CodeSystemFilter | undefined =>
  knownSubject(codeSystem, property) ? undefined : codeSystem.filter?.find(({ code }) => code === property);

/** A concept may have a property by the name of a filter, declared or not. */
const subjectOf = (codeSystem: CodeSystem, property: string): Subject | undefined =>
  filterOfItsOwn(codeSystem, property)
    ? { kind: "property", codes: [property] }
    : knownSubject(codeSystem, property);

function knownSubject(codeSystem: CodeSystem, property: string): Subject | undefined {
  if (property === "concept" || property === "code") return { kind: "concept" };
  if (property === "display" || property === "definition") return { kind: "text", element: property };
  if (property === "designation") return { kind: "designation" };
  if (propertyCodes(codeSystem, "parent").has(property) || property === "subsumedBy")
    return { kind: "parent" };
  if (propertyCodes(codeSystem, "child").has(property)) return { kind: "child" };
  const inactive = propertyCodes(codeSystem, "inactive");
  if (inactive.has(property)) return { kind: "inactive", codes: [...inactive] };
  const declared = (codeSystem.property ?? []).find((p) => p.code === property);
  if (declared) return { kind: "property", codes: [property], isNumber: NUMBERS.has(declared.type ?? "") };
  if (property === "ancestor" && codeSystem.url === LOINC) return { kind: "ancestor" };
  if (COMMON_PROPERTIES.includes(property))
    return { kind: "property", codes: [...propertyCodes(codeSystem, property)] };
  return undefined;
}

const NUMBERS = new Set<string>(["integer", "decimal"]);

/** As the numbers of concepts are printed: `1.50` is 1.5. */
const printedNumber = (value: string): string => (isDecimal(value) ? String(Number(value)) : value);

const OPERATORS: Record<string, Operator> = {
  /** The property has the value; a concept without the property does not fit. */
  "=": (context) => equals(context, [context.value]),

  /** The property has one of the values, a list with commas. */
  in: (context) => equals(context, wordList(context.value)),

  /** The property has none of the values; a concept without the property fits. */
  "not-in": (context) => negated(equals(context, wordList(context.value))),

  /** The concept and all that it subsumes: itself and everything below. */
  "is-a": subsumption((code) => ({ kind: "descendantOf", code, self: true })),

  /** Everything below the concept, at any depth, without itself. */
  "descendent-of": subsumption((code) => ({ kind: "descendantOf", code, self: false })),

  /** Everything that is neither the concept nor below it. */
  "is-not-a": subsumption((code) => ({ kind: "not", of: { kind: "descendantOf", code, self: true } })),

  /** The concept and all that subsume it: itself and everything above. */
  generalizes: subsumption((code) => ({ kind: "ancestorOf", code, self: true })),

  /** Directly below the concept. */
  "child-of": hierarchy((code) => ({ kind: "childOf", code })),

  /** Below the concept at any depth, and without children of its own. */
  "descendent-leaf": subsumption((code) =>
    allOf([{ kind: "descendantOf", code, self: false }, { kind: "leaf" }]),
  ),

  /** The whole value of the property fits the regular expression. */
  regex: (context) => {
    const problem = patternProblem(context.value, context.work);
    if (problem !== undefined) return { issue: invalidFilterRegex(context.value, problem, context.path) };
    return tested(context, { op: "regex", patterns: [context.value] });
  },

  /** The property has any value at all (`true`), or none (`false`). */
  exists: (context) => {
    if (context.value !== "true" && context.value !== "false") {
      return { issue: invalidFilterBoolean(context.property, context.value, context.path) };
    }
    const some = exists(context);
    return context.value === "true" ? some : negated(some);
  },
};

const OF_HIERARCHY = new Set([
  "is-a",
  "descendent-of",
  "is-not-a",
  "generalizes",
  "child-of",
  "descendent-leaf",
]);

/** The code from which a filter goes up or down the hierarchy; undefined: it is about something else. */
export const startOf = ({ op, value }: ValueSetFilter): string | undefined =>
  OF_HIERARCHY.has(op) ? value : undefined;

/**
 * The codes of its own system that a filter compares with: those of concepts or of their relatives; or those that a
 * property of type `code` should hold.
 */
export function codesCompared(
  codeSystem: CodeSystem,
  { property, op, value }: ValueSetFilter,
): { codes: readonly string[]; isOfProperty: boolean } {
  const kind = knownSubject(codeSystem, property)?.kind;
  const declared = codeSystem.property?.find(({ code }) => code === property);
  const isOfProperty = kind === "property" && declared?.type === "code";
  const isOfConcept = kind !== undefined && ["concept", "parent", "ancestor", "child"].includes(kind);
  const codes = isOfProperty || isOfConcept ? filterValues(op, value) : undefined;
  return { codes: codes ?? [], isOfProperty };
}

/** Operators about the hierarchy take a code, and fit `concept` (or `code`) only. */
function hierarchy(condition: (code: string) => ConceptCondition): Operator {
  return ({ property, op, subject, value, path }) =>
    subject.kind === "concept"
      ? { condition: condition(value) }
      : { issue: unfitFilterOperator(property, op, fitting(subject), path) };
}

/** The operators that fit what is no code of a concept; relatives and status are no values that a pattern could fit. */
const fitting = ({ kind }: Subject): string[] =>
  kind === "property" || kind === "text" || kind === "designation"
    ? ["=", "in", "not-in", "regex", "exists"]
    : ["=", "in", "not-in", "exists"];

/** As `hierarchy`, for operators that speak of is-a: a hierarchy of parts, say, is none (CodeSystem.hierarchyMeaning). */
function subsumption(condition: (code: string) => ConceptCondition): Operator {
  const inHierarchy = hierarchy(condition);
  return (context) => {
    const { hierarchyMeaning: meaning, op, path } = context;
    return meaning === undefined || meaning === "is-a"
      ? inHierarchy(context)
      : { issue: hierarchyIsNoIsA(op, meaning, path) };
  };
}

function equals(context: FilterContext, values: readonly string[]): FilterResult {
  switch (context.subject.kind) {
    case "concept":
      return { condition: { kind: "codes", codes: values } };
    case "parent":
      return { condition: anyOf(values.map((code) => ({ kind: "childOf", code }))) };
    case "ancestor":
      return { condition: anyOf(values.map((code) => ({ kind: "descendantOf", code, self: false }))) };
    case "child":
      return { condition: anyOf(values.map((code) => ({ kind: "parentOf", code }))) };
    case "inactive":
      return {
        condition: anyOf([
          ...(values.includes("true") ? [{ kind: "not", of: { kind: "active" } } as const] : []),
          ...(values.includes("false") ? [{ kind: "active" } as const] : []),
        ]),
      };
    case "property": {
      const { isNumber } = context.subject;
      return tested(context, {
        op: "in",
        values: isNumber ? values.map(printedNumber) : inBothForms(values),
      });
    }
    default:
      return tested(context, { op: "in", values: inBothForms(values) });
  }
}

/** What Unicode says is the same text: with composed letters, and with decomposed ones. */
const inBothForms = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => [text, text.normalize("NFC"), text.normalize("NFD")])),
];

function tested({ property, op, subject, path }: FilterContext, test: ValueTest): FilterResult {
  switch (subject.kind) {
    case "concept":
      return { condition: { kind: "element", element: "code", test } };
    case "text":
      return { condition: { kind: "element", element: subject.element, test } };
    case "designation":
      return { condition: { kind: "designation", test } };
    case "property":
      return {
        condition: anyOf(subject.codes.map((code) => ({ kind: "property", property: code, test }))),
      };
    default:
      return { issue: unfitFilterOperator(property, op, fitting(subject), path) };
  }
}

function exists(context: FilterContext): FilterResult {
  const { subject } = context;
  switch (subject.kind) {
    case "parent":
    case "ancestor":
      return { condition: { kind: "not", of: { kind: "root" } } };
    case "child":
      return { condition: { kind: "not", of: { kind: "leaf" } } };
    case "inactive": {
      const stated = subject.codes.map((property) => ({ kind: "property", property, test: EXISTS }) as const);
      return { condition: anyOf([...stated, { kind: "not", of: { kind: "active" } }]) };
    }
    default:
      return tested(context, EXISTS);
  }
}

const EXISTS: ValueTest = { op: "exists" };

function negated(result: FilterResult): FilterResult {
  return "issue" in result ? result : { condition: { kind: "not", of: result.condition } };
}

/** The values that `=`, `in` and `not-in` compare with; undefined: the operator is another one. */
export function filterValues(op: string, value: string): string[] | undefined {
  if (op === "=") return [value];
  return op === "in" || op === "not-in" ? wordList(value) : undefined;
}
