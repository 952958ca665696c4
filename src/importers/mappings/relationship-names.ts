/** The words in which tables say how source and target relate: FHIR's, SSSOM's, Orphanet's and plain ones. */
import type { Equivalence, Relationship } from "../../terminology/model.ts";
import { PREDICATES, type Meaning } from "./predicates.ts";
import { BUILT_IN, parseCurie } from "./prefixes.ts";

const of = (relationship: Relationship, equivalence: Equivalence): Meaning => ({ relationship, equivalence });

const SAME = of("equivalent", "equivalent");
const TARGET_WIDER = of("source-is-narrower-than-target", "wider");
const TARGET_NARROWER = of("source-is-broader-than-target", "narrower");
const RELATED = of("related-to", "relatedto");

export const RELATIONSHIP_NAMES: Readonly<Record<string, Meaning>> = {
  equivalent: SAME,
  "source-is-narrower-than-target": TARGET_WIDER,
  "source-is-broader-than-target": TARGET_NARROWER,
  "related-to": RELATED,
  "not-related-to": of("not-related-to", "disjoint"),
  equal: of("equivalent", "equal"),
  exact: SAME,
  "=": SAME,
  e: SAME,
  wider: TARGET_WIDER,
  subsumes: of("source-is-narrower-than-target", "subsumes"),
  broader: TARGET_WIDER,
  ntbt: TARGET_WIDER,
  "<": TARGET_WIDER,
  narrower: TARGET_NARROWER,
  specializes: of("source-is-broader-than-target", "specializes"),
  btnt: TARGET_NARROWER,
  ">": TARGET_NARROWER,
  inexact: of("related-to", "inexact"),
  close: of("related-to", "inexact"),
  relatedto: RELATED,
  related: RELATED,
  "~": RELATED,
  disjoint: of("not-related-to", "disjoint"),
};

/** undefined: a word that says nothing here. */
export function relationshipNamed(text: string): Meaning | undefined {
  const curie = parseCurie(text);
  const base =
    curie && { ...BUILT_IN, oboInOwl: "http://www.geneontology.org/formats/oboInOwl#" }[curie.prefix];
  if (curie && base !== undefined) return PREDICATES[base + curie.local];
  const name = text.toLowerCase().replace(/match$/, "");
  return RELATIONSHIP_NAMES[name] ?? PREDICATES[text];
}
