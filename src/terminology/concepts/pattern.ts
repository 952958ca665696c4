/** Regular expressions of value set filters: RE2's, in linear time. */
import { createRequire } from "node:module";
import type { RE2JS } from "re2js";
import { Lru } from "../util/lru.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { ValueTest } from "./concept-condition.ts";

type PatternTest = Extract<ValueTest, { op: "regex" }>;

let loaded: typeof import("re2js") | undefined;

/** Loaded with the first pattern, for most servers never meet one: it takes 4 ms and some MB. At once, as patterns are read. */
const re2 = (): typeof import("re2js") =>
  (loaded ??= createRequire(import.meta.url)("re2js") as typeof import("re2js"));

/** Longer ones, and larger ones when they are written out, are refused. */
const MAX_LENGTH = 1_000;
const MAX_SIZE = 2_000;

/** Why the pattern can't be used; undefined: it can. */
export function patternProblem(pattern: string, work: WorkBudget | undefined): string | undefined {
  if (pattern.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  const compiled = compiledOr(pattern, (one) => read(one, work).compiled);
  if (typeof compiled === "string") return compiled;
  return compiled.programSize() > MAX_SIZE ? "its repetitions make it too large" : undefined;
}

/** The compiled pattern, or why it can't be read. */
function compiledOr(pattern: string, compile: Compile): RE2JS | string {
  try {
    return compile(pattern);
  } catch (error) {
    if (error instanceof re2().RE2JSException) return error.message;
    throw error;
  }
}

type Compile = (pattern: string) => RE2JS;

/** Steps of patterns that are kept; each pattern costs as much memory as so many more. */
const KEPT = 20_000;
const EACH = 50;
const kept = new Lru<string, RE2JS>("patterns", KEPT);

/** The pattern, read before or now, and the units that this cost. */
function read(pattern: string, work: WorkBudget | undefined): { compiled: RE2JS; units: number } {
  const known = kept.get(pattern);
  if (known) return { compiled: known, units: 0 };
  const compiled = re2().RE2JS.compile(pattern);
  const size = compiled.programSize();
  kept.set(pattern, compiled, EACH + size);
  return { compiled, units: work?.readPattern(size) ?? 0 };
}

/** For patterns that are read one after the other, at a stretch. */
function compiling(work: WorkBudget | undefined): Compile {
  let sum = 0;
  return (pattern) => {
    const { compiled, units } = read(pattern, work);
    sum += units;
    work?.readAtAStretch(sum);
    return compiled;
  };
}

/** The test as a function. The patterns have been checked before; each run of each counts. */
export function patternTest(
  { patterns, every }: PatternTest,
  work: WorkBudget | undefined,
): (value: string) => boolean {
  const compile = compiling(work);
  const compiled = every
    ? patterns.map(compile)
    : inGroups(patterns, JOINED).flatMap((group) => joined(group, compile));
  const fits = (pattern: RE2JS, value: string): boolean => {
    work?.pattern(pattern.programSize(), value.length);
    return pattern.testExact(value);
  };
  return every
    ? (value) => compiled.every((pattern) => fits(pattern, value))
    : (value) => compiled.some((pattern) => fits(pattern, value));
}

/** So many patterns become one, which is run once where each would be. */
const JOINED = 100;

/** One pattern that matches what any of them matches; those that can't stand beside each other stay apart. */
function joined(patterns: readonly string[], compile: Compile): RE2JS[] {
  const apart = (): RE2JS[] => patterns.map(compile);
  // A quotation that is left open would swallow what follows.
  if (patterns.length === 1 || patterns.some((pattern) => pattern.includes("\\Q"))) return apart();
  const all = patterns.map((pattern) => `(?:${pattern})`).join("|");
  const one = compiledOr(all, compile);
  return typeof one === "string" ? apart() : [one];
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let from = 0; from < items.length; from += size) groups.push(items.slice(from, from + size));
  return groups;
}
