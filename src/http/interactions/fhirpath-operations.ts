/** What the Parameters of a FHIRPath Patch hold: operations, and values that are put together from parts. */
import type { Element } from "../../fhir/elements.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { badFhirPathPatch } from "../../terminology/issues/patch.ts";
import { asText, isNode, type Json, listOf } from "../../terminology/util/json-object.ts";
import { elementsNamed } from "./fhirpath-nodes.ts";

/** For each of them the resource is copied. */
const MOST_OPERATIONS = 100;
const KINDS = ["add", "insert", "delete", "replace", "move"];

export interface PatchOperation {
  type: string;
  path: string;
  parts: ReadonlyMap<string, Json>;
}

/** @throws TerminologyError structure: there are none, too many, or one that is none */
export function readOperations(parameters: Json): PatchOperation[] {
  const given = partsIn(parameters.parameter).filter(({ name }) => name === "operation");
  if (given.length === 0) throw new TerminologyError(badFhirPathPatch("it has no parameter 'operation'"));
  if (given.length > MOST_OPERATIONS)
    throw new TerminologyError(
      badFhirPathPatch(`it has ${given.length} operations; at most ${MOST_OPERATIONS} are taken`),
    );
  return given.map(({ part }, index) => {
    const parts = new Map(partsIn(part).map((one) => [String(one.name), one]));
    const type = textOf(parts.get("type"));
    const path = textOf(parts.get("path"));
    if (type === undefined || !KINDS.includes(type))
      throw new TerminologyError(
        badFhirPathPatch(`operation ${index}: type should be one of ${KINDS.join(", ")}`),
      );
    if (path === undefined)
      throw new TerminologyError(badFhirPathPatch(`operation ${index}: path is missing`));
    return { type, path, parts };
  });
}

/** The parts of an operation, or of a value that is put together from parts. */
const partsIn = (list: unknown): Json[] => listOf(list).filter(isNode);

const valueKey = (part: Json): string | undefined => Object.keys(part).find((key) => /^value[A-Z]/.test(key));

export function textOf(part: Json | undefined): string | undefined {
  return asText(part?.valueString ?? part?.valueCode);
}

/** A value as it is, or of a type that FHIR gives no value[x] of: put together from parts. */
export function valueFor(
  part: Json,
  elements: readonly Element[],
  version: FhirVersion,
): { element: Element; value: unknown } | undefined {
  const key = valueKey(part);
  if (key !== undefined) {
    const suffix = key.slice("value".length);
    const element = elements.find(({ choice, name, jsonName }) => !choice || jsonName === name + suffix);
    return element && { element, value: part[key] };
  }
  const [element] = elements;
  if (!element || element.choice) return undefined;
  const value = new Map<string, unknown>();
  for (const inner of partsIn(part.part)) {
    const found = valueFor(inner, elementsNamed(element.type, String(inner.name), version), version);
    if (!found) return undefined;
    const { jsonName, list } = found.element;
    const before = value.get(jsonName);
    if (list && Array.isArray(before)) before.push(found.value);
    else value.set(jsonName, list ? [found.value] : found.value);
  }
  return { element, value: Object.fromEntries(value) };
}
