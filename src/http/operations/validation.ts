/** What the operations that validate codes have in common: reading codes and options, giving the outcome. */
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { oneGiven } from "../../fhir/operations/one-given.ts";
import type {
  CsValidateCodeInput,
  ValidateCodeInput,
  ValidateCodeOutput,
} from "../../fhir/operations/types.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter } from "../../terminology/issues/parameters.ts";
import { nothingToValidate } from "../../terminology/issues/validation.ts";
import type { Coding } from "../../terminology/model.ts";
import type {
  CodesToValidate,
  ValidationOptions,
  ValidationOutcome,
} from "../../terminology/validate-code/validate-code.ts";
import type { RequestContext } from "./operation.ts";
import { type Beside, conceptWithBeside, withBeside } from "./said-twice.ts";
import { versionsAsked } from "./version-parameters.ts";

/** Only one of the two operations knows these. */
type Asked = CsValidateCodeInput &
  Pick<
    ValidateCodeInput,
    "system" | "systemVersion" | "context" | "inferSystem" | "valueset-membership-only" | "valueSetMode"
  >;

/** The three ways to give codes. */
export const WAYS = ["code", "coding", "codeableConcept"] as const;

/** Exactly one way to give the codes; `version` is that of the code's system where it comes alone. */
export function codesOf(input: Asked, version: string | undefined): CodesToValidate {
  oneGiven(input, WAYS);
  const { code, coding, codeableConcept } = input;
  if (code !== undefined) return { kind: "code", coding: bareCode(code, input, version) };
  if (coding) return { kind: "coding", coding: withBeside(coding, besideCoding(input)) };
  if (codeableConcept)
    return {
      kind: "codeableConcept",
      codeableConcept: conceptWithBeside(codeableConcept, besideCoding(input)),
    };
  throw new TerminologyError(nothingToValidate());
}

function bareCode(code: string, { system, display }: Asked, version: string | undefined): Coding {
  const coding: Coding = { code };
  if (system !== undefined) coding.system = system;
  if (version !== undefined) coding.version = version;
  if (display !== undefined) coding.display = display;
  return coding;
}

const besideCoding = ({ system, systemVersion, display }: Asked): Beside => ({
  system: { name: "system", value: system },
  version: { name: "systemVersion", value: systemVersion },
  display: { name: "display", value: display },
});

/** A code needs "a system or a context" (R4 and R5, ValueSet/$validate-code); within a context it must not be ambiguous. */
export const infersSystem = ({ inferSystem, context }: Pick<Asked, "inferSystem" | "context">): boolean =>
  inferSystem ?? context !== undefined;

/** How codes are validated, whichever operation asks. */
export function optionsOf(
  input: Asked,
  { acceptLanguage, work }: Pick<RequestContext, "acceptLanguage" | "work">,
): ValidationOptions {
  return {
    rules: versionsAsked(input),
    useSupplement: input.useSupplement ?? [],
    displayLanguage: input.displayLanguage,
    acceptLanguage,
    abstract: input.abstract,
    activeOnly: input.activeOnly,
    inferSystem: infersSystem(input),
    lenientDisplay: input["lenient-display-validation"],
    membershipOnly: input["valueset-membership-only"] ?? membershipOnly(input.valueSetMode),
    work,
  };
}

/** HL7's validator says by a mode what valueset-membership-only says by yes or no. */
function membershipOnly(mode: string | undefined): boolean | undefined {
  if (mode === undefined || mode === "ALL_CHECKS") return undefined;
  if (mode === "CHECK_MEMBERSHIP_ONLY") return true;
  const expected = "expected: ALL_CHECKS or CHECK_MEMBERSHIP_ONLY";
  throw new TerminologyError(invalidParameter("valueSetMode", mode, expected));
}

/** The same in R4 and R5; what a version's definition does not name is more than it asks for. */
export function validationOutput(outcome: ValidationOutcome): ValidateCodeOutput {
  return {
    result: outcome.result,
    message: outcome.message,
    code: outcome.code,
    system: outcome.system,
    version: outcome.version,
    display: outcome.display,
    codeableConcept: outcome.codeableConcept,
    "normalized-code": outcome.normalizedCode,
    inactive: outcome.inactive || undefined,
    status: outcome.status,
    "x-caused-by-unknown-system": outcome.causes,
    "x-unknown-system": outcome.unknown,
    issues: outcome.issues.length > 0 ? operationOutcome(outcome.issues) : undefined,
    diagnostics: outcome.notes.length > 0 ? outcome.notes.join("; ") : undefined,
  };
}
