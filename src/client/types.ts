/** What the client is asked, and what it answers. */
import type { CodeableConcept, Coding, OperationOutcomeIssue, ValueSetExpansionContains } from "fhir/r5";
import type { Failure } from "./failure.ts";

export interface LookupRequest {
  system: string;
  code: string;
  version?: string;
  displayLanguage?: string;
  property?: readonly string[];
}

export interface LookedUpProperty {
  code: string;
  value: unknown;
}

export interface Designation {
  language?: string;
  use?: Coding;
  value: string;
}

export type LookupOutcome =
  | {
      kind: "found";
      name?: string;
      version?: string;
      display?: string;
      definition?: string;
      designations: Designation[];
      properties: LookedUpProperty[];
    }
  /** The server knows the code system, and has no such code. */
  | { kind: "unknown-code"; message: string }
  | Failure;

export interface ValidateCodeRequest {
  /** The value set; without it, `system` is the code system that is asked. */
  valueSet?: string;
  valueSetVersion?: string;
  system?: string;
  code?: string;
  version?: string;
  display?: string;
  codeableConcept?: CodeableConcept;
  displayLanguage?: string;
  inferSystem?: boolean;
}

export type ValidateCodeOutcome =
  | {
      kind: "valid";
      code?: string;
      system?: string;
      display?: string;
      message?: string;
      issues: OperationOutcomeIssue[];
    }
  | { kind: "invalid"; message: string; issues: OperationOutcomeIssue[] }
  /** What would decide is not there, or there in part. */
  | { kind: "not-known"; message: string; issues: OperationOutcomeIssue[] }
  /** The server does not know the code system, and so cannot say. */
  | { kind: "unknown-system"; system?: string; message: string; issues: OperationOutcomeIssue[] }
  | Failure;

export interface SubsumesRequest {
  system: string;
  codeA: string;
  codeB: string;
  version?: string;
}

export type SubsumesOutcome = { kind: "equivalent" | "subsumes" | "subsumed-by" | "not-subsumed" } | Failure;

export interface ExpandRequest {
  url: string;
  valueSetVersion?: string;
  filter?: string;
  count?: number;
  offset?: number;
  displayLanguage?: string;
  activeOnly?: boolean;
  includeDesignations?: boolean;
}

export interface Expanded {
  kind: "expanded";
  contains: ValueSetExpansionContains[];
  total?: number;
  offset: number;
  /** The value set has more codes than any expansion: an extension says so. */
  unclosed: boolean;
}

export type ExpandOutcome = Expanded | { kind: "too-costly"; message: string } | Failure;

/** What is known about the case besides the code: a match with `dependsOn` holds only where it is so. */
export interface Dependency {
  /** As `dependsOn` names it: a uri, or its code. */
  attribute: string;
  value: Coding | string;
}

export interface TranslateRequest {
  /** The map; without it the server chooses among all. */
  url?: string;
  conceptMapVersion?: string;
  system?: string;
  code?: string;
  codeableConcept?: CodeableConcept;
  /** The system wanted. */
  targetSystem?: string;
  /** Ask for what stands for the given code on the other side. */
  reverse?: boolean;
  dependency?: readonly Dependency[];
}

export interface Match {
  concept?: Coding;
  /** R5's relationship or R4's equivalence, as the server said it. */
  relation: string;
  /** Only what is equivalent, without an open condition, may be applied without a person looking. */
  mayBeApplied: boolean;
  originMap?: string;
  comments: string[];
  /** What must be known besides; R5. */
  dependsOn: unknown[];
}

export type TranslateOutcome =
  | { kind: "matched"; matches: Match[]; message?: string }
  /** The server knows of no translation, or that there is none. */
  | { kind: "unmatched"; matches: Match[]; message?: string }
  | Failure;

export interface MatchRequest {
  text: string;
  system?: readonly string[];
  count?: number;
  activeOnly?: boolean;
}

export interface Candidate {
  concept: Coding;
  /** From 0 to 1. */
  score: number;
  /** How it matched: exact, synonym, words, fuzzy... */
  matchKind: string;
  matched: string;
  tied: boolean;
  /** Not to be used without a look. */
  weak: boolean;
}

export type MatchOutcome = { kind: "candidates"; candidates: Candidate[]; message?: string } | Failure;

export interface Options {
  /** Ends the call: it rejects with the signal's reason. */
  signal?: AbortSignal;
}
