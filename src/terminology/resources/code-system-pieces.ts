/** A code system of any size as JSON that is written as it is read, so that never more than a page of it is in memory. */
import type * as r5 from "fhir/r5";
import { propertyCodes } from "../concepts/concept-status.ts";
import type { CodeSystem, Concept } from "../model.ts";
import { conceptNode } from "./code-system.ts";

/** A concept in code system order: below the last one before it that is less deep. */
export interface ConceptAtDepth {
  /** 0: below none. */
  depth: number;
  concept: Concept;
  /** The concept that it is nested in. */
  nestedIn?: string | undefined;
}

export interface LargeCodeSystem {
  codeSystem: CodeSystem;
  /** All of them, some at a time. */
  concepts: AsyncIterable<readonly ConceptAtDepth[]>;
}

/** What makes another version's shape of a code system: of its header, or of some concepts of it. */
export type Convert = (resource: r5.CodeSystem) => object;

/**
 * The text of the whole resource, in pieces. Concepts are nested where they stand; further parents are `parent`
 * properties, as `codeSystemResource` has them.
 */
export async function* codeSystemJson(
  { codeSystem, concepts }: LargeCodeSystem,
  convert: Convert = (resource) => resource,
): AsyncGenerator<string> {
  yield JSON.stringify(convert(codeSystem)).slice(0, -1);
  const parentCode = [...propertyCodes(codeSystem, "parent")][0] ?? "parent";
  let depth = -1;
  for await (const batch of concepts) {
    const nodes = batch.map((one) => nodeOf(one, parentCode));
    const converted = (convert({ ...codeSystem, concept: nodes }) as { concept?: object[] }).concept ?? [];
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

function nodeOf({ concept, nestedIn }: ConceptAtDepth, parentCode: string): r5.CodeSystemConcept {
  const node = conceptNode(concept);
  const others = concept.parents.filter((parent) => parent !== nestedIn);
  for (const code of others) (node.property ??= []).push({ code: parentCode, valueCode: code });
  return node;
}
