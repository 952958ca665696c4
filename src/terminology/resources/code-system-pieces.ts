/** A code system of any size written as it is read, so that never more than a page of it is in memory. */
import type * as r5 from "fhir/r5";
import { propertyCodes } from "../concepts/concept-status.ts";
import type { CodeSystem, Concept } from "../model.ts";
import { conceptNode } from "./code-system-resource.ts";
import { AS_IT_IS, type Convert } from "./large-resource.ts";
import {
  around,
  type ListElement,
  markedItem,
  type Nesting,
  type Notation,
  textInTurns,
} from "./notation.ts";

/** A concept in code system order: below the last one before it that is less deep. */
export interface ConceptAtDepth {
  /** 0: below none. */
  depth: number;
  concept: Concept;
  /** The concept that it is nested in. */
  nestedIn?: string | undefined;
}

/** The same as an element, without those nested in it. */
export interface NodeAtDepth {
  depth: number;
  node: r5.CodeSystemConcept;
}

/** Some at a time. */
type Batches<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>;

/**
 * The text of the whole resource, in pieces. Concepts are nested where they stand; further parents are `parent`
 * properties, as `codeSystemResource` has them.
 */
export function codeSystemPieces(
  codeSystem: CodeSystem,
  concepts: Batches<ConceptAtDepth>,
  notation: Notation,
  convert: Convert = AS_IT_IS,
): AsyncGenerator<string> {
  return nodePieces(codeSystem, nodesOf(codeSystem, concepts), notation, convert);
}

async function* nodesOf(codeSystem: CodeSystem, concepts: Batches<ConceptAtDepth>) {
  const parentCode = [...propertyCodes(codeSystem, "parent")][0] ?? "parent";
  for await (const batch of concepts) yield batch.map((one) => nodeOf(one, parentCode));
}

function nodeOf({ concept, nestedIn, depth }: ConceptAtDepth, parentCode: string): NodeAtDepth {
  const node = conceptNode(concept);
  if (concept.written?.at !== undefined) return { depth, node };
  const others = concept.parents.filter((parent) => parent !== nestedIn);
  for (const code of others) (node.property ??= []).push({ code: parentCode, valueCode: code });
  return { depth, node };
}

const CONCEPT: ListElement = { name: "concept", type: "CodeSystem.concept" };

/** As `codeSystemPieces`, of concepts that are elements already. */
export async function* nodePieces(
  codeSystem: CodeSystem,
  nodes: Batches<NodeAtDepth>,
  notation: Notation,
  convert: Convert,
): AsyncGenerator<string> {
  const header = convert(codeSystem);
  const marked = await textInTurns({ ...header, concept: [markedItem()] }, notation);
  const [begin, end] = around(marked, notation.item(CONCEPT, markedItem(), 1));
  const tree = new OpenTree(notation);
  for await (const batch of nodes) {
    const concept = batch.map(({ node }) => node);
    const converted = (convert({ ...codeSystem, concept }) as { concept?: object[] }).concept ?? [];
    let text = tree.isEmpty && converted.length > 0 ? begin : "";
    for (const [i, node] of converted.entries()) text += tree.add(node, batch[i]!.depth);
    yield text;
  }
  yield tree.isEmpty ? await textInTurns(header, notation) : tree.close() + end;
}

/** Concepts are left open, for others may be nested in them. */
class OpenTree {
  private depth = -1;
  private readonly separator: string;
  private readonly nesting: Nesting;

  constructor(notation: Notation) {
    this.separator = notation.separator;
    this.nesting = notation.nesting(CONCEPT);
  }

  get isEmpty(): boolean {
    return this.depth < 0;
  }

  /** The text of a concept, with what stands between the one before and it. */
  add(node: object, depth: number): string {
    const before = this.depth;
    this.depth = depth;
    const text = this.nesting.open(node, depth + 1);
    if (before < 0) return text;
    if (depth > before) return this.nesting.begin + text;
    return this.ended(before, depth) + this.separator + text;
  }

  close(): string {
    return this.ended(this.depth, 0);
  }

  /** The ends of concepts from one depth up to another. */
  private ended(from: number, to: number): string {
    let text = this.nesting.itemEnd(from + 1);
    for (let depth = from - 1; depth >= to; depth--)
      text += this.nesting.end + this.nesting.itemEnd(depth + 1);
    return text;
  }
}
