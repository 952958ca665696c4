/**
 * The invariants about all concepts of a code system at once. As FHIRPath they take seconds for some ten thousand
 * concepts; and a code defined twice should be named. None of FHIR's says that a concept can't be above itself.
 */
import type * as r5 from "fhir/r5";
import { circlesIn } from "../../terminology/concepts/circles.ts";
import { propertyCodes } from "../../terminology/concepts/concept-status.ts";
import { cyclicHierarchy } from "../../terminology/issues/importing.ts";
import type { Issue } from "../../terminology/issues/issue.ts";
import { duplicateCode, hierarchyWithoutMeaning } from "../../terminology/issues/resource.ts";
import type { CodeSystem } from "../../terminology/model.ts";
import { conceptsOf } from "../../terminology/resources/code-system.ts";
import type { LongWork } from "../../terminology/util/in-turns.ts";
import { isObject, type Json, objects } from "../../terminology/util/json-object.ts";
import type { FhirVersion } from "../version.ts";

/** csd-1: codes are unique. csd-2, csd-3: a hierarchy, nested or by properties, should say what it means. */
export const ABOUT_ALL_CONCEPTS: ReadonlySet<string> = new Set(["csd-1", "csd-2", "csd-3"]);

/** Above so many, codes that are there twice are counted and no longer listed: their places may be long. */
const MOST_TOLD = 100;
/** Of circles so many are named. */
const MOST_CIRCLES = 10;

/** The same as ABOUT_ALL_CONCEPTS, on a code system whose structure is valid; R4 has only csd-1. And circles. */
export function* conceptIssues(codeSystem: Json, version: FhirVersion, root: string): LongWork<Issue[]> {
  const looked: Looked = { count: 0, seen: new Map(), issues: [] };
  const { seen, issues } = looked;
  yield* duplicateCodes(codeSystem.concept, root, looked);
  const read = codeSystem as unknown as r5.CodeSystem;
  if (yield* hasParentsByProperty(codeSystem, read)) issues.push(...(yield* circleIssues(read, seen)));
  if (version === "r4" || codeSystem.hierarchyMeaning !== undefined) return issues;
  const concepts = objects(codeSystem.concept);
  const isHierarchical = (c: Json) =>
    objects(c.property).some((p) => p.code === "parent" || p.code === "child");
  if (concepts.some((c) => c.concept !== undefined)) issues.push(hierarchyWithoutMeaning(root, "csd-2"));
  else if (concepts.some(isHierarchical)) issues.push(hierarchyWithoutMeaning(root, "csd-3"));
  return issues;
}

/** Concepts that are looked at between two steps. */
const STEP = 100;

/** What has been looked at so far: how many concepts, where each code is, and what is wrong. */
interface Looked {
  count: number;
  seen: Map<unknown, string>;
  issues: Issue[];
}

function* duplicateCodes(concepts: unknown, path: string, looked: Looked): LongWork<void> {
  if (!Array.isArray(concepts)) return;
  const { seen, issues } = looked;
  for (const [i, concept] of concepts.entries()) {
    if (++looked.count % STEP === 0) yield;
    if (!isObject(concept)) continue;
    const at = `${path}.concept[${i}]`;
    const first = seen.get(concept.code);
    if (first !== undefined)
      issues.push(issues[MOST_TOLD] ?? duplicateCode(`${at}.code`, String(concept.code), first));
    else if (concept.code !== undefined) seen.set(concept.code, at);
    if (concept.concept !== undefined) yield* duplicateCodes(concept.concept, at, looked);
  }
}

/** By nesting alone, only a code that is there twice is above itself. */
function* hasParentsByProperty(codeSystem: Json, system: CodeSystem): LongWork<boolean> {
  const codes = new Set([
    ...["parent", "child"].flatMap((name) => [...propertyCodes(system, name)]),
    "subsumedBy",
  ]);
  const lists = [objects(codeSystem.concept)];
  for (let list = lists.pop(), count = 0; list !== undefined; list = lists.pop()) {
    for (const concept of list) {
      if (objects(concept.property).some(({ code }) => codes.has(String(code)))) return true;
      if (concept.concept !== undefined) lists.push(objects(concept.concept));
      if (++count % STEP === 0) yield;
    }
  }
  return false;
}

/** `places`: where each code is. */
function* circleIssues(
  { concept = [], ...system }: r5.CodeSystem,
  places: ReadonlyMap<unknown, string>,
): LongWork<Issue[]> {
  const parents = new Map<string, readonly string[]>();
  for (const one of conceptsOf(system, concept)) {
    parents.set(one.code, one.parents);
    if (parents.size % STEP === 0) yield;
  }
  const circles = yield* circlesIn(parents);
  return circles
    .slice(0, MOST_CIRCLES)
    .map(({ code, way }) => ({ ...cyclicHierarchy(way), expression: [places.get(code)!] }));
}
