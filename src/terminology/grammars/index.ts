/** The list of code systems that are a grammar. */
import { UNVERSIONED, versionMatches } from "../canonical.ts";
import type { ValueSet } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";
import { bcp13 } from "./bcp13.ts";
import { bcp47 } from "./bcp47.ts";
import { type Grammar, grammarSystem } from "./grammar.ts";
import { ucum } from "./ucum.ts";

const grammars = new Map<string, Grammar>([bcp13, bcp47, ucum].map((grammar) => [grammar.url, grammar]));

export const GRAMMARS: readonly string[] = [...grammars.keys()];

const isVersion = (version: string | undefined, wanted: string): boolean =>
  wanted === UNVERSIONED ? version === undefined : versionMatches(version, wanted);

/**
 * The code systems that are a grammar, by address and version.
 * @param valueSet finds the value set of a grammar's common codes
 */
export function grammarSystems(
  valueSet: (url: string) => ValueSet | undefined,
): (url: string, version?: string) => CodeSystemProvider | undefined {
  const systems = new Map<string, CodeSystemProvider>();
  return (url, version) => {
    const grammar = grammars.get(url);
    if (!grammar || (version !== undefined && !isVersion(grammar.version, version))) return undefined;
    let system = systems.get(url);
    if (!system) {
      const { common } = grammar;
      const listed = typeof common === "string" ? () => valueSet(common) : common;
      systems.set(url, (system = grammarSystem(grammar, listed)));
    }
    return system;
  };
}
