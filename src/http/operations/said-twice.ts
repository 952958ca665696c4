/** What a request says twice has to be the same both times: neither is dropped for the other without a word. */
import { versionMatches } from "../../terminology/canonical.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter } from "../../terminology/issues/parameters.ts";
import type { Coding } from "../../terminology/model.ts";

/**
 * A version that a parameter names beside what has one already: `valueSetVersion` beside the value set itself.
 * @param of what that is, and its version; where it has none, nothing speaks against the parameter
 * @throws TerminologyError value
 */
export function checkVersion(
  parameter: string,
  named: string | undefined,
  of: { what: string; version?: string | undefined },
): void {
  if (named === undefined || of.version === undefined || versionMatches(of.version, named)) return;
  throw new TerminologyError(invalidParameter(parameter, named, `${of.what} has version ${of.version}`));
}

type Beside = Partial<Record<"system" | "version" | "display", { name: string; value: string | undefined }>>;

/**
 * The coding, with what is given beside it where it does not say that itself.
 * @throws TerminologyError value: it says something else
 */
export function withBeside(coding: Coding, beside: Beside): Coding {
  const whole = { ...coding };
  for (const part of ["system", "version", "display"] as const) {
    const { name = "", value } = beside[part] ?? {};
    if (value === undefined || value === coding[part]) continue;
    if (coding[part] !== undefined)
      throw new TerminologyError(invalidParameter(name, value, `the coding says ${coding[part]}`));
    whole[part] = value;
  }
  return whole;
}
