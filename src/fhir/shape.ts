/**
 * Has a resource the shape of FHIR's JSON: lists where lists belong, objects where objects do, text where text does?
 * That much the core takes for granted, and that concepts have codes, and names values. What else is missing, unknown or
 * not allowed is for validation, or for the operation. No text is longer than FHIR has it.
 */
import { beyondDoubles, type Issue, TerminologyError } from "../terminology/issues/issue.ts";
import {
  elementOfOtherVersion,
  missingElement,
  severalTypes,
  textTooLong,
  tooManyTaken,
  typeLeftOut,
  unknownElement,
  wrongJsonType,
} from "../terminology/issues/resource.ts";
import { capitalised } from "../terminology/util/capitalised.ts";
import { isObject, typeSaid } from "../terminology/util/json-object.ts";
import { isTypo } from "../terminology/util/typo.ts";
import { type Element, type Elements, elementsOf, isPrimitive, openTypes } from "./elements.ts";
import { extensionUrl } from "./r4/cross-version-extension.ts";
import type { FhirVersion } from "./version.ts";

/** Without these, what a type stands for can't be referred to or compared. */
const NEEDED: ReadonlyMap<string, string> = new Map([
  ["CodeSystem.concept", "code"],
  ["CodeSystem.concept.designation", "value"],
  ["CodeSystem.concept.property", "code"],
  ["ValueSet.compose.include.concept", "code"],
  ["ValueSet.compose.include.concept.designation", "value"],
]);

/** Characters of a text (FHIR R5, Datatypes, "string"). */
const LONGEST_TEXT = 1_048_576;
/** Documents, which may be longer. */
const DOCUMENTS = new Set(["base64Binary", "xhtml"]);

const NUMBERS = new Set(["integer", "positiveInt", "unsignedInt", "decimal"]);

/** @throws TerminologyError structure: the first place that has another shape. */
export function checkShape(resource: object, version: FhirVersion): void {
  const resourceType = typeSaid(resource);
  const problem =
    typeof resourceType === "string"
      ? objectProblem(resource, resourceType, { version, compared: 0 })
      : undefined;
  if (problem) throw new TerminologyError(problem.issue(`${String(resourceType)}${problem.path}`));
}

/** @throws TerminologyError structure: the same of what is part of a resource, `Bundle.entry` at `Bundle.entry[3]`. */
export function checkPartShape(part: object, type: string, path: string, version: FhirVersion): void {
  const problem = objectProblem(part, type, { version, compared: 0 });
  if (problem) throw new TerminologyError(problem.issue(`${path}${problem.path}`));
}

interface Look {
  version: FhirVersion;
  /** Unknown names that were compared with the known ones. */
  compared: number;
}

/** Comparing takes a while: of so many unknown names in one resource no more are typos. */
const MOST_COMPARED = 1_000;

/** What is wrong, and where below the value that was looked at: the path is put together on the way back. */
interface Problem {
  path: string;
  issue: (path: string) => Issue;
}

/** Elements that the type does not have are passed over, but for misspelt ones. */
function objectProblem(value: object, type: string, look: Look): Problem | undefined {
  const elements = elementsOf(look.version, type);
  if (!elements) return undefined;
  const chosen: Element[] = [];
  for (const key in value) {
    // It is no element, and no typo of one.
    if (key === "resourceType") continue;
    const content = (value as Record<string, unknown>)[key];
    const twin = key.startsWith("_");
    const element = elements.get(twin ? key.slice(1) : key);
    if (content === undefined) continue;
    if (!element) {
      const problem = unknownProblem(key, type, elements, look);
      if (problem) return problem;
      continue;
    }
    // Values of parameters are the operation's to judge: `"true"` may well be meant as true.
    if (element.choice && type === "Parameters.parameter" && isPrimitive(element.type)) continue;
    if (element.choice && !twin && type !== "Parameters.parameter") {
      const other = chosen.find(({ name }) => name === element.name);
      if (other) return twoTypes(other, element);
      chosen.push(element);
    }
    const of = twin ? { ...element, type: "Element" } : element;
    const problem = elementProblem(content, of, look);
    if (problem) return { ...problem, path: `.${key}${problem.path}` };
  }
  const needed = NEEDED.get(type);
  return needed === undefined || needed in value
    ? undefined
    : { path: "", issue: (path) => missingElement(path, needed) };
}

