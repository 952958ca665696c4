/** From the value set that a caller names to its definition. */
import { versionAsOf } from "./as-of.ts";
import { parseCanonical, printCanonical } from "./canonical.ts";
import { noVersionAt } from "./issues/expansion.ts";
import { otherVersionsKnown, unknownValueSet, urlOfCodeSystem } from "./issues/value-sets.ts";
import { invalidParameter, TerminologyError } from "./issues.ts";
import type { ValueSet } from "./model.ts";
import type { TerminologyStore } from "./store.ts";

/**
 * @param url the canonical, with or without `|version`
 * @param version as a parameter of its own (valueSetVersion)
 * @param asOf without version: the one that was current at this date
 * @throws TerminologyError not-found: no such value set or version; value: two versions are given.
 */
export async function findValueSet(
  store: TerminologyStore,
  url: string,
  version?: string,
  asOf?: string,
): Promise<ValueSet> {
  const ref = parseCanonical(url);
  if (version !== undefined && ref.version !== undefined && version !== ref.version) {
    throw new TerminologyError(
      invalidParameter("valueSetVersion", version, `the url already names version ${ref.version}`),
    );
  }
  const wanted = { url: ref.url, version: ref.version ?? version };
  if (wanted.version === undefined && asOf !== undefined) {
    const current = await versionAsOf(store, "ValueSet", ref.url, asOf);
    if (current === "none") throw new TerminologyError(noVersionAt(ref.url, asOf));
    wanted.version = current.version;
  }
  const found = store.valueSet(wanted);
  const valueSet = found instanceof Promise ? await found : found;
  if (!valueSet)
    throw new TerminologyError(unknownValueSet(printCanonical(wanted), await hint(store, ref.url)));
  return valueSet;
}

/** What may help who asked for a value set that is not there. */
async function hint(store: TerminologyStore, url: string): Promise<string | undefined> {
  const known = (await store.versions("ValueSet", url)).filter((v) => v !== undefined);
  if (known.length > 0) return otherVersionsKnown(known);
  return (await store.codeSystem({ url })) ? urlOfCodeSystem() : undefined;
}
