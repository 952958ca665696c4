import { parseCanonical, printCanonical } from "../../terminology/canonical.ts";
import { sharedValueSet } from "../../terminology/compose/shared-value-set.ts";
import { valueSetVersionNotAllowed } from "../../terminology/issues/expansion.ts";
import { TerminologyError } from "../../terminology/issues/issue.ts";
import { invalidParameter, requiredParameter } from "../../terminology/issues/parameters.ts";
import type { ValueSet } from "../../terminology/model.ts";
import { findValueSet } from "../../terminology/resolve/find-value-set.ts";
import {
  NO_VERSION_RULES,
  type VersionRules,
  violatedValueSetCheck,
  wantedValueSetVersion,
} from "../../terminology/resolve/version-rules.ts";
import type { Terminology } from "../../terminology/store.ts";
import { after, type Awaitable } from "../../terminology/util/awaitable.ts";
import { checkInstance, checkInstanceVersion } from "./instance.ts";
import { checkSent, checkVersion } from "./said-twice.ts";

interface Asked {
  url?: string | undefined;
  valueSet?: ValueSet | undefined;
  valueSetVersion?: string | undefined;
}

/**
 * The value set that an operation is about: the one it is called on, or the one that came with it, else that of `url`.
 * @throws TerminologyError required: none of them is given; not-found: `url` is not known; value: it has another version,
 *   or one came with it beside that in the address, or that is another than `url`
 */
export function valueSetMeant(
  terminology: Terminology,
  { url, valueSet, valueSetVersion }: Asked,
  instance: ValueSet | undefined,
  rules: VersionRules,
): Awaitable<ValueSet> {
  checkInstance(instance, url, "url");
  if (instance && valueSet)
    throw new TerminologyError(invalidParameter("valueSet", valueSet, "the value set is in the address"));
  checkInstanceVersion(instance, valueSetVersion, "valueSetVersion");
  if (valueSet) {
    const sent = { what: "the value set given", url: valueSet.url, version: valueSet.version };
    checkSent("url", url, sent);
    checkVersion("valueSetVersion", valueSetVersion, sent);
  }
  if (instance) return checked(instance, rules);
  if (valueSet) return after(sharedValueSet(valueSet), (shared) => checked(shared, rules));
  if (url === undefined)
    throw new TerminologyError(requiredParameter("url or valueSet", "the value set to validate against"));
  return after(found(terminology, url, valueSetVersion, rules), (stored) => checked(stored, rules));
}

/** A version that is named is looked for as it is; else, or if one is forced, the version parameters say which. */
function found(
  terminology: Terminology,
  url: string,
  valueSetVersion: string | undefined,
  rules: VersionRules,
): Awaitable<ValueSet> {
  if (rules === NO_VERSION_RULES) return findValueSet(terminology, url, valueSetVersion);
  const meant = wanted(url, { valueSetVersion }, rules);
  return meant.source === undefined
    ? findValueSet(terminology, url, valueSetVersion, rules.versionDate)
    : findValueSet(terminology, meant.url, meant.version);
}

/** The version of `url` that is asked for, and the parameter that says so, if one does. */
function wanted(
  url: string,
  { valueSetVersion }: Asked,
  rules: VersionRules,
): { url: string; version: string | undefined; source: string | undefined } {
  const ref = parseCanonical(url);
  const given = ref.version ?? valueSetVersion;
  const { version, source } = wantedValueSetVersion(rules, { url: ref.url, version: given });
  return { url: ref.url, version, source };
}

/** The version parameter that decided which version of `url` is meant, if one did. */
export function chosenBy(
  asked: Asked,
  instance: ValueSet | undefined,
  rules: VersionRules,
): { name: string; value: string } | undefined {
  if (instance || asked.url === undefined || rules === NO_VERSION_RULES) return undefined;
  const meant = wanted(asked.url, asked, rules);
  return meant.source === undefined ? undefined : { name: meant.source, value: printCanonical(meant) };
}

/** Is it left to the server which version of `url` answers? */
export const isUnversioned = (asked: Asked, instance: ValueSet | undefined, rules: VersionRules): boolean =>
  !instance &&
  asked.url !== undefined &&
  rules.versionDate === undefined &&
  wanted(asked.url, asked, rules).version === undefined;

function checked(valueSet: ValueSet, rules: VersionRules): ValueSet {
  const required = violatedValueSetCheck(rules, valueSet);
  if (required !== undefined) throw new TerminologyError(valueSetVersionNotAllowed(valueSet, required));
  return valueSet;
}
