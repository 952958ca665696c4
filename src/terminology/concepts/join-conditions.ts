/**
 * Conditions of one kind on one subject are one condition: seven hundred lists of codes are one list, and what a
 * hundred patterns say of a display is found by looking at it once.
 */
import type { ConceptCondition, ValueTest } from "./concept-condition.ts";

type Valued = Extract<ConceptCondition, { test: ValueTest }>;

/** The same union in fewer parts; parts that stand alone stay the same objects. */
export function joinedForAny(parts: readonly ConceptCondition[]): ConceptCondition[] {
  return joined(parts, joinAny, (part) => {
    if (part.kind === "codes") return "codes";
    return "test" in part && part.test.op !== "exists" && !(part.test.op === "regex" && part.test.every)
      ? `${subjectOf(part)} ${part.test.op}`
      : undefined;
  });
}

/** The same intersection in fewer parts: patterns on what a concept has once, its code, display or definition. */
export function joinedForAll(parts: readonly ConceptCondition[]): ConceptCondition[] {
  return joined(parts, joinAll, (part) =>
    part.kind === "element" &&
    part.test.op === "regex" &&
    (part.test.every || part.test.patterns.length === 1)
      ? subjectOf(part)
      : undefined,
  );
}

function joined(
  parts: readonly ConceptCondition[],
  join: (group: readonly ConceptCondition[]) => ConceptCondition,
  groupOf: (part: ConceptCondition) => string | undefined,
): ConceptCondition[] {
  if (parts.length < 2) return [...parts];
  const groups = Map.groupBy<unknown, ConceptCondition>(parts, (part) => groupOf(part) ?? part);
  return Array.from(groups.values(), (group) => (group.length === 1 ? group[0]! : join(group)));
}

function subjectOf(part: Valued): string {
  if (part.kind === "property") return `property ${part.property}`;
  return part.kind === "element" ? `element ${part.element}` : part.kind;
}

function joinAny(group: readonly ConceptCondition[]): ConceptCondition {
  const [first, ...others] = group.filter((part) => "test" in part);
  if (!first) return { kind: "codes", codes: distinct(group, (c) => (c.kind === "codes" ? c.codes : [])) };
  const tests = [first, ...others].map(({ test }) => test);
  const test: ValueTest =
    tests[0]!.op === "in"
      ? { op: "in", values: distinct(tests, (t) => (t.op === "in" ? t.values : [])) }
      : { op: "regex", patterns: distinct(tests, patternsOf) };
  return { ...first, test };
}

function joinAll(group: readonly ConceptCondition[]): ConceptCondition {
  const valued = group.filter((part) => "test" in part);
  const patterns = distinct(valued, ({ test }) => patternsOf(test));
  return { ...valued[0]!, test: { op: "regex", patterns, every: true } };
}

const patternsOf = (test: ValueTest): readonly string[] => (test.op === "regex" ? test.patterns : []);

function distinct<T>(items: readonly T[], valuesOf: (item: T) => readonly string[]): string[] {
  const values = new Set<string>();
  for (const item of items) for (const value of valuesOf(item)) values.add(value);
  return [...values];
}
