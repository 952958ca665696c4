/** FHIRPath Patch (https://hl7.org/fhir/R5/fhirpatch.html): its operations as those of a JSON Patch, one after the other. */
import { checkDepth } from "../../fhir/depth.ts";
import { type Element, elementsOf } from "../../fhir/elements.ts";
import type { FhirVersion } from "../../fhir/version.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { badFhirPathPatch, failedPatch } from "../../terminology/issues/patch.ts";
import { isList, isNode, type Json, typeSaid } from "../../terminology/util/json-object.ts";
import { HttpError } from "../http-error.ts";
import { JsonPatch } from "../json-patch.ts";
import { patched } from "./apply-patch.ts";
import { elementsNamed, nodesOf, type PathNode, stepsOf } from "./fhirpath-nodes.ts";
import { type PatchOperation, readOperations, textOf, valueFor } from "./fhirpath-operations.ts";

interface Target {
  resource: object;
  type: string;
  version: FhirVersion;
  index: number;
}

type JsonOperation = Record<string, unknown>;

/**
 * The resource with all operations applied, as a copy.
 * @throws TerminologyError structure (400): no FHIRPath Patch; processing (422): an operation can't be done
 */
export async function fhirPathPatched(
  resource: object,
  parameters: Json,
  version: FhirVersion,
): Promise<object> {
  checkDepth(parameters);
  const type = String(typeSaid(resource));
  let document = resource;
  for (const [index, operation] of readOperations(parameters).entries()) {
    const operations = jsonOperations(operation, { resource: document, type, version, index });
    document = await patched(document, new JsonPatch(operations));
  }
  return document;
}

const WHOLE = "a patch changes parts of a resource, not the whole";

function jsonOperations(operation: PatchOperation, target: Target): JsonOperation[] {
  switch (operation.type) {
    case "add":
      return addition(operation, target);
    case "insert":
      return insertion(operation, target);
    case "move":
      return movement(operation, target);
    case "delete":
      return deletion(operation, target);
    default:
      return replacement(operation, target);
  }
}

function addition(operation: PatchOperation, target: Target): JsonOperation[] {
  const { pointer, type, value: owner } = nodeMeant(operation, target);
  const name = textOf(operation.parts.get("name"));
  if (name === undefined) throw malformed(target, "name is missing");
  const { element, value } = given(operation, target, elementsNamed(type, name, target.version));
  const path = `${pointer}/${element.jsonName}`;
  const before = own(owner, element.jsonName);
  if (!element.list) {
    const there = elementsNamed(type, name, target.version).find(
      ({ jsonName }) => own(owner, jsonName) !== undefined,
    );
    if (there) throw failed(operation, target, `${name} is there already; replace it`);
    return [{ op: "add", path, value }];
  }
  return [
    before === undefined ? { op: "add", path, value: [value] } : { op: "add", path: `${path}/-`, value },
  ];
}

function insertion(operation: PatchOperation, target: Target): JsonOperation[] {
  const { path, element, items } = list(operation, target);
  const { value } = given(operation, target, [element]);
  const at = whole(operation, target, "index", items?.length ?? 0);
  if (items === undefined) return [{ op: "add", path, value: [value] }];
  return [{ op: "add", path: `${path}/${at}`, value }];
}

function movement(operation: PatchOperation, target: Target): JsonOperation[] {
  const { path, items = [] } = list(operation, target);
  const from = `${path}/${whole(operation, target, "source", items.length - 1)}`;
  return [{ op: "move", from, path: `${path}/${whole(operation, target, "destination", items.length - 1)}` }];
}

/** Nothing to delete is no fault; a list that would be empty goes too, for FHIR has none. */
function deletion(operation: PatchOperation, target: Target): JsonOperation[] {
  const [node, ...others] = nodes(operation, target);
  if (others.length > 0) throw notOne(operation, target, 1 + others.length);
  if (!node) return [];
  const { pointer, element } = node;
  if (!element) throw failed(operation, target, WHOLE);
  const ofList = pointer.slice(0, pointer.lastIndexOf("/"));
  const only = element.list && isOnlyOne(target.resource, ofList);
  return [{ op: "remove", path: only ? ofList : pointer }];
}

