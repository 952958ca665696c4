/**
 * Has a resource the shape of FHIR's JSON: lists where lists belong, objects where objects do, text where text does?
 * That much the core takes for granted, and that concepts have codes, and names values. What else is missing, unknown or
 * not allowed is for validation, or for the operation.
 */
import { type Issue, TerminologyError } from "../terminology/issues/issue.ts";
import { missingElement, typeLeftOut, wrongJsonType } from "../terminology/issues/resource.ts";
import { elementsOf, isPrimitive, type Element, type Elements } from "./elements.ts";
import type { FhirVersion } from "./version.ts";
import { own } from "../terminology/util/own.ts";

/** Without these, what a type stands for can't be referred to or compared. */
const NEEDED: Record<string, string> = {
  "CodeSystem.concept": "code",
  "CodeSystem.concept.designation": "value",
  "CodeSystem.concept.property": "code",
  "ValueSet.compose.include.concept": "code",
  "ValueSet.compose.include.concept.designation": "value",
};

const NUMBERS = new Set(["integer", "positiveInt", "unsignedInt", "decimal"]);

/** @throws TerminologyError structure: the first place that has another shape. */
export function checkShape(resource: object, version: FhirVersion): void {
  const { resourceType } = resource as { resourceType?: unknown };
  const problem =
    typeof resourceType === "string" ? objectProblem(resource, resourceType, version) : undefined;
  if (problem) throw new TerminologyError(problem.issue(`${String(resourceType)}${problem.path}`));
}

/** What is wrong, and where below the value that was looked at: the path is put together on the way back. */
interface Problem {
  path: string;
  issue: (path: string) => Issue;
}

/** Elements that the type does not have are passed over. */
function objectProblem(value: object, type: string, version: FhirVersion): Problem | undefined {
  const elements = elementsOf(version, type);
  if (!elements) return undefined;
  for (const key in value) {
    const content = (value as Record<string, unknown>)[key];
    const twin = key.startsWith("_");
    const element = elements.get(twin ? key.slice(1) : key);
    if (content === undefined) continue;
    if (!element) {
      const types = typesLeftOut(elements, key);
      if (types.length === 0 || type === "Parameters.parameter") continue;
      return { path: `.${key}`, issue: (path) => typeLeftOut(path, types) };
    }
    // Values of parameters are the operation's to judge: `"true"` may well be meant as true.
    if (element.choice && type === "Parameters.parameter" && isPrimitive(element.type)) continue;
    const of = twin ? { ...element, type: "Element" } : element;
    const problem = elementProblem(content, of, version);
    if (problem) return { ...problem, path: `.${key}${problem.path}` };
  }
  const needed = own(NEEDED, type);
  return needed === undefined || needed in value
    ? undefined
    : { path: "", issue: (path) => missingElement(path, needed) };
}

/** `value` where FHIR has `value[x]`: the names under which it can be read. */
const typesLeftOut = (elements: Elements, key: string): string[] =>
  [...elements.values()].filter((e) => e.choice && e.name === key).map((e) => e.jsonName);

function elementProblem(value: unknown, element: Element, version: FhirVersion): Problem | undefined {
  if (!element.list) return itemProblem(value, element.type, version);
  if (!Array.isArray(value)) return wrongType(value, "a list, in [ ]");
  // In a list of primitives and in its twin, null stands for what the other one has.
  const gaps = isPrimitive(element.type) || element.type === "Element";
  for (let i = 0; i < value.length; i++) {
    const item: unknown = value[i];
    const problem = item === null && gaps ? undefined : itemProblem(item, element.type, version);
    if (problem) return { ...problem, path: `[${i}]${problem.path}` };
  }
  return undefined;
}

function itemProblem(value: unknown, type: string, version: FhirVersion): Problem | undefined {
  if (isPrimitive(type)) return primitiveProblem(value, type);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return wrongType(value, "an object, in { }");
  }
  const { resourceType } = value as { resourceType?: unknown };
  const known = type === "Resource" && typeof resourceType === "string" ? resourceType : type;
  return objectProblem(value, known, version);
}

function primitiveProblem(value: unknown, type: string): Problem | undefined {
  const wanted = type === "boolean" ? "boolean" : NUMBERS.has(type) ? "number" : "string";
  if (typeof value === wanted) return undefined;
  const expected =
    wanted === "boolean"
      ? "true or false, without quotes"
      : wanted === "number"
        ? `a number without quotes (${type})`
        : `text in quotes (${type})`;
  return wrongType(value, expected);
}

const wrongType = (value: unknown, expected: string): Problem => ({
  path: "",
  issue: (path) => wrongJsonType(path, value, expected),
});
