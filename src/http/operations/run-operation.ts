/** The way of every operation: check its input, run it over what the request may see, write its output. */
import type * as r5 from "fhir/r5";
import { type InputCheck, inputCheck } from "../../fhir/operations/check.ts";
import type { OperationData } from "../../fhir/operations/definition.ts";
import type { ReadInput } from "../../fhir/operations/parameters.ts";
import type { CommonInput } from "../../fhir/operations/types.ts";
import { isLongOutput, outputInPieces, writeOutput } from "../../fhir/operations/write-parameters.ts";
import { versions } from "../../fhir/versions.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter } from "../../terminology/issues/parameters.ts";
import type { Resource } from "../../terminology/model.ts";
import { longResource } from "../../terminology/resources/resource-pieces.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";
import { flow, found } from "../../terminology/util/flow.ts";
import { typeSaid } from "../../terminology/util/json-object.ts";
import type { Body } from "../bundle-pieces.ts";
import { noting, withDiagnostics } from "./diagnostics.ts";
import type { Operation, RequestContext } from "./operation.ts";
import { withOwnAddresses } from "./own-addresses.ts";
import { seenThrough, seenThroughKept } from "./own-resources.ts";

/** An operation with the check of its input. */
export interface ReadyOperation {
  operation: Operation;
  check: InputCheck;
}

/** Loads the check of an operation's input. */
export async function readied(operation: Operation): Promise<ReadyOperation> {
  return { operation, check: await inputCheck(operation.data) };
}

/**
 * Runs an operation once: for a request of its own as for an entry of a batch.
 * @param content what is known without the resources that the input brings
 * @returns in the shape of the request's version: a Parameters resource, or the resource that the operation returns; in
 * pieces where that is long and the request takes them
 * @throws TerminologyError for an input that is wrong, and what the operation throws
 */
export const runOperation = flow(function* (
  { operation, check }: ReadyOperation,
  content: Terminology,
  read: ReadInput,
  context: RequestContext,
) {
  const { data } = operation;
  check(read, context.instance ? "instance" : data.resource ? "type" : "system");
  // What the check lets through is of this type: both are made from the definition.
  const input = withShared(read, context);
  const resources = txResources(input, context);
  const notes = input.diagnostics === true ? new Set<string>() : undefined;
  const all = resources.length === 0 ? content : yield* found(withOwn(content, resources, input, context));
  const seen = notes ? noting(all, notes) : all;
  const meant = yield* found(withOwnAddresses(seen, input, data, context.work));
  const output = yield* found(operation.run(seen, meant, context));
  const body = outputBody(data, notes ? withDiagnostics(output, data, notes) : output, context);
  yield* found(keep(resources, input, context));
  return body;
});

/** An expansion of so many codes is a page of its own size, and written in pieces; so it is where they say so much. */
const LONG = 10_000;

function outputBody(data: OperationData, output: object, { version, takesPieces }: RequestContext): Body {
  const { resourceOut, longResourceOut } = versions[version];
  const { return: resource } = output as { return?: Resource };
  const long = takesPieces && isLong(resource) ? longResource(resource) : undefined;
  if (long) return { pieces: (notation) => long.pieces(notation, resourceOut) };
  if (takesPieces && saysMuch(resource))
    return {
      pieces: async function* (notation) {
        yield* notation.pieces(await longResourceOut(resource));
      },
    };
  if (takesPieces && isLongOutput(output))
    return { pieces: (notation) => outputInPieces(data, output, versions[version], notation) };
  return { resource: writeOutput(data, output, versions[version]) };
}

const isLong = (resource: Resource | undefined): resource is Resource =>
  resource?.resourceType === "ValueSet" && (resource.expansion?.contains?.length ?? 0) > LONG;

const saysMuch = (resource: Resource | undefined): resource is Resource =>
  resource?.resourceType === "ValueSet" && partsOf(resource.expansion?.contains) > LONG;

/** The codes, their properties and names. */
function partsOf(contains: readonly r5.ValueSetExpansionContains[] = []): number {
  let parts = contains.length;
  for (const { property, designation, contains: below } of contains) {
    parts += (property?.length ?? 0) + (designation?.length ?? 0);
    if (below) parts += partsOf(below);
  }
  return parts;
}

/** Those of which the shape is checked, and by which something can be answered. */
const TX_TYPES: ReadonlySet<unknown> = new Set(["CodeSystem", "ValueSet", "ConceptMap", "NamingSystem"]);
const TX_EXPECTED = "send a CodeSystem, ValueSet or ConceptMap";

/** Of the resources in it, those that came with a question before are those. */
function withShared(input: ReadInput, { shared }: RequestContext): ReadInput {
  if (!shared) return input;
  const one = (value: unknown): unknown => (isTxResource(value) ? shared.one(value) : value);
  // Another list stays the same object: what is known of a batch's is found by it.
  const all = (list: unknown[]): unknown[] => (list.some(isTxResource) ? list.map(one) : list);
  const entries = Object.entries(input).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? all(value) : one(value),
  ]);
  return Object.fromEntries(entries);
}

const isTxResource = (value: unknown): value is Resource => TX_TYPES.has(typeSaid(value));

/** `content`, and before it what came with the question. */
function withOwn(
  content: Terminology,
  resources: readonly Resource[],
  { "cache-id": id }: CommonInput,
  { shared, txResourceCache, work }: RequestContext,
): Awaitable<Terminology> {
  if (id !== undefined) return seenThroughKept(content, resources, txResourceCache, work);
  return shared ? shared.seenThrough(content, resources) : seenThrough(content, resources);
}

/** The input's own resources, and those that came with its cache-id before. */
function txResources(input: CommonInput, { version, txResourceCache }: RequestContext): readonly Resource[] {
  const own = input["tx-resource"] ?? [];
  const other = own.find(({ resourceType }) => !TX_TYPES.has(resourceType));
  if (other) throw new TerminologyError(invalidParameter("tx-resource", other.resourceType, TX_EXPECTED));
  const id = input["cache-id"];
  return id === undefined ? own : txResourceCache.with(`${version} ${id}`, own);
}

/** Only what a request was answered with: one that fails leaves nothing behind. */
function keep(
  resources: readonly Resource[],
  { "cache-id": id }: CommonInput,
  { version, txResourceCache }: RequestContext,
): Awaitable<void> {
  if (id !== undefined) return txResourceCache.keep(`${version} ${id}`, resources);
}
