/** Messages of $validate-code. HL7's validator knows them by their ids; the texts are the ones that it expects. */
import { printCanonical } from "../canonical.ts";
import { error, quote, type Issue, type IssueCode, type Severity, type TxIssueType } from "./issue.ts";
import type { CodeSystem, Coding, ValueSet } from "../model.ts";

/** Where in the request: FHIRPath expressions; undefined: nowhere in particular. */
export type Where = string[] | undefined;

const issue = (
  severity: Severity,
  code: IssueCode,
  txType: TxIssueType,
  messageId: string,
  expression: Where,
  text: string,
): Issue => ({ severity, code, txType, messageId, text, ...(expression ? { expression } : {}) });

/** `url|version`, or what FHIR calls a value set that has neither. */
const name = (valueSet: ValueSet): string => printCanonical(valueSet) || "(unidentified)";

/** `system|version#code ('display')`, as far as it was given. */
function printCoding({ system, version, code, display }: Coding): string {
  const shown = display === undefined ? "" : ` ('${display}')`;
  return `${printCanonical({ url: system, version: system ? version : undefined })}#${code ?? ""}${shown}`;
}

/* ---- is it in the value set? ---- */

export const notInValueSet = (coding: Coding, valueSet: ValueSet, where: Where): Issue =>
  issue(
    "error",
    "code-invalid",
    "not-in-vs",
    "None_of_the_provided_codes_are_in_the_value_set_one",
    where,
    `The provided code '${printCoding(coding)}' was not found in the value set '${name(valueSet)}'`,
  );

/** The same about one coding of several, of which another may fit. */
export const thisCodingNotInValueSet = (coding: Coding, valueSet: ValueSet, where: Where): Issue => ({
  ...notInValueSet(coding, valueSet, where),
  severity: "information",
  txType: "this-code-not-in-vs",
});

export const noValidCoding = (valueSet: ValueSet): Issue =>
  issue(
    "error",
    "code-invalid",
    "not-in-vs",
    "TX_GENERAL_CC_ERROR_MESSAGE",
    undefined,
    `No valid coding was found for the value set '${name(valueSet)}'`,
  );

/** The value set's own text says that it does not list all of its codes, and this one is not listed. */
export const notAmongListedPart = (coding: Coding, partial: ValueSet, where: Where): Issue =>
  notKnownWhetherMember(
    coding,
    `only a part of the expansion of '${name(partial)}' is stored, and the code is not in that part`,
    where,
  );

export const notAmongExcludedPart = (coding: Coding, partial: ValueSet, where: Where): Issue =>
  notKnownWhetherMember(
    coding,
    `what the value set excludes is not known: only a part of the expansion of '${name(partial)}' is stored`,
    where,
  );

/** What decides about the code is not among the part of the code system that is here. */
export const notInFragmentToJudge = (coding: Coding, where: Where): Issue =>
  notKnownWhetherMember(
    coding,
    "only a part of the code system is here, and the value set chooses by what that part does not tell",
    where,
  );

const notKnownWhetherMember = (coding: Coding, because: string, where: Where): Issue => ({
  id: "membership-not-known",
  severity: "error",
  code: "not-found",
  txType: "not-found",
  text: `It is not known whether the provided code '${printCoding(coding)}' is in the value set: ${because}`,
  ...(where ? { expression: where } : {}),
});

export const noCodingOfSystem = (system: string): Issue =>
  error(
    "no-coding-of-system",
    "code-invalid",
    `No coding of the CodeSystem '${system}' was found in the CodeableConcept`,
    { txType: "invalid-data" },
  );

export const cannotInferSystem = (
  code: string,
  valueSet: ValueSet,
  matches: readonly string[],
  where: Where,
): Issue =>
  issue(
    "error",
    "not-found",
    "cannot-infer",
    matches.length === 0
      ? "UNABLE_TO_INFER_CODESYSTEM"
      : "Unable_to_resolve_system__value_set_has_multiple_matches",
    where,
    `The System URI could not be determined for the code '${code}' in the ValueSet '${name(valueSet)}'` +
      (matches.length === 0 ? "" : `: value set expansion has multiple matches: [${matches.join(", ")}]`),
  );

