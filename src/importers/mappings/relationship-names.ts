/** The words in which tables say how source and target relate: FHIR's, SSSOM's, Orphanet's and plain ones. */
import type { Equivalence, Relationship } from "../../terminology/model.ts";
import { type Meaning, PREDICATES } from "./predicates.ts";
import { BUILT_IN, parseCurie } from "./prefixes.ts";

const of = (relationship: Relationship, equivalence: Equivalence): Meaning => ({ relationship, equivalence });

const SAME = of("equivalent", "equivalent");
const TARGET_WIDER = of("source-is-narrower-than-target", "wider");
const TARGET_NARROWER = of("source-is-broader-than-target", "narrower");
const RELATED = of("related-to", "relatedto");

/** A word of a table is looked up here: a Map, so that no word finds more than it should. */
export const RELATIONSHIP_NAMES: ReadonlyMap<string, Meaning> = new Map([
  ["equivalent", SAME],
  ["source-is-narrower-than-target", TARGET_WIDER],
  ["source-is-broader-than-target", TARGET_NARROWER],
  ["related-to", RELATED],
  ["not-related-to", of("not-related-to", "disjoint")],
  ["equal", of("equivalent", "equal")],
  ["exact", SAME],
  ["same", SAME],
  ["same-as", SAME],
  ["=", SAME],
  ["e", SAME],
  ["wider", TARGET_WIDER],
  ["subsumes", of("source-is-narrower-than-target", "subsumes")],
  ["broader", TARGET_WIDER],
  ["broad", TARGET_WIDER],
  ["ntbt", TARGET_WIDER],
  ["<", TARGET_WIDER],
  ["narrower", TARGET_NARROWER],
  ["narrow", TARGET_NARROWER],
  ["specializes", of("source-is-broader-than-target", "specializes")],
  ["btnt", TARGET_NARROWER],
  [">", TARGET_NARROWER],
  ["inexact", of("related-to", "inexact")],
  ["close", of("related-to", "inexact")],
  ["relatedto", RELATED],
  ["related", RELATED],
  ["unreviewed", RELATED],
  ["~", RELATED],
  ["disjoint", of("not-related-to", "disjoint")],
]);

const BASES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(BUILT_IN),
  ["oboInOwl", "http://www.geneontology.org/formats/oboInOwl#"],
]);

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
