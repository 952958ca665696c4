/** A long resource that is in memory, in pieces: to convert and write it at once would hold up all others. */
import type * as r5 from "fhir/r5";
import type { Resource } from "../model.ts";
import { type NodeAtDepth,nodePieces } from "./code-system-pieces.ts";
import { conceptMapHeader } from "./concept-map.ts";
import { elementPieces, type ElementsInGroup } from "./concept-map-pieces.ts";
import { AS_IT_IS, type Convert, type LargeResource } from "./large-resource.ts";
import { around, type ListElement, markedItem, type Notation } from "./notation.ts";

/** Concepts, elements or codes that are converted and written at once. */
const BATCH = 500;
/** So many are quickly done. */
const LONG = 2 * BATCH;

/** Undefined: it is not long. */
export function longResource(resource: Resource): LargeResource | undefined {
  if (resource.resourceType === "CodeSystem" && isLonger(conceptLists(resource.concept)))
    return { pieces: (notation, convert) => codeSystemInPieces(resource, notation, convert) };
  if (resource.resourceType === "ConceptMap" && isLonger(rowLists(resource)))
    return {
      pieces: (notation, convert = AS_IT_IS) =>
        elementPieces(conceptMapHeader(resource), batchesOf(resource), notation, convert),
    };
  if (resource.resourceType === "ValueSet" && isLonger(codeLists(resource)))
    return { pieces: (notation, convert) => valueSetInPieces(resource, notation, convert) };
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
  resource: r5.CodeSystem,
  notation: Notation,
  convert: Convert = AS_IT_IS,
): AsyncGenerator<string> {
  const { concept, ...header } = resource;
  return nodePieces(header, inBatches(nodesOf(concept)), notation, convert);
}

function* inBatches<T>(items: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    if (batch.push(item) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
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

/* ---- ValueSet ---- */

type Contains = r5.ValueSetExpansionContains;

/** A list that is left out of the rest, which has a mark in its place. */
type Gap =
  | { side: "include" | "exclude"; at: number; items: readonly { code: string }[] }
  | { side: "contains"; at: 0; items: readonly Contains[] };

function* listsOf({ compose, expansion }: r5.ValueSet): Generator<Gap> {
  for (const side of ["include", "exclude"] as const)
    for (const [at, { concept = [] }] of (compose?.[side] ?? []).entries()) yield { side, at, items: concept };
  yield { side: "contains", at: 0, items: expansion?.contains ?? [] };
}

function* codeLists(resource: r5.ValueSet): Generator<readonly unknown[]> {
  for (const { items } of listsOf(resource)) yield items;
}

/** Shorter lists are left where they are. */
const SHORT = 50;
/** The lists, and how deep they stand. */
const LISTED = { list: { name: "concept", type: "ValueSet.compose.include.concept" }, depth: 3 };
const CONTAINED = { list: { name: "contains", type: "ValueSet.expansion.contains" }, depth: 2 };

const placeOf = ({ side }: Gap): { list: ListElement; depth: number } =>
  side === "contains" ? CONTAINED : LISTED;

async function* valueSetInPieces(
  resource: r5.ValueSet,
  notation: Notation,
  convert: Convert = AS_IT_IS,
): AsyncGenerator<string> {
  const gaps = [...listsOf(resource)].filter(({ items }) => items.length > SHORT);
  let shell = resource;
  for (const [i, gap] of gaps.entries()) shell = withItems(shell, gap, [markedItem(i)]);
  let rest = notation.resource(convert(shell));
  for (const { gap, mark } of inOrder(gaps, rest, notation)) {
    const { list, depth } = placeOf(gap);
    const [before, after] = around(rest, mark);
    let separator = before;
    for (const items of inBatches<object>(gap.items)) {
      const converted = itemsOf(convert(only(gap.side, items)) as r5.ValueSet);
      const texts = converted.map((item) => notation.item(list, item, depth));
      yield separator + texts.join(notation.separator);
      separator = notation.separator;
    }
    rest = after;
  }
  yield rest;
}

/** The gaps as their marks stand in the text; what was converted may leave some of them out. */
function inOrder(gaps: readonly Gap[], text: string, notation: Notation): { gap: Gap; mark: string }[] {
  const all = gaps.map((gap, i) => {
    const { list, depth } = placeOf(gap);
    const mark = notation.item(list, markedItem(i), depth);
    return { gap, mark, at: text.indexOf(mark) };
  });
  return all.filter(({ at }) => at >= 0).toSorted((a, b) => a.at - b.at);
}

function withItems(resource: r5.ValueSet, { side, at }: Gap, items: readonly object[]): r5.ValueSet {
  if (side === "contains")
    return { ...resource, expansion: { ...resource.expansion!, contains: items as Contains[] } };
  const all = [...resource.compose![side]!];
  all[at] = { ...all[at]!, concept: items as { code: string }[] };
  return { ...resource, compose: { ...resource.compose!, [side]: all } };
}

/** A value set of nothing but these items. */
function only(side: Gap["side"], items: readonly object[]): r5.ValueSet {
  const bare = { resourceType: "ValueSet", status: "active" } as const;
  if (side === "contains") return { ...bare, expansion: { timestamp: "", contains: items as Contains[] } };
  return { ...bare, compose: { include: [{ concept: items as { code: string }[] }] } };
}

const itemsOf = ({ compose, expansion }: r5.ValueSet): readonly object[] =>
  compose?.include[0]?.concept ?? expansion!.contains!;
