/** A long resource that is in memory, in pieces: to convert and write it at once would hold up all others. */
import type * as r5 from "fhir/r5";
import type { Resource } from "../model.ts";
import { type NodeAtDepth, nodePieces } from "./code-system-pieces.ts";
import { conceptMapHeader } from "./concept-map.ts";
import { elementPieces, type ElementsInGroup } from "./concept-map-pieces.ts";
import { AS_IT_IS, BATCH, type Convert, inBatches, type LargeResource } from "./large-resource.ts";
import type { Notation } from "./notation.ts";
import { codeLists, valueSetInPieces } from "./value-set-pieces.ts";

/** So many are quickly done. */
const LONG = 2 * BATCH;

/** Undefined: it is not long. */
export function longResource(resource: Resource): LargeResource | undefined {
  if (resource.resourceType === "CodeSystem" && isLonger(conceptLists(resource.concept)))
    return { pieces: (notation, convert = AS_IT_IS) => codeSystemInPieces(resource, notation, convert) };
  if (resource.resourceType === "ConceptMap" && isLonger(rowLists(resource)))
    return {
      pieces: (notation, convert = AS_IT_IS) =>
        elementPieces(conceptMapHeader(resource), batchesOf(resource), notation, convert),
    };
  if (resource.resourceType === "ValueSet" && isLonger(codeLists(resource)))
    return { pieces: (notation, convert = AS_IT_IS) => valueSetInPieces(resource, notation, convert) };
  return undefined;
}

function isLonger(lists: Iterable<readonly unknown[]>): boolean {
  let count = 0;
  for (const { length } of lists) if ((count += length) > LONG) return true;
  return false;
}

/* ---- CodeSystem ---- */

/** Those of all levels; not level within level, for the nesting is the caller's. */
function* conceptLists(concepts: readonly r5.CodeSystemConcept[] = []): Generator<readonly unknown[]> {
  const lists = [concepts];
  for (const list of lists) {
    yield list;
    for (const { concept } of list) if (concept) lists.push(concept);
  }
}

/** In the order of the document; an explicit stack, for the nesting is the caller's. */
function* nodesOf(concepts: readonly r5.CodeSystemConcept[] = []): Generator<NodeAtDepth> {
  const stack: Iterator<r5.CodeSystemConcept>[] = [concepts.values()];
  while (stack.length > 0) {
    const next = stack.at(-1)!.next();
    if (next.done) stack.pop();
    else {
      const { concept, ...node } = next.value;
      yield { depth: stack.length - 1, node };
      if (concept && concept.length > 0) stack.push(concept.values());
    }
  }
}

function codeSystemInPieces(
  { concept, ...header }: r5.CodeSystem,
  notation: Notation,
  convert: Convert,
): AsyncGenerator<string> {
  return nodePieces(header, inBatches(nodesOf(concept)), notation, convert);
}

/* ---- ConceptMap ---- */

function* rowLists({ group = [] }: r5.ConceptMap): Generator<readonly unknown[]> {
  for (const { element = [] } of group) {
    yield element;
    for (const { target = [] } of element) {
      yield target;
      for (const { dependsOn, product } of target) {
        if (dependsOn) yield dependsOn;
        if (product) yield product;
      }
    }
  }
}

function* batchesOf({ group = [] }: r5.ConceptMap): Generator<ElementsInGroup> {
  for (const [at, { element = [] }] of group.entries())
    for (const elements of inBatches(element)) yield { group: at, elements };
}
