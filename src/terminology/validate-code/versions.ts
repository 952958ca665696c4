/** The version that a coding names, beside those that the value set includes. */
import { isVersionPattern, versionMatches } from "../canonical.ts";
import type { CompiledInclude } from "../compose/compiled.ts";
import {
  versionDiffers,
  versionDiffersByParameter,
  versionDiffersFromLatest,
  versionNeeded,
} from "../issues/concept-use.ts";
import { versionNotAllowed } from "../issues/expansion.ts";
import type { Issue } from "../issues/issue.ts";
import type { CodeSystem, Coding } from "../model.ts";
import { codeSystemVersion } from "../resolve/code-system-version.ts";
import { withSupplements } from "../resolve/supplements.ts";
import { versionAtDate } from "../resolve/version-at-date.ts";
import { type VersionRules, violatedCheck, wantedVersion } from "../resolve/version-rules.ts";
import type { CodeSystemProvider, Terminology } from "../store.ts";
import { after, type Awaitable } from "../util/awaitable.ts";
import type { CodingPath, GivenCoding } from "./request.ts";

export interface FittingIncludes {
  fitting: readonly CompiledInclude[];
  /** The coding's version suits none of them. */
  differs: boolean;
}

/** The includes that the coding's version suits; where there is none, all of them. */
export function fittingIncludes(
  includes: readonly CompiledInclude[],
  sent: string | undefined,
): FittingIncludes {
  if (sent === undefined) return { fitting: includes, differs: false };
  const fitting = includes.filter((i) => suits(i, sent));
  return fitting.length > 0 ? { fitting, differs: false } : { fitting: includes, differs: true };
}

function suits({ version, wantedVersion }: CompiledInclude, sent: string): boolean {
  if (version === sent || versionMatches(version, sent)) return true;
  return wantedVersion !== undefined && versionMatches(sent, wantedVersion);
}

/**
 * An include by pattern (`1.x`) takes every version that fits it: where the coding names such a one, that is
 * the one to look in, not the latest.
 */
export function atVersion(
  store: Terminology,
  includes: readonly CompiledInclude[],
  sent: string | undefined,
  supplements: readonly string[],
): Awaitable<readonly CompiledInclude[]> {
  if (sent === undefined || isVersionPattern(sent)) return includes;
  const others = includes.filter((i) => i.provider && i.version !== sent);
  const [first] = others;
  if (!first) return includes;
  const ref = { url: first.system, version: sent };
  return after(findSupplemented(store, ref, supplements), (provider) =>
    provider ? includes.map((i) => (others.includes(i) ? { ...i, provider, version: sent } : i)) : includes,
  );
}

/** The code system in the version to use, with its supplements; else the version that was looked for, and why it is not there. */
interface FoundVersion {
  provider: CodeSystemProvider | undefined;
  version: string | undefined;
  /** Every version is later than this date. */
  versionDate?: string | undefined;
}

/** Finds a code system outside of any value set, by the request's rules. @param stated the version that the caller names */
export function findVersion(
  store: Terminology,
  rules: VersionRules,
  { system, stated }: { system: string; stated: string | undefined },
  supplements: readonly string[],
): Awaitable<FoundVersion> {
  const { version } = wantedVersion(rules, system, stated);
  if (version === undefined && rules.versionDate !== undefined)
    return versionThen(store, rules.versionDate, system, supplements);
  const finding = findSupplemented(store, { url: system, version }, supplements, rules.versionDate);
  return after(finding, (provider) => ({ provider, version }));
}

/** The one that was current at the date. */
async function versionThen(
  store: Terminology,
  versionDate: string,
  system: string,
  supplements: readonly string[],
): Promise<FoundVersion> {
  const then = await versionAtDate(store, "CodeSystem", system, versionDate);
  if (then === "none") return { provider: undefined, version: undefined, versionDate };
  const ref = { url: system, version: then.version };
  return { provider: await findSupplemented(store, ref, supplements, versionDate), version: undefined };
}

const findSupplemented = (
  store: Terminology,
  ref: { url: string; version: string | undefined },
  supplements: readonly string[],
  date?: string,
): Awaitable<CodeSystemProvider | undefined> =>
  after(
    codeSystemVersion(store, ref, date),
    (provider) => provider && withSupplements(store, provider, supplements),
  );

/** The coding's version is not the include's. A versionless include only warns: it takes what is latest. */
export function checkVersion(include: CompiledInclude, { coding, path }: GivenCoding): Issue {
  const { system, statedVersion, wantedVersion, versionSource } = include;
  const { version: sent = "" } = coding;
  const where = path.at("version");
  if (wantedVersion === undefined) return versionDiffersFromLatest(system, include.version, sent, where);
  return versionSource === "include"
    ? versionDiffers(system, wantedVersion, sent, where)
    : versionDiffersByParameter({ system, used: wantedVersion, included: statedVersion }, sent, where);
}

/** The version in use is not the one that check-system-version requires. */
export function checkRequired(
  rules: VersionRules,
  { url: system = "", version }: CodeSystem,
  path: CodingPath,
): Issue[] {
  const required = violatedCheck(rules, system, version);
  if (required === undefined) return [];
  return [{ ...versionNotAllowed(system, version, required), expression: path.at("version") }];
}

/** Where a code system commits to no concept from one version to the next, a coding has to come with its version. */
export function checkVersionNamed(
  rules: VersionRules,
  { url = "", versionNeeded: isNeeded }: CodeSystem,
  { code = "", version }: Coding,
  path: CodingPath,
): Issue[] {
  if (isNeeded !== true || rules.versionDate !== undefined) return [];
  return wantedVersion(rules, url, version).version === undefined
    ? [versionNeeded(url, code, path.at("version"))]
    : [];
}
