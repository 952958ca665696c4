/** The parameters by which a request says which versions it means: read here, for every operation that has them. */
import type { CommonInput } from "../../fhir/operations/types.ts";
import { type VersionRules, versionRules } from "../../terminology/resolve/version-rules.ts";

/** @throws TerminologyError value: `date` is none */
export function versionsAsked(input: CommonInput & { date?: string | undefined }): VersionRules {
  return versionRules({
    systemVersion: input["system-version"],
    checkSystemVersion: input["check-system-version"],
    forceSystemVersion: input["force-system-version"],
    defaultValueSetVersion: input["default-valueset-version"],
    checkValueSetVersion: input["check-valueset-version"],
    forceValueSetVersion: input["force-valueset-version"],
    date: input.date,
  });
}
