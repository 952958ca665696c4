/** What $translate is asked and what it finds, free of FHIR versions and of HTTP. */
import type * as r5 from "fhir/r5";
import type { Issue } from "../issues/issue.ts";
import type { Coding, ConceptMap, Mapping, MappingAttribute } from "../model.ts";
import type { MatchBasis } from "../resolve/names.ts";
import type { Direction } from "../store.ts";
import type { WorkBudget } from "../util/work-budget.ts";
import type { Candidates, CodingCandidates } from "./candidate-codings.ts";
import type { Dependency } from "./depends-on.ts";
import type { Relation } from "./relationships.ts";

export interface TranslateRequest {
  /** `forward`: the codings are sources of mappings; `reverse`: they are targets. */
  direction: Direction;
  /** Every coding of the input, in order. */
  codings: readonly Coding[];
  /** CodeableConcept.text. */
  text?: string | undefined;
  /** The one map to use; absent: all that know the codings. */
  map?: ChosenMap | undefined;
  /** Value sets that the mappings' sources and targets must be in, whatever the direction. */
  sourceScope?: string | undefined;
  targetScope?: string | undefined;
  /** The code system that answers must be of: of the mappings' targets, in reverse of their sources. */
  wantedSystem?: string | undefined;
  dependencies: readonly Dependency[];
  displayLanguage?: string | undefined;
  useSupplement: readonly string[];
  /** Names that are not exact give no match. */
  strictNames: boolean;
  /** Code systems that came with the request: who sent one needs no displays from it. */
  ownSystems: ReadonlySet<string>;
  /** What the request may cost. Absent: it is not counted, and others get no turn. */
  work?: WorkBudget | undefined;
}

type ChosenMap = { url: string; version?: string | undefined } | { id: string } | { inline: r5.ConceptMap };

/** One statement of a map about one of the codings. */
export interface Match {
  /** The map that says so, without its mappings. */
  origin: ConceptMap;
  mapping: Mapping;
  /** As the map states it, from source to target; where that is in doubt, what is left of it. */
  relation: Relation;
  /** What the map states, where `relation` is less than that. */
  stated?: Relation | undefined;
  source: Coding;
  /** Absent where the map says that there is none. */
  target?: Coding | undefined;
  /** Conditions that the request says nothing about: the match holds only if they do. */
  missing: MappingAttribute[];
  /** How the coding, or the text, was recognised; absent where that goes without saying. */
  basis?: MatchBasis | undefined;
  /** It comes from what the map says of codes that it does not list. */
  fallback: boolean;
}

/** The ways to read the codings of a request, and its text, if it has one. */
export interface GivenConcepts {
  codings: CodingCandidates[];
  text: Candidates | undefined;
}

export interface TranslateOutcome {
  matches: readonly Match[];
  /** What a reader should know, in the order of weight. */
  notes: Issue[];
  /** Codes that were read in another form than they were sent in. */
  normalized: string[];
}
