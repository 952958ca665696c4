/** Regular expressions of value set filters: RE2's, in linear time. */
import { RE2JS, RE2JSException } from "re2js";
import type { ValueTest } from "./concept-condition.ts";
import type { WorkBudget } from "../util/work-budget.ts";

type PatternTest = Extract<ValueTest, { op: "regex" }>;

/** Longer ones, and larger ones when they are written out, are refused. */
const MAX_LENGTH = 1_000;
const MAX_SIZE = 2_000;

/** Why the pattern can't be used; undefined: it can. */
export function patternProblem(pattern: string, work?: WorkBudget): string | undefined {
  if (pattern.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  const compiled = compiledOr(pattern, work);
  if (typeof compiled === "string") return compiled;
  return compiled.programSize() > MAX_SIZE ? "its repetitions make it too large" : undefined;
}

/** The compiled pattern, or why it can't be read. */
function compiledOr(pattern: string, work: WorkBudget | undefined): RE2JS | string {
  try {
    return compile(pattern, work);
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
}

/** Compiling costs about a microsecond for each step of the pattern. */
function compile(pattern: string, work: WorkBudget | undefined): RE2JS {
  const compiled = RE2JS.compile(pattern);
  work?.pattern(compiled.programSize(), 100);
  return compiled;
}

/** The test as a function. The patterns have been checked before; each run of each counts. */
export function patternTest({ patterns, every }: PatternTest, work?: WorkBudget): (value: string) => boolean {
  const compiled = every
    ? patterns.map((pattern) => compile(pattern, work))
    : inGroups(patterns, JOINED).flatMap((group) => joined(group, work));
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
function joined(patterns: readonly string[], work: WorkBudget | undefined): RE2JS[] {
  const apart = (): RE2JS[] => patterns.map((pattern) => compile(pattern, work));
  // A quotation that is left open would swallow what follows.
  if (patterns.length === 1 || patterns.some((pattern) => pattern.includes("\\Q"))) return apart();
  const all = patterns.map((pattern) => `(?:${pattern})`).join("|");
  const one = compiledOr(all, work);
  return typeof one === "string" ? apart() : [one];
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let from = 0; from < items.length; from += size) groups.push(items.slice(from, from + size));
  return groups;
}
