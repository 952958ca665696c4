/** From an include's system and version to the code system to use, under the request's version rules. */
import { parseCanonical, printCanonical } from "../canonical.ts";
import type { CodeSystemProvider, TerminologyStore } from "../store.ts";
import { supplemented } from "../supplements.ts";
import { violatedCheck, wantedVersion, type VersionRules, type VersionSource } from "../version-rules.ts";
import type { UsedContentList } from "./used-content.ts";

export interface ResolvedSystem {
  provider: CodeSystemProvider | undefined;
  /** The version found; where none is found, the one asked for. */
  version: string | undefined;
  source: VersionSource;
  /** The version or pattern asked for; undefined: the latest. */
  wanted: string | undefined;
  /** What check-system-version requires and does not get. */
  required: string | undefined;
  /** Where none is found: the versions there are. */
  known: string[];
}

type Resolve = (
  system: string,
  version: string | undefined,
  supplements: readonly string[],
) => Promise<ResolvedSystem>;

/** Each system and version is asked for once. */
export function systemResolver(store: TerminologyStore, rules: VersionRules, used: UsedContentList): Resolve {
  const resolved = new Map<string, Promise<ResolvedSystem>>();
  const resolve: Resolve = async (system, included, supplements) => {
    const { version, source } = wantedVersion(rules, system, included);
    const found = await store.codeSystem({ url: system, version });
    if (!found) {
      const known = (await store.versions("CodeSystem", system)).filter((v) => v !== undefined);
      return { provider: undefined, version, source, wanted: version, required: undefined, known };
    }
    used.codeSystem(found.codeSystem);
    if (source !== "include" && source !== "none")
      used.versionParameter(source, printCanonical({ url: system, version }));
    const candidates = await Promise.all(supplements.map((s) => store.supplements(parseCanonical(s))));
    const result = supplemented(found, candidates.flat());
    for (const supplement of result.supplements) used.supplement(supplement);
    const actual = found.codeSystem.version;
    return {
      provider: result.provider,
      version: actual,
      source,
      wanted: version,
      required: violatedCheck(rules, system, actual),
      known: [],
    };
  };
  return (system, version, supplements) => {
    const key = JSON.stringify([system, version, supplements]);
    let promise = resolved.get(key);
    if (!promise) {
      promise = resolve(system, version, supplements);
      resolved.set(key, promise);
    }
    return promise;
  };
}
