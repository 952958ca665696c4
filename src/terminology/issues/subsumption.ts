/** Messages of $subsumes. */
import type { CodeSystem } from "../model.ts";
import { error, type Issue, quote } from "./issue.ts";

export const systemsDiffer = (a: string, b: string): Issue =>
  error(
    "systems-differ",
    "invalid",
    `The codes are of different code systems (${quote(a)} and ${quote(b)}), so neither can subsume the other; give two codes of one system`,
    { expression: ["codingA.system", "codingB.system"] },
  );

export const versionsDiffer = (a: string, b: string): Issue =>
  error(
    "versions-differ",
    "invalid",
    `The codes are of different versions (${quote(a)} and ${quote(b)}); give two codes of one version`,
    { expression: ["codingA.version", "codingB.version"] },
  );

/** @param names of the parameters that give the codes */
export const subsumptionUnknown = (
  a: string,
  b: string,
  { url, content }: CodeSystem,
  names: readonly string[],
): Issue =>
  error(
    "subsumption-unknown",
    "business-rule",
    `Whether ${quote(a)} and ${quote(b)} subsume one another is not known: only a part of ${quote(url)} is here (its content is ${quote(content)}), and what lies between them may not be in it`,
    { expression: [...names] },
  );

/** @param names of the parameters that give the codes */
export const eachBelowTheOther = (a: string, b: string, system: string, names: readonly string[]): Issue =>
  error(
    "each-below-the-other",
    "business-rule",
    `The hierarchy of ${quote(system)} goes in a circle: ${quote(a)} is below ${quote(b)}, and above it too, so it does not say which subsumes the other`,
    { expression: [...names] },
  );

export const hierarchyIsNoSubsumption = (system: string, meaning: string): Issue =>
  error(
    "hierarchy-is-no-subsumption",
    "not-supported",
    `The hierarchy of ${quote(system)} is '${meaning}', not 'is-a': it says nothing about subsumption`,
  );
