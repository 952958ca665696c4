/** A mapping set's prefixes: those it declares and those SSSOM always knows. */
import type { Issue } from "../../terminology/issues/issue.ts";
import { builtInPrefix, undeclaredPrefix } from "../../terminology/issues/sssom.ts";

/** They need no declaration and may not mean anything else. */
export const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["owl", "http://www.w3.org/2002/07/owl#"],
  ["rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["semapv", "https://w3id.org/semapv/vocab/"],
  ["skos", "http://www.w3.org/2004/02/skos/core#"],
  ["sssom", "https://w3id.org/sssom/"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"],
  ["linkml", "https://w3id.org/linkml/"],
]);

export interface Curie {
  prefix: string;
  local: string;
}

/** `OMIM:166350` -> its parts; undefined for an IRI or plain text. */
export function parseCurie(text: string): Curie | undefined {
  const match = /^([A-Za-z_][\w.-]*|):(?!\/\/)(\S+)$/.exec(text);
  return match ? { prefix: match[1]!, local: match[2]! } : undefined;
}

export class Prefixes {
  private readonly map: ReadonlyMap<string, string>;
  /** Those declared, as pairs. */
  readonly entries: readonly (readonly [string, string])[];

  constructor(declared: Readonly<Record<string, string>>) {
    this.entries = Object.entries(declared);
    this.map = new Map([...BUILT_IN, ...this.entries]);
  }

  /** A declaration that SSSOM forbids. */
  problem(): Issue | undefined {
    for (const [prefix, iri] of this.entries) {
      const meant = BUILT_IN.get(prefix) ?? iri;
      if (meant !== iri) return builtInPrefix(prefix, meant);
    }
    return undefined;
  }

  expansion(prefix: string): string | undefined {
    return this.map.get(prefix);
  }

  /** The IRI that a CURIE or an IRI stands for; undefined when its prefix is not declared. */
  iri(text: string): string | undefined {
    const curie = parseCurie(text);
    if (!curie) return text;
    const expansion = this.map.get(curie.prefix);
    return expansion === undefined ? undefined : expansion + curie.local;
  }

  /** Why the text is no usable reference; undefined: it is one. */
  check(slot: string, text: string): Issue | undefined {
    const curie = parseCurie(text);
    if (!curie || this.map.has(curie.prefix)) return undefined;
    return undeclaredPrefix(slot, text, curie.prefix);
  }
}
