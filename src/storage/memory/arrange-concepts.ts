/** The concepts of a code system in its order, found by code, with those below and above each. */
import { codeKey } from "../../terminology/concepts/code-key.ts";
import type { CodeSystem, Concept } from "../../terminology/model.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { CameConcepts } from "../concepts/came-concepts.ts";
import type { Positioned } from "../concepts/concept-test.ts";
import { arrange, type Hierarchy, type Parents } from "../concepts/hierarchy.ts";

export interface Arranged {
  /** In code system order. */
  positioned: Positioned[];
  /** Positions. */
  byKey: Map<string, number>;
  children: readonly (readonly number[])[];
  parents: readonly (readonly number[])[];
  hierarchy: Hierarchy;
}

/** Concepts that are looked at between two steps. */
const STEP = 1_000;

/** Of most concepts: they have no children. It stays empty. */
const NONE: number[] = [];

/** A code that comes twice is one concept: the first, below the parents of both. */
export function* arrangeConcepts(codeSystem: CodeSystem, concepts: Iterable<Concept>): LongWork<Arranged> {
  const key = codeKey(codeSystem);
  const came = new CameConcepts(key);
  let count = 0;
  for (const concept of concepts) {
    came.add(concept);
    if (++count % STEP === 0) yield;
  }
  const parents = yield* came.parents();
  const hierarchy = yield* arrange(parents);
  return yield* inOrder(came.all, parents, hierarchy, key);
}

function* inOrder(
  came: readonly Concept[],
  parents: Parents,
  hierarchy: Hierarchy,
  key: (code: string) => string,
): LongWork<Arranged> {
  const { position } = hierarchy;
  const positioned = new Array<Positioned>(came.length);
  const byKey = new Map<string, number>();
  const below = new Array<number[]>(came.length).fill(NONE);
  const above = new Array<number[]>(came.length).fill(NONE);
  for (const [i, concept] of came.entries()) {
    const at = position[i]!;
    positioned[at] = { position: at, leaf: true, concept };
    byKey.set(key(concept.code), at);
    for (let k = parents.start[i]!; k < parents.start[i + 1]!; k++) {
      const parent = position[parents.of[k]!]!;
      add(above, at, parent);
      add(below, parent, at);
    }
    if (i % STEP === STEP - 1) yield;
  }
  for (const some of below) if (some.length > 1) some.sort((a, b) => a - b);
  for (const one of positioned) one.leaf = below[one.position]!.length === 0;
  return { positioned, byKey, children: below, parents: above, hierarchy };
}

function add(lists: number[][], at: number, position: number): void {
  if (lists[at] === NONE) lists[at] = [position];
  else lists[at]!.push(position);
}
