/** From what was found out about each coding to the outcome of $validate-code. */
import type { Issue } from "../issues/issue.ts";
import type { CodeableConcept } from "../model.ts";
import type { Finding } from "./finding.ts";
import type { CodesToValidate } from "./request.ts";

export interface ValidationOutcome {
  result: boolean;
  code: string | undefined;
  system: string | undefined;
  /** The code system version that was validated against. */
  version: string | undefined;
  display: string | undefined;
  /** As it was sent. */
  codeableConcept: CodeableConcept | undefined;
  normalizedCode: string | undefined;
  inactive: boolean | undefined;
  status: string | undefined;
  /** Errors first. */
  issues: Issue[];
  /** The issues that matter to a person, in one text. */
  message: string | undefined;
  /** Code systems or versions that are not known, without which there is no answer (`causes`), and others. */
  causes: string[];
  unknown: string[];
  /** About the question, not the code: no issues, for HL7's cases allow none but their own. */
  notes: readonly string[];
}

/**
 * @param general issues that are about no single coding
 * @param notes about the question
 * @returns the code that counts (of a CodeableConcept: the first that fits) and all issues
 */
export function outcomeOf(
  codes: CodesToValidate,
  findings: readonly Finding[],
  general: readonly Issue[],
  notes: readonly string[] = [],
): ValidationOutcome {
  const issues = [...general, ...findings.flatMap((f) => f.issues)];
  if (issues.length > 1) issues.sort(bySeverity);
  const concept = codes.kind === "codeableConcept" ? codes.codeableConcept : undefined;
  const chosen = concept ? findings.find((f) => f.member) : findings[0];
  const state = chosen ?? findings.find((f) => f.inactive);
  const reasons = findings.flatMap((f) => (f.member === false ? (f.reasons ?? []) : []));
  const texts = distinct([...reasons, ...issues.filter(isForPeople).map((i) => i.text)]);
  return {
    result: !issues.some((i) => i.severity === "error"),
    code: chosen?.coding.code,
    system: chosen?.coding.system,
    version: chosen?.codeSystem?.version,
    display: chosen?.display,
    codeableConcept: concept,
    normalizedCode: chosen?.normalizedCode,
    inactive: state?.inactive,
    status: state?.status,
    issues,
    message: texts.length > 0 ? joined(texts) : undefined,
    causes: distinct(findings.flatMap((f) => f.causes)),
    unknown: distinct(findings.flatMap((f) => f.unknown)),
    notes,
  };
}

const distinct = (texts: string[]): string[] => (texts.length < 2 ? texts : [...new Set(texts)]);

/** As HL7's validator takes it apart; a full stop in the middle would read badly. */
const joined = (texts: readonly string[]): string =>
  texts.map((text, i) => (i < texts.length - 1 ? text.replace(/\.$/, "") : text)).join("; ");

const SEVERITIES = ["fatal", "error", "warning", "information"];

const bySeverity = (a: Issue, b: Issue): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);

const FOR_PEOPLE = new Set([
  "INACTIVE_CONCEPT_FOUND",
  "DEPRECATED_CONCEPT_FOUND",
  "Coding_has_no_system__cannot_validate",
]);

/** Errors, and what a person should know of the code, its form or its display; the rest stays in `issues`. */
function isForPeople({ severity, txType, messageId }: Issue): boolean {
  if (severity === "error" || txType === "invalid-display") return true;
  // Why it is none, beside the error that it is none.
  if (txType === "invalid-code" && severity === "information") return false;
  return messageId === undefined || FOR_PEOPLE.has(messageId);
}
