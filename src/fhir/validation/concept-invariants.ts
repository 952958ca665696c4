/**
 * The invariants about all concepts of a code system at once. As FHIRPath they take seconds for some ten thousand
 * concepts; and a code defined twice should be named.
 */
import type { Issue } from "../../terminology/issues/issue.ts";
import { duplicateCode, hierarchyWithoutMeaning } from "../../terminology/issues/resource.ts";
import type { Steps } from "../../terminology/util/in-turns.ts";
import { isObject, objects, type Json } from "../../terminology/util/json-object.ts";
import type { FhirVersion } from "../version.ts";

/** csd-1: codes are unique. csd-2, csd-3: a hierarchy, nested or by properties, should say what it means. */
export const ABOUT_ALL_CONCEPTS: ReadonlySet<string> = new Set(["csd-1", "csd-2", "csd-3"]);

/** The same as ABOUT_ALL_CONCEPTS, on a code system whose structure is valid; R4 has only csd-1. */
export function* conceptIssues(codeSystem: Json, version: FhirVersion, root: string): Steps<Issue[]> {
  const issues: Issue[] = [];
  yield* duplicateCodes(codeSystem.concept, root, new Map(), issues);
  if (version === "r4" || codeSystem.hierarchyMeaning !== undefined) return issues;
  const concepts = objects(codeSystem.concept);
  const isHierarchical = (c: Json) =>
    objects(c.property).some((p) => p.code === "parent" || p.code === "child");
  if (concepts.some((c) => c.concept !== undefined)) issues.push(hierarchyWithoutMeaning(root, "csd-2"));
  else if (concepts.some(isHierarchical)) issues.push(hierarchyWithoutMeaning(root, "csd-3"));
  return issues;
}

/** Concepts of a list that are looked at between two steps. */
const STEP = 100;

/** `seen`: where each code is. */
function* duplicateCodes(
  concepts: unknown,
  path: string,
  seen: Map<unknown, string>,
  issues: Issue[],
): Steps<void> {
  if (!Array.isArray(concepts)) return;
  for (const [i, concept] of concepts.entries()) {
    if (i % STEP === STEP - 1) yield;
    if (!isObject(concept)) continue;
    const at = `${path}.concept[${i}]`;
    const first = seen.get(concept.code);
    if (first !== undefined) issues.push(duplicateCode(`${at}.code`, String(concept.code), first));
    else if (concept.code !== undefined) seen.set(concept.code, at);
    if (concept.concept !== undefined) yield* duplicateCodes(concept.concept, at, seen, issues);
  }
}
