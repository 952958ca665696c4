/** Messages of $validate-code on a code that is known: is it of the right version, and may it be used? The texts are those that HL7's validator expects. */
import { error, quote, type Issue, type Severity } from "./issue.ts";
import type { Replacements } from "../concepts/replacements.ts";
import type { Coding, ValueSet } from "../model.ts";
import { validationIssue, valueSetShown, type Where } from "./validation-issue.ts";

/** `version`: that of the include, and where it comes from. */
const mismatch = (
  severity: Severity,
  messageId: string,
  version: string,
  sent: string,
  where: Where,
): Issue =>
  validationIssue(
    severity,
    "invalid",
    "vs-invalid",
    messageId,
    where,
    `The code system ${version} in the ValueSet include is different to the one in the value ('${sent}')`,
  );

export const versionDiffers = (
  system: string,
  included: string | undefined,
  sent: string,
  where: Where,
): Issue =>
  mismatch("error", "VALUESET_VALUE_MISMATCH", `'${system}' version '${included ?? ""}'`, sent, where);

/** A parameter of the request set the version `used`; the include says `included`. */
export const versionDiffersByParameter = (
  system: string,
  used: string,
  included: string | undefined,
  sent: string,
  where: Where,
): Issue =>
  mismatch(
    "error",
    "VALUESET_VALUE_MISMATCH_CHANGED",
    `'${system}' version '${used}' resulting from the version '${included ?? ""}'`,
    sent,
    where,
  );

/** The include says no version: `used` is the latest. */
export const versionDiffersFromLatest = (
  system: string,
  used: string | undefined,
  sent: string,
  where: Where,
): Issue =>
  mismatch(
    "warning",
    "VALUESET_VALUE_MISMATCH_DEFAULT",
    `'${system}' version '${used ?? ""}' for the versionless include`,
    sent,
    where,
  );

/** The code system says that a version is needed (CodeSystem.versionNeeded), and nobody names one. */
export const versionNeeded = (system: string, code: string, where: Where): Issue =>
  error(
    "version-needed",
    "required",
    `The code system '${system}' needs a version: what ${quote(code)} means may differ from one to another. Send the version beside the code`,
    { txType: "version-error", ...(where ? { expression: where } : {}) },
  );

export const conceptInactive = (code: string, status: string, where: Where): Issue =>
  validationIssue(
    "warning",
    "business-rule",
    "code-comment",
    "INACTIVE_CONCEPT_FOUND",
    where,
    `The concept '${code}' has a status of ${status} and its use should be reviewed`,
  );

/** What to use instead, in words; none: nobody says. */
export const insteadOf = ({ replacedBy, considered }: Replacements): string[] => [
  ...(replacedBy.length > 0 ? [`replaced by ${replacedBy.map(quote).join(", ")}`] : []),
  ...(considered.length > 0 ? [`to be considered instead: ${considered.map(quote).join(", ")}`] : []),
];

export const useInstead = (code: string, instead: Replacements, where: Where): Issue => ({
  severity: "information",
  code: "informational",
  txType: "code-comment",
  text: `${quote(code)} is ${insteadOf(instead).join("; ")}`,
  ...(where ? { expression: where } : {}),
});

export const conceptNotActive = (code: string, where: Where): Issue =>
  validationIssue(
    "error",
    "business-rule",
    "code-rule",
    "STATUS_CODE_WARNING_CODE",
    where,
    `The concept '${code}' is valid but is not active`,
  );

export const conceptDeprecated = (code: string, where: Where): Issue =>
  validationIssue(
    "warning",
    "business-rule",
    "code-comment",
    "DEPRECATED_CONCEPT_FOUND",
    where,
    `The concept '${code}' is deprecated and its use should be reviewed`,
  );

export const conceptDeprecatedInValueSet = (
  coding: Coding,
  valueSet: ValueSet,
  status: string,
  where: Where,
): Issue =>
  validationIssue(
    "warning",
    "business-rule",
    "code-comment",
    "CONCEPT_DEPRECATED_IN_VALUESET",
    where,
    `The presence of the concept '${coding.code}' in the system '${coding.system}' in the value set ${valueSetShown(valueSet)} ` +
      `is marked with a status of ${status} and its use should be reviewed`,
  );

export const conceptAbstract = (system: string, code: string, where: Where): Issue =>
  validationIssue(
    "error",
    "business-rule",
    "code-rule",
    "ABSTRACT_CODE_NOT_ALLOWED",
    where,
    `Code '${system}#${code}' is abstract, and not allowed in this context`,
  );

/** @param status deprecated, withdrawn, retired, experimental or draft */
export const contentStatus = (status: string, type: string, canonical: string): Issue =>
  validationIssue(
    "information",
    "business-rule",
    "status-check",
    `MSG_${status.toUpperCase()}`,
    undefined,
    `Reference to ${status} ${type} ${canonical}`,
  );