/** What a type does not have may be something that nobody here knows, or a typo: then what it says would be lost. */
function unknownProblem(key: string, type: string, elements: Elements, look: Look): Problem | undefined {
  const element = key.replace(/^_/, "");
  const types = typesLeftOut(elements, key);
  if (types.length > 0) {
    // What has no value the operation reports itself.
    if (type === "Parameters.parameter") return undefined;
    return { path: `.${key}`, issue: (path) => typeLeftOut(path, types) };
  }
  if (look.version === "r5" && isOfMap(type) && elementsOf("r4", type)?.has(element)) {
    const other = { version: "R4", extension: extensionUrl("r4", type, element) };
    return { path: "", issue: (path) => elementOfOtherVersion(path, key, "R5", other) };
  }
  if (look.compared++ >= MOST_COMPARED) return undefined;
  const others = OPEN.has(type) ? [] : ofNoType(elements, key);
  if (others.length > 0)
    return { path: "", issue: (path) => unknownElement(path, key, others, look.version.toUpperCase()) };
  const meant = [...elements.keys()].find((name) => isTypo(key, name));
  if (meant === undefined || elementsOf(OTHER[look.version], type)?.has(key)) return undefined;
  return { path: "", issue: (path) => unknownElement(path, key, [meant], look.version.toUpperCase()) };
}

/** R4 is converted, R5 is not: of a map in R4's shape it would be lost what limits it, or that it says `disjoint`. */
const isOfMap = (type: string): boolean => type === "ConceptMap" || type.startsWith("ConceptMap.");

/** One would be taken, and the other dropped without a word. */
const twoTypes = ({ name, jsonName }: Element, other: Element): Problem => ({
  path: "",
  issue: (path) => severalTypes(path, name, [jsonName, other.jsonName]),
});

const OTHER: Record<FhirVersion, FhirVersion> = { r4: "r5", r5: "r4" };

/** `value` where FHIR has `value[x]`: the names under which it can be read. */
const typesLeftOut = (elements: Elements, key: string): string[] =>
  [...elements.values()].filter((e) => e.choice && e.name === key).map((e) => e.jsonName);

/** Nothing is read from an extension that nobody knows, and parameters are the operation's to judge. */
const OPEN = new Set(["Extension", "Parameters.parameter"]);

/** `valueFoo` where FHIR has `value[x]`, and no type of its is called so: the names under which it can be read. */
function ofNoType(elements: Elements, key: string): string[] {
  const [, written] = /^value([A-Z].*)$/.exec(key) ?? [];
  if (written === undefined || isType(written)) return [];
  return [...elements.values()]
    .filter(({ choice, name }) => choice && name === "value")
    .map(({ jsonName }) => jsonName);
}

const isType = (written: string): boolean =>
  (["r4", "r5"] as const).some((version) =>
    [...openTypes(version)].some((type) => capitalised(type) === written),
  );

/** What one target of a map says is read, compared and answered at a stretch; no map needs a hundredth of so many. */
const MOST_OF_TARGET = 5_000;
const OF_TARGET = new Set([
  "ConceptMap.group.element.target.dependsOn",
  "ConceptMap.group.element.target.property",
]);

function elementProblem(value: unknown, element: Element, look: Look): Problem | undefined {
  if (!element.list) return itemProblem(value, element.type, look);
  if (!Array.isArray(value)) return wrongType(value, "a list, in [ ]");
  if (value.length > MOST_OF_TARGET && OF_TARGET.has(element.type)) {
    const { length } = value;
    return { path: "", issue: (path) => tooManyTaken(path, length, MOST_OF_TARGET) };
  }
  // In a list of primitives and in its twin, null stands for what the other one has.
  const gaps = isPrimitive(element.type) || element.type === "Element";
  for (let i = 0; i < value.length; i++) {
    const item: unknown = value[i];
    const problem = item === null && gaps ? undefined : itemProblem(item, element.type, look);
    if (problem) return { ...problem, path: `[${i}]${problem.path}` };
  }
  return undefined;
}

function itemProblem(value: unknown, type: string, look: Look): Problem | undefined {
  if (isPrimitive(type)) return primitiveProblem(value, type);
  if (!isObject(value)) return wrongType(value, "an object, in { }");
  const { resourceType } = value;
  const known = type === "Resource" && typeof resourceType === "string" ? resourceType : type;
  return objectProblem(value, known, look);
}

function primitiveProblem(value: unknown, type: string): Problem | undefined {
  const wanted = type === "boolean" ? "boolean" : NUMBERS.has(type) ? "number" : "string";
  if (typeof value === "string" && value.length > LONGEST_TEXT && !DOCUMENTS.has(type)) {
    const { length } = value;
    return { path: "", issue: (path) => textTooLong(path, length, LONGEST_TEXT) };
  }
  if (typeof value === wanted && beyondDoubles(value) === undefined) return undefined;
  return wrongType(value, IN_WORDS[wanted](type));
}

const IN_WORDS = {
  boolean: () => "true or false, without quotes",
  number: (type: string) => `a number without quotes (${type})`,
  string: (type: string) => `text in quotes (${type})`,
};

const wrongType = (value: unknown, expected: string): Problem => ({
  path: "",
  issue: (path) => wrongJsonType(path, value, expected),
});
