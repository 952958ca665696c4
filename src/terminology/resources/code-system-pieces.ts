/** A code system of any size as JSON that is written as it is read, so that never more than a page of it is in memory. */
import type * as r5 from "fhir/r5";
import { propertyCodes } from "../concepts/concept-status.ts";
import type { CodeSystem, Concept } from "../model.ts";
import { conceptNode } from "./code-system-resource.ts";
import { AS_IT_IS, type Convert } from "./large-resource.ts";

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
export function codeSystemJson(
  codeSystem: CodeSystem,
  concepts: Batches<ConceptAtDepth>,
  convert: Convert = AS_IT_IS,
): AsyncGenerator<string> {
  return nodesJson(codeSystem, nodesOf(codeSystem, concepts), convert);
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

/** As `codeSystemJson`, of concepts that are elements already. */
export async function* nodesJson(
  codeSystem: CodeSystem,
  nodes: Batches<NodeAtDepth>,
  convert: Convert,
): AsyncGenerator<string> {
  yield JSON.stringify(convert(codeSystem)).slice(0, -1);
  let depth = -1;
  for await (const batch of nodes) {
    const concept = batch.map(({ node }) => node);
    const converted = (convert({ ...codeSystem, concept }) as { concept?: object[] }).concept ?? [];
    let text = "";
    for (const [i, node] of converted.entries()) {
      text += between(depth, batch[i]!.depth) + JSON.stringify(node).slice(0, -1);
      depth = batch[i]!.depth;
    }
    yield text;
  }
  yield depth < 0 ? "}" : `}${"]}".repeat(depth + 1)}`;
}

/** What stands between a concept at one depth and the next; concepts are left open, for others may be nested in them. */
function between(before: number, depth: number): string {
  if (depth > before) return ',"concept":[';
  return `}${"]}".repeat(before - depth)},`;
}
