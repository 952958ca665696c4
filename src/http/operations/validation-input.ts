/** What the operations that validate codes have in common: reading codes and options, writing the outcome. */
import type * as r5 from "fhir/r5";
import type { Input } from "../../fhir/operations/parameters.ts";
import { operationOutcome } from "../../fhir/operation-outcome.ts";
import { exclusiveParameters, TerminologyError } from "../../terminology/issues/issue.ts";
import { nothingToValidate } from "../../terminology/issues/validation.ts";
import type { CodeableConcept, Coding } from "../../terminology/model.ts";
import type {
  CodesToValidate,
  ValidationOptions,
  ValidationOutcome,
} from "../../terminology/validate-code/validate-code.ts";
import { versionRules } from "../../terminology/resolve/version-rules.ts";

/** Exactly one way to give the codes. */
export function codesOf(input: Input, version: string | undefined): CodesToValidate {
  const given = ["code", "coding", "codeableConcept"].filter((name) => input[name] !== undefined);
  if (given.length > 1) throw new TerminologyError(exclusiveParameters(given));
  switch (given[0]) {
    case "code":
      return { kind: "code", coding: bareCode(input, version) };
    case "coding":
      return { kind: "coding", coding: input.coding as Coding };
    case "codeableConcept":
      return { kind: "codeableConcept", codeableConcept: input.codeableConcept as CodeableConcept };
    default:
      throw new TerminologyError(nothingToValidate());
  }
}

function bareCode(input: Input, version: string | undefined): Coding {
  const coding: Coding = { code: input.code as string };
  if (input.system !== undefined) coding.system = input.system as string;
  if (version !== undefined) coding.version = version;
  if (input.display !== undefined) coding.display = input.display as string;
  return coding;
}

export function optionsOf(input: Input, acceptLanguage: string | undefined): ValidationOptions {
  const flag = (name: string) => input[name] as boolean | undefined;
  const list = (name: string) => input[name] as string[] | undefined;
  return {
    rules: versionRules({
      systemVersion: list("system-version"),
      checkSystemVersion: list("check-system-version"),
      forceSystemVersion: list("force-system-version"),
      defaultValueSetVersion: list("default-valueset-version"),
      date: input.date as string | undefined,
    }),
    useSupplement: list("useSupplement") ?? [],
    displayLanguage: input.displayLanguage as string | undefined,
    acceptLanguage,
    abstract: flag("abstract"),
    activeOnly: flag("activeOnly"),
    inferSystem: flag("inferSystem"),
    lenientDisplay: flag("lenient-display-validation"),
    membershipOnly: flag("valueset-membership-only"),
  };
}

/** The same in R4 and R5; what a version's definition does not name is more than it asks for. */
export function writeValidation(outcome: ValidationOutcome): r5.Parameters {
  const parameter: r5.ParametersParameter[] = [{ name: "result", valueBoolean: outcome.result }];
  const { message, code, system, version, display, codeableConcept, normalizedCode } = outcome;
  if (message !== undefined) parameter.push({ name: "message", valueString: message });
  if (code !== undefined) parameter.push({ name: "code", valueCode: code });
  if (system !== undefined) parameter.push({ name: "system", valueUri: system });
  if (version !== undefined) parameter.push({ name: "version", valueString: version });
  if (display !== undefined) parameter.push({ name: "display", valueString: display });
  if (codeableConcept) parameter.push({ name: "codeableConcept", valueCodeableConcept: codeableConcept });
  if (normalizedCode !== undefined) parameter.push({ name: "normalized-code", valueCode: normalizedCode });
  if (outcome.inactive) parameter.push({ name: "inactive", valueBoolean: true });
  if (outcome.status !== undefined) parameter.push({ name: "status", valueCode: outcome.status });
  for (const canonical of outcome.causes)
    parameter.push({ name: "x-caused-by-unknown-system", valueCanonical: canonical });
  for (const canonical of outcome.unknown)
    parameter.push({ name: "x-unknown-system", valueCanonical: canonical });
  if (outcome.issues.length > 0)
    parameter.push({ name: "issues", resource: operationOutcome(outcome.issues) });
  return { resourceType: "Parameters", parameter };
}
