/**
 * Which version of a code system or value set is meant? From the reference itself and the request's parameters
 * `system-version`, `check-system-version` and `force-system-version`; `default-`, `check-` and `force-valueset-version`.
 */
import { type Canonical, parseCanonical, versionMatches, versionsAgree } from "../canonical.ts";
import { TerminologyError } from "../issues/issue.ts";
import { contradictoryVersions, invalidParameter } from "../issues/parameters.ts";
import { readVersionDate } from "./version-at-date.ts";

/** Where the version of an include comes from; `none`: nobody says, so it is the latest. */
export type VersionSource =
  "include" | "system-version" | "check-system-version" | "force-system-version" | "none";

/** A rule that names no version would change nothing, without a word. */
type VersionRule = Canonical & { version: string };

export interface VersionRules {
  /** Fills a version that is absent. */
  system: readonly VersionRule[];
  /** Fills a version that is absent, and any other version is an error. */
  check: readonly VersionRule[];
  /** Overrides every version. */
  force: readonly VersionRule[];
  /** The same of value sets. */
  valueSet: readonly VersionRule[];
  checkValueSet: readonly VersionRule[];
  forceValueSet: readonly VersionRule[];
  /** Versions that nobody names are those that were current at this date; undefined: now. */
  versionDate?: string | undefined;
}

export const NO_VERSION_RULES: VersionRules = {
  system: [],
  check: [],
  force: [],
  valueSet: [],
  checkValueSet: [],
  forceValueSet: [],
};

/** As the request has them. */
interface VersionParameters {
  systemVersion?: readonly string[] | undefined;
  checkSystemVersion?: readonly string[] | undefined;
  forceSystemVersion?: readonly string[] | undefined;
  defaultValueSetVersion?: readonly string[] | undefined;
  checkValueSetVersion?: readonly string[] | undefined;
  forceValueSetVersion?: readonly string[] | undefined;
  date?: string | undefined;
}

/**
 * Reads the `url|version` parameters.
 * @throws TerminologyError value: `date` is none; a rule has no url or no version; two versions of one url are to be used.
 */
export function versionRules(parameters: VersionParameters): VersionRules {
  for (const name in parameters)
    if (parameters[name as keyof VersionParameters] !== undefined) return readRules(parameters);
  return NO_VERSION_RULES;
}

function readRules(parameters: VersionParameters): VersionRules {
  return {
    system: agreeingRules("system-version", parameters.systemVersion),
    check: rulesOf("check-system-version", parameters.checkSystemVersion),
    force: agreeingRules("force-system-version", parameters.forceSystemVersion),
    valueSet: agreeingRules("default-valueset-version", parameters.defaultValueSetVersion),
    checkValueSet: rulesOf("check-valueset-version", parameters.checkValueSetVersion),
    forceValueSet: agreeingRules("force-valueset-version", parameters.forceValueSetVersion),
    versionDate: readVersionDate(parameters.date),
  };
}

function rulesOf(parameter: string, texts: readonly string[] = []): readonly VersionRule[] {
  return texts.map((text) => {
    const { url, version } = parseCanonical(text);
    if (url !== "" && version !== undefined) return { url, version };
    throw new TerminologyError(invalidParameter(parameter, text, "name a version too: ADDRESS|VERSION"));
  });
}

/** Of several rules about one url, one may be a pattern that the other fits; else nobody can tell which is meant. */
function agreeingRules(parameter: string, texts: readonly string[] | undefined): readonly VersionRule[] {
  const rules = rulesOf(parameter, texts);
  const versions = new Map<string, string>();
  for (const { url, version } of rules) {
    const before = versions.get(url);
    if (before !== undefined && !versionsAgree(before, version))
      throw new TerminologyError(contradictoryVersions(parameter, url, before, version));
    if (isNarrower(version, before)) versions.set(url, version);
  }
  return rules;
}

interface WantedVersion {
  /** Exact or a pattern such as `1.x`; undefined: the latest. */
  version: string | undefined;
  source: VersionSource;
}

/** The version to ask the store for, given the version that the include names. */
export function wantedVersion(
  rules: VersionRules,
  system: string,
  included: string | undefined,
): WantedVersion {
  const forced = versionFor(rules.force, system);
  if (forced !== undefined) return { version: forced, source: "force-system-version" };
  if (included !== undefined) return { version: included, source: "include" };
  const preset = versionFor(rules.system, system);
  if (preset !== undefined) return { version: preset, source: "system-version" };
  const checked = versionFor(rules.check, system);
  if (checked !== undefined) return { version: checked, source: "check-system-version" };
  return { version: undefined, source: "none" };
}

/** The version that `check-system-version` requires where `version` is another one; undefined: it is allowed. */
export function violatedCheck(
  rules: VersionRules,
  system: string,
  version: string | undefined,
): string | undefined {
  return violated(rules.check, system, version);
}

/** The same of a value set, and `check-valueset-version`. */
export const violatedValueSetCheck = (
  rules: VersionRules,
  { url, version }: { url?: string | undefined; version?: string | undefined },
): string | undefined => violated(rules.checkValueSet, url ?? "", version);

function violated(
  check: readonly VersionRule[],
  url: string,
  version: string | undefined,
): string | undefined {
  if (check.length === 0) return undefined;
  const required = check.filter((c) => c.url === url).map((c) => c.version);
  if (required.length === 0 || required.some((r) => versionMatches(version, r))) return undefined;
  return required[0];
}

type ValueSetVersionSource = "default-valueset-version" | "check-valueset-version" | "force-valueset-version";

/** The version of a value set that is asked for or imported; `source`: the parameter that it comes from, if it does. */
export function wantedValueSetVersion(
  rules: VersionRules,
  ref: Canonical,
): { version: string | undefined; source?: ValueSetVersionSource } {
  const forced = versionFor(rules.forceValueSet, ref.url);
  if (forced !== undefined) return { version: forced, source: "force-valueset-version" };
  if (ref.version !== undefined) return { version: ref.version };
  const preset = versionFor(rules.valueSet, ref.url);
  if (preset !== undefined) return { version: preset, source: "default-valueset-version" };
  const checked = versionFor(rules.checkValueSet, ref.url);
  return checked === undefined
    ? { version: undefined }
    : { version: checked, source: "check-valueset-version" };
}

/** The rule about `url`; of several the narrowest, which fits the others too. */
function versionFor(rules: readonly VersionRule[], url: string): string | undefined {
  let narrowest: string | undefined;
  for (const rule of rules)
    if (rule.url === url && isNarrower(rule.version, narrowest)) narrowest = rule.version;
  return narrowest;
}

const isNarrower = (version: string, than: string | undefined): boolean =>
  than === undefined || versionMatches(version, than);
