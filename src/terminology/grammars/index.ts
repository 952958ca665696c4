/** The list of code systems that are a grammar. */
import type { CodeSystemProvider } from "../store.ts";
import { bcp13 } from "./bcp13.ts";
import { bcp47 } from "./bcp47.ts";
import { grammarSystem } from "./grammar.ts";

const systems = new Map<string, CodeSystemProvider>(
  [bcp13, bcp47].map((grammar) => [grammar.url, grammarSystem(grammar)]),
);

/** The grammar at this address, if it is one; grammars have no versions. */
export const grammarAt = (url: string, version?: string): CodeSystemProvider | undefined =>
  version === undefined ? systems.get(url) : undefined;

export const GRAMMARS: readonly string[] = [...systems.keys()];
