/** A FHIR search criterion, `name:modifier=value,value`, as a test of search values. */
import { isDecimal } from "../concepts/quantity.ts";
import { TerminologyError } from "../issues/issue.ts";
import {
  badSearchValue,
  unknownModifier,
  unknownSearchParameter,
  unsortableParameter,
} from "../issues/storage.ts";
import { RESOURCE_TYPES, type ResourceType } from "../model.ts";
import type { SearchCriterion } from "../store.ts";
import { type Prefix, readDate, type Span, splitPrefix } from "./dates.ts";
import { isSortable, type SearchParameter, searchParameter, searchParameters } from "./parameters.ts";
import { foldString, type SearchType, type SearchValue } from "./values.ts";

type TextField = "system" | "value" | "folded";

/** A test of one search value; memory answers it by a function, SQL by a WHERE clause. */
export type SearchTest =
  | { kind: "text"; field: TextField; op: "equals" | "prefix" | "contains"; text: string }
  /** A concept's code; in any case where its code system tells none apart, and only there the value is `folded`. */
  | { kind: "code"; code: string }
  | { kind: "absent"; field: TextField }
  | { kind: "number"; field: "low" | "high"; op: "<" | "<=" | ">" | ">="; at: number }
  | { kind: "all"; of: SearchTest[] }
  | { kind: "any"; of: SearchTest[] };

/** Holds for a resource where a value of the parameter passes the test, or, with `present` false, where none does. */
export interface Criterion {
  parameter: SearchParameter;
  present: boolean;
  test: SearchTest;
}

const MODIFIERS: Record<SearchType, readonly string[]> = {
  string: ["exact", "contains", "missing"],
  token: ["not", "missing"],
  uri: ["above", "below", "contains", "not", "missing"],
  reference: ["not", "missing"],
  date: ["missing"],
  quantity: ["missing"],
};

const ANYTHING: SearchTest = { kind: "all", of: [] };

/**
 * Reads a criterion of a search over resources of `type`.
 * @throws TerminologyError for an unknown parameter, a modifier that its type doesn't have, or a value that can't be read
 */
export function readCriterion(type: ResourceType, { name, modifier, values }: SearchCriterion): Criterion {
  const parameter = searchParameter(type, name);
  if (!parameter)
    throw new TerminologyError(
      unknownSearchParameter(
        type,
        name,
        searchParameters(type).map((p) => p.name),
      ),
    );
  if (modifier !== undefined && !MODIFIERS[parameter.type].includes(modifier))
    throw new TerminologyError(unknownModifier(name, modifier, MODIFIERS[parameter.type]));
  if (modifier === "missing") return { parameter, present: !missing(name, values), test: ANYTHING };
  const of = values.map((value) => valueTest(parameter, modifier, value));
  const [only, ...others] = of;
  const test: SearchTest = only && others.length === 0 ? only : { kind: "any", of };
  return { parameter, present: modifier !== "not", test };
}

function missing(name: string, values: readonly string[]): boolean {
  const [value] = values;
  if (values.length === 1 && (value === "true" || value === "false")) return value === "true";
  throw new TerminologyError(badSearchValue(`${name}:missing`, values.join(","), "true or false"));
}

function valueTest(
  { name, type, rows }: SearchParameter,
  modifier: string | undefined,
  value: string,
): SearchTest {
  switch (type) {
    case "string":
      if (modifier === "exact") return text("value", "equals", value);
      return foldedTest(modifier === "contains" ? "contains" : "prefix", foldString(value));
    case "token":
      return tokenTest(value, rows === "concepts" ? conceptTest : codeTest);
    case "uri":
      return uriTest(name, modifier, value);
    case "reference":
      return referenceTest(value);
    case "date":
      return dateTest(name, value);
    case "quantity":
      return quantityTest(name, value);
    default:
      return type satisfies never;
  }
}

const text = (field: TextField, op: "equals" | "prefix" | "contains", value: string): SearchTest => ({
  kind: "text",
  field,
  op,
  text: value,
});

function uriTest(name: string, modifier: string | undefined, value: string): SearchTest {
  if (modifier === "above") {
    return { kind: "any", of: above(name, value).map((uri) => text("value", "equals", uri)) };
  }
  const op = modifier === "contains" ? "contains" : "equals";
  return text("value", modifier === "below" ? "prefix" : op, value);
}

/** No address has more; each is a question of its own. */
const MOST_PARTS = 20;

/** The address itself and those above it, with and without a slash at the end. */
function above(name: string, uri: string): string[] {
  const parts = uri.split("/");
  if (parts.length > MOST_PARTS) {
    throw new TerminologyError(
      badSearchValue(`${name}:above`, uri, `an address with at most ${MOST_PARTS - 1} slashes`),
    );
  }
  const higher = parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join("/"));
  return [uri, ...higher.flatMap((address) => [address, `${address}/`])];
}

/** What is nothing but space or accents is no beginning of anything. */
const foldedTest = (op: "prefix" | "contains", folded: string): SearchTest =>
  text("folded", folded === "" ? "equals" : op, folded);

const codeTest = (code: string): SearchTest => text("value", "equals", code);

const conceptTest = (code: string): SearchTest => ({ kind: "code", code });

const unescaped = (part: string): string => part.replaceAll("\\|", "|");

/** `code`, `system|code`, `system|`, and `|code` for a code without system; a bar of their own is `\|`. */
function tokenTest(token: string, test: (code: string) => SearchTest): SearchTest {
  const bar = token.search(/(?<!\\)\|/);
  if (bar < 0) return test(unescaped(token));
  const system = unescaped(token.slice(0, bar));
  const code = unescaped(token.slice(bar + 1));
  const ofSystem: SearchTest =
    system === "" ? { kind: "absent", field: "system" } : text("system", "equals", system);
  return code === "" ? ofSystem : { kind: "all", of: [ofSystem, test(code)] };
}