/* ---- is the code known? ---- */

export const codeNotInSystem = (
  code: string,
  system: string,
  version: string | undefined,
  where: Where,
): Issue =>
  issue(
    "error",
    "code-invalid",
    "invalid-code",
    version ? "Unknown_Code_in_Version" : "Unknown_Code_in",
    where,
    `Unknown code '${code}' in the CodeSystem '${system}'${version ? ` version '${version}'` : ""}`,
  );

export const codeNotInFragment = (
  code: string,
  system: string,
  version: string | undefined,
  where: Where,
): Issue =>
  issue(
    "warning",
    "code-invalid",
    "invalid-code",
    "UNKNOWN_CODE_IN_FRAGMENT",
    where,
    `Unknown Code '${code}' in the CodeSystem '${system}'${version ? ` version '${version}'` : ""}` +
      " - note that the code system is labeled as a fragment, so the code may be valid in some other fragment",
  );

/** @param folds the code system says that case does not count; else it says nothing */
export const codeDiffersByCase = (
  code: string,
  correct: string,
  canonical: string,
  folds: boolean,
  where: Where,
): Issue =>
  issue(
    "information",
    "business-rule",
    "code-rule",
    "CODE_CASE_DIFFERENCE",
    where,
    `The code '${code}' differs from the correct code '${correct}' by case. Although the code system ` +
      `'${canonical}' ${folds ? "is case insensitive" : "does not say whether case counts"}, ` +
      "implementers are strongly encouraged to use the correct case anyway",
  );

export const codingWithoutCode = (where: Where): Issue => ({
  id: "coding-without-code",
  severity: "error",
  code: "required",
  txType: "invalid-data",
  text: "Coding has no code. There is nothing to validate",
  ...(where ? { expression: where } : {}),
});

export const nothingToValidate = (hint?: string): Issue => ({
  id: "nothing-to-validate",
  severity: "error",
  code: "invalid",
  text: "Unable to find code to validate (looked for coding | codeableConcept | code+system | code+inferSystem in parameters",
  ...(hint === undefined ? {} : { diagnostics: hint }),
});

/* ---- is the code system known? ---- */

/** @param known the versions that there are of it */
export const codeSystemNotKnown = (
  system: string,
  version: string | undefined,
  known: readonly string[],
  where: Where,
): Issue => {
  const [id, rest] =
    version === undefined
      ? ["UNKNOWN_CODESYSTEM", ""]
      : known.length === 0
        ? ["UNKNOWN_CODESYSTEM_VERSION_NONE", ". No versions of this code system are known"]
        : ["UNKNOWN_CODESYSTEM_VERSION", `. Valid versions: ${known.join(" or ")}`];
  const named = version === undefined ? `'${system}'` : `'${system}' version '${version}'`;
  return issue(
    "error",
    "not-found",
    "not-found",
    id,
    where,
    `A definition for CodeSystem ${named} could not be found, so the code cannot be validated${rest}`,
  );
};

/**
 * A header or a few examples stand here for the code system.
 * @param severity a warning where the answer does not hang on it
 */
export const codeSystemWithoutConcepts = (
  { url = "", content }: Pick<CodeSystem, "url" | "content">,
  severity: Severity,
  where: Where,
): Issue =>
  issue(
    severity,
    "not-found",
    "not-found",
    "UNKNOWN_CODESYSTEM",
    where,
    `The CodeSystem '${url}' is known here by ${content === "example" ? "a few example concepts" : "its header, without concepts,"} ` +
      `alone (content = ${content}), so nothing can be said about the code`,
  );

export const codingWithoutSystem = (where: Where): Issue =>
  issue(
    "warning",
    "invalid",
    "invalid-data",
    "Coding_has_no_system__cannot_validate",
    where,
    "Coding has no system. A code with no system has no defined meaning, and it cannot be validated. A system should be provided",
  );

