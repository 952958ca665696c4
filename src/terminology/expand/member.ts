/** The nouns of an expansion: where its concepts are read, and what is read. */
import type { CompiledInclude } from "../compose/compiled.ts";
import type { ConceptCondition } from "../concepts/concept-condition.ts";
import type { Concept } from "../model.ts";
import type { CodeSystemProvider } from "../store.ts";

/** Sources are disjoint, so that their totals add up. */
export interface Source {
  include: CompiledInclude;
  condition: ConceptCondition;
}

/** Of a code system that is here. */
export interface KnownSource extends Source {
  include: CompiledInclude & { provider: CodeSystemProvider };
}

/** One concept of the expansion and the include that it comes by. */
export interface Member {
  concept: Concept;
  include: CompiledInclude;
}

/** Concepts in an order of their own, each with where it is read. */
export interface RankedSource {
  ranked: readonly { code: string; source: KnownSource }[];
}

/** What a source of an expansion may be, once its order is settled. */
export type OrderedSource = Source | RankedSource;
