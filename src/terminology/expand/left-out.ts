/** What the caller does not want of a definition (exclude-system). */
import { parseCanonical, versionMatches } from "../canonical.ts";
import type { CompiledValueSet } from "../compose/compiled.ts";
import type { CodeSystem } from "../model.ts";
import { systemTable } from "../resolve/known-systems.ts";
import { onceFor } from "../util/once-for.ts";
import type { ExpandRequest } from "./request.ts";

interface SystemVersion {
  system: string;
  version: string | undefined;
}

/** Which of the caller's words leave this version of a system out? A definition may have as many systems as there are words. */
export const leavingOut = onceFor(
  (excluded: readonly string[]): ((of: SystemVersion) => readonly string[]) => {
    const refs = excluded.flatMap((named) => {
      const { url, version } = parseCanonical(named);
      const alias = systemTable.alias(url)?.entry.uri;
      return [url, ...(alias === undefined ? [] : [alias])].map((system) => ({ named, system, version }));
    });
    const bySystem = Map.groupBy(refs, ({ system }) => system);
    const kept = new Map<string, readonly string[]>();
    return ({ system, version }) => {
      const own = bySystem.get(system) ?? NONE;
      if (own.length === 0) return NONE;
      const key = `${version ?? ""}|${system}`;
      let found = kept.get(key);
      if (!found) {
        const meant = own.filter((r) => r.version === undefined || versionMatches(version, r.version));
        kept.set(key, (found = meant.map(({ named }) => named)));
      }
      return found;
    };
  },
);

const NONE: readonly never[] = [];

/** Is this version of a system among those that the caller does not want? */
export function leftOut(excluded: readonly string[] | undefined): (of: SystemVersion) => boolean {
  if (excluded === undefined) return () => false;
  const by = leavingOut(excluded);
  return (of) => by(of).length > 0;
}

/** What a definition draws on, without what the caller does not want of it. */
export function drawnUpon(
  compiled: CompiledValueSet,
  { excludeSystem }: Pick<ExpandRequest, "excludeSystem">,
): CompiledValueSet {
  if (excludeSystem === undefined) return compiled;
  const isLeftOut = leftOut(excludeSystem);
  const isWanted = ({ url = "", version }: CodeSystem): boolean => !isLeftOut({ system: url, version });
  const { includes, used } = compiled;
  return {
    ...compiled,
    includes: includes.filter((include) => !isLeftOut(include)),
    used: {
      ...used,
      codeSystems: used.codeSystems.filter(isWanted),
      fragments: used.fragments.filter(isWanted),
    },
  };
}
