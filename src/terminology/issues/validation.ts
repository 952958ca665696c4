/** Messages of $validate-code on code and code system: are they known? The texts are those that HL7's validator expects. */
import { printCanonical } from "../canonical.ts";
import type { CodeSystem } from "../model.ts";
import { asSent, type Issue, quote, type Severity } from "./issue.ts";
import { noDefinition } from "./not-found.ts";
import { issueAt, systemShown, type Where } from "./validation-issue.ts";

type OfCode = (code: string, system: string, version: string | undefined, where: Where) => Issue;

export const codeNotInSystem: OfCode = (code, system, version, where) =>
  issueAt(where, {
    severity: "error",
    code: "code-invalid",
    txType: "invalid-code",
    messageId: version ? "Unknown_Code_in_Version" : "Unknown_Code_in",
    text: `Unknown code '${asSent(code)}' in the CodeSystem ${shown(system, version)}`,
  });

const shown = (system: string, version: string | undefined): string =>
  `'${systemShown(system)}'${version ? ` version '${asSent(version)}'` : ""}`;

export const codeNotInFragment: OfCode = (code, system, version, where) =>
  issueAt(where, {
    severity: "warning",
    code: "code-invalid",
    txType: "invalid-code",
    messageId: "UNKNOWN_CODE_IN_FRAGMENT",
    text:
      `Unknown Code '${asSent(code)}' in the CodeSystem ${shown(system, version)}` +
      " - note that the code system is labeled as a fragment, so the code may be valid in some other fragment",
  });

/** The code system has codes that are put together of others (CodeSystem.compositional), which nobody reads here. */
export const codeMayBeComposed: OfCode = (code, system, version, where) =>
  issueAt(where, {
    id: "code-may-be-composed",
    severity: "error",
    code: "not-found",
    txType: "not-found",
    text: `It is not known whether '${asSent(code)}' is a code of the CodeSystem ${shown(system, version)}: it is not listed, and codes put together of others (compositional) are not read here`,
  });

/** The code system says that case does not count, or nothing. */
export const codeDiffersByCase = (
  code: string,
  correct: string,
  codeSystem: CodeSystem,
  where: Where,
): Issue =>
  issueAt(where, {
    severity: "information",
    code: "business-rule",
    txType: "code-rule",
    messageId: "CODE_CASE_DIFFERENCE",
    text:
      `The code '${asSent(code)}' differs from the correct code '${asSent(correct)}' by case. Although the code system ` +
      `'${asSent(printCanonical(codeSystem))}' ${codeSystem.caseSensitive === false ? "is case insensitive" : "does not say whether case counts"}, ` +
      "implementers are strongly encouraged to use the correct case anyway",
  });

export const codingWithoutCode = (where: Where): Issue =>
  issueAt(where, {
    id: "coding-without-code",
    severity: "error",
    code: "required",
    txType: "invalid-data",
    text: "Coding has no code. There is nothing to validate",
  });

export const nothingToValidate = (hint?: string): Issue => ({
  id: "nothing-to-validate",
  severity: "error",
  code: "invalid",
  text: "Unable to find code to validate (looked for coding | codeableConcept | code+system | code+inferSystem in parameters",
  diagnostics: hint,
});

export const codeWithoutSystem = (): Issue =>
  nothingToValidate("code was given without system; a bare code is never guessed");

/** @param known the versions that there are of it */
export const codeSystemNotKnown = (
  system: string,
  version: string | undefined,
  known: readonly string[],
  where: Where,
): Issue =>
  issueAt(
    where,
    noDefinition({ system, version, known }, "the code cannot be validated", {
      unknown: "UNKNOWN_CODESYSTEM",
      otherVersion: "UNKNOWN_CODESYSTEM_VERSION",
      noVersion: "UNKNOWN_CODESYSTEM_VERSION_NONE",
    }),
  );

/**
 * A header or a few examples stand here for the code system.
 * @param severity a warning where the answer does not hang on it
 */
export const codeSystemWithoutConcepts = (
  { url = "", content }: Pick<CodeSystem, "url" | "content">,
  severity: Severity,
  where: Where,
): Issue =>
  issueAt(where, {
    severity,
    code: "not-found",
    txType: "not-found",
    messageId: "UNKNOWN_CODESYSTEM",
    text:
      `The CodeSystem '${asSent(url)}' is known here by ${content === "example" ? "a few example concepts" : "its header, without concepts,"} ` +
      `alone (content = ${content}), so nothing can be said about the code`,
  });

export const codingWithoutSystem = (where: Where): Issue =>
  issueAt(where, {
    severity: "warning",
    code: "invalid",
    txType: "invalid-data",
    messageId: "Coding_has_no_system__cannot_validate",
    text: "Coding has no system. A code with no system has no defined meaning, and it cannot be validated. A system should be provided",
  });

/** What stands as Coding.system is none. */
const noSystem = (messageId: string, text: string, where: Where): Issue =>
  issueAt(where, { severity: "error", code: "invalid", txType: "invalid-data", messageId, text });

export const systemIsRelative = (where: Where): Issue =>
  noSystem(
    "Terminology_TX_System_Relative",
    "Coding.system must be an absolute reference, not a local reference",
    where,
  );

export const systemIsValueSet = (system: string, where: Where): Issue =>
  noSystem(
    "Terminology_TX_System_ValueSet2",
    `The Coding references a value set, not a code system ('${asSent(system)}')`,
    where,
  );

export const systemIsSupplement = (canonical: string, where: Where): Issue =>
  noSystem(
    "CODESYSTEM_CS_NO_SUPPLEMENT",
    `CodeSystem ${asSent(canonical)} is a supplement, so can't be used as a value in Coding.system`,
    where,
  );

export const otherSystem = (system: string, expected: string, where: Where): Issue =>
  issueAt(where, {
    id: "other-system",
    severity: "error",
    code: "invalid",
    txType: "invalid-data",
    text: `The system ${quote(system)} of the coding is not the code system to validate against ('${systemShown(expected)}')`,
  });
