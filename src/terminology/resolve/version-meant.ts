/** Which version of a code system is meant where no value set is asked: by the request's rules, and by its date. */
import { noVersionAt, versionNotAllowed } from "../issues/expansion.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { CodeSystem } from "../model.ts";
import type { Terminology } from "../store.ts";
import { flow, found } from "../util/flow.ts";
import { versionAtDate } from "./version-at-date.ts";
import { NO_VERSION_RULES, violatedCheck, wantedVersion, type VersionRules } from "./version-rules.ts";

/**
 * @param stated the version that the caller names for the code
 * @returns undefined: the latest
 * @throws TerminologyError not-found: every version is later than the date
 */
export const versionMeant = flow(function* (
  store: Terminology,
  rules: VersionRules,
  system: string,
  stated: string | undefined,
) {
  if (rules === NO_VERSION_RULES) return stated;
  const { version } = wantedVersion(rules, system, stated);
  if (version !== undefined || rules.versionDate === undefined) return version;
  const then = yield* found(versionAtDate(store, "CodeSystem", system, rules.versionDate));
  if (then === "none") {
    const issue = noVersionAt(system, rules.versionDate);
    throw new TerminologyError({ ...issue, expression: ["date"] });
  }
  return then.version;
});

/** @throws TerminologyError exception: `check-system-version` requires another version than the one that was found */
export function checkVersionUsed(rules: VersionRules, { url = "", version }: CodeSystem): void {
  const required = violatedCheck(rules, url, version);
  if (required !== undefined) throw new TerminologyError(versionNotAllowed(url, version, required));
}
