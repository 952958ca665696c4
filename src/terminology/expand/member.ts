/** The nouns of an expansion: where its concepts are read, and what is read. */
import type { CompiledInclude } from "../compose/compiled.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import type { Concept } from "../model.ts";

/** Sources are disjoint, so that their totals add up. */
export interface Source {
  include: CompiledInclude;
  condition: ConceptCondition;
}

/** One concept of the expansion and the include that it comes by. */
export interface Member {
  concept: Concept;
  include: CompiledInclude;
}

/** Concepts in an order of their own, each with where it is read. */
export interface RankedSource {
  ranked: readonly { code: string; source: Source }[];
}

/** What a source of an expansion may be, once its order is settled. */
export type OrderedSource = Source | RankedSource;
