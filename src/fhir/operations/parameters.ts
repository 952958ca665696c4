/**
 * Query string or Parameters resource -> plain object, driven by the operation's definition.
 * Only names and repetition are judged here; types and ranges are the schema's (`operation-schema.ts`).
 */
import { TerminologyError } from "../../terminology/issues/issue.ts";
import {
  invalidParameter,
  misplacedParameter,
  misspelledParameter,
  unknownParameter,
} from "../../terminology/issues/parameters.ts";
import { capitalised } from "../../terminology/util/capitalised.ts";
import { isList, isNode, type Json, listOf } from "../../terminology/util/json-object.ts";
import { isTypo } from "../../terminology/util/typo.ts";
import { indexByName, isResourceType, type ParameterDefinition } from "./definition.ts";

/** What was read of an input: no type in it is certain before its operation's check. */
export type ReadInput = Record<string, unknown>;

/** `Prefer: handling`: what is not known is refused, or left aside. */
export type Handling = "strict" | "lenient";

/**
 * Reads a query string or a form. Names that start with `_` are FHIR's own (`_format`) and no parameters of the operation;
 * what is empty, as a form sends what nobody filled in, is not given.
 * @throws TerminologyError for a misspelled or (too often) repeated name; with `strict` handling, for an unknown one.
 */
export function readQuery(
  definitions: readonly ParameterDefinition[],
  query: Iterable<readonly [string, string]>,
  handling: Handling,
): ReadInput {
  const input: ReadInput = {};
  const known = indexByName(definitions);
  let ofSearch: string | undefined;
  for (const [name, text] of query) {
    if (name.startsWith("_")) {
      if (known.has(name.slice(1))) ofSearch = name;
      continue;
    }
    const definition = known.get(name) ?? misnamed(definitions, name, handling);
    if (definition && text !== "") put(input, definition, fromText(definition, text));
  }
  if (ofSearch !== undefined) checkMeant(input, ofSearch, known.get(ofSearch.slice(1))!);
  return input;
}

/** A search's `_count` changes nothing about an operation: where `count` does not stand beside it, it is a typo. */
function checkMeant(input: ReadInput, name: string, { name: meant }: ParameterDefinition): void {
  if (!(meant in input)) throw new TerminologyError(misspelledParameter(name, meant));
}

/**
 * Reads the `parameter` array of a Parameters resource, R5-shaped.
 * @throws TerminologyError as `readQuery` does.
 */
export function readParameters(
  definitions: readonly ParameterDefinition[],
  nodes: unknown,
  handling: Handling,
): ReadInput {
  const input: ReadInput = {};
  const known = indexByName(definitions);
  let compared = 0;
  for (const node of listOf(nodes)) {
    if (!isNode(node) || typeof node.name !== "string") {
      throw new TerminologyError(invalidParameter("parameter.name", node, "every parameter needs a name"));
    }
    const definition = known.get(node.name);
    if (!definition && compared++ < MOST_COMPARED) misnamed(definitions, node.name, handling);
    if (definition) put(input, definition, fromNode(definition, node, handling));
  }
  return input;
}

/** Comparing takes a while: of so many unknown names no more are typos. */
const MOST_COMPARED = 1_000;

/** Most values of one parameter: each may be looked at for each concept. Resources, and what has parts, have other limits. */
const MOST_VALUES = 1_000;

function put(input: ReadInput, definition: ParameterDefinition, value: unknown): void {
  const { name, max, type = "string", part } = definition;
  if (max === "*") {
    const list = input[name];
    if (!isList(list)) input[name] = [value];
    else if (list.length < MOST_VALUES || part || isResourceType(type)) list.push(value);
    else throw new TerminologyError(invalidParameter(name, value, `at most ${MOST_VALUES} are taken`));
  } else if (name in input) {
    throw new TerminologyError(invalidParameter(name, value, "it may be given only once"));
  } else {
    input[name] = value;
  }
}