function replacement(operation: PatchOperation, target: Target): JsonOperation[] {
  const node = nodeMeant(operation, target);
  const { pointer, element } = node;
  if (!element) throw failed(operation, target, WHOLE);
  const at = element.choice ? pointer.slice(0, pointer.lastIndexOf("/") + 1) : undefined;
  const named = at === undefined ? [element] : choices(element, node, target);
  const { element: now, value } = given(operation, target, named);
  if (at === undefined || now.jsonName === element.jsonName) return [{ op: "replace", path: pointer, value }];
  return [
    { op: "remove", path: pointer },
    { op: "add", path: at + now.jsonName, value },
  ];
}

/** All types that a choice may have: by the type that it stands in. */
function choices({ name }: Element, { pointer }: PathNode, target: Target): Element[] {
  let { type } = target;
  for (const part of pointer.split("/").slice(1, -1))
    type = elementsOf(target.version, type)?.get(part)?.type ?? type;
  return elementsNamed(type, name, target.version);
}

/** The list that a path ends with, whether it is there or not. */
function list(
  operation: PatchOperation,
  target: Target,
): { path: string; element: Element; items: unknown[] | undefined } {
  const { version } = target;
  const steps = parsed(operation, target);
  const last = steps.pop();
  if (last?.kind !== "element") throw failed(operation, target, "the path should end with a list");
  const owners = nodesOf(rootOf(target), steps, version);
  const [owner] = owners;
  if (!owner || owners.length > 1)
    throw failed(operation, target, `the path leads to ${owners.length} lists`);
  const { pointer, type, value } = owner;
  const [element] = elementsNamed(type, last.name, version);
  if (!element?.list) throw failed(operation, target, `${last.name} is no list`);
  return { path: `${pointer}/${element.jsonName}`, element, items: listIn(value, element.jsonName) };
}

const rootOf = ({ type, resource }: Target): PathNode => ({ pointer: "", type, value: resource });

const nodes = (operation: PatchOperation, target: Target): PathNode[] =>
  nodesOf(rootOf(target), parsed(operation, target), target.version);

function nodeMeant(operation: PatchOperation, target: Target): PathNode {
  const [node, ...others] = nodes(operation, target);
  if (node && others.length === 0) return node;
  throw notOne(operation, target, node ? 1 + others.length : 0);
}

const notOne = (operation: PatchOperation, target: Target, count: number): TerminologyError =>
  failed(operation, target, `the path leads to ${count} places; it should be one`);

function parsed({ path }: PatchOperation, target: Target) {
  const steps = stepsOf(path, target.type);
  if (steps) return steps;
  throw malformed(
    target,
    "path should be of elements, [0], where(code = 'a'), extension('url'), first() and last()",
  );
}

/** The value of an operation, and which of the elements it fits. */
function given(
  operation: PatchOperation,
  target: Target,
  elements: readonly Element[],
): { element: Element; value: unknown } {
  const part = operation.parts.get("value");
  if (!part) throw malformed(target, "value is missing");
  const found = valueFor(part, elements, target.version);
  if (found) return found;
  throw failed(operation, target, "there is no such element, or it has no such value");
}

function whole(operation: PatchOperation, target: Target, name: string, most: number): number {
  const value = operation.parts.get(name)?.valueInteger;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
    throw malformed(target, `${name} should be a whole number`);
  if (value <= most) return value;
  throw failed(operation, target, `${name} ${value} is beyond the end of the list`);
}

function listIn(value: unknown, name: string): unknown[] | undefined {
  const found = own(value, name);
  return isList(found) ? found : undefined;
}

const own = (value: unknown, name: string): unknown =>
  isNode(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Has the list at a pointer that was made here one item? */
function isOnlyOne(resource: object, pointer: string): boolean {
  let value: unknown = resource;
  for (const name of pointer.split("/").slice(1)) value = own(value, name);
  return isList(value) && value.length === 1;
}

const malformed = ({ index }: Target, reason: string): TerminologyError =>
  new TerminologyError(badFhirPathPatch(`operation ${index}: ${reason}`));

const failed = ({ type, path }: PatchOperation, { index }: Target, reason: string): HttpError =>
  new HttpError(422, failedPatch(index, `${type} ${path}`, reason));
