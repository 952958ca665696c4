/** Messages of $validate-code on a code that is known: is it of the right version, and may it be used? The texts are those that HL7's validator expects. */
import { printCanonical } from "../canonical.ts";
import type { Replacements } from "../concepts/replacements.ts";
import type { CodeSystem, Coding, ValueSet } from "../model.ts";
import { asSent, type Issue, quote } from "./issue.ts";
import { issueAt, valueSetShown, type Where } from "./validation-issue.ts";

/** @param included the version of the include, and where it comes from */
const mismatch = (messageId: string, included: string, sent: string, where: Where): Issue =>
  issueAt(where, {
    severity: "error",
    code: "invalid",
    txType: "vs-invalid",
    messageId,
    text: `The code system ${included} in the ValueSet include is different to the one in the value ('${asSent(sent)}')`,
  });

export const versionDiffers = (system: string, included: string, sent: string, where: Where): Issue =>
  mismatch("VALUESET_VALUE_MISMATCH", `'${asSent(system)}' version '${asSent(included)}'`, sent, where);

/** A parameter of the request set the version `used`; the include says `included`. */
export const versionDiffersByParameter = (
  { system, used, included = "" }: { system: string; used: string; included: string | undefined },
  sent: string,
  where: Where,
): Issue =>
  mismatch(
    "VALUESET_VALUE_MISMATCH_CHANGED",
    `'${asSent(system)}' version '${asSent(used)}' resulting from the version '${asSent(included)}'`,
    sent,
    where,
  );

/** The include says no version: `used` is the latest. */
export const versionDiffersFromLatest = (
  system: string,
  used: string | undefined,
  sent: string,
  where: Where,
): Issue => ({
  ...mismatch(
    "VALUESET_VALUE_MISMATCH_DEFAULT",
    `'${asSent(system)}' version '${asSent(used ?? "")}' for the versionless include`,
    sent,
    where,
  ),
  severity: "warning",
});

/** Of a code that may be used, and that somebody should look at. */
const toReview = (text: string, where: Where, messageId?: string): Issue =>
  issueAt(where, { severity: "warning", code: "business-rule", txType: "code-comment", messageId, text });

/** The code system says that a version is needed (CodeSystem.versionNeeded), and nobody names one. */
export const versionNeeded = (system: string, code: string, where: Where): Issue =>
  issueAt(where, {
    id: "version-needed",
    severity: "error",
    code: "required",
    txType: "version-error",
    text: `The code system '${asSent(system)}' needs a version: what ${quote(code)} means may differ from one to another. Send the version beside the code`,
  });

export const conceptInactive = (code: string, status: string, where: Where): Issue =>
  toReview(
    `The concept '${asSent(code)}' has a status of ${status} and its use should be reviewed`,
    where,
    "INACTIVE_CONCEPT_FOUND",
  );

/** What to use instead, in words; none: nobody says. */
export const insteadOf = ({ replacedBy, considered }: Replacements): string[] => [
  ...(replacedBy.length > 0 ? [`replaced by ${replacedBy.map(quote).join(", ")}`] : []),
  ...(considered.length > 0 ? [`to be considered instead: ${considered.map(quote).join(", ")}`] : []),
];

export const useInstead = (code: string, instead: Replacements, where: Where): Issue =>
  issueAt(where, {
    severity: "information",
    code: "informational",
    txType: "code-comment",
    text: `${quote(code)} is ${insteadOf(instead).join("; ")}`,
  });

const notAllowed = (messageId: string, text: string, where: Where): Issue =>
  issueAt(where, { severity: "error", code: "business-rule", txType: "code-rule", messageId, text });

export const conceptNotActive = (code: string, where: Where): Issue =>
  notAllowed("STATUS_CODE_WARNING_CODE", `The concept '${asSent(code)}' is valid but is not active`, where);

export const conceptDeprecated = (code: string, where: Where): Issue =>
  toReview(
    `The concept '${asSent(code)}' is deprecated and its use should be reviewed`,
    where,
    "DEPRECATED_CONCEPT_FOUND",
  );

export const conceptUnregistered = (code: string, where: Where): Issue =>
  toReview(
    `The concept '${asSent(code)}' is written as it should be, but not registered as far as is known here, so its use should be reviewed`,
    where,
  );

export const conceptDeprecatedInValueSet = (
  coding: Coding,
  valueSet: ValueSet,
  status: string,
  where: Where,
): Issue =>
  toReview(
    `The presence of the concept '${asSent(coding.code ?? "")}' in the system '${asSent(coding.system ?? "")}' in the value set ${valueSetShown(valueSet)} ` +
      `is marked with a status of ${status} and its use should be reviewed`,
    where,
    "CONCEPT_DEPRECATED_IN_VALUESET",
  );

export const conceptAbstract = (system: string, code: string, where: Where): Issue =>
  notAllowed(
    "ABSTRACT_CODE_NOT_ALLOWED",
    `Code '${asSent(system)}#${asSent(code)}' is abstract, and not allowed in this context`,
    where,
  );

/** @param status deprecated, withdrawn, retired, experimental or draft */
export const contentStatus = (status: string, content: CodeSystem | ValueSet): Issue => ({
  severity: "information",
  code: "business-rule",
  txType: "status-check",
  messageId: `MSG_${status.toUpperCase()}`,
  text: `Reference to ${status} ${content.resourceType} ${asSent(printCanonical(content))}`,
});
