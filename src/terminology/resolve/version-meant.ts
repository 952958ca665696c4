/** Which version of a code system is meant where no value set is asked: by the request's rules, and by its date. */
import { noVersionAt, versionNotAllowed } from "../issues/expansion.ts";
import { TerminologyError } from "../issues/issue.ts";
import type { CodeSystem } from "../model.ts";
import type { Terminology } from "../store.ts";
import type { Awaitable } from "../util/awaitable.ts";
import { ownAddress } from "./system-alias.ts";
import { versionAtDate } from "./version-at-date.ts";
import { NO_VERSION_RULES, type VersionRules, violatedCheck, wantedVersion } from "./version-rules.ts";

/**
 * @param stated the version that the caller names for the code
 * @returns undefined: the latest
 * @throws TerminologyError not-found: every version is later than the date
 */
export function versionMeant(
  store: Terminology,
  rules: VersionRules,
  system: string,
  stated: string | undefined,
): Awaitable<string | undefined> {
  return rules === NO_VERSION_RULES ? stated : versionByRules(store, rules, system, stated);
}

/** The rules are about the system's own address, also where the caller names it by another one. */
async function versionByRules(
  store: Terminology,
  rules: VersionRules,
  named: string,
  stated: string | undefined,
): Promise<string | undefined> {
  const system = await ownAddress(store, named, true);
  const { version } = wantedVersion(rules, system, stated);
  if (version !== undefined || rules.versionDate === undefined) return version;
  return versionThen(store, system, rules.versionDate);
}

async function versionThen(store: Terminology, system: string, date: string): Promise<string | undefined> {
  const then = await versionAtDate(store, "CodeSystem", system, date);
  if (then !== "none") return then.version;
  throw new TerminologyError({ ...noVersionAt(system, date), expression: ["date"] });
}

/** @throws TerminologyError exception: `check-system-version` requires another version than the one that was found */
export function checkVersionUsed(rules: VersionRules, { url = "", version }: CodeSystem): void {
  const required = violatedCheck(rules, url, version);
  if (required !== undefined) throw new TerminologyError(versionNotAllowed(url, version, required));
}
