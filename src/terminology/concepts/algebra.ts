/** Set algebra over ConceptConditions: kept flat and shared, so that imports of imports stay small. */
import { EVERY_CONCEPT, NO_CONCEPT, type ConceptCondition } from "./concept-condition.ts";
import { joinedForAll, joinedForAny } from "./join-conditions.ts";
import { onceFor } from "../util/once-for.ts";

/** All of them hold; of none, every concept. */
export function allOf(conditions: readonly ConceptCondition[]): ConceptCondition {
  if (conditions.length === 1) return conditions[0]!;
  const parts = flat("all", conditions);
  for (const part of parts) if (isNone(part)) return NO_CONCEPT;
  const of = joinedForAll([...parts]);
  return of.length === 0 ? EVERY_CONCEPT : of.length === 1 ? of[0]! : { kind: "all", of };
}

/** One of them holds; of none, no concept. */
export function anyOf(conditions: readonly ConceptCondition[]): ConceptCondition {
  if (conditions.length === 1) return conditions[0]!;
  const parts = flat("any", conditions);
  for (const part of parts) if (isEvery(part)) return EVERY_CONCEPT;
  const of = joinedForAny([...parts]);
  return of.length === 0 ? NO_CONCEPT : of.length === 1 ? of[0]! : { kind: "any", of };
}

/** Each once, and what those of this kind consist of instead of them. */
function flat(kind: "all" | "any", conditions: readonly ConceptCondition[]): Set<ConceptCondition> {
  const parts = new Set<ConceptCondition>();
  for (const c of conditions) {
    if (c.kind === kind) for (const inner of c.of) parts.add(inner);
    else parts.add(c);
  }
  return parts;
}

/** `condition` without those of `minus`. */
export function without(condition: ConceptCondition, minus: readonly ConceptCondition[]): ConceptCondition {
  if (minus.length === 0) return condition;
  const excluded = anyOf(minus);
  if (isNone(excluded)) return condition;
  if (isEvery(excluded)) return NO_CONCEPT;
  if (isNone(condition)) return condition;
  // As `allOf` has it, which looks for more that could be joined: this is asked of each include.
  const rest: ConceptCondition = { kind: "not", of: excluded };
  if (isEvery(condition)) return rest;
  return { kind: "all", of: condition.kind === "all" ? [...condition.of, rest] : [condition, rest] };
}

/** True of the condition that every concept satisfies. */
export const isEvery = (c: ConceptCondition): boolean => c.kind === "all" && c.of.length === 0;
/** True of the condition that no concept satisfies. */
export const isNone = (c: ConceptCondition): boolean => c.kind === "any" && c.of.length === 0;

/** Nodes of the condition when written out as a tree: sharing is not seen by those who evaluate it. */
export const conditionSize = (condition: ConceptCondition): number =>
  "of" in condition ? treeSize(condition) : 1;

const treeSize = onceFor((condition: Tree): number => {
  const parts = condition.kind === "not" ? [condition.of] : condition.of;
  return parts.reduce((size, part) => size + conditionSize(part), 1);
});

type Tree = Extract<ConceptCondition, { kind: "all" | "any" | "not" }>;
