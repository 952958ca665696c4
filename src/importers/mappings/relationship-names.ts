/** The words in which tables say how source and target relate: FHIR's, SSSOM's, Orphanet's and plain ones. */
import {
  DENIED,
  type Meaning,
  meaning,
  OBO_IN_OWL,
  PREDICATES,
  RELATED,
  SAME,
  TARGET_NARROWER,
  TARGET_WIDER,
} from "./predicates.ts";
import { BUILT_IN, parseCurie } from "./prefixes.ts";

/** A word of a table is looked up here: a Map, so that no word finds more than it should. */
export const RELATIONSHIP_NAMES: ReadonlyMap<string, Meaning> = new Map([
  ["equivalent", SAME],
  ["source-is-narrower-than-target", TARGET_WIDER],
  ["source-is-broader-than-target", TARGET_NARROWER],
  ["related-to", RELATED],
  ["not-related-to", DENIED],
  ["equal", meaning("equivalent", "equal")],
  ["exact", SAME],
  ["same", SAME],
  ["same-as", SAME],
  ["=", SAME],
  ["e", SAME],
  ["wider", TARGET_WIDER],
  ["subsumes", meaning("source-is-narrower-than-target", "subsumes")],
  ["broader", TARGET_WIDER],
  ["broad", TARGET_WIDER],
  ["ntbt", TARGET_WIDER],
  ["<", TARGET_WIDER],
  ["narrower", TARGET_NARROWER],
  ["narrow", TARGET_NARROWER],
  ["specializes", meaning("source-is-broader-than-target", "specializes")],
  ["btnt", TARGET_NARROWER],
  [">", TARGET_NARROWER],
  ["inexact", meaning("related-to", "inexact")],
  ["close", meaning("related-to", "inexact")],
  ["relatedto", RELATED],
  ["related", RELATED],
  ["unreviewed", RELATED],
  ["~", RELATED],
  ["disjoint", DENIED],
]);

const BASES: ReadonlyMap<string, string> = new Map([...BUILT_IN, ["oboInOwl", OBO_IN_OWL]]);

/** undefined: a word that says nothing here. */
export function relationshipNamed(text: string): Meaning | undefined {
  const curie = parseCurie(text);
  const base = curie && BASES.get(curie.prefix);
  if (curie && base !== undefined) return PREDICATES.get(base + curie.local);
  const name = text
    .toLowerCase()
    .replace(/[\s_-]*match$/, "")
    .replace(/[\s_]+/g, "-");
  return RELATIONSHIP_NAMES.get(name) ?? PREDICATES.get(text);
}
