/** Set algebra over ConceptConditions: kept flat and shared, so that imports of imports stay small. */
import { onceFor } from "../util/once-for.ts";
import {
  type ConceptCondition,
  type ConditionOfParts,
  EVERY_CONCEPT,
  NO_CONCEPT,
} from "./concept-condition.ts";
import { joinedForAll, joinedForAny } from "./join-conditions.ts";

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

/** It does not hold. */
export function notOf(of: ConceptCondition): ConceptCondition {
  if (isEvery(of)) return NO_CONCEPT;
  return isNone(of) ? EVERY_CONCEPT : { kind: "not", of };
}

/** The condition with another one in the place of each of its parts. */
export function withParts(
  condition: ConditionOfParts,
  instead: (part: ConceptCondition) => ConceptCondition,
): ConceptCondition {
  if (condition.kind === "not") return notOf(instead(condition.of));
  const parts = condition.of.map(instead);
  return condition.kind === "all" ? allOf(parts) : anyOf(parts);
}

/** Is one of its parts, at any depth, such a one? */
export function hasPart(condition: ConceptCondition, isMeant: (part: ConceptCondition) => boolean): boolean {
  if (!("of" in condition)) return isMeant(condition);
  if (condition.kind === "not") return hasPart(condition.of, isMeant);
  for (const part of condition.of) if (hasPart(part, isMeant)) return true;
  return false;
}

type Not = Extract<ConceptCondition, { kind: "not" }>;

/**
 * Takes `excluded` away from conditions. They may be many, and taken from again and again: what was taken away before is
 * one `not` with this, the same for all of them.
 */
export function without(excluded: ConceptCondition): (condition: ConceptCondition) => ConceptCondition {
  if (isNone(excluded)) return (condition) => condition;
  if (isEvery(excluded)) return () => NO_CONCEPT;
  const rest: Not = { kind: "not", of: excluded };
  // Not `anyOf`, which would write out lists of codes anew each time.
  const besides = onceFor(({ of }: Not): Not => ({
    kind: "not",
    of: { kind: "any", of: [...flat("any", [of, excluded])] },
  }));
  return (condition) => {
    if (isNone(condition)) return condition;
    if (isEvery(condition)) return rest;
    if (condition.kind === "not") return besides(condition);
    if (condition.kind !== "all") return { kind: "all", of: [condition, rest] };
    const last = condition.of.at(-1)!;
    return last.kind === "not"
      ? { kind: "all", of: [...condition.of.slice(0, -1), besides(last)] }
      : { kind: "all", of: [...condition.of, rest] };
  };
}

/** True of the condition that every concept satisfies. */
export const isEvery = (c: ConceptCondition): boolean => c.kind === "all" && c.of.length === 0;
/** True of the condition that no concept satisfies. */
export const isNone = (c: ConceptCondition): boolean => c.kind === "any" && c.of.length === 0;

/** Nodes of the condition when written out as a tree: sharing is not seen by those who evaluate it. */
export const conditionSize = (condition: ConceptCondition): number =>
  "of" in condition ? treeSize(condition) : 1;

const treeSize = onceFor((condition: ConditionOfParts): number => {
  const parts = condition.kind === "not" ? [condition.of] : condition.of;
  return parts.reduce((size, part) => size + conditionSize(part), 1);
});
