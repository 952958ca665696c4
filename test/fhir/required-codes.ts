/** The codes that required bindings allow, for elements where the versions differ and for those with rules of their own. */
import { readFileSync } from "node:fs";
import type { FhirVersion } from "../../src/fhir/version.ts";

const differences = JSON.parse(
  readFileSync(new URL("../../resources/elements/code-differences.json", import.meta.url), "utf8"),
) as Record<string, Record<FhirVersion, string[]>>;

const SHARED: Record<string, string[]> = {
  "ConceptMap.group.unmapped.mode": ["fixed", "other-map"],
  "OperationOutcome.issue.severity": ["error", "warning"],
  "TerminologyCapabilities.codeSearch": [],
  "ValueSet.compose.include.filter.op": ["is-a", "="],
};

const RULED: Record<string, string[]> = {
  "ConceptMap.group.element.target.equivalence":
    "relatedto equivalent equal wider subsumes narrower specializes inexact unmatched disjoint".split(" "),
  "ConceptMap.group.element.target.relationship":
    "related-to equivalent source-is-narrower-than-target source-is-broader-than-target not-related-to".split(
      " ",
    ),
};

export const requiredCodes =
  (version: FhirVersion) =>
  (path: string): string[] | undefined => {
    const difference = differences[path]?.[version];
    if (!difference) return RULED[path];
    const codes = [...difference.slice(0, 20), ...(SHARED[path] ?? ["a"])];
    return codes.length > 0 ? codes : undefined;
  };
