/**
 * The FHIRPath invariants of resources. Each is evaluated on the elements that it speaks of, one by one, so that the
 * cost grows with the resource and not with its square.
 */
import { createRequire } from "node:module";
import type { Model } from "fhirpath";
import { type Issue, type Severity, TerminologyError } from "../../terminology/issues/issue.ts";
import { invariantBroken, tooManyItems } from "../../terminology/issues/resource.ts";
import { addTo } from "../../terminology/util/grouping.ts";
import { inTurns, type LongWork, yieldToOthers } from "../../terminology/util/in-turns.ts";
import { isList, isObject, type Json } from "../../terminology/util/json-object.ts";
import { own } from "../../terminology/util/own.ts";
import { ownData } from "../../terminology/util/own-data.ts";
import { elementsOf, isPrimitive } from "../elements.ts";
import type { FhirVersion } from "../version.ts";
import { ABOUT_ALL_CONCEPTS, conceptIssues } from "./concept-invariants.ts";
import type { FoundResource } from "./structure.ts";

interface Invariant {
  path: string;
  key: string;
  severity: Severity;
  human: string;
  expression: string;
}
type Evaluate = (node: unknown, environment: Record<string, unknown>) => unknown[];
interface Compiled extends Invariant {
  evaluate: Evaluate;
  /** Elements of which the expression asks more than whether there are any. */
  looksAt: ReadonlySet<string>;
}

/** By element path, for one resource type. */
interface Rules {
  byPath: Map<string, Compiled[]>;
  /** Types that hold, at some depth, an element with invariants. */
  worthVisiting: Set<string>;
}

const rules = new Map<string, Promise<Rules>>();

/** The broken invariants of one resource, whose structure is valid; `root` is its own FHIRPath. */
export async function invariantIssues(
  { resource, type, path: root }: FoundResource,
  version: FhirVersion,
): Promise<Issue[]> {
  const key = `${version} ${type}`;
  let compiled = rules.get(key);
  if (!compiled) rules.set(key, (compiled = compileRules(type, version)));
  const issues: Issue[] = [];
  const environment = { resource, rootResource: resource };
  await inTurns(check(resource, type, root, { ...(await compiled), version, environment, issues }));
  if (type === "CodeSystem") issues.push(...(await inTurns(conceptIssues(resource, version, root))));
  return issues;
}

async function compileRules(type: string, version: FhirVersion): Promise<Rules> {
  const table = ownData<Record<string, Invariant[]>>(`schemas/${version}/invariants.json`);
  const all = own(table, type) ?? [];
  const fhirpath = await loadFhirpath();
  const model = (await modelOf(version)).default as Model;
  await yieldToOthers();
  const byPath = new Map<string, Compiled[]>();
  for (const invariant of all) {
    if (ABOUT_ALL_CONCEPTS.has(invariant.key)) continue;
    const expression = invariant.expression.replaceAll("isDistinct()", "areDistinct()");
    const evaluate = fhirpath.compile({ base: invariant.path, expression }, model, {
      userInvocationTable: { areDistinct },
    });
    const looksAt = elementsLookedAt(invariant.expression);
    addTo(byPath, invariant.path, { ...invariant, evaluate, looksAt });
    // Each takes a while, the first of them most.
    await yieldToOthers();
  }
  const worthVisiting = new Set<string>();
  for (const path of byPath.keys()) {
    for (let at = path; at; at = at.slice(0, Math.max(at.lastIndexOf("."), 0))) worthVisiting.add(at);
  }
  return { byPath, worthVisiting };
}

/** What it needs is loaded before it, for all at once takes 50 ms. */
async function loadFhirpath(): Promise<typeof import("fhirpath")> {
  await yieldToOthers();
  const { UcumLhcUtils } = await import("@lhncbc/ucum-lhc");
  await yieldToOthers();
  UcumLhcUtils.getInstance();
  await yieldToOthers();
  const require = createRequire(import.meta.resolve("fhirpath"));
  require("antlr4");
  await yieldToOthers();
  const { default: fhirpath } = await import("fhirpath");
  await yieldToOthers();
  return fhirpath;
}

const modelOf = (version: FhirVersion) =>
  version === "r4"
    ? import("fhirpath/fhir-context/r4/index.js")
    : import("fhirpath/fhir-context/r5/index.js");

/**
 * FHIRPath's isDistinct for what the invariants ask it of, codes and text: the library compares each with each.
 * An element that has only extensions is like no other.
 */
const areDistinct = {
  fn: (all: unknown[]) => {
    const values = all.filter((value) => value !== undefined && value !== null);
    return new Set(values.map(String)).size === values.length;
  },
  arity: { 0: [] },
};

interface Visit extends Rules {
  version: FhirVersion;
  environment: Record<string, unknown>;
  issues: Issue[];
}

function* check(node: Json, type: string, path: string, visit: Visit): LongWork<void> {
  yield;
  test(node, type, path, visit);
  const elements = elementsOf(visit.version, type);
  for (const key in node) {
    const element = elements?.get(key);
    if (!element) continue;
    const at = `${path}.${element.name}`;
    if (isPrimitive(element.type)) {
      if (!element.list) test(node[key], `${type}.${element.name}`, at, visit);
    } else if (visit.worthVisiting.has(element.type)) {
      const value = node[key];
      if (isObject(value)) yield* check(value, element.type, at, visit);
      else if (Array.isArray(value))
        for (const [i, item] of value.entries())
          if (isObject(item)) yield* check(item, element.type, `${at}[${i}]`, visit);
    }
  }
}

function test(node: unknown, path: string, at: string, { byPath, environment, issues }: Visit): void {
  const all = byPath.get(path);
  if (!all) return;
  const long = longLists(node);
  for (const { key, severity, human, evaluate, looksAt } of all) {
    const seen = long.length > 0 && isObject(node) ? { ...node, ...shortLists(long, looksAt, at) } : node;
    const [result] = evaluate(seen, environment);
    // A rule has to evaluate to true (ElementDefinition.constraint): `code.exists() or abstract = true` of neither is
    // empty, and broken. Of what is only advised nothing is said there, as where R4 has no name to look at.
    if (result === false || (result === undefined && severity === "error"))
      issues.push(invariantBroken(at, key, human, severity));
  }
}

/** Items that are enough to see that a list has any. */
const ENOUGH = 100;
/** Items of a list that an expression looks at: with more it takes a second, and with 100,000 the library's stack. */
const MOST_ITEMS = 20_000;

/** All names in an expression but those of which it asks only `exists()` or `empty()`. */
const elementsLookedAt = (expression: string): ReadonlySet<string> =>
  new Set(expression.replace(/\b\w+\.(exists|empty)\(\)/g, " ").match(/[A-Za-z]\w*/g));

type NamedList = readonly [name: string, list: unknown[]];

const longLists = (node: unknown): NamedList[] =>
  isObject(node)
    ? Object.entries(node).filter((entry): entry is [string, unknown[]] => {
        const [, value] = entry;
        return isList(value) && value.length > ENOUGH;
      })
    : [];

/** The first items of long lists, where these are enough. */
function shortLists(long: readonly NamedList[], looksAt: ReadonlySet<string>, at: string): Json {
  const short: Json = {};
  for (const [name, list] of long) {
    if (!looksAt.has(name)) short[name] = list.slice(0, ENOUGH);
    else if (list.length > MOST_ITEMS)
      throw new TerminologyError(tooManyItems(`${at}.${name}`, list.length, MOST_ITEMS));
  }
  return short;
}
