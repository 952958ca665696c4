/** From an include's reference to another value set to that value set, under the request's version rules. */
import { parseCanonical, printCanonical } from "../canonical.ts";
import { valueSetVersionNotAllowed } from "../issues/expansion.ts";
import type { Issue } from "../issues/issue.ts";
import type { ValueSet } from "../model.ts";
import { addressHint } from "../resolve/find-value-set.ts";
import { knownValueSet, ownValueSetUrl } from "../resolve/known-value-set.ts";
import { versionAtDate } from "../resolve/version-at-date.ts";
import { type VersionRules, violatedValueSetCheck, wantedValueSetVersion } from "../resolve/version-rules.ts";
import type { Terminology } from "../store.ts";
import type { MissingValueSet } from "./compiled.ts";
import type { UsedContentList } from "./used-content.ts";

/** @param chain the value sets being resolved, outermost first; `#id` is looked for in the innermost that has it */
export type ResolveImport = (
  canonical: string,
  chain: readonly ValueSet[],
) => Promise<{ valueSet: ValueSet } | { missing: MissingValueSet | { kind: "invalid"; issue: Issue } }>;

/** Finds the value sets that others import, and notes in `used` what it finds. */
export function importResolver(
  store: Terminology,
  rules: VersionRules,
  used: UsedContentList,
): ResolveImport {
  return async (canonical, chain) => {
    if (canonical.startsWith("#")) return containedIn(canonical, chain);
    const named = parseCanonical(canonical);
    // Versions and rules are about its own address.
    const ref = { ...named, url: await ownValueSetUrl(store, named.url) };
    const { version, source } = wantedValueSetVersion(rules, ref);
    const versionDate =
      version === undefined ? (chain.at(-1)!.compose?.lockedDate ?? rules.versionDate) : undefined;
    const current =
      versionDate === undefined ? { version } : await versionAtDate(store, "ValueSet", ref.url, versionDate);
    const missing = { kind: "value-set", url: ref.url, version } as const;
    if (current === "none") return { missing: { ...missing, versionDate } };
    const wanted = { url: ref.url, version: current.version };
    const valueSet = await knownValueSet(store, wanted);
    if (!valueSet) return { missing: { ...missing, hint: await addressHint(store, ref.url) } };
    const required = violatedValueSetCheck(rules, valueSet);
    if (required !== undefined)
      return { missing: { kind: "invalid", issue: valueSetVersionNotAllowed(valueSet, required) } };
    if (source !== undefined) used.versionParameter(source, printCanonical({ url: ref.url, version }));
    used.valueSet(valueSet);
    return { valueSet };
  };
}

function containedIn(
  reference: string,
  chain: readonly ValueSet[],
): { valueSet: ValueSet } | { missing: MissingValueSet } {
  for (const valueSet of [...chain].reverse()) {
    const found = valueSet.contained?.find((r) => r.id === reference.slice(1));
    if (found?.resourceType === "ValueSet") return { valueSet: found as ValueSet };
  }
  return { missing: { kind: "value-set", url: reference, version: undefined } };
}
