/** What an unknown system means beside a coding that fits. */
import type { Finding } from "./finding.ts";

/**
 * One coding that fits is enough (FHIR R5, validate-code, `codeableConcept`): that the system of another is not
 * known says nothing against it.
 */
export function settleUnknown(findings: readonly Finding[]): void {
  if (!findings.some(({ member }) => member)) return;
  for (const other of findings) {
    if (other.member) continue;
    other.issues = other.issues.map((issue) =>
      issue.txType === "not-found" ? { ...issue, severity: "warning" } : issue,
    );
    other.unknown.push(...other.causes.splice(0));
  }
}
