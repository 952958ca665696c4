/**
 * The invariants about all concepts of a code system at once. As FHIRPath they take seconds for some ten thousand
 * concepts; and a code defined twice should be named.
 */
import type { Issue } from "../../terminology/issues/issue.ts";
import { duplicateCode, hierarchyWithoutMeaning } from "../../terminology/issues/resource.ts";
import { objects, type Json } from "../r4/json-object.ts";
import type { FhirVersion } from "../version.ts";

/** csd-1: codes are unique. csd-2, csd-3: a hierarchy, nested or by properties, should say what it means. */
export const ABOUT_ALL_CONCEPTS: ReadonlySet<string> = new Set(["csd-1", "csd-2", "csd-3"]);

/** The same as ABOUT_ALL_CONCEPTS, on a code system whose structure is valid; R4 has only csd-1. */
export function conceptIssues(codeSystem: Json, version: FhirVersion, root: string): Issue[] {
  const concepts = objects(codeSystem.concept);
  const issues = duplicateCodes(concepts, root);
  if (version === "r4" || codeSystem.hierarchyMeaning !== undefined) return issues;
  const isHierarchical = (c: Json) =>
    objects(c.property).some((p) => p.code === "parent" || p.code === "child");
  if (concepts.some((c) => c.concept !== undefined)) issues.push(hierarchyWithoutMeaning(root, "csd-2"));
  else if (concepts.some(isHierarchical)) issues.push(hierarchyWithoutMeaning(root, "csd-3"));
  return issues;
}

function duplicateCodes(roots: Json[], root: string): Issue[] {
  const issues: Issue[] = [];
  const seen = new Map<unknown, string>();
  const visit = (concepts: Json[], path: string): void =>
    concepts.forEach((concept, i) => {
      const at = `${path}.concept[${i}]`;
      const first = seen.get(concept.code);
      if (first !== undefined) issues.push(duplicateCode(`${at}.code`, String(concept.code), first));
      else if (concept.code !== undefined) seen.set(concept.code, at);
      visit(objects(concept.concept), at);
    });
  visit(roots, root);
  return issues;
}