/** Unknown names are ignored, as HL7's cases require, unless handling is strict or the name is a typo of a known one. */
function misnamed(definitions: readonly ParameterDefinition[], name: string, handling: Handling): undefined {
  const meant = definitions.find((d) => isTypo(name, d.name));
  if (meant) throw new TerminologyError(misspelledParameter(name, meant.name));
  if (handling !== "strict") return undefined;
  throw new TerminologyError(
    unknownParameter(
      name,
      definitions.map((d) => d.name),
    ),
  );
}

/** The value that the text stands for; left as text where it stands for none, so that the schema can say what is wrong. */
function fromText(definition: ParameterDefinition, text: string): unknown {
  switch (definition.type) {
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "integer":
      return /^-?\d+$/.test(text) ? Number(text) : text;
    case "Coding":
      return token(text);
    case "CodeableConcept":
      return { coding: [token(text)] };
    default:
      return text;
  }
}

/** FHIR search's `system|code`. */
function token(text: string): { system?: string; code: string } {
  const bar = text.lastIndexOf("|");
  return bar < 0 ? { code: text } : { system: text.slice(0, bar), code: text.slice(bar + 1) };
}

function fromNode(definition: ParameterDefinition, node: Json, handling: Handling): unknown {
  const key = contentOf(definition, node);
  if (definition.part) return readParameters(definition.part, node.part, handling);
  const { name, type = "string", types = [] } = definition;
  // The shape of a resource was checked where resources belong, and nowhere else.
  if (isResourceType(type) !== (node.resource !== undefined)) throw misplaced(definition, placeOf(node));
  if (node.resource !== undefined) return node.resource;
  if (key === undefined || !key.startsWith("value")) throw misplaced(definition, placeOf(node));
  const value = node[key];
  if (value !== null && !isNode(value)) return coerced(definition, value);
  if (![type, ...types].some((t) => key === valueKey(t)))
    throw new TerminologyError(invalidParameter(name, value, `send ${placesOf(definition)}`));
  return value === null ? value : withoutEmptyDisplay(value);
}

/** Of a Coding or CodeableConcept: an empty display, as records have it where nobody filled one in, is none. */
function withoutEmptyDisplay(value: Json): Json {
  if (hasEmptyDisplay(value))
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== "display"));
  const { coding } = value;
  if (!isList(coding) || !coding.some(hasEmptyDisplay)) return value;
  return {
    ...value,
    coding: coding.map((one) => (isNode(one) && hasEmptyDisplay(one) ? withoutEmptyDisplay(one) : one)),
  };
}

const hasEmptyDisplay = (coding: unknown): boolean => isNode(coding) && coding.display === "";

const isContent = (key: string): boolean =>
  key === "resource" || key === "part" || (key.startsWith("value") && /^value[A-Z]/.test(key));

/**
 * The name under which a node has what it holds: a value, a resource or parts (invariant inv-1).
 * @throws TerminologyError invalid: it has two, of which one would be dropped without a word
 */
function contentOf(definition: ParameterDefinition, node: Json): string | undefined {
  let first: string | undefined;
  for (const key in node) {
    if (!isContent(key)) continue;
    if (first !== undefined) throw misplaced(definition, `it has both ${first} and ${key}`);
    first = key;
  }
  return first;
}

/** `valueCode` */
export const valueKey = (type: string): string => `value${capitalised(type)}`;

/** Where a parameter's value belongs: `resource`, or `valueCode`. */
const placesOf = ({ type = "string", types = [] }: ParameterDefinition): string =>
  isResourceType(type)
    ? `it as resource, a ${type === "Resource" ? "resource" : type}`
    : [type, ...types].map(valueKey).join(" or ");

/** What a node has in the place of what was looked for. */
function placeOf(node: Json): string {
  const place = Object.keys(node).find((key) => key === "resource" || key.startsWith("value"));
  return place === undefined ? "it has no value" : `it has ${place}`;
}

function misplaced(definition: ParameterDefinition, problem: string): TerminologyError {
  return new TerminologyError(misplacedParameter(definition.name, problem, `send ${placesOf(definition)}`));
}

/** `valueString: "true"` for a boolean, `"10"` for an integer: common in the wild, and harmless. */
function coerced(definition: ParameterDefinition, value: unknown): unknown {
  const isText =
    typeof value === "string" && (definition.type === "boolean" || definition.type === "integer");
  return isText ? fromText(definition, value) : value;
}
