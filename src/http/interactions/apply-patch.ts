/**
 * JSON Patch (RFC 6902) over a resource. The library applies the operations; where they may point is judged here: it
 * would follow inherited names too.
 */
import { applyPatch, type Operation } from "rfc6902";
import { checkDepth } from "../../fhir/depth.ts";
import { stepsOf } from "../../fhir/json-pointer.ts";
import { shortened, TerminologyError } from "../../terminology/issues/issue.ts";
import { badPatch, failedPatch, patchCopiesTooMuch } from "../../terminology/issues/patch.ts";
import { eachInTurn } from "../../terminology/util/in-turns.ts";
import { isNode, type Json } from "../../terminology/util/json-object.ts";
import { HttpError } from "../http-error.ts";
import type { JsonPatch } from "../json-patch.ts";

/** What one patch may hold: each operation may move a long list. */
const MOST_OPERATIONS = 1_000;
/** What its copies may add, in characters and values: copies of copies double. */
const MOST_COPIED = 5_000_000;

/** Characters: no element of FHIR's is so deep. */
const LONGEST_POINTER = 8_192;

const KINDS = ["add", "remove", "replace", "move", "copy", "test"];
const WITH_VALUE = new Set(["add", "replace", "test"]);
const WITH_FROM = new Set(["move", "copy"]);
const POINTER = `should be a JSON Pointer such as /title, of at most ${LONGEST_POINTER} characters`;

/**
 * The resource with all operations applied, as a copy.
 * @throws TerminologyError structure (400): no JSON Patch; processing (422): an operation can't be done, a test fails
 */
export async function patched(resource: object, { operations }: JsonPatch): Promise<object> {
  if (operations.length > MOST_OPERATIONS)
    throw new TerminologyError(
      badPatch(`it has ${operations.length} operations; at most ${MOST_OPERATIONS} are taken`),
    );
  checkDepth(operations);
  const read = operations.map(readOperation);
  const document = structuredClone(resource);
  let room = MOST_COPIED;
  for await (const [i, operation] of eachInTurn(read.entries())) {
    const where = unreachable(document, operation);
    if (where !== undefined)
      throw unprocessable(i, operation, `there is nothing at ${shortened(where) || "the root"}`);
    if (operation.op === "copy") room -= sizeOf(valueAt(document, operation.from));
    if (room < 0) throw new TerminologyError(patchCopiesTooMuch(MOST_COPIED));
    const [problem] = applyPatch(document, [operation]);
    if (problem)
      throw unprocessable(i, operation, operation.op === "test" ? "the value is another" : problem.message);
  }
  return document;
}

const unprocessable = (index: number, { op, path }: Operation, reason: string): HttpError =>
  new HttpError(422, failedPatch(index, `${op} ${path}`, reason));

function readOperation(given: unknown, index: number): Operation {
  const wrong = (reason: string) => new TerminologyError(badPatch(`operation ${index}: ${reason}`));
  if (typeof given !== "object" || given === null) throw wrong("it is no object");
  const { op, path, from } = given as Json;
  if (typeof op !== "string" || !KINDS.includes(op)) throw wrong(`op should be one of ${KINDS.join(", ")}`);
  if (!isPointer(path)) throw wrong(`path ${POINTER}`);
  if (WITH_FROM.has(op) && !isPointer(from)) throw wrong(`from ${POINTER}`);
  if (WITH_VALUE.has(op) && !Object.hasOwn(given, "value")) throw wrong("value is missing");
  return given as Operation;
}

const isPointer = (text: unknown): text is string =>
  typeof text === "string" && text.length <= LONGEST_POINTER && (text === "" || text.startsWith("/"));

/** The first place that an operation speaks of and that is not there; undefined: all are. */
function unreachable(document: object, operation: Operation): string | undefined {
  const { op, path } = operation;
  if ("from" in operation && WITH_FROM.has(op) && valueAt(document, operation.from) === undefined)
    return operation.from;
  if (op === "add" || WITH_FROM.has(op)) return mayPut(document, path) ? undefined : path;
  return valueAt(document, path) === undefined ? path : undefined;
}

/** By own names and plain numbers only. */
function valueAt(document: object, pointer: string): unknown {
  let value: unknown = document;
  for (const name of stepsOf(pointer)) {
    if (!isNode(value)) return undefined;
    if (Array.isArray(value) ? !isIndex(name, value.length) : !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** Is there an object or a list to put something into, under this name? */
function mayPut(document: object, pointer: string): boolean {
  const at = pointer.lastIndexOf("/");
  if (at < 0) return false;
  const [name = ""] = stepsOf(pointer.slice(at));
  const parent = valueAt(document, pointer.slice(0, at));
  if (!isNode(parent)) return false;
  if (Array.isArray(parent)) return name === "-" || isIndex(name, parent.length + 1);
  // No element of FHIR's is called like what every object inherits.
  return !(name in {});
}

const isIndex = (name: string, length: number): boolean =>
  /^(0|[1-9]\d{0,8})$/.test(name) && Number(name) < length;

function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (!isNode(value)) return 1;
  let size = 1;
  for (const inner of Object.values(value)) size += sizeOf(inner);
  return size;
}