/** `Type/id` in any version, a bare id, a canonical with its version, or without: then of any version. */
function referenceTest(value: string): SearchTest {
  const of = [text("value", "equals", value)];
  if (!value.includes("|"))
    of.push(text("value", "prefix", `${value}|`), text("value", "prefix", `${value}/_history/`));
  if (/^[A-Za-z0-9.-]{1,64}$/.test(value))
    for (const type of RESOURCE_TYPES)
      of.push(
        text("value", "equals", `${type}/${value}`),
        text("value", "prefix", `${type}/${value}/_history/`),
      );
  return { kind: "any", of };
}

function dateTest(name: string, value: string): SearchTest {
  const [prefix, date] = splitPrefix(value);
  const span = readDate(date);
  if (!span)
    throw new TerminologyError(
      badSearchValue(name, value, "a date such as 2024-05, with a prefix if need be: ge2024-05"),
    );
  return spanTest(prefix, prefix === "ap" ? around(span) : span);
}

/** "Approximately": a tenth of the time between now and then, on both sides (Search, "prefixes"). */
function around({ low, high }: Span): Span {
  const margin = Math.abs(Date.now() - (low + high) / 2) / 10;
  return { low: low - margin, high: high + margin };
}

/** Compares the value's span with the given one, by the meanings of Search, "prefixes". */
function spanTest(prefix: Prefix, { low, high }: Span): SearchTest {
  const number = (field: "low" | "high", op: "<" | "<=" | ">" | ">=", at: number): SearchTest => ({
    kind: "number",
    field,
    op,
    at,
  });
  const within: SearchTest = { kind: "all", of: [number("low", ">=", low), number("high", "<=", high)] };
  switch (prefix) {
    case "eq":
      return within;
    case "ne":
      return { kind: "any", of: [number("low", "<", low), number("high", ">", high)] };
    case "gt":
      return number("high", ">", high);
    case "lt":
      return number("low", "<", low);
    case "ge":
      return { kind: "any", of: [number("high", ">", high), within] };
    case "le":
      return { kind: "any", of: [number("low", "<", low), within] };
    case "sa":
      return number("low", ">=", high);
    case "eb":
      return number("high", "<=", low);
    case "ap":
      return { kind: "all", of: [number("low", "<", high), number("high", ">", low)] };
    default:
      return prefix satisfies never;
  }
}

/** `[prefix]number|system|code`; `5.4` means what rounds to it (Search, "quantity"). */
function quantityTest(name: string, value: string): SearchTest {
  const [prefixed = "", system, code] = value.split("|");
  const [prefix, digits] = splitPrefix(prefixed);
  if (!isDecimal(digits))
    throw new TerminologyError(
      badSearchValue(name, value, "number|system|code, such as 5.4|http://unitsofmeasure.org|mg"),
    );
  const at = Number(digits);
  const half = prefix === "ap" ? Math.abs(at) / 10 : precision(digits) / 2;
  const exact = prefix !== "eq" && prefix !== "ne" && prefix !== "ap";
  const of = [spanTest(prefix, exact ? { low: at, high: at } : { low: at - half, high: at + half })];
  if (system) of.push(text("system", "equals", system));
  if (code) of.push(text("value", "equals", code));
  return { kind: "all", of };
}

function precision(digits: string): number {
  const [mantissa = "", exponent] = digits.toLowerCase().split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return 10 ** (Number(exponent ?? 0) - decimals);
}

/** Do these values of its parameter meet the criterion? */
export const meets = (values: readonly SearchValue[], { test, present }: Criterion): boolean =>
  values.some((value) => passes(test, value)) === present;

function passes(test: SearchTest, value: SearchValue): boolean {
  switch (test.kind) {
    case "text": {
      const own = value[test.field];
      if (own === undefined) return false;
      if (test.op === "equals") return own === test.text;
      return test.op === "prefix" ? own.startsWith(test.text) : own.includes(test.text);
    }
    case "code":
      return value.value === test.code || value.folded === test.code.toLowerCase();
    case "absent":
      return value[test.field] === undefined;
    case "number":
      return compare(value[test.field], test.op, test.at);
    case "all":
      return test.of.every((t) => passes(t, value));
    case "any":
      return test.of.some((t) => passes(t, value));
    default:
      return test satisfies never;
  }
}

function compare(own: number | undefined, op: "<" | "<=" | ">" | ">=", at: number): boolean {
  if (own === undefined) return false;
  switch (op) {
    case "<":
      return own < at;
    case "<=":
      return own <= at;
    case ">":
      return own > at;
    case ">=":
      return own >= at;
  }
}

/**
 * Reads one `name` or `-name` of `_sort`.
 * @throws TerminologyError for a parameter that can't be sorted by
 */
export function readSort(
  type: ResourceType,
  rule: string,
): { parameter: SearchParameter; descending: boolean } {
  const descending = rule.startsWith("-");
  const name = descending ? rule.slice(1) : rule;
  const parameter = searchParameter(type, name);
  if (parameter && isSortable(parameter)) return { parameter, descending };
  const known = searchParameters(type)
    .filter(isSortable)
    .map((p) => p.name);
  throw new TerminologyError(unsortableParameter(type, name, known));
}

/** By which field values of a parameter are ordered (`_sort`). */
export function sortField(type: SearchType): "folded" | "value" | "low" {
  if (type === "string") return "folded";
  return type === "date" || type === "quantity" ? "low" : "value";
}
