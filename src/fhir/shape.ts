/**
 * Has a resource the shape of FHIR's JSON: lists where lists belong, objects where objects do, text where text does?
 * That much the core takes for granted, and that concepts have codes, and names values. What else is missing, unknown or
 * not allowed is for validation, or for the operation.
 */
import type { Issue } from "../terminology/issues.ts";
import { missingElement, wrongJsonType } from "../terminology/issues/resource.ts";
import { TerminologyError } from "../terminology/issues.ts";
import { elementsOf, isPrimitive, type Element } from "./elements.ts";
import type { FhirVersion } from "./versions.ts";

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
  const issue =
    typeof resourceType === "string" ? objectIssue(resource, resourceType, version, resourceType) : undefined;
  if (issue) throw new TerminologyError(issue);
}

/** Elements that the type does not have are passed over. */
function objectIssue(value: object, type: string, version: FhirVersion, path: string): Issue | undefined {
  const elements = elementsOf(version, type);
  if (!elements) return undefined;
  for (const [key, content] of Object.entries(value)) {
    const twin = key.startsWith("_");
    const element = elements.get(twin ? key.slice(1) : key);
    if (!element || content === undefined) continue;
    // Values of parameters are the operation's to judge: `"true"` may well be meant as true.
    if (type === "Parameters.parameter" && isPrimitive(element.type) && element.choice) continue;
    const of = twin ? { ...element, type: "Element" } : element;
    const issue = elementIssue(content, of, version, `${path}.${key}`);
    if (issue) return issue;
  }
  const needed = NEEDED[type];
  return needed === undefined || needed in value ? undefined : missingElement(path, needed);
}

function elementIssue(
  value: unknown,
  element: Element,
  version: FhirVersion,
  path: string,
): Issue | undefined {
  if (!element.list) return itemIssue(value, element.type, version, path);
  if (!Array.isArray(value)) return wrongJsonType(path, value, "a list, in [ ]");
  // In a list of primitives and in its twin, null stands for what the other one has.
  const gaps = isPrimitive(element.type) || element.type === "Element";
  for (const [i, item] of value.entries()) {
    const issue = item === null && gaps ? undefined : itemIssue(item, element.type, version, `${path}[${i}]`);
    if (issue) return issue;
  }
  return undefined;
}

function itemIssue(value: unknown, type: string, version: FhirVersion, path: string): Issue | undefined {
  if (isPrimitive(type)) return primitiveIssue(value, type, path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return wrongJsonType(path, value, "an object, in { }");
  }
  const { resourceType } = value as { resourceType?: unknown };
  const known = type === "Resource" && typeof resourceType === "string" ? resourceType : type;
  return objectIssue(value, known, version, path);
}

function primitiveIssue(value: unknown, type: string, path: string): Issue | undefined {
  const wanted = type === "boolean" ? "boolean" : NUMBERS.has(type) ? "number" : "string";
  if (typeof value === wanted) return undefined;
  const expected =
    wanted === "boolean"
      ? "true or false, without quotes"
      : wanted === "number"
        ? `a number without quotes (${type})`
        : `text in quotes (${type})`;
  return wrongJsonType(path, value, expected);
}
