/** What a search parameter finds in a resource, in the form that criteria are tested against. */
import { asText, isList, isNode, type Json } from "../util/json-object.ts";
import { withoutCase } from "../util/without-case.ts";
import { readDate, type Span } from "./dates.ts";

export type SearchType = "string" | "token" | "uri" | "reference" | "date" | "quantity";

/**
 * One value of one parameter. Every store keeps these as they are: memory in an array, SQL in a row.
 * `folded` is set for strings, `low`/`high` for dates (milliseconds, `high` exclusive) and quantities.
 */
export interface SearchValue {
  system?: string | undefined;
  value?: string | undefined;
  folded?: string | undefined;
  low?: number | undefined;
  high?: number | undefined;
}

/** Everything at a dotted path, arrays flattened: `at(valueSet, "compose.include.system")`. */
export function at(node: unknown, path: string): unknown[] {
  let nodes: unknown[] = [node];
  for (const step of path.split(".")) {
    nodes = nodes
      .flatMap((n) => (isNode(n) ? n[step] : undefined))
      .filter((n) => n !== undefined && n !== null);
  }
  return nodes;
}

/** Strings are compared without case, accents and surplus space (Search, "string"). */
export function foldString(text: string): string {
  return withoutCase(text.normalize("NFKD").replace(/\p{M}+/gu, ""))
    .replace(/\s+/gu, " ")
    .trim();
}

/** Reads one element as values of a parameter of this type; [] where it has nothing to offer. */
export function readValue(type: SearchType, element: unknown, system?: string): SearchValue[] {
  switch (type) {
    case "string":
      return typeof element === "string" ? [{ value: element, folded: foldString(element) }] : [];
    case "token":
      return readToken(element, system);
    case "uri":
      return typeof element === "string" ? uris(element) : [];
    case "reference":
      return readReference(element);
    case "date":
      return readPeriod(element);
    case "quantity":
      return readQuantity(element);
    default:
      return type satisfies never;
  }
}

/** A code, a boolean, a Coding, a CodeableConcept or an Identifier. */
function readToken(element: unknown, system: string | undefined): SearchValue[] {
  if (typeof element === "string" || typeof element === "boolean")
    return [{ system, value: String(element) }];
  if (!isNode(element)) return [];
  if (isList(element.coding)) return element.coding.flatMap((coding) => readToken(coding, undefined));
  const value = asText(element.code) ?? asText(element.value);
  return value === undefined ? [] : [{ system: asText(element.system), value }];
}

/** A canonical is found with and without its version. */
function uris(uri: string): SearchValue[] {
  const [url] = uri.split("|");
  return url === uri ? [{ value: uri }] : [{ value: uri }, { value: url }];
}

/** A canonical, or a Reference by its `reference`. */
function readReference(element: unknown): SearchValue[] {
  const value = isNode(element) ? asText(element.reference) : asText(element);
  return value === undefined ? [] : [{ value }];
}

/** A date, dateTime, instant, or a Period open at either end. */
function readPeriod(element: unknown): SearchValue[] {
  if (typeof element === "string") return spans(readDate(element));
  if (!isNode(element)) return [];
  const { start, end } = element;
  const from = typeof start === "string" ? readDate(start) : undefined;
  const to = typeof end === "string" ? readDate(end) : undefined;
  if (!from && !to) return [];
  return [{ low: from?.low ?? Number.MIN_SAFE_INTEGER, high: to?.high ?? Number.MAX_SAFE_INTEGER }];
}

const spans = (span: Span | undefined): SearchValue[] => (span ? [{ low: span.low, high: span.high }] : []);

/** A Quantity, or a Range open at either end. */
function readQuantity(element: unknown): SearchValue[] {
  if (!isNode(element)) return [];
  const { value } = element;
  if (typeof value === "number") return [{ ...unit(element), low: value, high: value }];
  const low = isNode(element.low) ? element.low : undefined;
  const high = isNode(element.high) ? element.high : undefined;
  const known = low ?? high;
  if (!known) return [];
  return [
    {
      ...unit(known),
      low: typeof low?.value === "number" ? low.value : -Number.MAX_VALUE,
      high: typeof high?.value === "number" ? high.value : Number.MAX_VALUE,
    },
  ];
}

const unit = (quantity: Json): SearchValue => ({
  system: asText(quantity.system),
  value: asText(quantity.code) ?? asText(quantity.unit),
});