export const systemIsRelative = (where: Where): Issue =>
  issue(
    "error",
    "invalid",
    "invalid-data",
    "Terminology_TX_System_Relative",
    where,
    "Coding.system must be an absolute reference, not a local reference",
  );

export const systemIsValueSet = (system: string, where: Where): Issue =>
  issue(
    "error",
    "invalid",
    "invalid-data",
    "Terminology_TX_System_ValueSet2",
    where,
    `The Coding references a value set, not a code system ('${system}')`,
  );

export const systemIsSupplement = (canonical: string, where: Where): Issue =>
  issue(
    "error",
    "invalid",
    "invalid-data",
    "CODESYSTEM_CS_NO_SUPPLEMENT",
    where,
    `CodeSystem ${canonical} is a supplement, so can't be used as a value in Coding.system`,
  );

export const otherSystem = (system: string, expected: string, where: Where): Issue => ({
  id: "other-system",
  severity: "error",
  code: "invalid",
  txType: "invalid-data",
  text: `The system ${quote(system)} of the coding is not the code system to validate against ('${expected}')`,
  ...(where ? { expression: where } : {}),
});

/* ---- is it the right version? ---- */

export const versionDiffers = (
  system: string,
  included: string | undefined,
  sent: string,
  where: Where,
): Issue =>
  issue(
    "error",
    "invalid",
    "vs-invalid",
    "VALUESET_VALUE_MISMATCH",
    where,
    `The code system '${system}' version '${included ?? ""}' in the ValueSet include is different to the one in the value ('${sent}')`,
  );

/** A parameter of the request set the version `used`; the include says `included`. */
export const versionDiffersByParameter = (
  system: string,
  used: string,
  included: string | undefined,
  sent: string,
  where: Where,
): Issue =>
  issue(
    "error",
    "invalid",
    "vs-invalid",
    "VALUESET_VALUE_MISMATCH_CHANGED",
    where,
    `The code system '${system}' version '${used}' resulting from the version '${included ?? ""}' in the ValueSet include is different to the one in the value ('${sent}')`,
  );

/** The include says no version: `used` is the latest. */
export const versionDiffersFromLatest = (
  system: string,
  used: string | undefined,
  sent: string,
  where: Where,
): Issue =>
  issue(
    "warning",
    "invalid",
    "vs-invalid",
    "VALUESET_VALUE_MISMATCH_DEFAULT",
    where,
    `The code system '${system}' version '${used ?? ""}' for the versionless include in the ValueSet include is different to the one in the value ('${sent}')`,
  );

/* ---- may it be used? ---- */

export const conceptInactive = (code: string, status: string, where: Where): Issue =>
  issue(
    "warning",
    "business-rule",
    "code-comment",
    "INACTIVE_CONCEPT_FOUND",
    where,
    `The concept '${code}' has a status of ${status} and its use should be reviewed`,
  );

export const conceptNotActive = (code: string, where: Where): Issue =>
  issue(
    "error",
    "business-rule",
    "code-rule",
    "STATUS_CODE_WARNING_CODE",
    where,
    `The concept '${code}' is valid but is not active`,
  );

export const conceptDeprecated = (code: string, where: Where): Issue =>
  issue(
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
  issue(
    "warning",
    "business-rule",
    "code-comment",
    "CONCEPT_DEPRECATED_IN_VALUESET",
    where,
    `The presence of the concept '${coding.code}' in the system '${coding.system}' in the value set ${name(valueSet)} ` +
      `is marked with a status of ${status} and its use should be reviewed`,
  );

export const conceptAbstract = (system: string, code: string, where: Where): Issue =>
  issue(
    "error",
    "business-rule",
    "code-rule",
    "ABSTRACT_CODE_NOT_ALLOWED",
    where,
    `Code '${system}#${code}' is abstract, and not allowed in this context`,
  );

/** @param status deprecated, withdrawn, retired, experimental or draft */
export const contentStatus = (status: string, type: string, canonical: string): Issue =>
  issue(
    "information",
    "business-rule",
    "status-check",
    `MSG_${status.toUpperCase()}`,
    undefined,
    `Reference to ${status} ${type} ${canonical}`,
  );
