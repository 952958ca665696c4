import { sharedValueSet } from "../../terminology/compose/shared-value-set.ts";
import { requiredParameter, TerminologyError } from "../../terminology/issues/issue.ts";
import type { ValueSet } from "../../terminology/model.ts";
import { findValueSet } from "../../terminology/resolve/find-value-set.ts";
import type { VersionRules } from "../../terminology/resolve/version-rules.ts";
import type { Terminology } from "../../terminology/store.ts";
import type { Awaitable } from "../../terminology/util/awaitable.ts";

interface Asked {
  url?: string | undefined;
  valueSet?: ValueSet | undefined;
  valueSetVersion?: string | undefined;
}

/**
 * The value set that an operation is about: the one it is called on, else the one that came with it, else that of `url`.
 * @throws TerminologyError required: none of them is given; not-found: `url` is not known
 */
export function valueSetMeant(
  terminology: Terminology,
  { url, valueSet, valueSetVersion }: Asked,
  instance: ValueSet | undefined,
  { versionDate }: VersionRules,
): Awaitable<ValueSet> {
  if (instance) return instance;
  if (valueSet) return sharedValueSet(valueSet);
  if (url === undefined)
    throw new TerminologyError(requiredParameter("url or valueSet", "the value set to validate against"));
  return findValueSet(terminology, url, valueSetVersion, versionDate);
}
